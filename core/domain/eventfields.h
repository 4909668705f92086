#pragma once

#include "core/domain/accessrequest.h"
#include "core/domain/notifications.h"
#include "core/domain/policy.h"
#include "core/domain/tenant.h"
#include "core/domain/user.h"

#include <QJsonObject>

/// What events say of things, field by field (Event::before and Event::after), and the way back from there.
namespace lockbox {

/// The fields of `json` that `other` has otherwise, or not.
QJsonObject differing(const QJsonObject &json, const QJsonObject &other);

/// The fields in which `request` differs from `other`, as `request` has them.
QJsonObject differing(const AccessRequest &request, const AccessRequest &other);

/// What is told of a request that was just filed.
QJsonObject submittedFields(const AccessRequest &request);

QJsonObject eventFields(const User &user);
QJsonObject eventFields(const Policy &policy);
QJsonObject eventFields(const NotificationSettings &settings);
/// Beside the policy's, what is told of a new tenant.
QJsonObject eventFields(const Tenant &tenant, bool demo);

/// Takes over the fields that are there; StoreDamaged where one of them can't be understood.
Result<void> applyFields(AccessRequest &request, const QJsonObject &fields);
Result<void> applyFields(User &user, const QJsonObject &fields);
Result<void> applyFields(Policy &policy, const QJsonObject &fields);
Result<void> applyFields(NotificationSettings &settings, const QJsonObject &fields);

} // namespace lockbox
