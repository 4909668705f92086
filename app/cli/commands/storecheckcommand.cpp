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
    const auto store = context.localStore();
    if (!store)
        return failure(store);
    if (auto ok = checkLocalStore(store->path, store->options); !ok)
        return ok;
    context.output().document(
        {{QStringLiteral("store"), store->path}, {QStringLiteral("ok"), true}});
    context.output().words(QStringLiteral("%1 is sound.").arg(store->path));
    return {};
}

} // namespace lockbox::cli
