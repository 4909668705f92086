#pragma once

#include <QMetaType>
#include <QStringList>

#include <vector>

namespace lockbox::test {

/// A change of a store behind the program's back.
struct Tampering {
    QString name; ///< "request.reason of the last row"
    QStringList statements;
    QStringList names;        ///< What a finding must name.
    bool isException = false; ///< May stay unnoticed; docs/log.md says why.
};

/// Every column of every table, changed in a row from the middle and in the last one.
std::vector<Tampering> changesOfEachColumn(const QString &path);

/// Rows deleted, duplicated, swapped and inserted, in every table.
std::vector<Tampering> changesOfRows(const QString &path);

/// Runs the statements as somebody would who has the file: without triggers, constraints and foreign keys, which are as before
/// afterwards.
void tamper(const QString &path, const QStringList &statements);

/// Makes all hashes of the log fit its events again, and runs `afterwards`.
void rehash(const QString &path, const QString &afterwards = {});

} // namespace lockbox::test

Q_DECLARE_METATYPE(lockbox::test::Tampering)
