#include "core/domain/rules.h"

#include "core/base/timetext.h"
#include "core/domain/eventfields.h"
#include "core/domain/validation.h"

#include <QJsonArray>

#include <algorithm>

namespace lockbox::rules {

namespace {

/// Collects what happens to one request, each step with its event.
class Story
{
public:
    Story(const AccessRequest &request, const Actor *actor, std::optional<Role> role, Timestamp at)
        : m_change{.request = request, .events = {}}, m_actor(actor), m_role(role), m_at(at)
    {}

    AccessRequest &request() { return m_change.request; }

    /// Records that the request has come from `before` to what request() is now.
    void tell(EventKind kind, const AccessRequest &before, const QJsonObject &details = {})
    {
        m_change.events.push_back({.seq = 0,
                                   .at = m_at,
                                   .kind = kind,
                                   .actor = m_actor ? m_actor->userPrincipalName : QString(),
                                   .actorRole = m_role,
                                   .method = m_actor ? m_actor->method : QString(),
                                   .address = m_actor ? m_actor->address : QString(),
                                   .request = m_change.request.id,
                                   .reference = m_change.request.reference,
                                   .user = {},
                                   .before = differing(before, m_change.request),
                                   .after = differing(m_change.request, before),
                                   .details = details});
    }

    Change take() { return std::move(m_change); }

private:
    Change m_change;
    const Actor *m_actor;
    std::optional<Role> m_role;
    Timestamp m_at;
};

QJsonObject commentDetails(const QString &comment)
{
    return comment.isEmpty() ? QJsonObject() : QJsonObject{{QStringLiteral("comment"), comment}};
}

Decision decisionOf(const Actor &actor, Role role, Timestamp now, const QString &comment)
{
    return {.by = actor.userPrincipalName,
            .byName = actor.displayName,
            .role = role,
            .at = now,
            .comment = comment};
}

/// The common shape of most operations: check who and when, check the comment, do one step, tell one event.
template<typename Step>
Result<Change> oneStep(const Actor &actor, Operation operation, EventKind kind,
                       const AccessRequest &request, const QString &comment, Timestamp now,
                       Step step)
{
    const auto role = permission(actor, operation, request, now);
    if (!role)
        return failure(role);
    const auto text = checkOptionalText(QStringLiteral("comment"), comment, TextLimits::comment);
    if (!text)
        return about(request, failure(text));
    Story story(request, &actor, *role, now);
    step(story.request(), *role, *text);
    story.tell(kind, request, commentDetails(*text));
    return story.take();
}

void endAccess(AccessRequest &request, RequestState state, const QString &by, Timestamp at)
{
    request.state = state;
    request.access->end = at;
    request.access->endedBy = by;
}

} // namespace

static Failure longerThanAllowed(std::chrono::seconds duration, const Policy &policy)
{
    return invalid(QStringLiteral("duration"),
                   QStringLiteral("duration %1 is longer than the tenant allows: %2")
                       .arg(toDurationText(duration), toDurationText(policy.maxAccess)));
}

static Result<NewRequest> checked(const NewRequest &wish, const Policy &policy)
{
    const auto reference =
        checkLine(QStringLiteral("reference"), wish.reference, TextLimits::reference);
    if (!reference)
        return failure(reference);
    // It would be looked for among the ids, whenever somebody asks for it.
    if (!RequestId::fromString(*reference).isNull())
        return invalid(
            QStringLiteral("reference"),
            QStringLiteral("reference looks like a request's id: \"%1\"").arg(*reference));
    const auto service = checkService(wish.service);
    if (!service)
        return failure(service);
    const auto reason = checkText(QStringLiteral("reason"), wish.reason, TextLimits::reason);
    if (!reason)
        return failure(reason);
    if (wish.duration <= std::chrono::seconds::zero())
        return invalid(QStringLiteral("duration"),
                       QStringLiteral("duration must be longer than nothing"));
    if (wish.duration > policy.maxAccess)
        return longerThanAllowed(wish.duration, policy);
    return NewRequest{
        .reference = *reference, .service = *service, .reason = *reason, .duration = wish.duration};
}

Result<Change> submit(const Actor &actor, const NewRequest &wish, const Policy &policy,
                      RequestId id, Timestamp now)
{
    const auto role = permission(actor, Operation::Submit);
    if (!role)
        return failure(role);
    const auto fields = checked(wish, policy);
    if (!fields)
        return failure(fields);
    AccessRequest request;
    request.id = id;
    request.reference = fields->reference;
    request.service = fields->service;
    request.reason = fields->reason;
    request.requestor = actor.userPrincipalName;
    request.duration = fields->duration;
    request.submittedAt = now;
    Story story(request, &actor, *role, now);
    story.tell(EventKind::RequestSubmitted, request);
    Change change = story.take();
    change.events.front().after = submittedFields(request);
    return change;
}

static QJsonObject recipientDetails(const std::vector<Recipient> &recipients)
{
    QJsonArray list;
    for (const Recipient &recipient : recipients) {
        list.append(QJsonObject{{QStringLiteral("user"), recipient.userPrincipalName},
                                {QStringLiteral("address"), recipient.address.isEmpty()
                                                                ? QJsonValue()
                                                                : QJsonValue(recipient.address)}});
    }
    return {{QStringLiteral("recipients"), list}};
}

/// Names and addresses made numbers.
static void countRecipients(QJsonObject &details)
{
    const QJsonValue recipients = details.take(QStringLiteral("recipients"));
    if (recipients.isUndefined())
        return;
    const QJsonArray list = recipients.toArray();
    const auto notified = std::count_if(list.begin(), list.end(), [](const QJsonValue &one) {
        return one[QStringLiteral("address")].isString();
    });
    details.insert(QStringLiteral("notified"), qint64(notified));
    details.insert(QStringLiteral("unreachable"), qint64(list.size() - notified));
}

std::vector<Event> shownTo(const Actor &actor, std::vector<Event> events)
{
    if (!permission(actor, Operation::ReadUsers)) {
        for (Event &event : events)
            countRecipients(event.details);
    }
    if (!permission(actor, Operation::ReadEvents)) {
        for (Event &event : events) {
            if (event.actor != actor.userPrincipalName)
                event.method = event.address = QString();
        }
    }
    return events;
}

Result<Change> authorize(const Actor &actor, const AccessRequest &request, const QString &comment,
                         const Policy &policy, const std::vector<Recipient> &recipients,
                         Timestamp now)
{
    const auto role = permission(actor, Operation::Authorize, request, now);
    if (!role)
        return failure(role);
    const auto text = checkOptionalText(QStringLiteral("comment"), comment, TextLimits::comment);
    if (!text)
        return about(request, failure(text));

    Story story(request, &actor, *role, now);
    story.request().authorization = Authorization{.by = actor.userPrincipalName, .at = now};
    story.tell(EventKind::RequestAuthorized, request, commentDetails(*text));
    const AccessRequest authorized = story.request();
    if (policy.requireApproval) {
        story.request().state = RequestState::Pending;
        story.request().notifiedAt = now;
        story.request().expiresAt = now + policy.decideWithin;
        story.tell(EventKind::RequestNotified, authorized, recipientDetails(recipients));
    } else {
        story.request().state = RequestState::Approved;
        story.request().approvalRequired = false;
        story.request().decision = decisionOf(actor, *role, now, *text);
        story.request().access = AccessWindow{
            .start = now, .end = now + std::min(request.duration, policy.maxAccess), .endedBy = {}};
        story.tell(EventKind::RequestApproved, authorized);
    }
    return story.take();
}

Result<Change> reject(const Actor &actor, const AccessRequest &request, const QString &comment,
                      Timestamp now)
{
    return oneStep(actor, Operation::Reject, EventKind::RequestRejected, request, comment, now,
                   [&](AccessRequest &r, Role role, const QString &text) {
                       r.state = RequestState::Rejected;
                       r.decision = decisionOf(actor, role, now, text);
                   });
}

/// How long access lasts: what the approver says, else what was asked for or the policy allows, whichever is less.
static Result<std::chrono::seconds> windowFor(const AccessRequest &request,
                                              const Approval &approval, const Policy &policy)
{
    if (approval.window && *approval.window <= std::chrono::seconds::zero())
        return invalid(QStringLiteral("duration"),
                       QStringLiteral("duration must be longer than nothing"));
    if (approval.window && *approval.window > request.duration)
        return invalid(
            QStringLiteral("duration"),
            QStringLiteral("duration %1 is longer than was asked for: %2")
                .arg(toDurationText(*approval.window), toDurationText(request.duration)));
    if (approval.window && *approval.window > policy.maxAccess)
        return longerThanAllowed(*approval.window, policy);
    return approval.window.value_or(std::min(request.duration, policy.maxAccess));
}

Result<Change> approve(const Actor &actor, const AccessRequest &request, const Approval &approval,
                       const Policy &policy, Timestamp now)
{
    // Who and when first: a wish that is out of range shall not hide that the decision came too late.
    if (const auto role = permission(actor, Operation::Approve, request, now); !role)
        return failure(role);
    const auto window = windowFor(request, approval, policy);
    if (!window)
        return about(request, failure(window));
    return oneStep(actor, Operation::Approve, EventKind::RequestApproved, request, approval.comment,
                   now, [&](AccessRequest &r, Role role, const QString &text) {
                       r.state = RequestState::Approved;
                       r.decision = decisionOf(actor, role, now, text);
                       r.access = AccessWindow{.start = now, .end = now + *window, .endedBy = {}};
                   });
}

Result<Change> deny(const Actor &actor, const AccessRequest &request, const QString &comment,
                    const Policy &policy, Timestamp now)
{
    if (const auto role = permission(actor, Operation::Deny, request, now); !role)
        return failure(role);
    if (policy.commentRequiredOnDeny && comment.trimmed().isEmpty())
        return about(request,
                     invalid(QStringLiteral("comment"),
                             QStringLiteral("comment is empty: the tenant requires one on deny")));
    return oneStep(actor, Operation::Deny, EventKind::RequestDenied, request, comment, now,
                   [&](AccessRequest &r, Role role, const QString &text) {
                       r.state = RequestState::Denied;
                       r.decision = decisionOf(actor, role, now, text);
                   });
}

Result<Change> cancel(const Actor &actor, const AccessRequest &request, const QString &comment,
                      Timestamp now)
{
    return oneStep(actor, Operation::Cancel, EventKind::RequestCanceled, request, comment, now,
                   [&](AccessRequest &r, Role role, const QString &text) {
                       r.state = RequestState::Canceled;
                       r.decision = decisionOf(actor, role, now, text);
                   });
}

Result<Change> revoke(const Actor &actor, const AccessRequest &request, const QString &comment,
                      Timestamp now)
{
    return oneStep(actor, Operation::Revoke, EventKind::AccessRevoked, request, comment, now,
                   [&](AccessRequest &r, Role, const QString &) {
                       endAccess(r, RequestState::Revoked, actor.userPrincipalName, now);
                   });
}

Result<Change> complete(const Actor &actor, const AccessRequest &request, const QString &comment,
                        Timestamp now)
{
    return oneStep(actor, Operation::Complete, EventKind::AccessCompleted, request, comment, now,
                   [&](AccessRequest &r, Role, const QString &) {
                       endAccess(r, RequestState::Completed, actor.userPrincipalName, now);
                   });
}

Result<Change> recordAction(const Actor &actor, const AccessRequest &request, const QString &action,
                            Timestamp now)
{
    const auto role = permission(actor, Operation::RecordAction, request, now);
    if (!role)
        return failure(role);
    const auto text = checkText(QStringLiteral("action"), action, TextLimits::action);
    if (!text)
        return about(request, failure(text));
    Story story(request, &actor, *role, now);
    story.tell(EventKind::AccessRecorded, request, {{QStringLiteral("action"), *text}});
    return story.take();
}

std::optional<Change> elapse(const AccessRequest &request, Timestamp now)
{
    const AccessRequest current = atTime(request, now);
    if (current.state == request.state)
        return std::nullopt;
    Story story(request, nullptr, std::nullopt, *nextDeadline(request));
    story.request() = current;
    story.tell(current.state == RequestState::Expired ? EventKind::RequestExpired
                                                      : EventKind::AccessCompleted,
               request);
    return story.take();
}

} // namespace lockbox::rules
