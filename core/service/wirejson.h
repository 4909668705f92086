#pragma once

#include "core/service/lockboxservice.h"

#include <QJsonObject>

/// JSON as the command line prints it and the service's API will speak it. Times are RFC 3339 UTC with `Z`, durations whole
/// seconds, absent values null.
namespace lockbox::wire {

/// `{id, reference, tenant, service, reason, requestor, requestorName, state, duration, submittedAt, authorizedAt, authorizedBy,
/// notifiedAt, expiresAt, approvalRequired, decidedAt, decidedBy, decidedByName, decidedRole, comment, accessStart, accessEnd, endedBy}`
QJsonObject toJson(const AccessRequest &request, const Tenant &tenant);

/// `{userPrincipalName, displayName, email, alternateEmail, side, roles: [{id, slug, name}]}`
QJsonObject toJson(const User &user);

/// `{requireApproval, decideWithin, maxAccess, commentRequiredOnDeny}`
QJsonObject toJson(const Policy &policy);

/// `{error: {code, message, field, state, decidedBy, decidedAt, candidates}}`
QJsonObject toJson(const Error &error);

/// `{value: [...], next: KEY or null}`
QJsonObject toList(const QJsonArray &values, const QString &next);

/// What a customer reads as the requestor: "Microsoft Engineer".
QString requestorName(const Tenant &tenant);

} // namespace lockbox::wire
