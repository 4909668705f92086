#include "core/audit/compacttree.h"
#include "core/audit/tlogproof.h"
#include "tests/core/audit/notesamples.h"
#include "tests/core/audit/plaintree.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::audit;

/// Proof files: byte for byte, and what they prove to who has the leaf and the log's key.
class TestTlogProof : public QObject
{
    Q_OBJECT

private slots:
    void bytes();
    void readsAndWritesBack_data();
    void readsAndWritesBack();
    void refused_data();
    void refused();
    void everyLeafIsProved();
    void anotherLeafKeyOrPlace();
    void anotherLogsCheckpoint();
    void anyByteOff();
    void extraDataProveNothing();
};

static constexpr quint64 logSize = 11;

static const PlainTree &log()
{
    static const PlainTree tree(logSize);
    return tree;
}

static TlogProof sample(quint64 index = 4)
{
    const Checkpoint checkpoint{
        .origin = "lockbox/test", .size = logSize, .root = log().root(logSize), .extensions = {}};
    return {.extra = {},
            .index = index,
            .hashes = log().path(index, logSize),
            .checkpoint = signCheckpoint(checkpoint, samples::key()).value()};
}

static bool proves(const QByteArray &bytes, quint64 index = 4)
{
    const auto proof = TlogProof::parse(bytes);
    return proof
           && verifyTlogProof(*proof, log().leaf(index), samples::key().verifier()).has_value();
}

void TestTlogProof::bytes()
{
    TlogProof proof = sample();
    QByteArray wanted = "c2sp.org/tlog-proof@v1\nindex 4\n";
    for (const Hash &hash : log().path(4, logSize))
        wanted += toBase64(hash) + '\n';
    wanted += '\n' + proof.checkpoint;
    QCOMPARE(proof.toBytes(), wanted);
    proof.extra = "opaque";
    QCOMPARE(proof.toBytes(), samples::changed(wanted, "index", "extra b3BhcXVl\nindex"));
    // Where there are no extra data there is no line for them.
    proof.extra = "";
    QCOMPARE(proof.toBytes(), wanted);
}

void TestTlogProof::readsAndWritesBack_data()
{
    QTest::addColumn<TlogProof>("proof");
    TlogProof proof = sample();
    QTest::newRow("plain") << proof;
    proof.extra = QByteArray("\0\n\xff", 3);
    QTest::newRow("extra") << proof;
    proof.hashes.clear();
    proof.index = 0;
    QTest::newRow("no hashes") << proof;
    proof.hashes.assign(63, leafHash("x"));
    proof.index = (quint64(1) << 63) - 1;
    QTest::newRow("most of all") << proof;
    proof = sample();
    SignedNote note = SignedNote::parse(proof.checkpoint).value();
    note.signatures.push_back(
        signNote(note.text, samples::key("witness")).value().signatures.front());
    proof.checkpoint = note.toBytes();
    QTest::newRow("witnessed") << proof;
}

void TestTlogProof::readsAndWritesBack()
{
    QFETCH(TlogProof, proof);
    const auto parsed = TlogProof::parse(proof.toBytes());
    QVERIFY(parsed.has_value());
    QCOMPARE(*parsed, proof);
    QCOMPARE(parsed->toBytes(), proof.toBytes());
}

void TestTlogProof::refused_data()
{
    using samples::changed;
    QTest::addColumn<QByteArray>("bytes");
    const TlogProof proof = sample();
    const QByteArray right = proof.toBytes();
    const QByteArray first = "c2sp.org/tlog-proof@v1\n";
    const QByteArray hash = toBase64(proof.hashes.front());
    const auto row = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << bytes;
    };
    row("empty", "");
    row("newlines", "\n\n\n");
    row("no first line", changed(right, first, ""));
    row("other version", changed(right, "@v1", "@v2"));
    row("longer version", changed(right, "@v1", "@v10"));
    row("scheme", "https://" + right);
    row("capitals", changed(right, "c2sp", "C2SP"));
    row("newline in front", '\n' + right);
    row("byte order mark", "\xef\xbb\xbf" + right);
    row("space behind the first line", changed(right, "@v1", "@v1 "));
    row("line ends of Windows", QByteArray(right).replace("\n", "\r\n"));
    row("carriage return in the head", changed(right, "index 4", "index 4\r"));
    row("no index", changed(right, "index 4\n", ""));
    row("empty index", changed(right, "index 4", "index "));
    row("index without space", changed(right, "index 4", "index4"));
    row("index with two spaces", changed(right, "index 4", "index  4"));
    row("index with a tab", changed(right, "index 4", "index\t4"));
    row("space behind the index", changed(right, "index 4", "index 4 "));
    row("index with a zero in front", changed(right, "index 4", "index 04"));
    row("index with a plus", changed(right, "index 4", "index +4"));
    row("negative index", changed(right, "index 4", "index -4"));
    row("index 2^63", changed(right, "index 4", "index 9223372036854775808"));
    row("capital index", changed(right, "index 4", "Index 4"));
    row("two indexes", changed(right, "index 4\n", "index 4\nindex 4\n"));
    row("extra behind the index", changed(right, "index 4\n", "index 4\nextra AAAA\n"));
    row("empty extra", changed(right, "index", "extra \nindex"));
    row("extra without space", changed(right, "index", "extra\nindex"));
    row("extra without padding", changed(right, "index", "extra AA\nindex"));
    row("extra with stray bits", changed(right, "index", "extra AB==\nindex"));
    row("extra with a space", changed(right, "index", "extra  AAAA\nindex"));
    row("two extras", changed(right, "index", "extra AAAA\nextra AAAA\nindex"));
    row("hash without padding", changed(right, hash, hash.chopped(1)));
    row("hash with a space", changed(right, hash, hash + ' '));
    row("hash of 31 bytes", changed(right, hash, QByteArray(31, 'x').toBase64()));
    row("hash of 33 bytes", changed(right, hash, QByteArray(33, 'x').toBase64()));
    row("hash in hexadecimal", changed(right, hash, toHex(proof.hashes.front())));
    row("two hashes in a line", changed(right, hash + '\n', hash));
    row("empty line between hashes", changed(right, hash, '\n' + hash));
    TlogProof many = proof;
    many.hashes.assign(64, leafHash("x"));
    row("64 hashes", many.toBytes());
    row("no empty line", changed(right, "\n\n", "\n"));
    row("two empty lines", changed(right, "\n\n", "\n\n\n"));
    row("space in the empty line", changed(right, "\n\n", "\n \n"));
    row("no checkpoint", right.chopped(proof.checkpoint.size()));
    row("checkpoint not signed", right.first(right.lastIndexOf("\n\n") + 1));
    row("no final newline", right.chopped(1));
    row("newline at the end", right + '\n');
    row("text at the end", right + "x\n");
    row("checkpoint twice", right + '\n' + proof.checkpoint);
    row("note that is no checkpoint",
        changed(right, proof.checkpoint, signNote("hello\n", samples::key())->toBytes()));
    row("checkpoint with a size not in form", changed(right, "\n11\n", "\n011\n"));
    row("control character in the checkpoint", changed(right, "\n11\n", "\n11\t\n"));
}

