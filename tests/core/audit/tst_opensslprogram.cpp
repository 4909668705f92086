#include "core/audit/hash.h"
#include "tests/core/audit/notesamples.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace lockbox::audit;

/// Others can check with the openssl program alone, and what it makes is good here.
class TestOpenSslProgram : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void itVerifiesOurs();
    void itRefusesWhatWeRefuse();
    void weVerifyIts();
    void itsNewKeySignsHere();
    void sameHashes();

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    void write(const char *name, const QByteArray &bytes);
    QByteArray content(const char *name) const;
    /// Whether it exits with 0; blanks part the arguments.
    bool openssl(const char *arguments);
    bool itVerifies(const VerifierKey &key, const QByteArray &text, const QByteArray &signature);

    QTemporaryDir m_folder;
    QByteArray m_output;
};

// RFC 8410: what stands before the 32 bytes of a key in DER.
static const QByteArray publicStart = QByteArray::fromHex("302a300506032b6570032100");
static const QByteArray privateStart = QByteArray::fromHex("302e020100300506032b657004220420");

static const QByteArray noteText = "lockbox/test\n5\n" + QByteArray(32, 'r').toBase64() + '\n';

void TestOpenSslProgram::initTestCase()
{
    QVERIFY(m_folder.isValid());
    if (!openssl("version"))
        QSKIP("the openssl program is not here");
}

void TestOpenSslProgram::write(const char *name, const QByteArray &bytes)
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray TestOpenSslProgram::content(const char *name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool TestOpenSslProgram::openssl(const char *arguments)
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral("openssl"),
                  QString::fromLatin1(arguments).split(QLatin1Char(' ')));
    if (!process.waitForFinished(60'000))
        return false;
    m_output = process.readAllStandardOutput();
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

bool TestOpenSslProgram::itVerifies(const VerifierKey &key, const QByteArray &text,
                                    const QByteArray &signature)
{
    write("key.der", publicStart + key.publicKey);
    write("text", text);
    write("signature", signature);
    return openssl("pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in text "
                   "-sigfile signature");
}

void TestOpenSslProgram::itVerifiesOurs()
{
    for (int i = 0; i < 10; ++i) {
        const auto key = SigningKey::generate("lockbox/test");
        QVERIFY(key.has_value());
        const auto note = signNote(noteText, *key);
        QVERIFY(itVerifies(key->verifier(), note->text, note->signatures[0].signature));
    }
}

void TestOpenSslProgram::itRefusesWhatWeRefuse()
{
    const SigningKey key = samples::key();
    const QByteArray signature = key.sign(noteText).value();
    QVERIFY(itVerifies(key.verifier(), noteText, signature));
    QVERIFY(!itVerifies(key.verifier(), noteText + '\n', signature));
    QVERIFY(!itVerifies(samples::key("other", 't').verifier(), noteText, signature));
    QByteArray off = signature;
    off[5] = static_cast<char>(off.at(5) ^ 1);
    QVERIFY(!itVerifies(key.verifier(), noteText, off));
}

void TestOpenSslProgram::weVerifyIts()
{
    const SigningKey key = samples::key();
    write("key.der", privateStart + QByteArray(SigningKey::seedSize, 's'));
    write("text", noteText);
    QVERIFY(openssl("pkeyutl -sign -keyform DER -inkey key.der -rawin -in text -out signature"));
    const SignedNote note{.text = noteText,
                          .signatures = {{.keyName = key.verifier().name,
                                          .keyId = key.verifier().id,
                                          .signature = content("signature")}}};
    QVERIFY(verifyNote(note, key.verifier()).has_value());
    QVERIFY(verifyNote(SignedNote::parse(note.toBytes()).value(), key.verifier()).has_value());
    QCOMPARE(note, signNote(noteText, key).value());
}

void TestOpenSslProgram::itsNewKeySignsHere()
{
    QVERIFY(openssl("genpkey -algorithm ED25519 -outform DER -out private.der"));
    QVERIFY(openssl("pkey -inform DER -in private.der -pubout -outform DER -out public.der"));
    const auto key = SigningKey::fromSeed("lockbox/test", content("private.der").last(32));
    QVERIFY(key.has_value());
    QCOMPARE(publicStart + key->verifier().publicKey, content("public.der"));
    write("text", noteText);
    write("signature", key->sign(noteText).value());
    QVERIFY(openssl("pkeyutl -verify -pubin -keyform DER -inkey public.der -rawin -in text "
                    "-sigfile signature"));
}

void TestOpenSslProgram::sameHashes()
{
    const QByteArray leaf = "{\"kind\":\"request.approved\",\"seq\":7}";
    write("leaf", QByteArray(1, '\0') + leaf);
    QVERIFY(openssl("dgst -sha256 -binary -out hash leaf"));
    QCOMPARE(content("hash"), toBytes(leafHash(leaf)));
    write("node", '\x01' + toBytes(leafHash("left")) + toBytes(leafHash("right")));
    QVERIFY(openssl("dgst -sha256 -binary -out hash node"));
    QCOMPARE(content("hash"), toBytes(nodeHash(leafHash("left"), leafHash("right"))));
}

QTEST_GUILESS_MAIN(TestOpenSslProgram)
#include "tst_opensslprogram.moc"
