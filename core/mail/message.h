#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace lockbox {

/// Who writes, or reads.
struct Mailbox {
    QString name; ///< May be empty.
    QString address;

    bool operator==(const Mailbox &) const = default;
};

/// One mail to one recipient.
struct MailMessage {
    Mailbox from;
    Mailbox to;
    QString subject;
    QString text;
    QString html;
    QString messageId; ///< With its angle brackets (RFC 5322 §3.6.4).
    /// Message-ID of the first mail of the conversation; empty, or its own: it starts one.
    QString threadId;
    Timestamp date;
    bool isImportant = false;

    bool operator==(const MailMessage &) const = default;
};

/// The address as SMTP takes it: an international domain as ASCII (RFC 5890).
QString smtpAddress(const QString &address);

/// The header fields of the mail, each "Name: value" without its end, encoded where they must be (RFC 2047), folded into lines of 78 characters
/// where blanks allow it (RFC 5322 §2.2.3), and none that a value could have smuggled in. Without MIME's own, which follow from the parts.
QList<QByteArray> headerFields(const MailMessage &message);

} // namespace lockbox
