#include "core/wire/archive.h"

#include <cmath>

namespace lockbox::wire {

static bool isWhole(const QJsonValue &json)
{
    const double number = json.toDouble(0.5);
    return json.isDouble() && number == std::floor(number)
           && std::abs(number) <= double(largestExact);
}

std::optional<QString> Reader::unknown() const
{
    for (auto it = m_json.begin(); it != m_json.end(); ++it) {
        if (!m_known.contains(it.key()))
            return it.key();
    }
    return std::nullopt;
}

void Reader::refuse(const QString &place, const QString &what)
{
    if (!m_error)
        m_error = Error{.code = ErrorCode::InvalidArgument,
                        .message = QStringLiteral("%1 %2").arg(place.left(128), what),
                        .field = place.left(128)};
}

void Reader::missing(const QString &key)
{
    refuse(key, QStringLiteral("is missing"));
}

void Reader::adopt(const Error &error, const QString &place)
{
    const QString inner = place + QLatin1Char('.') + error.field;
    refuse(inner, error.message.mid(error.field.size()).trimmed());
}

void Reader::fromValue(const QJsonValue &json, bool &value, const QString &place)
{
    if (!json.isBool())
        refuse(place, QStringLiteral("is neither true nor false"));
    value = json.toBool();
}

void Reader::fromValue(const QJsonValue &json, int &value, const QString &place)
{
    qint64 number = 0;
    fromValue(json, number, place);
    if (number != qint64(int(number)))
        refuse(place, QStringLiteral("is too large"));
    value = int(number);
}

void Reader::fromValue(const QJsonValue &json, qint64 &value, const QString &place)
{
    if (!isWhole(json))
        return refuse(place, QStringLiteral("is no whole number"));
    value = json.toInteger();
}

void Reader::fromValue(const QJsonValue &json, QString &value, const QString &place)
{
    if (!json.isString())
        refuse(place, QStringLiteral("is no text"));
    value = json.toString();
}

void Reader::fromValue(const QJsonValue &json, QByteArray &value, const QString &place)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        json.toString().toLatin1(), QByteArray::Base64Option::AbortOnBase64DecodingErrors);
    if (!json.isString() || !decoded)
        refuse(place, QStringLiteral("is no base64"));
    value = *decoded;
}

void Reader::fromValue(const QJsonValue &json, QStringList &value, const QString &place)
{
    std::vector<QString> list;
    fromValue(json, list, place);
    value = QStringList(list.begin(), list.end());
}

void Reader::fromValue(const QJsonValue &json, Timestamp &value, const QString &place)
{
    const auto time = parseRfc3339(json.toString(), place);
    if (!time)
        return refuse(place, QStringLiteral("is no time in RFC 3339"));
    value = *time;
}

void Reader::fromValue(const QJsonValue &json, std::chrono::seconds &value, const QString &place)
{
    qint64 number = 0;
    fromValue(json, number, place);
    value = std::chrono::seconds(number);
}

void Reader::fromValue(const QJsonValue &json, std::chrono::milliseconds &value,
                       const QString &place)
{
    qint64 number = 0;
    fromValue(json, number, place);
    value = std::chrono::milliseconds(number);
}

void Reader::fromValue(const QJsonValue &json, QJsonObject &value, const QString &place)
{
    if (!json.isObject())
        refuse(place, QStringLiteral("is no object"));
    value = json.toObject();
}

void Reader::fromValue(const QJsonValue &json, Event &value, const QString &place)
{
    const auto event = eventFromJson(json.toObject());
    if (!event)
        return refuse(place, QStringLiteral("is no event: %1").arg(event.error().message));
    value = *event;
}

void Reader::fromValue(const QJsonValue &json, RoleSet &value, const QString &place)
{
    std::vector<Role> roles;
    fromValue(json, roles, place);
    value = RoleSet();
    for (const Role role : roles)
        value.insert(role);
}

} // namespace lockbox::wire
