#include "core/evidence/reportfile.h"

#include "core/evidence/newfolder.h"

#include <QIODevice>

namespace lockbox::evidence {

namespace {

using Visit = std::function<Result<void>(const QString &part)>;
using OnEvents = std::function<Result<void>(qint64 done)>;

/// The one page, in order.
Result<void> forEachBit(const Report &report, EntryFile &entries, const Visit &visit,
                        const OnEvents &onEvents)
{
    if (auto ok = visit(report.pageStart()); !ok)
        return ok;
    if (auto ok = forEachPart(report, entries, visit, onEvents); !ok)
        return ok;
    return visit(report.pageEnd());
}

} // namespace

Result<void> goOn(const EvidenceProgress &progress, EvidenceStep step, qint64 done, qint64 total)
{
    if (progress && !progress(step, done, total))
        return failure(ErrorCode::Interrupted, QStringLiteral("stopped before it was done"));
    return {};
}

Result<void> writeReport(const Report &report, EntryFile &entries, QIODevice &to,
                         const OnEvents &onEvents)
{
    return forEachBit(
        report, entries,
        [&](const QString &bit) -> Result<void> {
            const QByteArray bytes = bit.toUtf8();
            if (to.write(bytes) != bytes.size())
                return unwritable(QStringLiteral("the report"), to.errorString());
            return {};
        },
        onEvents);
}

Result<void> compareReport(const Report &report, EntryFile &entries, QIODevice &file,
                           const OnEvents &onEvents)
{
    const auto differs = [] {
        return failure(
            ErrorCode::LogBroken,
            QStringLiteral("is not the report that follows from events.jsonl and evidence.json"));
    };
    const auto compared = forEachBit(
        report, entries,
        [&](const QString &bit) -> Result<void> {
            const QByteArray bytes = bit.toUtf8();
            if (file.read(bytes.size()) != bytes)
                return differs();
            return {};
        },
        onEvents);
    if (compared && !file.atEnd())
        return differs();
    return compared;
}

} // namespace lockbox::evidence
