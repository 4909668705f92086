#include "tests/core/evidence/evidencesamples.h"

#include <QFile>

namespace lockbox::test {

namespace {

Event creation()
{
    Event made{.seq = 0, .at = at("2026-02-01T08:00:00Z"), .kind = EventKind::TenantCreated};
    made.after = {{QStringLiteral("name"), QStringLiteral("Contoso")},
                  {QStringLiteral("domain"), QStringLiteral("contoso.example")}};
    return made;
}

} // namespace

SampleLog::SampleLog() : MemoryLog(contoso())
{
    const auto first = filed(QStringLiteral("EXSR359123"), QStringLiteral("Mail flow stops"),
                             at("2026-02-05T09:00:00Z"), 1);
    const auto second = filed(QStringLiteral("EXSR359124"), QStringLiteral("A site can't be found"),
                              at("2026-02-05T09:30:00.250Z"), 2);
    const auto third = filed(QStringLiteral("EXSR359125"), QStringLiteral("A mailbox is slow"),
                             at("2026-02-07T09:00:00Z"), 3);
    approved = first.request.id.toString();
    denied = second.request.id.toString();
    waiting = third.request.id.toString();
    const auto access = approvedStory(first);
    const auto refusal = deniedStory(second);
    add(creation());                   // 1
    add(first.events.at(0));           // 2
    add(second.events.at(0));          // 3
    add(access.at(0));                 // 4 authorized, 5 notified
    add(refusal.at(0).events.at(0));   // 6 authorized
    add(access.at(1));                 // 7 approved
    add(refusal.at(0).events.at(1));   // 8 notified
    add(access.at(2));                 // 9 recorded
    add(access.at(3));                 // 10 access over
    add(refusal.at(1));                // 11 denied
    add(third);                        // 12
    add(approvedStory(third).front()); // 13 authorized, 14 notified
}

EvidenceFolder::EvidenceFolder(MemoryLog &log, const EvidenceScope &scope)
{
    const auto summary = exportEvidence(log.door(), admin(), scope, path());
    if (!summary)
        qFatal("nothing was exported: %s", qPrintable(summary.error().message));
    m_summary = *summary;
}

QByteArray EvidenceFolder::read(const QString &name) const
{
    QFile file(filePath(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no file %s", qPrintable(name));
    return file.readAll();
}

void EvidenceFolder::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s can't be written", qPrintable(name));
}

void EvidenceFolder::replace(const QString &name, const QByteArray &before,
                             const QByteArray &after) const
{
    const QByteArray bytes = read(name);
    if (!bytes.contains(before))
        qFatal("%s has no %s", qPrintable(name), before.constData());
    write(name, QByteArray(bytes).replace(before, after));
}

EvidenceVerification EvidenceFolder::verify(const std::optional<audit::VerifierKey> &trusted) const
{
    const auto verified = verifyEvidence(path(), trusted);
    if (!verified)
        qFatal("%s", qPrintable(verified.error().message));
    return *verified;
}

QString EvidenceFolder::finding() const
{
    const auto verified = verify();
    return verified.finding ? verified.finding->message : QString();
}

EvidenceScope ofRequest(const QString &request)
{
    return {.request = request, .from = std::nullopt, .until = std::nullopt};
}

EvidenceScope ofTime(const char *from, const char *until)
{
    EvidenceScope scope;
    if (*from)
        scope.from = at(from);
    if (*until)
        scope.until = at(until);
    return scope;
}

Session admin()
{
    return {QStringLiteral("admin@contoso.example")};
}

PdfPrinter NotedPrint::printer()
{
    return [this](const QString &path, const QString &itsTitle, const HtmlPieces &all) {
        title = itsTitle;
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write("printed") < 0)
            qFatal("the printer can't print");
        return all([this](const QString &html) -> Result<void> {
            pieces.append(html);
            return {};
        });
    };
}

} // namespace lockbox::test
