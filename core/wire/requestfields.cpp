#include "core/wire/describe.h"
#include "core/wire/describetext.h"

namespace lockbox::wire {

namespace {

/// The name under which a customer knows whoever asks: "Microsoft Engineer".
QString requestorNameOf(const Tenant &tenant)
{
    return QStringLiteral("%1 Engineer").arg(tenant.provider);
}

} // namespace

template<class A, Is<Tenant> T>
void describe(A &a, T &tenant)
{
    a("id", tenant.id);
    a("name", tenant.name);
    a("domain", tenant.domain);
    a("provider", tenant.provider);
}

// What belongs together is there together, or null together; in JSON it stands beside the rest.

template<class A, Is<std::optional<Authorization>> T>
void describe(A &a, T &authorization)
{
    std::optional<Timestamp> at;
    std::optional<QString> by;
    if (authorization) {
        at = authorization->at;
        by = authorization->by;
    }
    a("authorizedAt", at);
    a("authorizedBy", by);
    if constexpr (A::isReading) {
        if (at)
            authorization = Authorization{.by = by.value_or(QString()), .at = *at};
    }
}

template<class A, Is<std::optional<Decision>> T>
void describe(A &a, T &decision)
{
    std::optional<Timestamp> at;
    std::optional<QString> none;
    Role role = Role::LockboxApprover;
    std::optional<QString> by;
    QString byName;
    QString comment;
    if (decision) {
        at = decision->at;
        role = decision->role;
        by = decision->by;
        byName = decision->byName;
        comment = decision->comment;
    }
    a("decidedAt", at);
    a("decidedBy", by);
    a.orNull("decidedByName", byName);
    if (at)
        a("decidedRole", role);
    else
        a("decidedRole", none);
    a.orNull("comment", comment);
    if constexpr (A::isReading) {
        if (at)
            decision = Decision{.by = by.value_or(QString()),
                                .byName = byName,
                                .role = role,
                                .at = *at,
                                .comment = comment};
    }
}

template<class A, Is<std::optional<AccessWindow>> T>
void describe(A &a, T &access)
{
    std::optional<Timestamp> start;
    std::optional<Timestamp> end;
    QString endedBy;
    if (access) {
        start = access->start;
        end = access->end;
        endedBy = access->endedBy;
    }
    a("accessStart", start);
    a("accessEnd", end);
    a.orNull("endedBy", endedBy);
    if constexpr (A::isReading) {
        if (start && end)
            access = AccessWindow{.start = *start, .end = *end, .endedBy = endedBy};
    }
}

template<class A, Is<AccessRequest> T>
void describe(A &a, T &request)
{
    a("id", request.id);
    a("reference", request.reference);
    a("service", request.service);
    a("reason", request.reason);
    a("requestor", request.requestor);
    a("state", request.state);
    a("duration", request.duration);
    a("submittedAt", request.submittedAt);
    a("notifiedAt", request.notifiedAt);
    a("expiresAt", request.expiresAt);
    a("approvalRequired", request.approvalRequired);
    a.within(request.authorization);
    a.within(request.decision);
    a.within(request.access);
    if constexpr (!A::isReading) {
        if (const Tenant *tenant = a.tenant()) {
            a("tenant", tenant->name);
            a("tenantId", tenant->id);
            a("requestorName", requestorNameOf(*tenant));
        }
    }
}

template<class A, Is<RequestDetails> T>
void describe(A &a, T &details)
{
    a("request", details.request);
    a("timeline", details.timeline);
    a("requestsOfRequestor", details.requestsOfRequestor);
    a("requestsOfReference", details.requestsOfReference);
    a("notices", details.deliveries);
    a.orNull("verificationPhrase", details.phrase);
}

template<class A, Is<Page<AccessRequest>> T>
void describe(A &a, T &page)
{
    a("value", page.items);
    a.orNull("next", page.next);
    a.orNull("previous", page.previous);
}

template<class A, Is<Overview> T>
void describe(A &a, T &overview)
{
    a("counts", overview.counts);
    a("waiting", overview.waiting);
    a("openAccess", overview.openAccess);
    a("policy", overview.policy);
    a("approvers", overview.approvers);
    a("unreachableApprovers", overview.unreachableApprovers);
    a("notices", overview.deliveries);
    a.orNull("mailTrouble", overview.mailTrouble);
}

template<class A, Is<rules::NewRequest> T>
void describe(A &a, T &wish)
{
    a("reference", wish.reference);
    a("service", wish.service);
    a("reason", wish.reason);
    a("duration", wish.duration);
}

template<class A, Is<rules::Approval> T>
void describe(A &a, T &approval)
{
    a("window", approval.window);
    a.orNull("comment", approval.comment);
}

LOCKBOX_DESCRIBED(Tenant)
LOCKBOX_DESCRIBED(AccessRequest)
LOCKBOX_DESCRIBED(RequestDetails)
LOCKBOX_DESCRIBED(Page<AccessRequest>)
LOCKBOX_DESCRIBED(Overview)
LOCKBOX_DESCRIBED(rules::NewRequest)
LOCKBOX_DESCRIBED(rules::Approval)

LOCKBOX_DESCRIBED_TEXT(Page<AccessRequest>)

} // namespace lockbox::wire
