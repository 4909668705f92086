#pragma once

#include "core/base/result.h"

namespace lockbox {

/// A mail that somebody got, as far as it can be compared.
struct ReceivedMail {
    bool hasHeaders =
        false; ///< False where only the text was handed in; then of all below only `text` is there.
    QString messageId; ///< With its angle brackets.
    QString from;      ///< Addresses alone, in lower case, one after the other with blanks between.
    QString to;
    QString subject;
    QString text;  ///< Of the first text/plain part.
    QString html;  ///< Of the first text/html part.
    int parts = 0; ///< How many parts there are that are no containers.
};

/// Reads a message with its headers (RFC 5322, MIME), or a text alone. InvalidArgument where it is empty, or longer than ten million bytes.
Result<ReceivedMail> readMail(const QByteArray &bytes);

} // namespace lockbox
