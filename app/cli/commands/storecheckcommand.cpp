#include "app/cli/commands/storecheckcommand.h"

#include "core/service/locallockbox.h"

namespace lockbox::cli {

CLI::App *StoreCheckCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "check", "Checks the whole store file for damage. Takes long on a large one.");
    app->footer("Example:\n  lockbox --store contoso.lockbox store check");
    return app;
}

Result<void> StoreCheckCommand::run(Context &context)
{
    const auto path = context.store();
    if (!path)
        return failure(path);
    if (auto ok = checkLocalStore(*path); !ok)
        return ok;
    context.output().document({{QStringLiteral("store"), *path}, {QStringLiteral("ok"), true}});
    context.output().words(QStringLiteral("%1 is sound.").arg(*path));
    return {};
}

} // namespace lockbox::cli
