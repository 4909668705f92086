#include "core/audit/signednote.h"

#include "core/audit/hash.h"

#include <QtEndian>

#include <algorithm>

namespace lockbox::audit {

namespace {

constexpr char lineStart[] = "\xe2\x80\x94 "; // An em dash and a space.
constexpr size_t mostSignatures = 64;
constexpr qsizetype idSize = 4;

Failure notInForm(const QString &why)
{
    return invalid(QStringLiteral("note"), QStringLiteral("the signed note %1").arg(why));
}

QByteArray lineOf(const NoteSignature &signature)
{
    QByteArray body(idSize, '\0');
    qToBigEndian(signature.keyId, body.data());
    body += signature.signature;
    return lineStart + signature.keyName + ' ' + body.toBase64() + '\n';
}

/// Of a line without its newline.
std::optional<NoteSignature> parseLine(QByteArrayView line)
{
    if (!line.startsWith(lineStart))
        return {};
    line = line.sliced(qstrlen(lineStart));
    const auto space = line.indexOf(' ');
    if (space < 0 || !isKeyName(line.first(space)))
        return {};
    const auto body = strictBase64(line.sliced(space + 1));
    if (!body || body->size() <= idSize)
        return {};
    return NoteSignature{.keyName = line.first(space).toByteArray(),
                         .keyId = qFromBigEndian<quint32>(body->constData()),
                         .signature = body->mid(idSize)};
}

QString nameOf(const VerifierKey &key)
{
    return QStringLiteral("%1 (id %2)")
        .arg(QString::fromUtf8(key.name))
        .arg(key.id, 8, 16, QLatin1Char('0'));
}

} // namespace

bool isKeyName(QByteArrayView name)
{
    if (name.isEmpty() || !name.isValidUtf8())
        return false;
    const QString text = QString::fromUtf8(name);
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 0x20 || c == QLatin1Char('+') || c.isSpace();
    });
}

QString noteTextFault(QByteArrayView bytes)
{
    const auto isControl = [](char c) { return c >= 0 && c < 0x20 && c != '\n'; };
    if (bytes.isEmpty())
        return QStringLiteral("is empty");
    if (!bytes.isValidUtf8())
        return QStringLiteral("is not valid UTF-8");
    if (std::any_of(bytes.begin(), bytes.end(), isControl))
        return QStringLiteral("holds control characters");
    if (!bytes.endsWith('\n'))
        return QStringLiteral("does not end in a newline");
    return {};
}

QByteArray SignedNote::toBytes() const
{
    QByteArray bytes = text + '\n';
    for (const NoteSignature &signature : signatures)
        bytes += lineOf(signature);
    return bytes;
}

Result<SignedNote> SignedNote::parse(QByteArrayView bytes)
{
    if (const QString fault = noteTextFault(bytes); !fault.isEmpty())
        return notInForm(fault);
    const auto gap = bytes.lastIndexOf("\n\n");
    if (gap < 0)
        return notInForm(QStringLiteral("has no empty line between its text and signatures"));
    SignedNote note{.text = bytes.first(gap + 1).toByteArray(), .signatures = {}};
    QByteArrayView lines = bytes.sliced(gap + 2);
    if (lines.isEmpty())
        return notInForm(QStringLiteral("has no signature"));
    while (!lines.isEmpty()) {
        const auto end = lines.indexOf('\n');
        auto signature = parseLine(lines.first(end));
        if (!signature)
            return notInForm(QStringLiteral("has a signature line that is not in form"));
        if (note.signatures.size() == mostSignatures)
            return notInForm(QStringLiteral("has more than %1 signatures").arg(mostSignatures));
        note.signatures.push_back(std::move(*signature));
        lines = lines.sliced(end + 1);
    }
    return note;
}

Result<SignedNote> signNote(const QByteArray &text, const SigningKey &key)
{
    if (const QString fault = noteTextFault(text); !fault.isEmpty())
        return invalid(QStringLiteral("note"),
                       QStringLiteral("the text to be signed %1").arg(fault));
    const auto signature = key.sign(text);
    if (!signature)
        return failure(signature);
    return SignedNote{
        .text = text,
        .signatures = {
            {.keyName = key.verifier().name, .keyId = key.verifier().id, .signature = *signature}}};
}

Result<void> verifyNote(const SignedNote &note, const VerifierKey &key)
{
    bool isSigned = false;
    for (const NoteSignature &signature : note.signatures) {
        if (signature.keyName != key.name || signature.keyId != key.id)
            continue;
        if (!ed25519::verify(key.publicKey, note.text, signature.signature))
            return failure(
                ErrorCode::LogBroken,
                QStringLiteral("the signature of %1 below the note is wrong").arg(nameOf(key)));
        isSigned = true;
    }
    if (!isSigned)
        return failure(ErrorCode::LogBroken,
                       QStringLiteral("the note is not signed by %1").arg(nameOf(key)));
    return {};
}

} // namespace lockbox::audit
