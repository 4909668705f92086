#include "app/cli/commands/logpincommand.h"

#include "app/cli/logwords.h"
#include "app/cli/texttable.h"

namespace lockbox::cli {

CLI::App *LogPinCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "pin", "Shows what the log was when it was last seen here, beside what it is.");
    app->add_flag("--replace", m_replace,
                  "Take the log as it is now, and end the alarm: after a backup was put back on "
                  "purpose");
    app->footer("What was seen is remembered in your data folder, for each store.\n\n"
                "Examples:\n  lockbox --store contoso.lockbox log pin\n"
                "  lockbox --store contoso.lockbox log pin --replace");
    return app;
}

static QString heads(const LogHead &pinned, const LogHead &present, bool coloured)
{
    TextTable table;
    const auto line = [&](const QString &name, const LogHead &head) {
        table.add({{name, Tone::Quiet}, {head.origin}, {headText(head)}});
    };
    line(QStringLiteral("Last seen"), pinned);
    line(QStringLiteral("Now"), present);
    return table.toText(coloured);
}

static void say(Output &output, const LogState &state, bool replaced)
{
    const LogHead pinned = state.alarm ? state.alarm->pinned : state.head;
    const LogHead present = state.alarm ? state.alarm->present : state.head;
    output.document(
        {{QStringLiteral("pinned"), toJson(pinned)},
         {QStringLiteral("present"), toJson(present)},
         {QStringLiteral("alarm"), state.alarm ? QJsonValue(state.alarm->message) : QJsonValue()},
         {QStringLiteral("replaced"), replaced}});
    output.painted(heads(pinned, present, output.isColoured()));
    if (!state.alarm)
        output.words(QStringLiteral("The log goes on from what was last seen here: nothing needs "
                                    "doing."));
    else if (replaced)
        output.words(QStringLiteral("The log is taken as it is now."));
    else
        output.painted(toned(QStringLiteral("Alarm: %1.").arg(state.alarm->message), Tone::Bad,
                             output.isColoured())
                       + QStringLiteral("\n\"lockbox log pin --replace\" takes the log as it is "
                                        "now, after a backup was put back on purpose."));
}

Result<void> LogPinCommand::run(Context &context)
{
    const auto store = context.localStore();
    if (!store)
        return failure(store);
    const auto state = localLogState(store->path, store->options);
    if (!state)
        return failure(state);
    const bool replaces = m_replace && state->alarm;
    if (replaces) {
        if (const auto pinned = repinLocalStore(store->path, store->options); !pinned)
            return failure(pinned);
    }
    say(context.output(), *state, replaces);
    return {};
}

} // namespace lockbox::cli
