#pragma once

#include "core/base/result.h"

#include <QStringList>

#include <optional>

namespace lockbox {

/// A mail that somebody got, as far as it can be compared.
struct ReceivedMail {
    /// False where only the text was handed in; then of all below only `text` is there.
    bool hasHeaders = false;
    QString messageId; ///< With its angle brackets.
    QString from;      ///< Addresses alone, in lower case, one after the other with blanks between.
    QString fromName;  ///< What mail programs show instead; empty where there is none.
    QString to;
    QString
        others; ///< Addresses of Cc, Bcc and Reply-To: whoever else would read it, or the answer.
    QString subject;
    std::optional<Timestamp> date; ///< In whole seconds.
    QStringList
        repeated; ///< Fields that may be there once only (RFC 5322 §3.6) and are more often.
    QString text; ///< Of the first text/plain part.
    QString html; ///< Of the first text/html part.
    int attachments = 0; ///< All other parts that are no containers.
};

/// Reads a message with its headers (RFC 5322, MIME), or a text alone. InvalidArgument where it is empty, or longer than ten million bytes.
Result<ReceivedMail> readMail(const QByteArray &bytes);

} // namespace lockbox