void TestTlogProof::refused()
{
    QFETCH(QByteArray, bytes);
    const auto proof = TlogProof::parse(bytes);
    QVERIFY(!proof.has_value());
    QCOMPARE(proof.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(proof.error().field, QStringLiteral("proof"));
    QVERIFY(proof.error().message.startsWith(QStringLiteral("the proof ")));
}

void TestTlogProof::everyLeafIsProved()
{
    for (quint64 index = 0; index < logSize; ++index) {
        const auto checkpoint = verifyTlogProof(
            sample(index), leafHash(PlainTree::leafBytes(index)), samples::key().verifier());
        QVERIFY(checkpoint.has_value());
        QCOMPARE(checkpoint->size, logSize);
        QCOMPARE(checkpoint->root, log().root(logSize));
        QVERIFY(proves(sample(index).toBytes(), index));
    }
}

void TestTlogProof::anotherLeafKeyOrPlace()
{
    const VerifierKey key = samples::key().verifier();
    const auto refusal = [](const TlogProof &proof, const Hash &leaf, const VerifierKey &by) {
        const auto checkpoint = verifyTlogProof(proof, leaf, by);
        return checkpoint ? ErrorCode::Internal : checkpoint.error().code;
    };
    const TlogProof right = sample();
    const Hash leaf = log().leaf(4);
    for (quint64 other = 0; other < logSize + 9; ++other) {
        TlogProof moved = right;
        moved.index = other;
        if (other != 4)
            QCOMPARE(refusal(moved, leaf, key), ErrorCode::LogBroken);
        if (other != 4 && other < logSize)
            QCOMPARE(refusal(right, log().leaf(other), key), ErrorCode::LogBroken);
    }
    QCOMPARE(refusal(right, leaf, samples::key("lockbox/else").verifier()), ErrorCode::LogBroken);
    QCOMPARE(refusal(right, leaf, samples::key("lockbox/test", 't').verifier()),
             ErrorCode::LogBroken);
    QVERIFY(verifyTlogProof(right, log().leaf(3), key)
                .error()
                .message.contains(QStringLiteral("number 5 of the 11 in the log lockbox/test")));
}

void TestTlogProof::anotherLogsCheckpoint()
{
    // A fork of the log whose leaf 4 is the same: its proof doesn't fit our checkpoint, nor ours to its.
    const PlainTree fork(logSize, 7, "forked");
    TlogProof proof = sample();
    proof.hashes = fork.path(4, logSize);
    QVERIFY(!proves(proof.toBytes()));
    const Checkpoint checkpoint{
        .origin = "lockbox/test", .size = logSize, .root = fork.root(logSize), .extensions = {}};
    proof.checkpoint = signCheckpoint(checkpoint, samples::key()).value();
    QVERIFY(proves(proof.toBytes()));
    proof.hashes = sample().hashes;
    QVERIFY(!proves(proof.toBytes()));
}

void TestTlogProof::anyByteOff()
{
    const QByteArray right = sample().toBytes();
    QVERIFY(proves(right));
    for (const QByteArray &bytes : samples::oneByteOff(right))
        QVERIFY2(!proves(bytes), samples::readable(bytes));
    for (qsizetype at = 0; at < right.size(); ++at) {
        QVERIFY(!proves(right.first(at)));
        QVERIFY(!proves(QByteArray(right).remove(at, 1)));
    }
}

void TestTlogProof::extraDataProveNothing()
{
    TlogProof proof = sample();
    proof.extra = "whatever";
    QVERIFY(proves(proof.toBytes()));
}

QTEST_GUILESS_MAIN(TestTlogProof)
#include "tst_tlogproof.moc"
