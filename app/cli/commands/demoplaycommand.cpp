#include "app/cli/commands/demoplaycommand.h"

#include "app/cli/demostory.h"
#include "app/cli/interruption.h"
#include "core/service/locallockbox.h"

#include <QTemporaryDir>

namespace lockbox::cli {

CLI::App *DemoPlayCommand::declare(CLI::App &parent)
{
    CLI::App *app =
        parent.add_subcommand("play", "Plays the whole workflow, step by step, in words.");
    app->footer("Without --store a demo store is made for it and thrown away afterwards; "
                "LOCKBOX_STORE is not\n"
                "looked at. A given store must be a demo store: its clock is moved by more than "
                "half a day.\n\n"
                "Examples:\n  lockbox demo play\n  lockbox demo play --store demo.lockbox");
    return app;
}

static Result<void> playOn(LockboxService &service, Output &output,
                           const Interruption &interruption)
{
    const auto info = service.info();
    if (!info)
        return failure(info);
    if (!info->demo)
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("%1 is a real store; the story is played on demo stores only")
                           .arg(info->location));
    return DemoStory(service, output, info->tenant).play([&] { return !interruption.isWanted(); });
}

Result<void> DemoPlayCommand::run(Context &context)
{
    const Interruption interruption;
    if (context.isStoreGiven()) {
        const auto service = context.openStore();
        return service ? playOn(**service, context.output(), interruption) : failure(service);
    }
    const QTemporaryDir folder;
    if (!folder.isValid())
        return failure(ErrorCode::StoreUnwritable, folder.errorString());
    const QString path = folder.filePath(QStringLiteral("demo.lockbox"));
    // A short history is enough to be in the middle of one.
    const auto goesOn = [&](qint64, qint64) { return !interruption.isWanted(); };
    if (auto made = demo::createDemoStore(path, {.seed = 1, .requests = 20}, goesOn); !made)
        return made;
    const auto service = openLocalStore(path);
    return service ? playOn(**service, context.output(), interruption) : failure(service);
}

} // namespace lockbox::cli
