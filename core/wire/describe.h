#pragma once

#include "core/wire/archive.h"
#include "core/wire/codec.h"

/// What codec.h declares, for the files that describe the types.
namespace lockbox::wire {

template<typename T>
QJsonObject toJson(const T &value)
{
    Writer writer;
    describe(writer, value);
    return writer.json();
}

template<typename T>
QJsonObject toJson(const T &value, const Tenant &tenant)
{
    Writer writer(&tenant);
    describe(writer, value);
    return writer.json();
}

template<typename T>
Result<T> fromJson(const QJsonObject &json, Unknown unknown)
{
    Reader reader(json);
    T value{};
    describe(reader, value);
    if (reader.error())
        return Failure(*reader.error());
    const auto more = unknown == Unknown::Refused ? reader.unknown() : std::nullopt;
    if (more)
        return invalid(more->left(128),
                       QStringLiteral("nothing is called %1").arg(more->left(128)));
    return value;
}

#define LOCKBOX_DESCRIBED(T)                                                                       \
    template QJsonObject toJson(const T &);                                                        \
    template QJsonObject toJson(const T &, const Tenant &);                                        \
    template Result<T> fromJson<T>(const QJsonObject &, Unknown);

} // namespace lockbox::wire
