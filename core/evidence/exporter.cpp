#include "core/evidence/exporter.h"

#include "core/evidence/inclusion.h"
#include "core/evidence/instructions.h"
#include "core/evidence/keypem.h"
#include "core/evidence/layout.h"
#include "core/evidence/reportfile.h"

namespace lockbox {

namespace evidence {

namespace {

constexpr int pageSize = 1000;
/// After so many events one is asked whether to go on.
constexpr qint64 progressStep = 100;

Result<void> checkScope(const EvidenceScope &scope)
{
    const bool hasTime = scope.from || scope.until;
    if (scope.request && hasTime)
        return invalid(QStringLiteral("request"),
                       QStringLiteral("either a request or a time is exported, not both"));
    if (!scope.request && !hasTime)
        return invalid(QStringLiteral("request"),
                       QStringLiteral("neither a request nor a time is named"));
    if (scope.from && scope.until && *scope.from >= *scope.until)
        return invalid(QStringLiteral("until"),
                       QStringLiteral("the time ends before it has begun"));
    return {};
}

/// What is wrong with the store's own log.
Failure brokenLog(const QString &why)
{
    return failure(
        ErrorCode::LogBroken,
        QStringLiteral("nothing is exported, because the log is not in order: %1").arg(why));
}

} // namespace

Result<EvidenceSummary> Exporter::run(const EvidenceScope &scope, const QString &folder,
                                      const PdfPrinter &printer)
{
    m_manifest.scope = scope;
    if (auto ok = checkScope(scope); !ok)
        return failure(ok);
    if (auto ok = readHead(); !ok)
        return failure(ok);
    if (auto ok = m_folder.begin(folder); !ok)
        return failure(ok);
    if (auto ok = collect(); !ok)
        return failure(ok);
    fillManifest();
    if (auto ok = writeFiles(printer); !ok)
        return failure(ok);
    if (auto ok = m_folder.putInPlace(); !ok)
        return failure(ok);
    return summary();
}

Result<void> Exporter::readHead()
{
    const auto account = m_service.account(m_session);
    if (!account)
        return failure(account);
    const auto info = m_service.info();
    if (!info)
        return failure(info);
    const auto now = m_service.now();
    if (!now)
        return failure(now);
    m_manifest.tenant = info->tenant;
    m_manifest.origin = originOf(info->tenant);
    m_manifest.exportedBy = account->userPrincipalName;
    m_manifest.exportedAt = *now;
    return readSeal();
}

Result<void> Exporter::readSeal()
{
    const auto note = m_service.checkpoint(m_session);
    if (!note)
        return failure(note);
    const auto state = m_service.logState(m_session);
    if (!state)
        return failure(state);
    const auto key = audit::VerifierKey::parse(state->verifierKey.toUtf8());
    if (!key)
        return brokenLog(key.error().message);
    const auto checkpoint = audit::openCheckpoint(*note, *key);
    if (!checkpoint)
        return brokenLog(checkpoint.error().message);
    if (QString::fromUtf8(checkpoint->origin) != m_manifest.origin)
        return brokenLog(QStringLiteral("its checkpoint is one of %1, not of %2")
                             .arg(QString::fromUtf8(checkpoint->origin), m_manifest.origin));
    m_seal = {.note = *note, .checkpoint = *checkpoint, .key = *key};
    m_manifest.logSize = qint64(checkpoint->size);
    return {};
}

Result<void> Exporter::collect()
{
    const EvidenceScope &scope = m_manifest.scope;
    m_digest.emplace(scope);
    m_lines.setFileName(m_folder.filePath(layout::events()));
    if (!m_lines.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return unwritable(m_folder.path(), m_lines.errorString());
    if (auto ok = m_folder.makeFolder(layout::proofs()); !ok)
        return ok;
    EventQuery query{.request = scope.request, .limit = pageSize};
    query.from = scope.from;
    query.until = scope.until;
    do {
        const auto page = m_service.events(m_session, query);
        if (!page)
            return failure(page);
        if (auto ok = takePage(page->items); !ok)
            return ok;
        query.after = page->next.toLongLong();
    } while (query.after > 0);
    if (!m_lines.flush())
        return unwritable(m_folder.path(), m_lines.errorString());
    m_lines.close();
    if (m_digest->count() > 0)
        return {};
    if (m_manifest.notCovered > 0)
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("no checkpoint covers these events yet, and none can be made "
                                      "here"));
    return failure(ErrorCode::NotFound, QStringLiteral("there are no such events"));
}

Result<void> Exporter::takePage(const std::vector<Event> &events)
{
    if (m_manifest.scope.request && !events.empty())
        m_manifest.scope.request = events.front().request.toString();
    for (const Event &event : events) {
        if (event.seq > m_manifest.logSize) {
            ++m_manifest.notCovered;
            continue;
        }
        if (m_digest->count() % progressStep == 0) {
            if (auto ok = goOn(m_progress, EvidenceStep::Collecting, m_digest->count(), 0); !ok)
                return ok;
        }
        if (auto ok = takeEvent(event.seq); !ok)
            return ok;
    }
    return goOn(m_progress, EvidenceStep::Collecting, m_digest->count(), 0);
}

Result<void> Exporter::takeEvent(qint64 seq)
{
    const auto leaf = m_service.leaf(m_session, seq);
    if (!leaf)
        return failure(leaf);
    const auto entry = readEntry(*leaf);
    if (!entry)
        return brokenLog(QStringLiteral("event %1 %2").arg(seq).arg(entry.error().message));
    if (entry->event.seq != seq || !concerns(m_manifest.scope, entry->event))
        return brokenLog(QStringLiteral("the leaf of event %1 tells of something else").arg(seq));
    const auto proof = m_service.proof(m_session, seq, m_seal.note);
    if (!proof)
        return failure(proof);
    if (const auto shown = checkInclusion(*entry, *proof, m_seal); !shown)
        return brokenLog(
            QStringLiteral("the proof of event %1 %2").arg(seq).arg(shown.error().message));
    if (m_lines.write(*leaf + '\n') != leaf->size() + 1)
        return unwritable(m_folder.path(), m_lines.errorString());
    m_digest->take(entry->event);
    return m_folder.write(layout::proof(seq), *proof);
}

void Exporter::fillManifest()
{
    m_manifest.events = m_digest->count();
    m_manifest.first = m_digest->first();
    m_manifest.last = m_digest->last();
}

Result<void> Exporter::writeFiles(const PdfPrinter &printer)
{
    const std::pair<QString, QByteArray> files[] = {
        {layout::checkpoint(), m_seal.note},
        {layout::verifierKey(), m_seal.key.toText() + '\n'},
        {layout::publicKey(), toPem(m_seal.key)},
        {layout::manifest(), m_manifest.toBytes()},
        {layout::instructions(), instructions(m_manifest, m_seal)},
    };
    for (const auto &[name, bytes] : files) {
        if (auto ok = m_folder.write(name, bytes); !ok)
            return ok;
    }
    return writeReports(printer);
}

Result<void> Exporter::writeReports(const PdfPrinter &printer)
{
    EntryFile entries(m_folder.filePath(layout::events()));
    if (auto ok = entries.open(); !ok)
        return ok;
    const Report report(m_manifest, m_seal, *m_digest);
    QFile file(m_folder.filePath(layout::report()));
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return unwritable(m_folder.path(), file.errorString());
    const auto written = writeReport(report, entries, file, [&](qint64 done) {
        return goOn(m_progress, EvidenceStep::Writing, done, m_digest->count());
    });
    if (!written)
        return written;
    if (!file.flush())
        return unwritable(m_folder.path(), file.errorString());
    return printer ? print(report, entries, printer) : Result<void>();
}

Result<void> Exporter::print(const Report &report, EntryFile &entries, const PdfPrinter &printer)
{
    const auto pieces = [&](const PrintHtml &print) {
        return forEachPart(
            report, entries,
            [&](const QString &part) {
                return print(report.pageStart() + part + report.pageEnd());
            },
            [&](qint64 done) {
                return goOn(m_progress, EvidenceStep::Printing, done, m_digest->count());
            });
    };
    return printer(m_folder.filePath(layout::printedReport()), report.title(), pieces);
}

EvidenceSummary Exporter::summary() const
{
    return {.folder = m_folder.path(),
            .scope = m_manifest.scope,
            .reference = m_digest->reference(),
            .events = m_manifest.events,
            .first = m_manifest.first,
            .last = m_manifest.last,
            .logSize = m_manifest.logSize,
            .origin = m_manifest.origin,
            .verifierKey = QString::fromUtf8(m_seal.key.toText()),
            .notCovered = m_manifest.notCovered,
            .gap = m_digest->gap()};
}

} // namespace evidence

Result<EvidenceSummary> exportEvidence(LockboxService &service, const Session &session,
                                       const EvidenceScope &scope, const QString &folder,
                                       const PdfPrinter &printer, const EvidenceProgress &progress)
{
    return evidence::Exporter(service, session, progress).run(scope, folder, printer);
}

} // namespace lockbox
