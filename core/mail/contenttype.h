#pragma once

#include <QByteArray>
#include <QMap>

#include <optional>

namespace lockbox {

/// What a part is (RFC 2045 §5.1).
struct ContentType {
    QByteArray type;                         ///< As "text/plain", in lower case.
    QMap<QByteArray, QByteArray> parameters; ///< Names in lower case.

    bool hasOnly(const QList<QByteArray> &names) const;
};

/// Nothing where mail programs may read it differently: comments, parameters that are there twice, are cut into pieces or have their own charset.
std::optional<ContentType> parseContentType(const QByteArray &value);

} // namespace lockbox
