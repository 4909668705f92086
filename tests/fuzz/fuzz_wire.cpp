#include "core/wire/codec.h"
#include "core/wire/queries.h"
#include "core/wire/strictjson.h"
#include "tests/fuzz/property.h"

#include <QJsonDocument>

using namespace lockbox;
using lockbox::fuzz::require;

namespace {

/// What is read once says the same when it is written and read again.
template<typename T>
void readAndWrite(const QJsonObject &json)
{
    const auto value = wire::fromJson<T>(json);
    if (!value) {
        require(value.error().code == ErrorCode::InvalidArgument, "what is wrong is said so");
        require(!value.error().message.isEmpty(), "what is wrong is named");
        return;
    }
    const QJsonObject written = wire::toJson(*value);
    const auto again = wire::fromJson<T>(written, wire::Unknown::Refused);
    require(again.has_value(), "what was written can be read");
    require(wire::toJson(*again) == written, "what was written says the same");
}

template<typename... T>
void readAll(const QJsonObject &json)
{
    (readAndWrite<T>(json), ...);
}

template<typename T>
void readQuery(const QUrlQuery &query)
{
    const auto value = wire::fromQuery<T>(query);
    if (!value)
        return;
    const QUrlQuery written = wire::toQuery(*value);
    const auto again = wire::fromQuery<T>(QUrlQuery(written.toString(QUrl::FullyEncoded)));
    require(again.has_value(), "a query that was written can be read");
    require(wire::toQuery(*again) == written, "a query that was written says the same");
}

} // namespace

/// Any body and any query is read as what it may be, or refused with the place named; what is taken survives being written and read again.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = lockbox::fuzz::bytesOf(data, size);
    if (const auto json = wire::readObject(bytes))
        readAll<AccessRequest, RequestDetails, Page<AccessRequest>, Overview, rules::NewRequest,
                rules::Approval, User, NewUser, Policy, PolicyChange, NotificationSettings,
                NotificationChange, Delivery, Letter, MailVerdict, TestMail, Page<Event>, Changes,
                LogState, LogTrust, LogVerification, StoreInfo, Tenant>(*json);
    const QUrlQuery query(QString::fromUtf8(bytes));
    readQuery<RequestQuery>(query);
    readQuery<UserQuery>(query);
    readQuery<DeliveryQuery>(query);
    readQuery<EventQuery>(query);
    return 0;
}
