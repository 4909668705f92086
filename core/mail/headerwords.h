#pragma once

#include "core/mail/message.h"

#include <optional>

namespace lockbox {

/// What header fields say, where all mail programs read them alike; nothing else.

/// Text with its encoded words (RFC 2047).
std::optional<QString> headerText(const QByteArray &value);

/// One sender or recipient, with a name or without: no list, group or comment.
std::optional<Mailbox> headerMailbox(const QByteArray &value);

/// A time as RFC 5322 §3.3 has it.
std::optional<Timestamp> headerDate(const QByteArray &value);

} // namespace lockbox
