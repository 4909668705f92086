#pragma once

#include "core/wire/text.h"
#include "core/wire/textreader.h"
#include "core/wire/textwriter.h"

/// What text.h declares, for the files that describe the types.
namespace lockbox::wire {

template<typename T>
QByteArray toText(const T &value, const Tenant *tenant)
{
    TextWriter writer(tenant);
    writer.object(value);
    return writer.text();
}

template<typename T>
std::optional<T> fromText(const QByteArray &text)
{
    if (!text.isValidUtf8())
        return std::nullopt;
    TextReader reader({text.constData(), size_t(text.size())});
    std::optional<T> value(std::in_place);
    reader.object(*value);
    return reader.isDone() ? std::move(value) : std::nullopt;
}

#define LOCKBOX_DESCRIBED_TEXT(T)                                                                  \
    template QByteArray toText(const T &, const Tenant *);                                         \
    template std::optional<T> fromText<T>(const QByteArray &);

} // namespace lockbox::wire
