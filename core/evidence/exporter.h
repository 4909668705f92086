#pragma once

#include "core/evidence/newfolder.h"
#include "core/evidence/report.h"

#include <QFile>

namespace lockbox::evidence {

/// One export: reads through the door page by page, writes file by file.
class Exporter
{
public:
    Exporter(LockboxService &service, const Session &session, const EvidenceProgress &progress)
        : m_service(service), m_session(session), m_progress(progress)
    {}

    Result<EvidenceSummary> run(const EvidenceScope &scope, const QString &folder,
                                const PdfPrinter &printer);

private:
    /// Tenant, who and when, the checkpoint and the key under which everything is to be proved.
    Result<void> readHead();
    Result<void> readSeal();
    Result<void> collect();
    Result<void> takePage(const std::vector<Event> &events);
    Result<void> takeEvent(qint64 seq);
    void fillManifest();
    Result<void> writeFiles(const PdfPrinter &printer);
    Result<void> writeReports(const PdfPrinter &printer);
    Result<void> print(const Report &report, EntryFile &entries, const PdfPrinter &printer);
    EvidenceSummary summary() const;

    LockboxService &m_service;
    const Session &m_session;
    const EvidenceProgress &m_progress;
    NewFolder m_folder;
    Manifest m_manifest;
    Seal m_seal;
    std::optional<Digest> m_digest;
    QFile m_lines;
};

} // namespace lockbox::evidence
