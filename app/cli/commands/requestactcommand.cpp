#include "app/cli/commands/requestactcommand.h"

#include "app/cli/commands/say.h"
#include "core/base/timetext.h"

namespace lockbox::cli {

namespace {

using Act = RequestActCommand::Act;

/// What one act is called and says of itself.
struct ActWords {
    Act act;
    const char *name;
    const char *description;
    const char *example;
};

const ActWords &wordsOf(Act act)
{
    static const ActWords table[] = {
        {Act::Authorize, "authorize",
         "The provider's manager approves what an engineer filed; the customer is then asked.",
         "lockbox --as manager@provider.example request authorize EXSR359123"},
        {Act::Reject, "reject", "The provider's manager refuses what an engineer filed.",
         "lockbox --as manager@provider.example request reject EXSR359123 --comment \"not "
         "needed\""},
        {Act::Approve, "approve",
         "Gives the engineer access, for the time asked for or a shorter one.",
         "lockbox --as admin@contoso.com request approve EXSR359123 --duration 2h --comment \"go "
         "ahead\""},
        {Act::Deny, "deny", "Refuses access.",
         "lockbox --as admin@contoso.com request deny EXSR359123 --comment \"solved already\""},
        {Act::Cancel, "cancel", "Withdraws a request before it is decided.",
         "lockbox --as engineer@provider.example request cancel EXSR359123"},
        {Act::Revoke, "revoke", "Ends open access at once. Other requests' access is not touched.",
         "lockbox --as admin@contoso.com request revoke EXSR359123 --comment \"enough seen\""},
        {Act::Complete, "complete", "The engineer closes the work, and access ends.",
         "lockbox --as engineer@provider.example request complete EXSR359123"},
    };
    return table[static_cast<size_t>(act)];
}

} // namespace

CLI::App *RequestActCommand::declare(CLI::App &parent)
{
    const ActWords &words = wordsOf(m_act);
    CLI::App *app = parent.add_subcommand(words.name, words.description);
    app->add_option("ID", m_request, "The request's id (a GUID) or its reference number")
        ->required();
    app->add_option("--comment", m_comment,
                    m_act == Act::Deny ? "Why; required unless the setting deny-comment is off"
                                       : "A comment for the record")
        ->type_name("TEXT");
    if (m_act == Act::Approve)
        app->add_option("--duration", m_duration, "A shorter window than asked for: 90m, 2h, PT2H")
            ->type_name("DURATION");
    app->footer(std::string("Example:\n  ") + words.example);
    return app;
}

Result<AccessRequest> RequestActCommand::approve(LockboxService &service,
                                                 const Session &session) const
{
    rules::Approval approval{.window = std::nullopt, .comment = text(m_comment)};
    if (m_duration) {
        const auto window = parseDuration(text(*m_duration), QStringLiteral("duration"));
        if (!window)
            return failure(window);
        approval.window = *window;
    }
    return service.approveRequest(session, text(m_request), approval);
}

Result<AccessRequest> RequestActCommand::act(LockboxService &service, const Session &session) const
{
    const QString request = text(m_request);
    const QString comment = text(m_comment);
    switch (m_act) {
    case Act::Authorize: return service.authorizeRequest(session, request, comment);
    case Act::Reject: return service.rejectRequest(session, request, comment);
    case Act::Approve: return approve(service, session);
    case Act::Deny: return service.denyRequest(session, request, comment);
    case Act::Cancel: return service.cancelRequest(session, request, comment);
    case Act::Revoke: return service.revokeAccess(session, request, comment);
    case Act::Complete: break;
    }
    return service.completeAccess(session, request, comment);
}

Result<void> RequestActCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    return sayRequest(context.output(), *door, act(*door->service, door->session));
}

} // namespace lockbox::cli
