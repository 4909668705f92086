#pragma once

#include "core/base/result.h"

#include <QUuid>

#include <random>

namespace lockbox {

/// A GUID that can't be mixed up with one of another kind. Text form: lower case, without braces.
template<typename Tag>
class Id
{
public:
    Id() = default;
    explicit Id(const QUuid &value) : m_value(value) {}

    bool isNull() const { return m_value.isNull(); }
    QUuid uuid() const { return m_value; }
    QString toString() const { return m_value.toString(QUuid::WithoutBraces); }

    /// Null where the text is no GUID. Braces are accepted, as people paste them.
    static Id fromString(QStringView text)
    {
        // QUuid alone would read the beginning of a longer text.
        const bool braced = text.size() == 38 && text.startsWith(u'{') && text.endsWith(u'}');
        return braced || text.size() == 36 ? Id(QUuid::fromString(text)) : Id();
    }

    bool operator==(const Id &) const = default;
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHash(id.m_value, seed); }

private:
    QUuid m_value;
};

using RequestId = Id<struct RequestIdTag>;
using TenantId = Id<struct TenantIdTag>;

/// Where new GUIDs come from. Handed in, so that a seeded store has the same ids every time.
class IdSource
{
public:
    virtual ~IdSource() = default;
    virtual QUuid next() = 0;
};

/// Random version 4 GUIDs of the system's generator.
class RandomIdSource final : public IdSource
{
public:
    QUuid next() override;
};

/// Version 4 GUIDs that follow from a seed.
class SeededIdSource final : public IdSource
{
public:
    explicit SeededIdSource(quint64 seed) : m_engine(seed) {}
    QUuid next() override;

private:
    std::mt19937_64 m_engine;
};

} // namespace lockbox
