#include "tests/core/audit/notesamples.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::audit;

/// Keys and their text forms: RFC 8032's examples, the public verifier key, and what is no key.
class TestNoteKeys : public QObject
{
    Q_OBJECT

private slots:
    void examplesOfTheRfc_data();
    void examplesOfTheRfc();
    void publicVerifierKey();
    void textsReadBack();
    void generatedKeysDiffer();
    void secretOfAnotherSize();
    void names_data();
    void names();
    void notVerifierKeys_data();
    void notVerifierKeys();
    void notSigningKeys_data();
    void notSigningKeys();
    void anyByteOff();
    void errorsHideTheSecret();
};

static constexpr char vkey[] =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

void TestNoteKeys::examplesOfTheRfc_data()
{
    QTest::addColumn<QByteArray>("seed");
    QTest::addColumn<QByteArray>("publicKey");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("signature");
    const auto row = [](const char *name, const char *seed, const char *publicKey,
                        const char *message, const char *signature) {
        QTest::newRow(name) << QByteArray::fromHex(seed) << QByteArray::fromHex(publicKey)
                            << QByteArray::fromHex(message) << QByteArray::fromHex(signature);
    };
    // RFC 8032 §7.1.
    row("test 1", "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
        "1cf9b46bd25bf5f0595bbe24655141438e7a100b");
    row("test 2", "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613"
        "d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

void TestNoteKeys::examplesOfTheRfc()
{
    QFETCH(QByteArray, seed);
    QFETCH(QByteArray, publicKey);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, signature);
    const auto key = SigningKey::fromSeed("name", seed);
    QVERIFY(key.has_value());
    QCOMPARE(key->verifier().publicKey.toHex(), publicKey.toHex());
    QCOMPARE(key->sign(message).value().toHex(), signature.toHex());
    QVERIFY(ed25519::verify(publicKey, message, signature));
    QVERIFY(!ed25519::verify(publicKey, message + 'x', signature));
    QVERIFY(!ed25519::verify(publicKey.chopped(1), message, signature));
    QVERIFY(!ed25519::verify(publicKey, message, signature.chopped(1)));
    QVERIFY(!ed25519::verify(publicKey, message, signature + 'x'));
    QVERIFY(!ed25519::verify(publicKey, message, {}));
    QVERIFY(!ed25519::verify({}, message, signature));
}

void TestNoteKeys::publicVerifierKey()
{
    const auto key = VerifierKey::parse(vkey);
    QVERIFY(key.has_value());
    QCOMPARE(key->name, QByteArray("example.com/foo"));
    QCOMPARE(key->id, 0x530d903au);
    QCOMPARE(key->publicKey.size(), 32);
    QCOMPARE(key->toText(), QByteArray(vkey));
}

void TestNoteKeys::textsReadBack()
{
    int shortIds = 0;
    for (int i = 0; i < 200; ++i) {
        const QByteArray name = "lockbox/" + QByteArray::number(i) + "/\xc3\xbc";
        const SigningKey key = samples::key(name, static_cast<char>(i));
        const QByteArray text = key.toText();
        QVERIFY(text.startsWith("PRIVATE+KEY+" + name + '+'));
        QCOMPARE(SigningKey::parse(text).value(), key);
        QCOMPARE(SigningKey::parse(text)->toText(), text);
        QCOMPARE(SigningKey::parse(text)->verifier(), key.verifier());
        QCOMPARE(VerifierKey::parse(key.verifier().toText()).value(), key.verifier());
        shortIds += key.verifier().id < 0x10000000u ? 1 : 0;
    }
    QVERIFY2(shortIds > 0, "no key's id began with a zero");
}

void TestNoteKeys::generatedKeysDiffer()
{
    const auto one = SigningKey::generate("name");
    const auto two = SigningKey::generate("name");
    QVERIFY(one.has_value() && two.has_value());
    QVERIFY(!(*one == *two));
    QVERIFY(!(one->verifier() == two->verifier()));
    QCOMPARE(samples::key("name"), samples::key("name"));
    QVERIFY(!(samples::key("name") == samples::key("other")));
    QVERIFY(samples::key("name").verifier().id != samples::key("other").verifier().id);
}

void TestNoteKeys::secretOfAnotherSize()
{
    for (int size : {0, 1, 31, 33, 64}) {
        const auto key = SigningKey::fromSeed("name", QByteArray(size, 'x'));
        QVERIFY(!key.has_value());
        QCOMPARE(key.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(key.error().field, QStringLiteral("key"));
    }
}

void TestNoteKeys::names_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("isRight");
    const auto row = [](const char *what, const QByteArray &name, bool isRight = false) {
        QTest::newRow(what) << name << isRight;
    };
    row("address", "example.com/foo", true);
    row("tenant", "lockbox/0f8fad5b-d9cb-469f-a165-70867728950e", true);
    row("one letter", "x", true);
    row("umlaut", "\xc3\xbc", true);
    row("beyond the first plane", "\xf0\x9f\x94\x92", true);
    row("empty", "");
    row("plus", "a+b");
    row("space", "a b");
    row("space in front", " a");
    row("newline", "a\n");
    row("tab", "a\tb");
    row("NUL", QByteArray("a\0b", 3));
    row("escape", "a\x1b");
    row("next line, U+0085", "a\xc2\x85");
    row("no-break space, U+00A0", "a\xc2\xa0");
    row("ogham space, U+1680", "a\xe1\x9a\x80");
    row("em space, U+2003", "a\xe2\x80\x83");
    row("line separator, U+2028", "a\xe2\x80\xa8");
    row("paragraph separator, U+2029", "a\xe2\x80\xa9");
    row("narrow no-break space, U+202F", "a\xe2\x80\xaf");
    row("mathematical space, U+205F", "a\xe2\x81\x9f");
    row("ideographic space, U+3000", "a\xe3\x80\x80");
    row("cut-off letter", "a\xc3");
    row("continuation alone", "a\x80");
    row("longer than needed", "a\xc0\xaf");
    row("surrogate", "a\xed\xa0\x80");
    row("above U+10FFFF", "a\xf4\x90\x80\x80");
    row("Latin-1", "\xfc");
}

void TestNoteKeys::names()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, isRight);
    QCOMPARE(isKeyName(name), isRight);
    for (const auto &key :
         {SigningKey::generate(name), SigningKey::fromSeed(name, QByteArray(32, 'x'))}) {
        QCOMPARE(key.has_value(), isRight);
        if (!isRight) {
            QCOMPARE(key.error().code, ErrorCode::InvalidArgument);
            QCOMPARE(key.error().field, QStringLiteral("key"));
        }
    }
}

