#include "tests/core/audit/notesamples.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::audit;

/// Signed notes: the public vector, what is no note, and whose signature counts.
class TestSignedNote : public QObject
{
    Q_OBJECT

private slots:
    void publicVector();
    void readsAndWritesBack_data();
    void readsAndWritesBack();
    void refused_data();
    void refused();
    void textsThatCannotBeSigned_data();
    void textsThatCannotBeSigned();

    void otherKeysAreNotLookedAt();
    void wrongSignatureOfTheKey();
    void secondSignatureOfTheKey();
    void nobodySigned();
    void anyByteOff();
    void anyByteCutOffOrMore();
};

static constexpr char vkey[] =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
static constexpr char vectorNote[] = "This is an example message.\n"
                                     "\n"
                                     "— example.com/foo "
                                     "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZX"
                                     "sYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
static constexpr char vectorLine[] = "— example.com/foo "
                                     "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZX"
                                     "sYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

static QByteArray signedText(const QByteArray &text)
{
    return signNote(text, samples::key()).value().toBytes();
}

void TestSignedNote::publicVector()
{
    const auto key = VerifierKey::parse(vkey);
    const auto note = SignedNote::parse(vectorNote);
    QVERIFY(key.has_value() && note.has_value());
    QCOMPARE(note->text, QByteArray("This is an example message.\n"));
    QCOMPARE(note->signatures.size(), size_t(1));
    QCOMPARE(note->signatures[0].keyName, key->name);
    QCOMPARE(note->signatures[0].keyId, key->id);
    QCOMPARE(note->signatures[0].signature.size(), 64);
    QVERIFY(verifyNote(*note, *key).has_value());
    QCOMPARE(note->toBytes(), QByteArray(vectorNote));
}

