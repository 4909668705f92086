#pragma once

#include "core/base/ids.h"
#include "core/base/timetext.h"
#include "core/wire/codec.h"
#include "core/wire/slugs.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <map>
#include <set>

/// JSON from values and back, by one description of each type: `describe(archive, value)` names the fields once, for both ways.
namespace lockbox::wire {

template<typename T>
concept Slugged = requires(T value, QStringView text)
{
    {
        slugOf(value)
        } -> std::same_as<QString>;
    {
        readSlug(text, value)
        } -> std::same_as<Result<void>>;
};

/// Integers beyond this are not exact in JSON (RFC 8259 §6).
constexpr qint64 largestExact = 9'007'199'254'740'991;

/// Makes JSON. Times are RFC 3339 UTC with `Z`, durations whole seconds, bytes base64, what is absent null.
class Writer
{
public:
    static constexpr bool isReading = false;

    /// `tenant`, where given, is whose requests they are: a request then also says what its tenant is called.
    explicit Writer(const Tenant *tenant = nullptr) : m_tenant(tenant) {}

    template<typename T>
    void operator()(const char *name, const T &value)
    {
        m_json.insert(QLatin1String(name), toValue(value));
    }
    /// A text that is null where it is empty.
    void orNull(const char *name, const QString &text)
    {
        m_json.insert(QLatin1String(name), text.isEmpty() ? QJsonValue() : QJsonValue(text));
    }
    /// What stands in the same object as the fields around it.
    template<typename T>
    void within(const T &value)
    {
        describe(*this, value);
    }

    const Tenant *tenant() const { return m_tenant; }
    const QJsonObject &json() const { return m_json; }

private:
    QJsonValue toValue(bool value) const { return value; }
    QJsonValue toValue(int value) const { return value; }
    QJsonValue toValue(qint64 value) const { return value; }
    QJsonValue toValue(const QString &value) const { return value; }
    QJsonValue toValue(const QByteArray &value) const
    {
        return QString::fromLatin1(value.toBase64());
    }
    QJsonValue toValue(const QStringList &value) const { return QJsonArray::fromStringList(value); }
    QJsonValue toValue(Timestamp value) const { return toRfc3339(value); }
    QJsonValue toValue(std::chrono::seconds value) const
    {
        // What is beyond is refused by the rules, whatever it is.
        return std::clamp<qint64>(value.count(), -largestExact, largestExact);
    }
    QJsonValue toValue(std::chrono::milliseconds value) const { return qint64(value.count()); }
    QJsonValue toValue(const QJsonObject &value) const { return value; }
    QJsonValue toValue(const Event &value) const { return lockbox::toJson(value); }
    template<typename Tag>
    QJsonValue toValue(const Id<Tag> &value) const
    {
        return value.isNull() ? QJsonValue() : QJsonValue(value.toString());
    }
    template<Slugged T>
    QJsonValue toValue(const T &value) const
    {
        return slugOf(value);
    }
    QJsonValue toValue(const RoleSet &roles) const
    {
        return QJsonArray::fromStringList(roles.slugs());
    }
    template<typename T>
    QJsonValue toValue(const std::optional<T> &value) const
    {
        return value ? toValue(*value) : QJsonValue();
    }
    template<typename T>
    QJsonValue toValue(const std::vector<T> &values) const
    {
        QJsonArray array;
        for (const T &value : values)
            array.append(toValue(value));
        return array;
    }
    template<typename T>
    QJsonValue toValue(const std::set<T> &values) const
    {
        return toValue(std::vector<T>(values.begin(), values.end()));
    }
    template<Slugged Key>
    QJsonValue toValue(const std::map<Key, qint64> &values) const
    {
        QJsonObject object;
        for (const auto &[key, value] : values)
            object.insert(slugOf(key), value);
        return object;
    }
    template<typename T>
    QJsonValue toValue(const T &value) const
    {
        return m_tenant ? wire::toJson(value, *m_tenant) : wire::toJson(value);
    }

    const Tenant *m_tenant;
    QJsonObject m_json;
};

/// Reads JSON. The first thing that is not as it must be ends it, and is named with its place ("access.end").
class Reader
{
public:
    static constexpr bool isReading = true;

    explicit Reader(QJsonObject json) : m_json(std::move(json)) {}

