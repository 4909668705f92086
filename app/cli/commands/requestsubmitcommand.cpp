#include "app/cli/commands/requestsubmitcommand.h"

#include "app/cli/commands/say.h"
#include "core/base/timetext.h"

namespace lockbox::cli {

CLI::App *RequestSubmitCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "submit", "An engineer files a request for access to the tenant's content.");
    app->add_option("--service", m_service, "The service: Exchange, SharePoint, OneDrive, Teams")
        ->required()
        ->type_name("SERVICE");
    app->add_option("--reference", m_reference, "The service request's reference number")
        ->required()
        ->type_name("NUMBER");
    app->add_option("--reason", m_reason, "Why access is needed")->required()->type_name("TEXT");
    app->add_option("--duration", m_duration, "How long access is needed: 90m, 4h, PT4H")
        ->required()
        ->type_name("DURATION");
    app->footer(
        "Example:\n  lockbox --as engineer@provider.example request submit --service Exchange \\\n"
        "      --reference EXSR359123 --reason \"mailbox repair fails\" --duration 4h");
    return app;
}

Result<void> RequestSubmitCommand::run(Context &context)
{
    const auto duration = parseDuration(text(m_duration), QStringLiteral("duration"));
    if (!duration)
        return failure(duration);
    const auto door = context.open();
    if (!door)
        return failure(door);
    const rules::NewRequest wish{.reference = text(m_reference),
                                 .service = text(m_service),
                                 .reason = text(m_reason),
                                 .duration = *duration};
    return sayRequest(context.output(), *door, door->service->submitRequest(door->session, wish));
}

} // namespace lockbox::cli
