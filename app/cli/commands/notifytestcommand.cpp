#include "app/cli/commands/notifytestcommand.h"

namespace lockbox::cli {

CLI::App *NotifyTestCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "test", "Sends a test mail now; where that fails, shows all that was said.");
    app->add_option("--to", m_to, "The address")->type_name("ADDRESS")->required();
    app->footer("Example:\n  lockbox --as admin@contoso.com notify test --to admin@contoso.com");
    return app;
}

Result<void> NotifyTestCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto test = door->service->sendTestMail(door->session, text(m_to));
    if (!test)
        return failure(test);
    Output &output = context.output();
    if (!test->sent) {
        output.setAside({.hint = test->dialogue.trimmed(),
                         .parts = {{QStringLiteral("dialogue"), test->dialogue}}});
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("the test mail was not sent: %1").arg(test->words));
    }
    output.document({{QStringLiteral("sent"), true}, {QStringLiteral("words"), test->words}});
    output.words(QStringLiteral("Sent to %1. The server said: %2").arg(text(m_to), test->words));
    return {};
}

} // namespace lockbox::cli
