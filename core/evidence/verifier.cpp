#include "core/evidence/verifier.h"

#include "core/evidence/inclusion.h"
#include "core/evidence/instructions.h"
#include "core/evidence/keypem.h"
#include "core/evidence/layout.h"
#include "core/evidence/reportfile.h"

#include <QDirIterator>

#include <algorithm>

namespace lockbox {

namespace evidence {

namespace {

/// Beyond what any small file of a folder can need.
constexpr qint64 largestFile = 1024 * 1024;

/// After so many events one is asked whether to go on.
constexpr qint64 progressStep = 100;

/// Files that must be there, in the order in which they are looked at.
QStringList neededFiles()
{
    return {layout::manifest(), layout::verifierKey(), layout::publicKey(),   layout::checkpoint(),
            layout::events(),   layout::report(),      layout::instructions()};
}

QDir::Filters everything()
{
    return QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System;
}

} // namespace

Verifier::Verifier(const QString &folder, const std::optional<audit::VerifierKey> &trusted,
                   const EvidenceProgress &progress)
    : m_folder(QDir::cleanPath(QDir::current().absoluteFilePath(folder))),
      m_trusted(trusted),
      m_progress(progress)
{}

Failure Verifier::wrong(const QString &name, const QString &why) const
{
    return Failure(Error{.code = ErrorCode::LogBroken,
                         .message = QStringLiteral("%1 %2").arg(name, why),
                         .field = name});
}

Failure Verifier::in(const QString &name, const Error &error) const
{
    return error.code == ErrorCode::LogBroken ? wrong(name, error.message) : Failure(error);
}

Result<EvidenceVerification> Verifier::run()
{
    if (!QFileInfo(m_folder).isDir())
        return failure(ErrorCode::NotFound, QStringLiteral("there is no folder %1").arg(m_folder));
    const auto checked = check();
    if (!checked && checked.error().code != ErrorCode::LogBroken)
        return failure(checked);
    EvidenceVerification verification{.summary = summary(),
                                      .exportedBy = m_manifest.exportedBy,
                                      .exportedAt = m_manifest.exportedAt,
                                      .unproved = unproved(),
                                      .finding = std::nullopt};
    if (!checked)
        verification.finding = EvidenceFinding{
            .file = checked.error().field, .seq = m_seq, .message = checked.error().message};
    return verification;
}

EvidenceSummary Verifier::summary() const
{
    const bool hasKey = !m_seal.key.name.isEmpty();
    return {.folder = m_folder,
            .scope = m_manifest.scope,
            .reference = m_digest ? m_digest->reference() : QString(),
            .events = m_manifest.events,
            .first = m_manifest.first,
            .last = m_manifest.last,
            .logSize = m_manifest.logSize,
            .origin = m_manifest.origin,
            .verifierKey = hasKey ? QString::fromUtf8(m_seal.key.toText()) : QString(),
            .notCovered = m_manifest.notCovered,
            .gap = m_digest ? m_digest->gap() : QString()};
}

Result<void> Verifier::check()
{
    for (const auto step :
         {&Verifier::checkParts, &Verifier::readManifest, &Verifier::readKey,
          &Verifier::readPublicKey, &Verifier::readCheckpoint, &Verifier::checkEvents,
          &Verifier::checkNumbers, &Verifier::checkProofCount, &Verifier::checkReport,
          &Verifier::checkInstructions}) {
        if (auto ok = (this->*step)(); !ok)
            return ok;
    }
    return {};
}

Result<void> Verifier::checkParts()
{
    const QDir folder(m_folder);
    for (const QString &name : neededFiles()) {
        const QFileInfo file(folder.filePath(name));
        if (!file.exists() && !file.isSymLink())
            return wrong(name, QStringLiteral("is missing"));
        if (file.isSymLink() || !file.isFile())
            return wrong(name, QStringLiteral("is no plain file"));
    }
    const QFileInfo proofs(folder.filePath(layout::proofs()));
    if (!proofs.isDir() || proofs.isSymLink())
        return wrong(layout::proofs(), QStringLiteral("is missing, or is no folder"));
    return {};
}

Result<QByteArray> Verifier::readFile(const QString &name) const
{
    const QString path = pathOf(name);
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink())
        return wrong(name, QStringLiteral("is missing"));
    if (info.isSymLink() || !info.isFile())
        return wrong(name, QStringLiteral("is no plain file"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return wrong(name, QStringLiteral("can't be read: %1").arg(file.errorString()));
    QByteArray bytes = file.read(largestFile + 1);
    if (bytes.size() > largestFile)
        return wrong(name, QStringLiteral("is too large to be what it should be"));
    return bytes;
}

Result<void> Verifier::readManifest()
{
    const QString name = layout::manifest();
    const auto bytes = readFile(name);
    if (!bytes)
        return failure(bytes);
    const auto manifest = Manifest::parse(*bytes);
    if (!manifest)
        return in(name, manifest.error());
    m_manifest = *manifest;
    return {};
}

Result<void> Verifier::readKey()
{
    const QString name = layout::verifierKey();
    const auto bytes = readFile(name);
    if (!bytes)
        return failure(bytes);
    const auto key =
        audit::VerifierKey::parse(QByteArrayView(*bytes).chopped(bytes->endsWith('\n') ? 1 : 0));
    if (!key || !bytes->endsWith('\n'))
        return wrong(name, QStringLiteral("is not one line with a verifier key"));
    if (QString::fromUtf8(key->name) != m_manifest.origin)
        return wrong(name, QStringLiteral("is a key of %1, not of the log %2")
                               .arg(QString::fromUtf8(key->name), m_manifest.origin));
    if (m_trusted && *key != *m_trusted)
        return wrong(name, QStringLiteral("is not the key that was given: it is %1")
                               .arg(QString::fromUtf8(key->toText())));
    m_seal.key = *key;
    return {};
}

Result<void> Verifier::readPublicKey()
{
    const auto pem = readFile(layout::publicKey());
    if (!pem)
        return failure(pem);
    if (*pem != toPem(m_seal.key))
        return wrong(layout::publicKey(),
                     QStringLiteral("is not the key of %1").arg(layout::verifierKey()));
    return {};
}

Result<void> Verifier::readCheckpoint()
{
    const QString name = layout::checkpoint();
    const auto bytes = readFile(name);
    if (!bytes)
        return failure(bytes);
    const auto checkpoint = audit::openCheckpoint(*bytes, m_seal.key);
    if (!checkpoint)
        return wrong(name, QStringLiteral("does not hold: %1").arg(checkpoint.error().message));
    m_seal.note = *bytes;
    m_seal.checkpoint = *checkpoint;
    if (checkpoint->size != quint64(m_manifest.logSize))
        return wrong(layout::manifest(),
                     QStringLiteral("says that the checkpoint covers %1 events, but it covers %2")
                         .arg(m_manifest.logSize)
                         .arg(checkpoint->size));
    return {};
}

Result<void> Verifier::checkEvents()
{
    EntryFile entries(pathOf(layout::events()));
    if (auto ok = entries.open(); !ok)
        return in(layout::events(), ok.error());
    m_digest.emplace(m_manifest.scope);
    while (true) {
        const auto entry = entries.next();
        if (!entry)
            return in(layout::events(), entry.error());
        if (!*entry)
            break;
        m_seq = (*entry)->event.seq;
        if (auto ok = checkEvent(**entry); !ok)
            return ok;
        if (m_digest->count() % progressStep != 0)
            continue;
        if (auto ok =
                goOn(m_progress, EvidenceStep::Checking, m_digest->count(), m_manifest.events);
            !ok)
            return ok;
    }
    m_seq = 0;
    return {};
}

Result<void> Verifier::checkEvent(const Entry &entry)
{
    const qint64 seq = entry.event.seq;
    if (seq <= m_digest->last())
        return wrong(layout::events(),
                     QStringLiteral("has event %1 behind event %2").arg(seq).arg(m_digest->last()));
    const QString name = layout::proof(seq);
    const auto proof = readFile(name);
    if (!proof)
        return failure(proof);
    if (const auto shown = checkInclusion(entry, *proof, m_seal); !shown)
        return in(name, shown.error());
    if (!concerns(m_manifest.scope, entry.event))
        return wrong(layout::events(),
                     QStringLiteral("holds event %1, which is not of %2")
                         .arg(seq)
                         .arg(m_manifest.scope.request
                                  ? QStringLiteral("request ") + *m_manifest.scope.request
                                  : QStringLiteral("the time that the folder is about")));
    m_digest->take(entry.event);
    if (!m_digest->gap().isEmpty())
        return wrong(layout::events(), QStringLiteral("has a gap: %1").arg(m_digest->gap()));
    return {};
}

Result<void> Verifier::checkNumbers()
{
    if (m_digest->count() == 0)
        return wrong(layout::events(), QStringLiteral("holds no event"));
    if (m_manifest.events != m_digest->count() || m_manifest.first != m_digest->first()
        || m_manifest.last != m_digest->last())
        return wrong(layout::manifest(),
                     QStringLiteral("says that there are %1 events, from %2 to %3; there are %4, "
                                    "from %5 to %6")
                         .arg(m_manifest.events)
                         .arg(m_manifest.first)
                         .arg(m_manifest.last)
                         .arg(m_digest->count())
                         .arg(m_digest->first())
                         .arg(m_digest->last()));
    return {};
}

/// Each event has its proof by now. So there are as many, or there is one too many; only then the numbers are read again to find it.
Result<void> Verifier::checkProofCount()
{
    QDirIterator walk(pathOf(layout::proofs()), everything());
    qint64 count = 0;
    for (; walk.hasNext(); walk.next())
        ++count;
    if (count == m_digest->count())
        return {};
    QStringList names = QDir(pathOf(layout::proofs())).entryList(everything(), QDir::Name);
    EntryFile entries(pathOf(layout::events()));
    if (auto ok = entries.open(); !ok)
        return in(layout::events(), ok.error());
    for (auto entry = entries.next(); entry && *entry; entry = entries.next()) {
        const QString own = layout::proof((*entry)->event.seq).section(QLatin1Char('/'), -1);
        names.removeOne(own);
    }
    return wrong(layout::proofs() + QLatin1Char('/') + names.value(0),
                 QStringLiteral("belongs to no event in %1").arg(layout::events()));
}

Result<void> Verifier::checkReport()
{
    EntryFile entries(pathOf(layout::events()));
    if (auto ok = entries.open(); !ok)
        return in(layout::events(), ok.error());
    QFile file(pathOf(layout::report()));
    if (!file.open(QIODevice::ReadOnly))
        return wrong(layout::report(), QStringLiteral("can't be read: %1").arg(file.errorString()));
    const Report report(m_manifest, m_seal, *m_digest);
    const auto compared = compareReport(report, entries, file, [&](qint64) {
        return goOn(m_progress, EvidenceStep::Checking, m_digest->count(), m_digest->count());
    });
    return compared ? compared : in(layout::report(), compared.error());
}

Result<void> Verifier::checkInstructions()
{
    const auto text = readFile(layout::instructions());
    if (!text)
        return failure(text);
    if (*text != instructions(m_manifest, m_seal))
        return wrong(
            layout::instructions(),
            QStringLiteral("is not the text that follows from events.jsonl and evidence.json"));
    return {};
}

QStringList Verifier::unproved() const
{
    QStringList names = QDir(m_folder).entryList(everything(), QDir::Name);
    const QStringList needed = neededFiles();
    names.removeIf(
        [&](const QString &name) { return name == layout::proofs() || needed.contains(name); });
    return names;
}

} // namespace evidence

Result<EvidenceVerification> verifyEvidence(const QString &folder,
                                            const std::optional<audit::VerifierKey> &trusted,
                                            const EvidenceProgress &progress)
{
    return evidence::Verifier(folder, trusted, progress).run();
}

} // namespace lockbox
