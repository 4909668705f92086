#include "core/audit/hash.h"

#include <QCryptographicHash>
#include <QTest>

#include <thread>

using namespace lockbox::audit;

/// RFC 6962's hashes against Qt's SHA-256, and the strict readers of base64 and decimals.
class TestHash : public QObject
{
    Q_OBJECT

private slots:
    void knownHashes();
    void everyLength();
    void sidesAreNotAlike();
    void threadsDoNotDisturbEachOther();
    void texts();
    void bytesOfAnotherSize();
    void base64_data();
    void base64();
    void base64OfEveryLength();
    void hashFromText_data();
    void hashFromText();
    void decimals_data();
    void decimals();
};

static QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

static QByteArray pattern(int size, int seed)
{
    QByteArray bytes;
    for (int i = 0; i < size; ++i)
        bytes += static_cast<char>(i * 31 + seed);
    return bytes;
}

void TestHash::knownHashes()
{
    QCOMPARE(toHex(emptyRoot()),
             QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(toHex(leafHash("")),
             QByteArray("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"));
    QCOMPARE(toHex(nodeHash(leafHash(""), leafHash(QByteArrayView("\0", 1)))),
             QByteArray("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"));
    QCOMPARE(toHex(plainHash("abc")),
             QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

void TestHash::everyLength()
{
    for (int size = 0; size < 600; ++size) {
        const QByteArray bytes = pattern(size, size);
        QCOMPARE(toBytes(leafHash(bytes)), sha256(QByteArray(1, '\0') + bytes));
        QCOMPARE(toBytes(plainHash(bytes)), sha256(bytes));
    }
    const QByteArray large = pattern(3'000'000, 7);
    QCOMPARE(toBytes(leafHash(large)), sha256(QByteArray(1, '\0') + large));
}

void TestHash::sidesAreNotAlike()
{
    const Hash left = leafHash("left");
    const Hash right = leafHash("right");
    QCOMPARE(toBytes(nodeHash(left, right)), sha256('\x01' + toBytes(left) + toBytes(right)));
    QVERIFY(nodeHash(left, right) != nodeHash(right, left));
}

void TestHash::threadsDoNotDisturbEachOther()
{
    const auto chain = [](Hash &hash) {
        for (int i = 0; i < 50'000; ++i)
            hash = nodeHash(hash, leafHash(toBytes(hash)));
    };
    Hash alone = leafHash("start");
    chain(alone);
    std::array<Hash, 4> results;
    results.fill(leafHash("start"));
    {
        std::vector<std::jthread> threads;
        for (Hash &result : results)
            threads.emplace_back(chain, std::ref(result));
    }
    for (const Hash &result : results)
        QCOMPARE(toHex(result), toHex(alone));
}

void TestHash::texts()
{
    const Hash hash = leafHash("text");
    QCOMPARE(hashFromBytes(toBytes(hash)), std::optional(hash));
    QCOMPARE(hashFromBase64(toBase64(hash)), std::optional(hash));
    QCOMPARE(hashFromBytes(QByteArray::fromHex(toHex(hash))), std::optional(hash));
    QCOMPARE(toHex(hash), toHex(hash).toLower());
}

void TestHash::bytesOfAnotherSize()
{
    for (int size : {0, 1, 31, 33, 64})
        QVERIFY(!hashFromBytes(QByteArray(size, 'x')));
    QVERIFY(hashFromBytes(QByteArray(32, 'x')));
}

void TestHash::base64_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isRight");
    const auto row = [](const char *name, const QByteArray &text, bool isRight = false) {
        QTest::newRow(name) << text << isRight;
    };
    row("nothing", "", true);
    row("one byte", "TQ==", true);
    row("two bytes", "TWE=", true);
    row("three bytes", "TWFu", true);
    row("plus and slash", "+/+/", true);
    row("no padding", "TQ");
    row("half the padding", "TQ=");
    row("too much padding", "TWE==");
    row("padding alone", "====");
    row("padding after whole groups", "TWFu====");
    row("stray bits before two signs", "TR==");
    row("stray bits before one sign", "TWF=");
    row("alphabet for addresses", "-_-_");
    row("newline at the end", "TWFu\n");
    row("newline within", "TW\nFu");
    row("carriage return", "TWFu\r");
    row("space in front", " TWFu");
    row("space behind", "TWFu ");
    row("space within", "TW Fu");
    row("tab", "TWFu\t");
    row("text behind the padding", "TQ==TWFu");
    row("padding within", "T=Q=");
    row("one letter", "T");
    row("five letters", "TWFuT");
    row("NUL at the end", QByteArray("TWFu\0", 5));
    row("NUL within", QByteArray("TW\0u", 4));
    row("not ASCII", "TWF\xc3\xbc");
    row("quotation mark", "TWF\"");
}

void TestHash::base64()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isRight);
    const auto bytes = strictBase64(text);
    QCOMPARE(bytes.has_value(), isRight);
    if (bytes)
        QCOMPARE(bytes->toBase64(), text);
}

void TestHash::base64OfEveryLength()
{
    for (int size = 0; size < 100; ++size) {
        const QByteArray bytes = pattern(size, 3 * size);
        QCOMPARE(strictBase64(bytes.toBase64()), std::optional(bytes));
        if (size % 3 != 0)
            QVERIFY(!strictBase64(bytes.toBase64(QByteArray::OmitTrailingEquals)));
    }
}

void TestHash::hashFromText_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray right = toBase64(leafHash("x"));
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("31 bytes") << QByteArray(31, 'x').toBase64();
    QTest::newRow("33 bytes") << QByteArray(33, 'x').toBase64();
    QTest::newRow("64 bytes") << QByteArray(64, 'x').toBase64();
    QTest::newRow("no padding") << right.chopped(1);
    QTest::newRow("newline") << right + '\n';
    QTest::newRow("hexadecimal") << toHex(leafHash("x"));
    // The last letter before the padding tells four bits of the hash and two that must be zero.
    for (char stray = 1; stray < 4; ++stray) {
        QByteArray text = right;
        const QByteArray alphabet =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        text[42] = alphabet.at(alphabet.indexOf(right.at(42)) + stray);
        QTest::addRow("stray bits %d", stray) << text;
    }
}