void TestSignedNote::readsAndWritesBack_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << bytes;
    };
    row("one line", signedText("text\n"));
    row("a line alone", signedText("\n"));
    row("empty lines within", signedText("one\n\n\ntwo\n"));
    row("empty lines at the end", signedText("one\n\n\n"));
    row("looks like a signature", signedText(QByteArray("one\n\n") + vectorLine));
    row("spaces", signedText("  one \n two  \n"));
    row("not ASCII", signedText("größer — 🔒\n"));
    row("DEL is no control character here", signedText("a\x7f\n"));
    row("signature of one byte", "text\n\n— name AAAAAAA=\n");
    row("64 signatures", "text\n\n" + QByteArray("— name AAAAAAA=\n").repeated(64));
    row("large", signedText(QByteArray(200'000, 'x') + '\n'));
}

void TestSignedNote::readsAndWritesBack()
{
    QFETCH(QByteArray, bytes);
    const auto note = SignedNote::parse(bytes);
    QVERIFY(note.has_value());
    QCOMPARE(note->toBytes(), bytes);
    QCOMPARE(SignedNote::parse(note->toBytes()).value(), *note);
    QVERIFY(note->text.endsWith('\n'));
    if (note->signatures[0].keyName == "lockbox/test")
        QVERIFY(verifyNote(*note, samples::key().verifier()).has_value());
}

void TestSignedNote::refused_data()
{
    using samples::changed;
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray note = vectorNote;
    const QByteArray line = vectorLine;
    const auto row = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << bytes;
    };
    row("empty", "");
    row("newline", "\n");
    row("two newlines", "\n\n");
    row("text alone", "text\n");
    row("text and empty line", "text\n\n");
    row("no text", line);
    row("empty line and signature", '\n' + line);
    row("no empty line", "text\n" + line);
    row("no final newline", note.chopped(1));
    row("empty line at the end", note + '\n');
    row("empty line between signatures", note + '\n' + line + "x\n");
    row("text behind", note + "text\n");
    row("text between signatures", note + "text\n" + line);
    row("line ends of Windows", QByteArray(note).replace("\n", "\r\n"));
    row("carriage return in the text", changed(note, "message.", "message.\r"));
    row("carriage return at the end", changed(note, "QM=\n", "QM=\r\n"));
    row("carriage return in the empty line", changed(note, "\n\n", "\n\r\n"));
    row("space in the empty line", changed(note, "\n\n", "\n \n"));
    row("tab in the text", changed(note, "This is", "This\tis"));
    row("NUL in the text", changed(note, "This is", QByteArray("This\0is", 7)));
    row("NUL at the end", note + QByteArray(1, '\0'));
    row("escape in the text", changed(note, "This is", "This\x1bis"));
    row("unit separator in the text", changed(note, "This is", "This\x1fis"));
    row("invalid UTF-8 in the text", changed(note, "This is", "This\xffis"));
    row("Latin-1 in the text", changed(note, "This is", "Th\xefs is"));
    row("longer UTF-8 than needed", changed(note, "This is", "This\xc0\xafis"));
    row("surrogate in UTF-8", changed(note, "This is", "This\xed\xa0\x80is"));
    row("UTF-8 cut off", changed(note, "message.\n", "message.\xe2\x80\n"));
    row("UTF-16", QByteArray(reinterpret_cast<const char *>(QString::fromUtf8(note).utf16()),
                             2 * QString::fromUtf8(note).size()));
    row("hyphen", changed(note, "— ", "- "));
    row("en dash", changed(note, "— ", "– "));
    row("horizontal bar", changed(note, "— ", "― "));
    row("no dash", changed(note, "— ", ""));
    row("two dashes", changed(note, "— ", "—— "));
    row("space before the dash", changed(note, "— ", " — "));
    row("no space behind the dash", changed(note, "— ", "—"));
    row("two spaces behind the dash", changed(note, "— ", "—  "));
    row("no-break space behind the dash", changed(note, "— ", "—\xc2\xa0"));
    row("two spaces behind the name", changed(note, "foo Uw", "foo  Uw"));
    row("no-break space behind the name", changed(note, "foo Uw", "foo\xc2\xa0Uw"));
    row("no space behind the name", changed(note, "foo Uw", "fooUw"));
    row("space at the line's end", changed(note, "QM=\n", "QM= \n"));
    row("a further word", changed(note, "QM=\n", "QM= x\n"));
    row("no name", changed(note, "example.com/foo ", ""));
    row("empty name", changed(note, "example.com/foo ", " "));
    row("plus in the name", changed(note, "com/foo ", "com+foo "));
    row("no-break space in the name", changed(note, "com/foo ",
                                              "com\xc2\xa0"
                                              "foo "));
    row("em space in the name", changed(note, "com/foo ",
                                        "com\xe2\x80\x83"
                                        "foo "));
    row("line separator in the name", changed(note, "com/foo ",
                                              "com\xe2\x80\xa8"
                                              "foo "));
    row("next line in the name", changed(note, "com/foo ",
                                         "com\xc2\x85"
                                         "foo "));
    row("no signature behind the name", changed(note, "foo Uw", "foo\nUw"));
    row("empty signature", "text\n\n— name \n");
    row("key id alone", "text\n\n— name AAAAAA==\n");
    row("three bytes", "text\n\n— name AAAA\n");
    row("no padding", changed(note, "QM=\n", "QM\n"));
    row("too much padding", changed(note, "QM=\n", "QM==\n"));
    row("stray bits", changed(note, "QM=\n", "QN=\n"));
    row("alphabet for addresses", changed(note, "foo Uw2", "foo Uw-"));
    row("line break in base64", changed(note, "foo Uw2Q", "foo Uw2Q\n"));
    row("65 signatures", "text\n\n" + QByteArray("— name AAAAAAA=\n").repeated(65));
    row("second line not in form", note + changed(line, "— ", "- "));
    row("first line not in form", "text\n\n" + changed(line, "— ", "- ") + line);
}

void TestSignedNote::refused()
{
    QFETCH(QByteArray, bytes);
    const auto note = SignedNote::parse(bytes);
    QVERIFY(!note.has_value());
    QCOMPARE(note.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(note.error().field, QStringLiteral("note"));
    QVERIFY(note.error().message.startsWith(QStringLiteral("the signed note ")));
}

void TestSignedNote::textsThatCannotBeSigned_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no newline at the end") << QByteArray("text");
    QTest::newRow("carriage return") << QByteArray("text\r\n");
    QTest::newRow("tab") << QByteArray("a\tb\n");
    QTest::newRow("NUL") << QByteArray("a\0b\n", 4);
    QTest::newRow("invalid UTF-8") << QByteArray("a\xff\n");
}

void TestSignedNote::textsThatCannotBeSigned()
{
    QFETCH(QByteArray, text);
    const auto note = signNote(text, samples::key());
    QVERIFY(!note.has_value());
    QCOMPARE(note.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(note.error().field, QStringLiteral("note"));
}

/// The note with another's signatures behind its own.
static SignedNote joined(SignedNote note, const SignedNote &other)
{
    note.signatures.insert(note.signatures.end(), other.signatures.begin(), other.signatures.end());
    return note;
}

static ErrorCode refusalOf(const SignedNote &note, const VerifierKey &key)
{
    const auto verified = verifyNote(note, key);
    return verified ? ErrorCode::Internal : verified.error().code;
}

void TestSignedNote::otherKeysAreNotLookedAt()
{
    const SigningKey ours = samples::key();
    const SigningKey sameName = samples::key(ours.verifier().name, 't');
    const SigningKey sameSecret = samples::key("lockbox/witness");
    auto broken = signNote("text\n", sameSecret).value();
    broken.signatures[0].signature.fill('x');
    SignedNote note = signNote("text\n", ours).value();
    for (const SignedNote &other : {signNote("text\n", sameName).value(),
                                    signNote("another text\n", sameName).value(), broken}) {
        QVERIFY(verifyNote(joined(note, other), ours.verifier()).has_value());
        QCOMPARE(verifyNote(joined(other, note), ours.verifier()).has_value(),
                 other.text == note.text);
    }
    // The id alone makes no key, nor does the name.
    SignedNote sameId = note;
    sameId.signatures[0].keyName = "lockbox/else";
    QCOMPARE(refusalOf(sameId, ours.verifier()), ErrorCode::LogBroken);
    SignedNote otherId = note;
    ++otherId.signatures[0].keyId;
    QCOMPARE(refusalOf(otherId, ours.verifier()), ErrorCode::LogBroken);
    QVERIFY(verifyNote(joined(note, joined(sameId, otherId)), ours.verifier()).has_value());
}

void TestSignedNote::wrongSignatureOfTheKey()
{
    const SigningKey key = samples::key();
    const SignedNote right = signNote("text\n", key).value();
    const SignedNote wrong = signNote("another text\n", key).value();
    SignedNote cut = right;
    cut.signatures[0].signature.chop(1);
    SignedNote longer = right;
    longer.signatures[0].signature += 'x';
    for (const SignedNote &bad : {wrong, cut, longer}) {
        SignedNote note = right;
        note.signatures = bad.signatures;
        QCOMPARE(refusalOf(note, key.verifier()), ErrorCode::LogBroken);
        QCOMPARE(refusalOf(joined(right, bad), key.verifier()), ErrorCode::LogBroken);
        QCOMPARE(refusalOf(joined(note, right), key.verifier()), ErrorCode::LogBroken);
        QVERIFY(verifyNote(note, key.verifier())
                    .error()
                    .message.contains(QStringLiteral("lockbox/test")));
    }
}

void TestSignedNote::secondSignatureOfTheKey()
{
    const SigningKey key = samples::key();
    const SignedNote note = signNote("text\n", key).value();
    const SignedNote twice = joined(note, note);
    QVERIFY(verifyNote(twice, key.verifier()).has_value());
    QCOMPARE(SignedNote::parse(twice.toBytes()).value(), twice);
}

void TestSignedNote::nobodySigned()
{
    QCOMPARE(refusalOf({.text = "text\n", .signatures = {}}, samples::key().verifier()),
             ErrorCode::LogBroken);
    const auto other = signNote("text\n", samples::key("lockbox/else")).value();
    QCOMPARE(verifyNote(other, samples::key().verifier()).error().message,
             QStringLiteral("the note is not signed by lockbox/test (id %1)")
                 .arg(samples::key().verifier().id, 8, 16, QLatin1Char('0')));
}

static bool verifies(const QByteArray &bytes, const VerifierKey &key)
{
    const auto note = SignedNote::parse(bytes);
    return note && verifyNote(*note, key).has_value();
}

void TestSignedNote::anyByteOff()
{
    const auto publicKey = VerifierKey::parse(vkey);
    QVERIFY(verifies(vectorNote, *publicKey));
    for (const QByteArray &bytes : samples::oneByteOff(vectorNote))
        QVERIFY2(!verifies(bytes, *publicKey), samples::readable(bytes));
    const VerifierKey ours = samples::key().verifier();
    for (const QByteArray &text : {QByteArray("one\n\ntwo\n\n"), QByteArray("größer — 🔒\n")}) {
        QVERIFY(verifies(signedText(text), ours));
        for (const QByteArray &bytes : samples::oneByteOff(signedText(text)))
            QVERIFY2(!verifies(bytes, ours), samples::readable(bytes));
    }
}

void TestSignedNote::anyByteCutOffOrMore()
{
    const auto key = VerifierKey::parse(vkey);
    const QByteArray right = vectorNote;
    for (qsizetype at = 0; at < right.size(); ++at) {
        QVERIFY(!verifies(right.first(at), *key));
        QVERIFY(!verifies(right.sliced(at + 1), *key));
        QVERIFY(!verifies(QByteArray(right).remove(at, 1), *key));
        for (char more : {'\n', ' ', '=', 'A', '\0'})
            QVERIFY(!verifies(QByteArray(right).insert(at, more), *key));
    }
}

QTEST_GUILESS_MAIN(TestSignedNote)
#include "tst_signednote.moc"
