#include "core/audit/checkpoint.h"

#include <algorithm>

namespace lockbox::audit {

namespace {

Failure notInForm(const QString &why)
{
    return invalid(QStringLiteral("checkpoint"), QStringLiteral("the checkpoint %1").arg(why));
}

} // namespace

QByteArray Checkpoint::toText() const
{
    QByteArray text = origin + '\n' + QByteArray::number(size) + '\n' + toBase64(root) + '\n';
    for (const QByteArray &line : extensions)
        text += line + '\n';
    return text;
}

Result<Checkpoint> Checkpoint::parse(QByteArrayView text)
{
    if (const QString fault = noteTextFault(text); !fault.isEmpty())
        return notInForm(fault);
    const QList<QByteArray> lines = text.chopped(1).toByteArray().split('\n');
    if (lines.size() < 3)
        return notInForm(QStringLiteral("has fewer than three lines"));
    if (lines.contains(QByteArray()))
        return notInForm(QStringLiteral("has an empty line"));
    const auto size = strictDecimal(lines.at(1));
    if (!size)
        return notInForm(QStringLiteral("has no size in its second line"));
    const auto root = hashFromBase64(lines.at(2));
    if (!root)
        return notInForm(QStringLiteral("has no hash in its third line"));
    return Checkpoint{.origin = lines.at(0),
                      .size = *size,
                      .root = *root,
                      .extensions = {lines.begin() + 3, lines.end()}};
}

Result<QByteArray> signCheckpoint(const Checkpoint &checkpoint, const SigningKey &key)
{
    if (checkpoint.origin != key.verifier().name)
        return invalid(
            QStringLiteral("checkpoint"),
            QStringLiteral("the key %1 does not sign for the log %2")
                .arg(QString::fromUtf8(key.verifier().name), QString::fromUtf8(checkpoint.origin)));
    const QByteArray text = checkpoint.toText();
    const auto readBack = Checkpoint::parse(text);
    if (!readBack)
        return failure(readBack);
    if (*readBack != checkpoint)
        return notInForm(QStringLiteral("has a line break within a line"));
    const auto note = signNote(text, key);
    return note ? Result<QByteArray>(note->toBytes()) : failure(note);
}

Result<Checkpoint> openCheckpoint(QByteArrayView note, const VerifierKey &key)
{
    const auto opened = SignedNote::parse(note);
    if (!opened)
        return failure(opened);
    auto checkpoint = Checkpoint::parse(opened->text);
    if (!checkpoint)
        return checkpoint;
    if (const auto verified = verifyNote(*opened, key); !verified)
        return failure(verified);
    if (checkpoint->origin != key.name)
        return failure(
            ErrorCode::LogBroken,
            QStringLiteral("the checkpoint is of the log %1, not of %2")
                .arg(QString::fromUtf8(checkpoint->origin), QString::fromUtf8(key.name)));
    return checkpoint;
}

Result<Checkpoint> readCheckpoint(QByteArrayView note)
{
    const auto opened = SignedNote::parse(note);
    return opened ? Checkpoint::parse(opened->text) : failure(opened);
}

} // namespace lockbox::audit
