#pragma once

#include "core/mail/message.h"

#include <QStringList>

#include <optional>

namespace lockbox {

/// A mail that somebody got, as far as it can be compared.
struct ReceivedMail {
    /// What was handed in.
    enum class Form {
        Text,    ///< The text alone; then of all below only `text` and `faults` are there.
        Copied,  ///< The text with the few fields above it that mail programs show.
        Message, ///< All of it, as mail servers hand it on.
    };

    Form form = Form::Text;
    QString messageId; ///< With its angle brackets.
    Mailbox from;      ///< Where the field can't be read as one mailbox, it is all in the name.
    Mailbox to;
    QString subject;
    std::optional<Timestamp> date; ///< In whole seconds.
    QStringList foreign;  ///< Fields that are shown or answered to, and that no notice has.
    QStringList repeated; ///< Fields that may be there once only and are more often.
    QStringList faults;   ///< Where mail programs may show something else than what is below.
    std::optional<QString> text; ///< Of the first text/plain part; empty is not nothing.
    std::optional<QString> html; ///< Of the first text/html part.
    int attachments = 0;         ///< All other parts that are no containers.

    bool hasHeaders() const { return form != Form::Text; }
};

/// Reads a message with its headers (RFC 5322, MIME), or a text alone. InvalidArgument where it is empty, or longer than ten million bytes.
Result<ReceivedMail> readMail(const QByteArray &bytes);

} // namespace lockbox