/// Edits that break a key's text, whichever half it tells.
static void brokenTexts(const QByteArray &right, const QByteArray &hexId)
{
    using samples::changed;
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no plus") << QByteArray("name");
    QTest::newRow("one plus") << QByteArray("name+00000000");
    QTest::newRow("nothing but plus") << QByteArray("++");
    QTest::newRow("newline at the end") << right + '\n';
    QTest::newRow("space in front") << ' ' + right;
    QTest::newRow("space behind") << right + ' ';
    QTest::newRow("cut off") << right.chopped(4);
    QTest::newRow("longer") << right + "AAAA";
    QTest::newRow("id in capitals") << changed(right, hexId, hexId.toUpper());
    QTest::newRow("id of seven digits") << changed(right, hexId, hexId.chopped(1));
    QTest::newRow("id of nine digits") << changed(right, hexId, '0' + hexId);
    QTest::newRow("id with prefix") << changed(right, hexId, "0x" + hexId.sliced(2));
    QTest::newRow("id with sign") << changed(right, hexId, '-' + hexId.sliced(1));
    QTest::newRow("id missing") << changed(right, hexId, "");
    QTest::newRow("other id") << changed(right, hexId, "00000000");
    QTest::newRow("other name") << changed(right, "example.com/foo", "example.com/fop");
    QTest::newRow("no name") << changed(right, "example.com/foo", "");
    QTest::newRow("em space in the name") << changed(right, "/foo", "/f\xe2\x80\x83oo");
    QTest::newRow("invalid name") << changed(right, "/foo", "/f\xff");
    QTest::newRow("part missing") << changed(right, '+' + hexId, "");
    QTest::newRow("part too many") << changed(right, hexId, hexId + "+AAAA");
}

