#pragma once

#include "core/evidence/evidence.h"
#include "tests/core/evidence/memorylog.h"

#include <QTemporaryDir>

namespace lockbox::test {

/// A log of Contoso's with three requests, whose events stand among each other: one with access, one denied, one that waits.
class SampleLog : public MemoryLog
{
public:
    SampleLog();

    QString approved; ///< Id of the request with access: EXSR359123, events 2, 4, 5, 7, 9 and 10.
    QString denied;   ///< EXSR359124, events 3, 6, 8 and 11.
    QString waiting;  ///< EXSR359125, events 12 to 14, of which none was signed for `signOnly(11)`.
};

/// Exports from a log to a folder that is thrown away.
class EvidenceFolder
{
public:
    EvidenceFolder(MemoryLog &log, const EvidenceScope &scope);

    QString path() const { return m_folder.filePath(QStringLiteral("evidence")); }
    QString filePath(const QString &name) const { return path() + u'/' + name; }
    QByteArray read(const QString &name) const;
    void write(const QString &name, const QByteArray &bytes) const;
    void replace(const QString &name, const QByteArray &before, const QByteArray &after) const;

    const EvidenceSummary &summary() const { return m_summary; }
    EvidenceVerification verify(const std::optional<audit::VerifierKey> &trusted = {}) const;
    /// The finding's message; empty where there is none.
    QString finding() const;

private:
    QTemporaryDir m_folder;
    EvidenceSummary m_summary;
};

EvidenceScope ofRequest(const QString &request);
EvidenceScope ofTime(const char *from, const char *until);

Session admin();

/// A PDF printer that only notes what it was given.
struct NotedPrint {
    QString title;
    QStringList pieces;
    PdfPrinter printer();
};

} // namespace lockbox::test
