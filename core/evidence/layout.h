#pragma once

#include <QString>

/// What lies where in an evidence folder.
namespace lockbox::evidence::layout {

inline QString manifest()
{
    return QStringLiteral("evidence.json");
}
inline QString events()
{
    return QStringLiteral("events.jsonl");
}
inline QString proofs()
{
    return QStringLiteral("proofs");
}
inline QString checkpoint()
{
    return QStringLiteral("checkpoint");
}
inline QString verifierKey()
{
    return QStringLiteral("key.vkey");
}
inline QString publicKey()
{
    return QStringLiteral("key.pem");
}
inline QString report()
{
    return QStringLiteral("report.html");
}
inline QString printedReport()
{
    return QStringLiteral("report.pdf");
}
inline QString instructions()
{
    return QStringLiteral("VERIFY.md");
}

/// "proofs/00000042.tlog-proof"
inline QString proof(qint64 seq)
{
    return QStringLiteral("%1/%2.tlog-proof").arg(proofs()).arg(seq, 8, 10, QLatin1Char('0'));
}

} // namespace lockbox::evidence::layout
