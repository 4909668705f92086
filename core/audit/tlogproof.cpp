#include "core/audit/tlogproof.h"

namespace lockbox::audit {

namespace {

constexpr char firstLine[] = "c2sp.org/tlog-proof@v1";
constexpr char extraStart[] = "extra ";
constexpr char indexStart[] = "index ";
constexpr qsizetype mostHashes = 63;

Failure notInForm(const QString &why)
{
    return invalid(QStringLiteral("proof"), QStringLiteral("the proof %1").arg(why));
}

/// Takes the next line off, without its newline.
QByteArray takeLine(QList<QByteArray> &lines)
{
    return lines.isEmpty() ? QByteArray() : lines.takeFirst();
}

std::optional<Proof> parseHashes(const QList<QByteArray> &lines)
{
    Proof hashes;
    for (const QByteArray &line : lines) {
        const auto hash = hashFromBase64(line);
        if (!hash)
            return {};
        hashes.push_back(*hash);
    }
    return hashes;
}

/// What stands above the empty line.
Result<TlogProof> parseHead(QList<QByteArray> lines)
{
    TlogProof proof;
    if (takeLine(lines) != firstLine)
        return notInForm(
            QStringLiteral("does not begin with the line %1").arg(QLatin1String(firstLine)));
    QByteArray line = takeLine(lines);
    if (line.startsWith(extraStart)) {
        proof.extra = strictBase64(line.sliced(qstrlen(extraStart)));
        if (!proof.extra || proof.extra->isEmpty())
            return notInForm(QStringLiteral("has extra data that are not in form"));
        line = takeLine(lines);
    }
    const auto index = line.startsWith(indexStart) ? strictDecimal(line.sliced(qstrlen(indexStart)))
                                                   : std::nullopt;
    if (!index)
        return notInForm(QStringLiteral("has no index in form"));
    proof.index = *index;
    if (lines.size() > mostHashes)
        return notInForm(QStringLiteral("has more than %1 hashes").arg(mostHashes));
    auto hashes = parseHashes(lines);
    if (!hashes)
        return notInForm(QStringLiteral("has a hash that is not in form"));
    proof.hashes = std::move(*hashes);
    return proof;
}

} // namespace

QByteArray TlogProof::toBytes() const
{
    QByteArray bytes = QByteArray(firstLine) + '\n';
    if (extra && !extra->isEmpty())
        bytes += extraStart + extra->toBase64() + '\n';
    bytes += indexStart + QByteArray::number(index) + '\n';
    for (const Hash &hash : hashes)
        bytes += toBase64(hash) + '\n';
    return bytes + '\n' + checkpoint;
}

Result<TlogProof> TlogProof::parse(QByteArrayView bytes)
{
    const auto gap = bytes.indexOf("\n\n");
    if (gap < 0)
        return notInForm(QStringLiteral("has no empty line before its checkpoint"));
    auto proof = parseHead(bytes.first(gap).toByteArray().split('\n'));
    if (!proof)
        return proof;
    proof->checkpoint = bytes.sliced(gap + 2).toByteArray();
    if (const auto checkpoint = readCheckpoint(proof->checkpoint); !checkpoint)
        return notInForm(
            QStringLiteral("holds no checkpoint in form: %1").arg(checkpoint.error().message));
    return proof;
}

Result<Checkpoint> verifyTlogProof(const TlogProof &proof, const Hash &leaf, const VerifierKey &key)
{
    auto checkpoint = openCheckpoint(proof.checkpoint, key);
    if (checkpoint
        && !verifyInclusion(proof.index, checkpoint->size, leaf, proof.hashes, checkpoint->root))
        return failure(ErrorCode::LogBroken,
                       QStringLiteral("the proof does not show that the event is number %1 of the "
                                      "%2 in the log %3")
                           .arg(proof.index + 1)
                           .arg(checkpoint->size)
                           .arg(QString::fromUtf8(checkpoint->origin)));
    return checkpoint;
}

} // namespace lockbox::audit
