#pragma once

#include "app/cli/output.h"
#include "core/evidence/evidence.h"

#include <QElapsedTimer>
#include <QJsonObject>

/// What is said of evidence folders.
namespace lockbox::cli {

/// `{folder, request, reference, from, until, events, first, last, logSize, origin, verifierKey, notCovered, gap}`
QJsonObject toJson(const EvidenceSummary &summary);
/// The same with `{ok, isKeyTrusted, exportedBy, exportedAt, unproved}`; of one without a finding.
QJsonObject toJson(const EvidenceVerification &verification, bool isKeyTrusted);

QString exportedText(const EvidenceSummary &summary);
/// `isKeyTrusted`: the key was given by whoever asks.
QString verifiedText(const EvidenceVerification &verification, bool isKeyTrusted, bool coloured);

/// Tells who waits at a terminal how far it is; takes the last remark away in the end.
class EvidenceRemarks
{
public:
    explicit EvidenceRemarks(Output &output) : m_output(output) { m_sinceLast.start(); }
    ~EvidenceRemarks() { m_output.passing({}); }
    Q_DISABLE_COPY_MOVE(EvidenceRemarks)

    void show(EvidenceStep step, qint64 done, qint64 total);

private:
    Output &m_output;
    QElapsedTimer m_sinceLast;
};

} // namespace lockbox::cli
