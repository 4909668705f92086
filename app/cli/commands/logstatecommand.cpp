#include "app/cli/commands/logstatecommand.h"

#include "app/cli/logwords.h"
#include "app/cli/texttable.h"

namespace lockbox::cli {

CLI::App *LogStateCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "state", "Shows how long the log is, its root, how far it is signed, and any alarm.");
    app->footer("Looks at the log's end only; \"lockbox log verify\" looks at all of it.\n\n"
                "Example:\n  lockbox --store contoso.lockbox log state");
    return app;
}

static QString card(const LogState &state, bool coloured)
{
    TextTable table;
    const auto field = [&](const QString &name, const QString &value, Tone tone = Tone::Plain) {
        table.add({{name, Tone::Quiet}, {value, tone}});
    };
    field(QStringLiteral("Log"), state.head.origin);
    field(QStringLiteral("Size"), countText(state.head.size));
    field(QStringLiteral("Root"), state.head.root);
    field(QStringLiteral("Signed"), signedText(state.signedSize, state.head.size));
    field(QStringLiteral("Can sign"), state.canSign
                                          ? QStringLiteral("yes")
                                          : QStringLiteral("no: %1").arg(state.cannotSignReason));
    field(QStringLiteral("Last seen here"),
          state.pinned ? headText(*state.pinned) : QStringLiteral("never"));
    if (!state.pinTrouble.isEmpty())
        field(QStringLiteral("Not remembered"), state.pinTrouble, Tone::Waiting);
    field(QStringLiteral("Alarm"), state.alarm ? state.alarm->message : QStringLiteral("none"),
          state.alarm ? Tone::Bad : Tone::Plain);
    return table.toText(coloured);
}

static Result<LogState> stateOf(const Context &context)
{
    if (context.isRemote()) {
        const auto door = context.open();
        return door ? door->service->logState(door->session) : failure(door);
    }
    const auto store = context.localStore();
    return store ? localLogState(store->path, store->options) : failure(store);
}

Result<void> LogStateCommand::run(Context &context)
{
    const auto state = stateOf(context);
    if (!state)
        return failure(state);
    context.output().document(toJson(*state));
    context.output().painted(card(*state, context.output().isColoured()));
    return {};
}

} // namespace lockbox::cli