/// The text with the bytes behind its last plus changed by a function.
template<typename Change>
static QByteArray withBody(const QByteArray &text, Change change)
{
    const auto at = text.indexOf("+A") + 1; // Where base64 of the byte 1 begins.
    QByteArray body = QByteArray::fromBase64(text.sliced(at));
    change(body);
    return text.first(at) + body.toBase64();
}

void TestNoteKeys::notVerifierKeys_data()
{
    brokenTexts(vkey, "530d903a");
    QTest::newRow("other algorithm") << withBody(vkey, [](QByteArray &body) { body[0] = 2; });
    QTest::newRow("31 bytes") << withBody(vkey, [](QByteArray &body) { body.chop(1); });
    QTest::newRow("33 bytes") << withBody(vkey, [](QByteArray &body) { body += 'x'; });
    QTest::newRow("no algorithm") << withBody(vkey, [](QByteArray &body) { body.remove(0, 1); });
    QTest::newRow("signing key") << samples::key().toText();
}

void TestNoteKeys::notVerifierKeys()
{
    QFETCH(QByteArray, text);
    const auto key = VerifierKey::parse(text);
    QVERIFY(!key.has_value());
    QCOMPARE(key.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(key.error().field, QStringLiteral("key"));
    QVERIFY(!key.error().message.isEmpty());
}

void TestNoteKeys::notSigningKeys_data()
{
    const SigningKey key = samples::key("example.com/foo");
    const QByteArray text = key.toText();
    brokenTexts(text, QByteArray::number(key.verifier().id, 16).rightJustified(8, '0'));
    QTest::newRow("other algorithm") << withBody(text, [](QByteArray &body) { body[0] = 2; });
    QTest::newRow("31 bytes") << withBody(text, [](QByteArray &body) { body.chop(1); });
    QTest::newRow("33 bytes") << withBody(text, [](QByteArray &body) { body += 'x'; });
    QTest::newRow("other secret") << withBody(text, [](QByteArray &body) { body[9] = 'x'; });
    QTest::newRow("verifier key") << key.verifier().toText();
    QTest::newRow("small prefix") << samples::changed(text, "PRIVATE", "private");
    QTest::newRow("prefix alone") << QByteArray("PRIVATE+KEY+");
    QTest::newRow("prefix twice") << "PRIVATE+KEY+" + text;
}

void TestNoteKeys::notSigningKeys()
{
    QFETCH(QByteArray, text);
    const auto key = SigningKey::parse(text);
    QVERIFY(!key.has_value());
    QCOMPARE(key.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(key.error().field, QStringLiteral("key"));
    QVERIFY(!key.error().message.isEmpty());
}

void TestNoteKeys::anyByteOff()
{
    const SigningKey key = samples::key();
    for (const QByteArray &text : samples::oneByteOff(key.verifier().toText()))
        QVERIFY2(!VerifierKey::parse(text).has_value(), samples::readable(text));
    for (const QByteArray &text : samples::oneByteOff(key.toText()))
        QVERIFY2(!SigningKey::parse(text).has_value(), samples::readable(text));
}

void TestNoteKeys::errorsHideTheSecret()
{
    const QByteArray text = samples::key().toText();
    const QByteArray secret = text.sliced(text.lastIndexOf('+') + 1);
    for (const QByteArray &wrong : {text + '\n', samples::changed(text, "lockbox", "lockbux")}) {
        const auto key = SigningKey::parse(wrong);
        QVERIFY(!key.has_value());
        QVERIFY(!key.error().message.toUtf8().contains(secret.first(10)));
    }
}

QTEST_GUILESS_MAIN(TestNoteKeys)
#include "tst_notekeys.moc"
