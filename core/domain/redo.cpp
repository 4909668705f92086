#include "core/domain/redo.h"

#include "core/domain/eventfields.h"

namespace lockbox::rules {

static Failure notBy(const char *whom)
{
    return failure(ErrorCode::NotPermitted,
                   QStringLiteral("this is never done by %1").arg(QLatin1String(whom)));
}

static QString textIn(const Event &event, const char *name)
{
    return event.details.value(QLatin1String(name)).toString();
}

static Result<Change> submitAgain(const Event &event, const Actor &actor, const Policy &policy)
{
    AccessRequest wish;
    if (auto ok = applyFields(wish, event.after); !ok)
        return failure(ok);
    return submit(actor,
                  {.reference = event.reference,
                   .service = wish.service,
                   .reason = wish.reason,
                   .duration = wish.duration},
                  policy, event.request, event.at);
}

/// With the window that the event tells of.
static Result<Change> approveAgain(const Event &event, const Actor &actor,
                                   const AccessRequest &before, const Policy &policy)
{
    AccessRequest after = before;
    if (auto ok = applyFields(after, event.after); !ok)
        return failure(ok);
    Approval approval{.window = {}, .comment = textIn(event, "comment")};
    if (after.access)
        approval.window =
            std::chrono::duration_cast<std::chrono::seconds>(after.access->end - event.at);
    return approve(actor, before, approval, policy, event.at);
}

/// What the clock does it does at the deadline.
static Result<Change> elapseAgain(const AccessRequest &before)
{
    const auto end = nextDeadline(before);
    auto change = end ? elapse(before, *end) : std::nullopt;
    if (!change)
        return notBy("the clock");
    return std::move(*change);
}

static Result<Change> actAgain(const Event &event, const Actor &actor, const AccessRequest &before,
                               const Policy &policy)
{
    const QString comment = textIn(event, "comment");
    switch (event.kind) {
    case EventKind::RequestSubmitted: return submitAgain(event, actor, policy);
    case EventKind::RequestAuthorized:
        return authorize(actor, before, comment, policy, {}, event.at);
    case EventKind::RequestRejected: return reject(actor, before, comment, event.at);
    case EventKind::RequestApproved: return approveAgain(event, actor, before, policy);
    case EventKind::RequestDenied: return deny(actor, before, comment, policy, event.at);
    case EventKind::RequestCanceled: return cancel(actor, before, comment, event.at);
    case EventKind::AccessRecorded:
        return recordAction(actor, before, textIn(event, "action"), event.at);
    case EventKind::AccessRevoked: return revoke(actor, before, comment, event.at);
    case EventKind::AccessCompleted: return complete(actor, before, comment, event.at);
    case EventKind::RequestNotified:
        return failure(ErrorCode::WrongState,
                       QStringLiteral("it does not stand right after the manager's yes"));
    default: return notBy("somebody");
    }
}

Result<Change> redo(const Event &event, const std::optional<Actor> &actor,
                    const AccessRequest &before, const Policy &policy)
{
    if (actor)
        return actAgain(event, *actor, before, policy);
    if (event.kind == EventKind::RequestExpired || event.kind == EventKind::AccessCompleted)
        return elapseAgain(before);
    return notBy("the clock");
}

std::optional<Operation> operationOf(const Event &event)
{
    switch (event.kind) {
    case EventKind::UserAdded:
    case EventKind::UserRolesChanged:
    case EventKind::UserEmailChanged: return Operation::ManageUsers;
    case EventKind::NoticeSuppressed: return Operation::ManageNotices;
    case EventKind::SettingChanged: break;
    default: return std::nullopt;
    }
    const QJsonObject policy = eventFields(Policy{});
    for (auto it = event.after.begin(); it != event.after.end(); ++it) {
        if (!policy.contains(it.key()))
            return Operation::ManageNotices;
    }
    return Operation::ChangeSettings;
}

} // namespace lockbox::rules
