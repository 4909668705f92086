#pragma once

#include "core/service/lockboxservice.h"

/// Lists as JSON text and back without the objects between, for these are long. The same form as toJson() and fromJson() of codec.h.
namespace lockbox::wire {

/// Compact JSON; `tenant`, where given, is whose requests they are.
template<typename T>
QByteArray toText(const T &value, const Tenant *tenant = nullptr);

/// Reads what toText() writes. Nothing where the text is written otherwise (other order, spaces) or is not right: fromJson() then tells.
template<typename T>
std::optional<T> fromText(const QByteArray &text);

/// The object's text with one more text in it; null where it is empty.
QByteArray withField(QByteArray object, const char *name, const QString &text);

#define LOCKBOX_WIRE_TEXT(T)                                                                       \
    extern template QByteArray toText(const T &, const Tenant *);                                  \
    extern template std::optional<T> fromText<T>(const QByteArray &);

LOCKBOX_WIRE_TEXT(Page<AccessRequest>)
LOCKBOX_WIRE_TEXT(Page<Event>)
LOCKBOX_WIRE_TEXT(Changes)

#undef LOCKBOX_WIRE_TEXT

} // namespace lockbox::wire
