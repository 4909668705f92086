#include "app/cli/commands/logpincommand.h"

#include "app/cli/logwords.h"
#include "app/cli/texttable.h"

namespace lockbox::cli {

CLI::App *LogPinCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "pin", "Shows what the log was when it was last seen here, beside what it is.");
    app->add_flag("--replace", m_replace,
                  "Take the log as it is now, end the alarm, and let its key sign it: after a "
                  "backup was put back on purpose");
    app->footer("What was seen is remembered in your data folder, for each store.\n\n"
                "Examples:\n  lockbox --store contoso.lockbox log pin\n"
                "  lockbox --store contoso.lockbox log pin --replace");
    return app;
}

static QString heads(const std::optional<LogHead> &pinned, const LogHead &present, bool coloured)
{
    TextTable table;
    const auto line = [&](const QString &name, const LogHead &head) {
        table.add({{name, Tone::Quiet}, {head.origin}, {headText(head)}});
    };
    if (pinned)
        line(QStringLiteral("Last seen"), *pinned);
    else
        table.add({{QStringLiteral("Last seen"), Tone::Quiet}, {QStringLiteral("never")}, {}});
    line(QStringLiteral("Now"), present);
    return table.toText(coloured);
}

static QString verdict(const LogState &state, bool replaced, bool coloured)
{
    if (replaced)
        return QStringLiteral("The log is taken as it is now.");
    if (state.alarm)
        return toned(QStringLiteral("Alarm: %1.").arg(state.alarm->message), Tone::Bad, coloured)
               + QStringLiteral("\n\"lockbox log pin --replace\" takes the log as it is "
                                "now, after a backup was put back on purpose.");
    if (!state.pinTrouble.isEmpty())
        return toned(QStringLiteral("Not remembered: %1.").arg(state.pinTrouble), Tone::Waiting,
                     coloured);
    return state.pinned ? QStringLiteral("The log goes on from what was last seen here: nothing "
                                         "needs doing.")
                        : QStringLiteral("From now on it is remembered.");
}

static void say(Output &output, const LogState &state, bool replaced)
{
    const LogHead present = state.alarm ? state.alarm->present : state.head;
    const std::optional<LogHead> pinned = state.alarm ? state.alarm->pinned : state.pinned;
    output.document(
        {{QStringLiteral("pinned"), pinned ? QJsonValue(toJson(*pinned)) : QJsonValue()},
         {QStringLiteral("present"), toJson(present)},
         {QStringLiteral("pinTrouble"),
          state.pinTrouble.isEmpty() ? QJsonValue() : QJsonValue(state.pinTrouble)},
         {QStringLiteral("alarm"), state.alarm ? QJsonValue(state.alarm->message) : QJsonValue()},
         {QStringLiteral("replaced"), replaced}});
    output.painted(heads(pinned, present, output.isColoured()));
    output.painted(verdict(state, replaced, output.isColoured()));
}

Result<void> LogPinCommand::run(Context &context)
{
    const auto store = context.localStore();
    if (!store)
        return failure(store);
    const auto state = localLogState(store->path, store->options);
    if (!state)
        return failure(state);
    if (m_replace) {
        if (const auto pinned = repinLocalStore(store->path, store->options); !pinned)
            return failure(pinned);
    }
    say(context.output(), *state, m_replace);
    return {};
}

} // namespace lockbox::cli
