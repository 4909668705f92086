#pragma once

#include "core/audit/ed25519.h"

#include <vector>

namespace lockbox::audit {

/// Who verifies: a key's name, its id and the public half (Ed25519, 32 bytes). C2SP signed-note; text form
/// "name+hex(id)+base64(0x01 ‖ public key)".
struct VerifierKey {
    QByteArray name;
    quint32 id = 0;
    QByteArray publicKey;

    QByteArray toText() const;
    /// InvalidArgument (field "key") where the text is no such key, or its id is not that of name and public key.
    static Result<VerifierKey> parse(QByteArrayView text);

    bool operator==(const VerifierKey &) const = default;
};

/// Who signs. Text form "PRIVATE+KEY+name+hex(id)+base64(0x01 ‖ seed)", as Go's sumdb/note writes it.
class SigningKey
{
public:
    static constexpr int seedSize = ed25519::Seed::size;

    /// A new key of the system's random generator. The name must be fit for a key (see isKeyName()).
    static Result<SigningKey> generate(const QByteArray &name);
    /// The key that follows from 32 bytes (RFC 8032 §5.1.5).
    static Result<SigningKey> fromSeed(const QByteArray &name, QByteArrayView seed);
    static Result<SigningKey> parse(QByteArrayView text);

    QByteArray toText() const;
    const VerifierKey &verifier() const { return m_verifier; }
    /// The Ed25519 signature, 64 bytes.
    Result<QByteArray> sign(QByteArrayView text) const;

    bool operator==(const SigningKey &) const = default;

private:
    SigningKey() = default;
    static Result<SigningKey> of(const QByteArray &name, const ed25519::Seed &seed);

    ed25519::Seed m_seed;
    VerifierKey m_verifier;
};

/// Not empty, valid UTF-8, without spaces (Unicode's), plus signs and control characters (below U+0020).
bool isKeyName(QByteArrayView name);

/// Why bytes can't be a note, nor a note's text, whatever they say: "is empty", "is not valid UTF-8"… Empty where they can.
QString noteTextFault(QByteArrayView bytes);

/// One key's signature below a note.
struct NoteSignature {
    QByteArray keyName;
    quint32 keyId = 0;
    QByteArray signature; ///< Without the key id.

    bool operator==(const NoteSignature &) const = default;
};

/// A text with signatures below it: https://c2sp.org/signed-note
struct SignedNote {
    QByteArray text; ///< With its final newline.
    std::vector<NoteSignature> signatures;

    QByteArray toBytes() const;
    /// Refuses what is not in that form byte for byte, and more than 64 signatures (InvalidArgument, field "note").
    static Result<SignedNote> parse(QByteArrayView bytes);

    bool operator==(const SignedNote &) const = default;
};

/// The text with one signature. The text must end in a newline and be fit for a note.
Result<SignedNote> signNote(const QByteArray &text, const SigningKey &key);

/// LogBroken where the key has not signed the note, or one of its signatures is wrong. Other keys' signatures are not looked at.
Result<void> verifyNote(const SignedNote &note, const VerifierKey &key);

} // namespace lockbox::audit
