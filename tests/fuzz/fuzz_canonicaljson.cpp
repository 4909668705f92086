#include "core/audit/canonicaljson.h"
#include "tests/fuzz/property.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>

using lockbox::fuzz::require;

namespace {

QJsonValue parsed(const QByteArray &bytes)
{
    const QJsonDocument document = lockbox::parseJson(bytes);
    if (document.isArray())
        return document.array();
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(QJsonValue::Undefined);
}

bool isSame(const QJsonValue &one, const QJsonValue &other);

bool isSame(const QJsonArray &one, const QJsonArray &other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const auto &a, const auto &b) { return isSame(a, b); });
}

/// Qt's order of members, and with it its comparison of objects, depends on how the keys were written.
std::map<QString, QJsonValue> membersOf(const QJsonObject &object)
{
    std::map<QString, QJsonValue> members;
    for (auto member = object.begin(); member != object.end(); ++member)
        members[member.key()] = member.value();
    return members;
}

bool isSame(const QJsonObject &one, const QJsonObject &other)
{
    const auto members = membersOf(one);
    const auto others = membersOf(other);
    return one.size() == other.size()
           && std::equal(members.begin(), members.end(), others.begin(), others.end(),
                         [](const auto &a, const auto &b) {
                             return a.first == b.first && isSame(a.second, b.second);
                         });
}

/// Numbers are doubles in RFC 8785, while Qt keeps whole ones to 64 bits.
bool isSame(const QJsonValue &one, const QJsonValue &other)
{
    if (one.isDouble() && other.isDouble())
        return one.toDouble() == other.toDouble();
    if (one.isArray() && other.isArray())
        return isSame(one.toArray(), other.toArray());
    if (one.isObject() && other.isObject())
        return isSame(one.toObject(), other.toObject());
    return one == other;
}

} // namespace

/// Any JSON that is accepted has one canonical form, which says the same and is its own canonical form.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QJsonValue value = parsed(lockbox::fuzz::bytesOf(data, size));
    if (value.isUndefined())
        return 0;
    const auto bytes = lockbox::canonicalJson(value);
    if (!bytes)
        return 0;
    const QJsonValue again = parsed(*bytes);
    require(!again.isUndefined(), "canonical JSON is JSON");
    require(isSame(again, value), "canonical JSON says the same");
    require(lockbox::canonicalJson(again).value() == *bytes,
            "canonical JSON is its own canonical form");
    return 0;
}
