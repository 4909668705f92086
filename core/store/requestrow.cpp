#include "core/store/requestrow.h"

#include <algorithm>

namespace lockbox {

namespace {

/// The state of a slug as it is stored; nothing where there is no such state. Rows are read by the thousand, so the slugs are
/// compared as the bytes they are.
std::optional<RequestState> storedState(QByteArrayView slug)
{
    static const auto slugs = [] {
        std::vector<std::pair<QByteArray, RequestState>> all;
        for (RequestState state : allRequestStates())
            all.emplace_back(toSlug(state).toLatin1(), state);
        return all;
    }();
    const auto found = std::find_if(slugs.begin(), slugs.end(),
                                    [&](const auto &known) { return known.first == slug; });
    return found == slugs.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Role> storedRole(QByteArrayView slug)
{
    const auto &roles = allRoles();
    const auto found = std::find_if(roles.begin(), roles.end(),
                                    [&](const RoleInfo &info) { return slug == info.slug; });
    return found == roles.end() ? std::nullopt : std::optional(found->role);
}

Failure damagedRow(qint64 key, const char *column)
{
    return failure(ErrorCode::StoreDamaged,
                   QStringLiteral("the request with the key %1 can't be read: %2")
                       .arg(key)
                       .arg(QLatin1String(column)));
}

} // namespace

void bindChanging(Statement &statement, const AccessRequest &r)
{
    const auto &authorization = r.authorization;
    const auto &decision = r.decision;
    const auto &access = r.access;
    using Text = std::optional<QString>;
    using Time = std::optional<Timestamp>;
    statement.bind(":state", toSlug(r.state))
        .bind(":authorized_by", authorization ? Text(authorization->by) : Text())
        .bind(":authorized_at", authorization ? Time(authorization->at) : Time())
        .bind(":notified_at", r.notifiedAt)
        .bind(":expires_at", r.expiresAt)
        .bind(":approval_required", r.approvalRequired)
        .bind(":decided_by", decision ? Text(decision->by) : Text())
        .bind(":decided_name", decision ? Text(decision->byName) : Text())
        .bind(":decided_role", decision ? Text(toSlug(decision->role)) : Text())
        .bind(":decided_at", decision ? Time(decision->at) : Time())
        .bind(":comment", decision ? Text(decision->comment) : Text())
        .bind(":access_start", access ? Time(access->start) : Time())
        .bind(":access_end", access ? Time(access->end) : Time())
        .bind(":ended_by", access && !access->endedBy.isEmpty() ? Text(access->endedBy) : Text())
        .bind(":deadline", nextDeadline(r));
}

Result<RequestRow> readRow(Statement &statement)
{
    RequestRow row;
    AccessRequest &r = row.request;
    row.key = statement.integer();
    r.id = RequestId(QUuid::fromString(QLatin1String(statement.bytes())));
    r.reference = statement.text();
    r.service = statement.text();
    r.reason = statement.text();
    r.requestor = statement.text();
    r.duration = statement.seconds();
    const auto state = storedState(statement.bytes());
    if (!state)
        return damagedRow(row.key, "state");
    r.state = *state;
    r.submittedAt = statement.time();
    auto authorizedBy = statement.optionalText();
    const auto authorizedAt = statement.optionalTime();
    if (authorizedBy && authorizedAt)
        r.authorization = Authorization{.by = std::move(*authorizedBy), .at = *authorizedAt};
    r.notifiedAt = statement.optionalTime();
    r.expiresAt = statement.optionalTime();
    r.approvalRequired = statement.boolean();
    auto decidedBy = statement.optionalText();
    QString decidedName = statement.text();
    const auto decidedRole = storedRole(statement.bytes());
    const auto decidedAt = statement.optionalTime();
    QString comment = statement.text();
    if (decidedBy && decidedAt) {
        if (!decidedRole)
            return damagedRow(row.key, "decided_role");
        r.decision = Decision{.by = std::move(*decidedBy),
                              .byName = std::move(decidedName),
                              .role = *decidedRole,
                              .at = *decidedAt,
                              .comment = std::move(comment)};
    }
    const auto start = statement.optionalTime();
    const auto end = statement.optionalTime();
    QString endedBy = statement.text();
    if (start && end)
        r.access = AccessWindow{.start = *start, .end = *end, .endedBy = std::move(endedBy)};
    return row;
}

void bindVisibility(Statement &statement, const Visibility &visibility)
{
    if (visibility.kind == Visibility::Kind::Own)
        statement.bind(":own", visibility.requestor);
}

} // namespace lockbox
