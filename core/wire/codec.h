#pragma once

#include "core/service/lockboxservice.h"

#include <QJsonObject>

/// What the door takes and gives, as JSON and back: the service's API and its client speak it, and the command line prints it.
/// resources/openapi/lockbox.yaml describes each form. Times are RFC 3339 UTC with `Z`, durations whole seconds, bytes base64,
/// what is absent null.
namespace lockbox::wire {

/// Whether a name that nobody knows is refused (what others send us) or passed over (what a newer service may say).
enum class Unknown { Refused, PassedOver };

/// For all types named below.
template<typename T>
QJsonObject toJson(const T &value);
/// The same, where requests say what their tenant is called.
template<typename T>
QJsonObject toJson(const T &value, const Tenant &tenant);
/// InvalidArgument names the first place that is not as it must be.
template<typename T>
Result<T> fromJson(const QJsonObject &json, Unknown unknown = Unknown::PassedOver);

#define LOCKBOX_WIRE_TYPE(T)                                                                       \
    extern template QJsonObject toJson(const T &);                                                 \
    extern template QJsonObject toJson(const T &, const Tenant &);                                 \
    extern template Result<T> fromJson<T>(const QJsonObject &, Unknown);

LOCKBOX_WIRE_TYPE(Timestamp)
LOCKBOX_WIRE_TYPE(Tenant)
LOCKBOX_WIRE_TYPE(StoreInfo)
LOCKBOX_WIRE_TYPE(AccessRequest)
LOCKBOX_WIRE_TYPE(RequestDetails)
LOCKBOX_WIRE_TYPE(Page<AccessRequest>)
LOCKBOX_WIRE_TYPE(Overview)
LOCKBOX_WIRE_TYPE(rules::NewRequest)
LOCKBOX_WIRE_TYPE(rules::Approval)
LOCKBOX_WIRE_TYPE(User)
LOCKBOX_WIRE_TYPE(NewUser)
LOCKBOX_WIRE_TYPE(Policy)
LOCKBOX_WIRE_TYPE(PolicyChange)
LOCKBOX_WIRE_TYPE(NotificationSettings)
LOCKBOX_WIRE_TYPE(NotificationChange)
LOCKBOX_WIRE_TYPE(Delivery)
LOCKBOX_WIRE_TYPE(Letter)
LOCKBOX_WIRE_TYPE(MailVerdict)
LOCKBOX_WIRE_TYPE(MailVerdict::Difference)
LOCKBOX_WIRE_TYPE(TestMail)
LOCKBOX_WIRE_TYPE(Page<Event>)
LOCKBOX_WIRE_TYPE(Changes)
LOCKBOX_WIRE_TYPE(LogHead)
LOCKBOX_WIRE_TYPE(LogAlarm)
LOCKBOX_WIRE_TYPE(LogState)
LOCKBOX_WIRE_TYPE(LogTrust)
LOCKBOX_WIRE_TYPE(LogFinding)
LOCKBOX_WIRE_TYPE(LogVerification)
LOCKBOX_WIRE_TYPE(Error)

#undef LOCKBOX_WIRE_TYPE

} // namespace lockbox::wire
