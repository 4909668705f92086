#pragma once

#include "tests/app/cli/clistore.h"

namespace lockbox::test {

/// A tenant with requests of which one has gone through everything, and folders that are exported from it.
class EvidenceStore : public CliStore
{
public:
    EvidenceStore();

    QString approved() const { return QStringLiteral("EXSR359123"); }
    QString approvedId() const { return m_approved; }

    /// Exports to a new folder of that name; its path. It must succeed.
    QString exported(const QString &line, const QString &name) const;
    /// The events that the program lists.
    QJsonArray events(const QString &options = {}) const;

private:
    QString m_approved;
};

/// Runs `evidence verify` as on a machine that never saw the store, without --json where `asText`.
Outcome verified(const QString &folder, const QStringList &options = {}, bool asText = false);

QByteArray readFile(const QString &path);
void writeFile(const QString &path, const QByteArray &bytes);
/// Changes one bit of the byte in the file's middle.
void changeOneByte(const QString &path);
/// Copies a folder with all that is in it.
void copyFolder(const QString &from, const QString &to);

} // namespace lockbox::test
