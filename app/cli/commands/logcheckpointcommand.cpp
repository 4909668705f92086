#include "app/cli/commands/logcheckpointcommand.h"

#include "app/cli/files.h"
#include "app/cli/logwords.h"
#include "core/audit/checkpoint.h"

namespace lockbox::cli {

CLI::App *LogCheckpointCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "checkpoint", "Signs the log as it is now. Put it away where nobody can change it.");
    CLI::Option *file = app->add_option("-o,--output", m_file, "Into this file, which must be new")
                            ->type_name("FILE")
                            ->check(notEmpty());
    app->add_flag("--force", m_force, "Replace the file if it is there")->needs(file);
    app->footer("Example:\n  lockbox --store contoso.lockbox log checkpoint -o january.checkpoint");
    return app;
}

static Result<QByteArray> newest(const Context &context)
{
    if (context.isRemote()) {
        const auto door = context.open();
        return door ? door->service->checkpoint(door->session) : failure(door);
    }
    const auto store = context.localStore();
    if (!store)
        return failure(store);
    auto note = localCheckpoint(store->path, store->options);
    if (!note && note.error().code == ErrorCode::LogBroken)
        context.explainAlarm();
    return note;
}

Result<void> LogCheckpointCommand::run(Context &context)
{
    const auto note = newest(context);
    if (!note)
        return failure(note);
    const auto checkpoint = audit::readCheckpoint(*note);
    if (!checkpoint)
        return failure(checkpoint);
    const QString file = text(m_file);
    if (!file.isEmpty()) {
        if (auto ok = writeFile(file, *note, m_force); !ok)
            return ok;
    }
    Output &output = context.output();
    const LogHead head{.origin = QString::fromUtf8(checkpoint->origin),
                       .size = qint64(checkpoint->size),
                       .root = QString::fromLatin1(audit::toBase64(checkpoint->root))};
    QJsonObject json = toJson(head);
    json.insert(QStringLiteral("checkpoint"), QString::fromUtf8(*note));
    json.insert(QStringLiteral("file"), file.isEmpty() ? QJsonValue() : QJsonValue(file));
    output.document(json);
    if (file.isEmpty())
        output.exactly(*note);
    else
        output.words(QStringLiteral("%1 has the checkpoint of %2.").arg(file, headText(head)));
    return {};
}

} // namespace lockbox::cli
