#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace lockbox {

/// The header fields of a mail or of one of its parts, and what follows them. Lines end as '\n'.
struct MailHead {
    struct Field {
        QByteArray name;  ///< In lower case.
        QByteArray value; ///< In one line (RFC 5322 §2.2.3), without blanks around.
    };

    QList<Field> fields;
    QByteArray body;

    /// The value of the first field of that name; nothing where there is none.
    std::optional<QByteArray> value(const QByteArray &name) const;
    /// Names of fields that are there more than once.
    QList<QByteArray> repeated() const;
};

/// Nothing where a line is no header field, or where no line ends the head but blanks.
std::optional<MailHead> splitHead(const QByteArray &bytes);

} // namespace lockbox
