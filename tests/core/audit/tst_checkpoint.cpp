#include "core/audit/checkpoint.h"
#include "core/audit/compacttree.h"
#include "tests/core/audit/notesamples.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::audit;

/// Checkpoints: their text byte for byte, and whom an opened one comes from.
class TestCheckpoint : public QObject
{
    Q_OBJECT

private slots:
    void text();
    void readsAndWritesBack_data();
    void readsAndWritesBack();
    void refused_data();
    void refused();
    void signsAndOpens();
    void cannotBeSigned_data();
    void cannotBeSigned();
    void anotherKeyOrLog();
    void noteThatIsNoCheckpoint();
    void anyByteOff();
};

static Checkpoint sample()
{
    return {.origin = "lockbox/test", .size = 42, .root = leafHash("root"), .extensions = {}};
}

static QByteArray sampleNote()
{
    return signCheckpoint(sample(), samples::key()).value();
}

void TestCheckpoint::text()
{
    QCOMPARE(sample().toText(), "lockbox/test\n42\n" + toBase64(leafHash("root")) + '\n');
    // The example of the C2SP document.
    const QByteArray example = "example.com/behind-the-sofa\n"
                               "20852163\n"
                               "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    const auto checkpoint = Checkpoint::parse(example);
    QVERIFY(checkpoint.has_value());
    QCOMPARE(checkpoint->origin, QByteArray("example.com/behind-the-sofa"));
    QCOMPARE(checkpoint->size, quint64(20852163));
    QCOMPARE(toHex(checkpoint->root),
             QByteArray("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"));
    QCOMPARE(checkpoint->toText(), example);
}

void TestCheckpoint::readsAndWritesBack_data()
{
    QTest::addColumn<Checkpoint>("checkpoint");
    Checkpoint checkpoint = sample();
    QTest::newRow("plain") << checkpoint;
    checkpoint.extensions = {"one", " two words ", "größer"};
    QTest::newRow("extensions") << checkpoint;
    checkpoint = sample();
    checkpoint.size = (quint64(1) << 63) - 1;
    QTest::newRow("greatest size") << checkpoint;
    checkpoint.size = 0;
    checkpoint.root = emptyRoot();
    QTest::newRow("empty log") << checkpoint;
    checkpoint.origin = "a name + spaces";
    QTest::newRow("origin that is no key's name") << checkpoint;
}

void TestCheckpoint::readsAndWritesBack()
{
    QFETCH(Checkpoint, checkpoint);
    const auto parsed = Checkpoint::parse(checkpoint.toText());
    QVERIFY(parsed.has_value());
    QCOMPARE(*parsed, checkpoint);
    QCOMPARE(parsed->toText(), checkpoint.toText());
}

void TestCheckpoint::refused_data()
{
    using samples::changed;
    QTest::addColumn<QByteArray>("text");
    const QByteArray text = sample().toText();
    const QByteArray root = toBase64(sample().root);
    const auto row = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << bytes;
    };
    row("empty", "");
    row("newline", "\n");
    row("three newlines", "\n\n\n");
    row("no final newline", text.chopped(1));
    row("two final newlines", text + '\n');
    row("newline in front", '\n' + text);
    row("two lines", "lockbox/test\n42\n");
    row("no origin", changed(text, "lockbox/test\n", ""));
    row("empty origin", changed(text, "lockbox/test", ""));
    row("empty line within", changed(text, "42\n", "42\n\n"));
    row("empty extension", text + "one\n\ntwo\n");
    row("empty extension at the end", text + "one\n\n");
    row("line ends of Windows", QByteArray(text).replace("\n", "\r\n"));
    row("tab in the origin", changed(text, "lockbox", "lock\tbox"));
    row("NUL in the origin", changed(text, "lockbox", QByteArray("lock\0box", 8)));
    row("invalid UTF-8 in the origin", changed(text, "lockbox", "lock\xff"));
    row("invalid UTF-8 in an extension", text + "\xff\n");
    row("control character in an extension", text + "one\x01\n");
    row("no size", changed(text, "42", ""));
    row("size with a zero in front", changed(text, "42", "042"));
    row("size of zeros", changed(text, "42", "00"));
    row("size with a plus", changed(text, "42", "+42"));
    row("negative size", changed(text, "42", "-42"));
    row("negative zero", changed(text, "42", "-0"));
    row("space before the size", changed(text, "42", " 42"));
    row("space behind the size", changed(text, "42", "42 "));
    row("hexadecimal size", changed(text, "42", "0x2a"));
    row("size with a fraction", changed(text, "42", "42.0"));
    row("size with an exponent", changed(text, "42", "4e1"));
    row("size 2^63", changed(text, "42", "9223372036854775808"));
    row("size 2^64", changed(text, "42", "18446744073709551616"));
    row("size 2^64 + 42", changed(text, "42", "18446744073709551658"));
    row("size in other digits", changed(text, "42", "٤٢"));
    row("no root", changed(text, root, ""));
    row("root without padding", changed(text, "=\n", "\n"));
    row("root with more padding", changed(text, "=\n", "==\n"));
    row("root of 31 bytes", changed(text, root, QByteArray(31, 'x').toBase64()));
    row("root of 33 bytes", changed(text, root, QByteArray(33, 'x').toBase64()));
    row("root in hexadecimal", changed(text, root, toHex(sample().root)));
    row("space before the root", changed(text, root, ' ' + root));
    row("space behind the root", changed(text, root, root + ' '));
    row("root with stray bits", changed(text, root, QByteArray(42, 'A') + "B="));
    row("lines swapped", "lockbox/test\n" + root + "\n42\n");
}

