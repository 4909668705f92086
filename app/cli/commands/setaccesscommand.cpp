#include "app/cli/commands/setaccesscommand.h"

#include "app/cli/commands/say.h"
#include "core/domain/permission.h"

namespace lockbox::cli {

CLI::App *SetAccessCommand::declare(CLI::App &parent)
{
    CLI::App *app =
        parent.add_subcommand("Set-AccessToCustomerDataRequest",
                              "Approves, denies or cancels a request, as the portal's scripts do.");
    app->add_option("--ApprovalDecision", m_decision, "Approve, Deny or Cancel")
        ->required()
        ->check(CLI::IsMember({"Approve", "Deny", "Cancel"}, CLI::ignore_case))
        ->type_name("DECISION");
    app->add_option("--RequestId", m_request, "The request's id or reference number")
        ->required()
        ->type_name("ID");
    app->add_option("--Comment", m_comment,
                    "A comment for the record; with Deny it is required unless the\n"
                    "setting deny-comment is off")
        ->type_name("TEXT");
    app->add_option("--ServiceName", m_service,
                    "The request's service; another one's request is refused")
        ->type_name("SERVICE");
    app->footer("The portal's parameters are taken in any case, with one dash or two, and as "
                "-Name:value.\n\n"
                "Example:\n  lockbox Set-AccessToCustomerDataRequest -ApprovalDecision Approve "
                "-RequestId EXSR359123 -Comment \"go ahead\"");
    return app;
}

/// Refuses a decision about another service's request than the caller has in mind.
static Result<void> checkServiceOf(const Door &door, const QString &request, const QString &service)
{
    const auto details = door.service->request(door.session, request);
    if (!details)
        return failure(details);
    const AccessRequest &found = details->request;
    if (found.service.compare(service.trimmed(), Qt::CaseInsensitive) == 0)
        return {};
    return rules::about(
        found, invalid(QStringLiteral("ServiceName"),
                       QStringLiteral("request %1 is about %2, not \"%3\"; nothing was decided")
                           .arg(found.reference, found.service, service)));
}

Result<AccessRequest> SetAccessCommand::decide(const Door &door) const
{
    const QString request = text(m_request);
    const QString decision = text(m_decision).toLower();
    if (decision == QLatin1String("approve"))
        return door.service->approveRequest(door.session, request,
                                            {.window = std::nullopt, .comment = text(m_comment)});
    if (decision == QLatin1String("deny"))
        return door.service->denyRequest(door.session, request, text(m_comment));
    return door.service->cancelRequest(door.session, request, text(m_comment));
}

Result<void> SetAccessCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    if (m_service) {
        if (auto ok = checkServiceOf(*door, text(m_request), text(*m_service)); !ok)
            return ok;
    }
    return sayRequest(context.output(), *door, decide(*door));
}

} // namespace lockbox::cli
