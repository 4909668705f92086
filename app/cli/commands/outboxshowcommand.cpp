#include "app/cli/commands/outboxshowcommand.h"

#include "app/cli/deliverywords.h"

namespace lockbox::cli {

CLI::App *OutboxShowCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand("show", "Shows one notice and its mail.");
    app->add_option("ID", m_id, "Its number, as \"outbox list\" shows it")
        ->required()
        ->check(wholeNumber());
    CLI::Option *html =
        app->add_flag("--html", m_html, "Print the mail's HTML part, and nothing else");
    app->add_flag("--text", m_text,
                  "Print the mail's text, and nothing else: \"notify check\" takes it for genuine")
        ->excludes(html);
    app->footer("Examples:\n  lockbox --as admin@contoso.com outbox show 17\n"
                "  lockbox --as admin@contoso.com outbox show 17 --text > notice.txt");
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
    const bool isPart = (m_html || m_text) && !context.output().isJson();
    if (isPart)
        context.output().exactly((m_html ? letter->html : letter->text).toUtf8());
    else
        sayLetter(context.output(), *letter);
    return {};
}

} // namespace lockbox::cli
