#include "app/cli/commands/outboxshowcommand.h"

#include "app/cli/deliverywords.h"

namespace lockbox::cli {

CLI::App *OutboxShowCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand("show", "Shows one notice and its mail.");
    app->add_option("ID", m_id, "Its number, as \"outbox list\" shows it")
        ->required()
        ->check(wholeNumber());
    app->add_flag("--html", m_html, "Print the mail's HTML part, and nothing else");
    app->footer("Example:\n  lockbox --as admin@contoso.com outbox show 17");
    return app;
}

Result<void> OutboxShowCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto letter = door->service->letter(door->session, text(m_id).toLongLong());
    if (!letter)
        return failure(letter);
    if (m_html && !context.output().isJson())
        context.output().exactly(letter->html.toUtf8());
    else
        sayLetter(context.output(), *letter);
    return {};
}

} // namespace lockbox::cli