void TestHash::hashFromText()
{
    QFETCH(QByteArray, text);
    QVERIFY(!hashFromBase64(text));
}

void TestHash::decimals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isRight");
    const auto row = [](const QByteArray &text, bool isRight = false) {
        QTest::addRow("'%s'", text.toPercentEncoding().constData()) << text << isRight;
    };
    for (const char *right :
         {"0", "1", "9", "10", "20852163", "9007199254740993", "9223372036854775807"})
        row(right, true);
    for (const char *wrong : {"",
                              "00",
                              "01",
                              "-0",
                              "-1",
                              "+5",
                              " 5",
                              "5 ",
                              "5\n",
                              "5\r",
                              "5.",
                              "5.0",
                              "5e3",
                              "0x10",
                              "1_000",
                              "1'000",
                              "1,000",
                              "a",
                              "9223372036854775808",
                              "9999999999999999999",
                              "10000000000000000000",
                              "18446744073709551616",
                              "18446744073709551621",
                              "\xd9\xa3",
                              "\xef\xbc\x95",
                              "5a"})
        row(wrong);
    row(QByteArray("5\0", 2));
    row(QByteArray("\0005", 2));
}

void TestHash::decimals()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isRight);
    const auto number = strictDecimal(text);
    QCOMPARE(number.has_value(), isRight);
    if (number)
        QCOMPARE(QByteArray::number(*number), text);
}

QTEST_GUILESS_MAIN(TestHash)
#include "tst_hash.moc"