    template<typename T>
    void operator()(const char *name, T &value)
    {
        const QString key = QLatin1String(name);
        m_known.append(key);
        const auto found = m_json.constFind(key);
        if (found == m_json.constEnd())
            missing(key);
        else if (!m_error)
            fromValue(*found, value, key);
    }
    template<typename T>
    void operator()(const char *name, std::optional<T> &value)
    {
        const QString key = QLatin1String(name);
        m_known.append(key);
        value.reset();
        const auto found = m_json.constFind(key);
        if (m_error || found == m_json.constEnd() || found->isNull())
            return;
        T inner{};
        fromValue(*found, inner, key);
        value = std::move(inner);
    }
    void orNull(const char *name, QString &text)
    {
        std::optional<QString> value;
        (*this)(name, value);
        text = value.value_or(QString());
    }
    template<typename T>
    void within(T &value)
    {
        describe(*this, value);
    }

    const std::optional<Error> &error() const { return m_error; }
    /// The first name that nobody asked for.
    std::optional<QString> unknown() const;

private:
    void refuse(const QString &place, const QString &what);
    void missing(const QString &key);
    /// What is wrong further inside.
    void adopt(const Error &error, const QString &place);

    void fromValue(const QJsonValue &json, bool &value, const QString &place);
    void fromValue(const QJsonValue &json, int &value, const QString &place);
    void fromValue(const QJsonValue &json, qint64 &value, const QString &place);
    void fromValue(const QJsonValue &json, QString &value, const QString &place);
    void fromValue(const QJsonValue &json, QByteArray &value, const QString &place);
    void fromValue(const QJsonValue &json, QStringList &value, const QString &place);
    void fromValue(const QJsonValue &json, Timestamp &value, const QString &place);
    void fromValue(const QJsonValue &json, std::chrono::seconds &value, const QString &place);
    void fromValue(const QJsonValue &json, std::chrono::milliseconds &value, const QString &place);
    void fromValue(const QJsonValue &json, QJsonObject &value, const QString &place);
    void fromValue(const QJsonValue &json, Event &value, const QString &place);
    void fromValue(const QJsonValue &json, RoleSet &value, const QString &place);
    template<typename Tag>
    void fromValue(const QJsonValue &json, Id<Tag> &value, const QString &place)
    {
        value = Id<Tag>::fromString(json.toString());
        if (value.isNull() && !json.isNull())
            refuse(place, QStringLiteral("is no GUID"));
    }
    template<Slugged T>
    void fromValue(const QJsonValue &json, T &value, const QString &place)
    {
        if (const auto read = readSlug(json.toString(), value); !read)
            refuse(place, QStringLiteral("is nothing known: %1").arg(read.error().message));
    }
    template<typename T>
    void fromValue(const QJsonValue &json, std::optional<T> &value, const QString &place)
    {
        value.emplace();
        fromValue(json, *value, place);
    }
    template<typename T>
    void fromValue(const QJsonValue &json, std::vector<T> &values, const QString &place)
    {
        if (!json.isArray())
            return refuse(place, QStringLiteral("is no list"));
        values.clear();
        const QJsonArray array = json.toArray();
        for (const QJsonValue &one : array) {
            if (m_error)
                return;
            const QString inner = QStringLiteral("%1[%2]").arg(place).arg(values.size());
            fromValue(one, values.emplace_back(), inner);
        }
    }
    template<typename T>
    void fromValue(const QJsonValue &json, std::set<T> &values, const QString &place)
    {
        std::vector<T> list;
        fromValue(json, list, place);
        values = std::set<T>(list.begin(), list.end());
    }
    template<Slugged Key>
    void fromValue(const QJsonValue &json, std::map<Key, qint64> &values, const QString &place)
    {
        if (!json.isObject())
            return refuse(place, QStringLiteral("is no object"));
        values.clear();
        const QJsonObject object = json.toObject();
        for (auto it = object.begin(); it != object.end() && !m_error; ++it) {
            Key key{};
            fromValue(QJsonValue(it.key()), key, place);
            fromValue(*it, values[key], place + QLatin1Char('.') + it.key());
        }
    }
    template<typename T>
    void fromValue(const QJsonValue &json, T &value, const QString &place)
    {
        if (!json.isObject())
            return refuse(place, QStringLiteral("is no object"));
        auto inner = wire::fromJson<T>(json.toObject(), Unknown::PassedOver);
        if (!inner)
            return adopt(inner.error(), place);
        value = std::move(*inner);
    }

    QJsonObject m_json;
    QStringList m_known;
    std::optional<Error> m_error;
};

/// A description takes either archive, and the value const or not.
template<typename Given, typename T>
concept Is = std::same_as<std::remove_const_t<Given>, T>;

} // namespace lockbox::wire
