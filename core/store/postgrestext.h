#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace lockbox {

/// A statement as PostgreSQL takes it: `:name` has become `$1`, `$2` …, the same number wherever the same name stands.
struct PostgresText {
    QByteArray text;
    QList<QByteArray> names; ///< With their colons, in the order of their numbers.

    /// What has a colon of its own stays: casts (`::`), strings, quoted names, comments.
    static PostgresText from(const QString &sql);
};

} // namespace lockbox