void TestCheckpoint::refused()
{
    QFETCH(QByteArray, text);
    const auto checkpoint = Checkpoint::parse(text);
    QVERIFY(!checkpoint.has_value());
    QCOMPARE(checkpoint.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(checkpoint.error().field, QStringLiteral("checkpoint"));
    QVERIFY(checkpoint.error().message.startsWith(QStringLiteral("the checkpoint ")));
}

void TestCheckpoint::signsAndOpens()
{
    const QByteArray note = sampleNote();
    QVERIFY(note.startsWith(sample().toText() + "\n— lockbox/test "));
    QCOMPARE(openCheckpoint(note, samples::key().verifier()).value(), sample());
    QCOMPARE(readCheckpoint(note).value(), sample());
    QCOMPARE(sampleNote(), note);
}

void TestCheckpoint::cannotBeSigned_data()
{
    QTest::addColumn<Checkpoint>("checkpoint");
    const auto row = [](const char *name, auto change) {
        Checkpoint checkpoint = sample();
        change(checkpoint);
        QTest::newRow(name) << checkpoint;
    };
    row("another log", [](Checkpoint &c) { c.origin = "lockbox/else"; });
    row("no log", [](Checkpoint &c) { c.origin.clear(); });
    row("size 2^63", [](Checkpoint &c) { c.size = quint64(1) << 63; });
    row("empty extension", [](Checkpoint &c) { c.extensions = {""}; });
    row("newline in an extension", [](Checkpoint &c) { c.extensions = {"one\ntwo"}; });
    row("newline behind an extension", [](Checkpoint &c) { c.extensions = {"one\n"}; });
    row("tab in an extension", [](Checkpoint &c) { c.extensions = {"one\ttwo"}; });
}

void TestCheckpoint::cannotBeSigned()
{
    QFETCH(Checkpoint, checkpoint);
    const auto note = signCheckpoint(checkpoint, samples::key());
    QVERIFY(!note.has_value());
    QCOMPARE(note.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(note.error().field, QStringLiteral("checkpoint"));
}

void TestCheckpoint::anotherKeyOrLog()
{
    const QByteArray note = sampleNote();
    for (const SigningKey &other :
         {samples::key("lockbox/test", 't'), samples::key("lockbox/else")})
        QCOMPARE(openCheckpoint(note, other.verifier()).error().code, ErrorCode::LogBroken);

    // Signed by our key, but it tells of another log.
    Checkpoint elsewhere = sample();
    elsewhere.origin = "lockbox/else";
    const QByteArray foreign = signNote(elsewhere.toText(), samples::key()).value().toBytes();
    const auto opened = openCheckpoint(foreign, samples::key().verifier());
    QVERIFY(!opened.has_value());
    QCOMPARE(opened.error().code, ErrorCode::LogBroken);
    QCOMPARE(opened.error().message,
             QStringLiteral("the checkpoint is of the log lockbox/else, not of lockbox/test"));
    QCOMPARE(readCheckpoint(foreign).value(), elsewhere);

    // A witness may sign beside the log.
    SignedNote both = SignedNote::parse(note).value();
    both.signatures.push_back(
        signNote(both.text, samples::key("witness")).value().signatures.front());
    QCOMPARE(openCheckpoint(both.toBytes(), samples::key().verifier()).value(), sample());
}

void TestCheckpoint::noteThatIsNoCheckpoint()
{
    const QByteArray note = signNote("hello\n", samples::key()).value().toBytes();
    for (const auto &opened :
         {openCheckpoint(note, samples::key().verifier()), readCheckpoint(note),
          openCheckpoint(sample().toText(), samples::key().verifier()), readCheckpoint("")}) {
        QVERIFY(!opened.has_value());
        QCOMPARE(opened.error().code, ErrorCode::InvalidArgument);
    }
}

void TestCheckpoint::anyByteOff()
{
    const VerifierKey key = samples::key().verifier();
    Checkpoint large = sample();
    large.size = 9'007'199'254'740'993;
    large.extensions = {"extension"};
    for (const Checkpoint &checkpoint : {sample(), large}) {
        const QByteArray note = signCheckpoint(checkpoint, samples::key()).value();
        QVERIFY(openCheckpoint(note, key).has_value());
        for (const QByteArray &bytes : samples::oneByteOff(note))
            QVERIFY2(!openCheckpoint(bytes, key).has_value(), samples::readable(bytes));
        for (qsizetype at = 0; at < note.size(); ++at) {
            QVERIFY(!openCheckpoint(note.first(at), key).has_value());
            QVERIFY(!openCheckpoint(QByteArray(note).remove(at, 1), key).has_value());
        }
    }
}

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
