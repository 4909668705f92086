#include "app/cli/evidencewords.h"

#include "app/cli/texttable.h"
#include "app/cli/timewords.h"
#include "core/base/timetext.h"

#include <QJsonArray>

namespace lockbox::cli {

namespace {

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue orNull(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toRfc3339(*time)) : QJsonValue();
}

QString eventsText(qint64 events)
{
    return QStringLiteral("%1 %2").arg(events).arg(events == 1 ? QStringLiteral("event")
                                                               : QStringLiteral("events"));
}

/// "request EXSR359123 (id)", "the time from … until …"
QString scopeText(const EvidenceSummary &summary)
{
    const EvidenceScope &scope = summary.scope;
    if (scope.request)
        return QStringLiteral("request %1 (%2)").arg(summary.reference, *scope.request);
    QString text = QStringLiteral("the time");
    if (scope.from)
        text += QStringLiteral(" from ") + utcText(*scope.from);
    if (scope.until)
        text += QStringLiteral(" until ") + utcText(*scope.until);
    return text;
}

} // namespace

QJsonObject toJson(const EvidenceSummary &summary)
{
    return {{QStringLiteral("folder"), summary.folder},
            {QStringLiteral("request"), orNull(summary.scope.request.value_or(QString()))},
            {QStringLiteral("reference"), orNull(summary.reference)},
            {QStringLiteral("from"), orNull(summary.scope.from)},
            {QStringLiteral("until"), orNull(summary.scope.until)},
            {QStringLiteral("events"), summary.events},
            {QStringLiteral("first"), summary.first},
            {QStringLiteral("last"), summary.last},
            {QStringLiteral("logSize"), summary.logSize},
            {QStringLiteral("origin"), summary.origin},
            {QStringLiteral("verifierKey"), summary.verifierKey},
            {QStringLiteral("notCovered"), summary.notCovered},
            {QStringLiteral("gap"), orNull(summary.gap)}};
}

QJsonObject toJson(const EvidenceVerification &verification, bool isKeyTrusted)
{
    QJsonObject json = toJson(verification.summary);
    json.insert(QStringLiteral("ok"), true);
    json.insert(QStringLiteral("isKeyTrusted"), isKeyTrusted);
    json.insert(QStringLiteral("exportedBy"), verification.exportedBy);
    json.insert(QStringLiteral("exportedAt"), orNull(verification.exportedAt));
    json.insert(QStringLiteral("unproved"), QJsonArray::fromStringList(verification.unproved));
    return json;
}

QString exportedText(const EvidenceSummary &summary)
{
    QString text =
        QStringLiteral("%1 holds %2 of %3, each with its proof below a checkpoint of %4.")
            .arg(summary.folder, eventsText(summary.events), scopeText(summary),
                 eventsText(summary.logSize));
    if (summary.notCovered > 0)
        text += QStringLiteral("\nLeft out, because no checkpoint covers them yet and none can be "
                               "signed here: %1.")
                    .arg(eventsText(summary.notCovered));
    if (!summary.gap.isEmpty())
        text += QStringLiteral("\nThe folder will not pass its check, because the log itself has a "
                               "gap: %1.")
                    .arg(summary.gap);
    return text
           + QStringLiteral(
               "\n\"lockbox evidence verify\" checks it; VERIFY.md in it tells how to do "
               "so without this program.");
}

QString verifiedText(const EvidenceVerification &verification, bool isKeyTrusted, bool coloured)
{
    const EvidenceSummary &summary = verification.summary;
    QString text = toned(QStringLiteral("All right: %1 of %2, each as it stands in the log.")
                             .arg(eventsText(summary.events), scopeText(summary)),
                         Tone::Good, coloured);
    TextTable table;
    const auto field = [&](const QString &name, const QString &value) {
        table.add({{name, Tone::Quiet}, {value}});
    };
    field(QStringLiteral("Log"), summary.origin);
    field(QStringLiteral("Signed"),
          QStringLiteral("when it held %1").arg(eventsText(summary.logSize)));
    field(QStringLiteral("By"), summary.verifierKey);
    if (verification.exportedAt)
        field(QStringLiteral("Exported"),
              QStringLiteral("by %1, %2; nothing proves this")
                  .arg(verification.exportedBy, bothTimes(*verification.exportedAt)));
    if (!verification.unproved.isEmpty())
        field(QStringLiteral("Not checked"), verification.unproved.join(QStringLiteral(", ")));
    text += u'\n' + table.toText(coloured);
    if (isKeyTrusted)
        return text;
    return text
           + QStringLiteral(
               "Whose key it is, the folder can't tell: compare it with the key that you "
               "got in another way, or give that with --key.");
}

void EvidenceRemarks::show(EvidenceStep step, qint64 done, qint64 total)
{
    constexpr qint64 pause = 100;
    if (m_sinceLast.elapsed() < pause)
        return;
    m_sinceLast.restart();
    const auto doing = [&] {
        switch (step) {
        case EvidenceStep::Collecting: return QStringLiteral("collecting");
        case EvidenceStep::Writing: return QStringLiteral("writing the report");
        case EvidenceStep::Printing: return QStringLiteral("printing the report");
        case EvidenceStep::Checking: break;
        }
        return QStringLiteral("checking");
    }();
    m_output.passing(total > 0
                         ? QStringLiteral("%1: %2 of %3 events").arg(doing).arg(done).arg(total)
                         : QStringLiteral("%1: %2").arg(doing, eventsText(done)));
}

} // namespace lockbox::cli
