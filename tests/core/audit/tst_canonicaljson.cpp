#include "core/audit/canonicaljson.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace lockbox;

/// RFC 8785 (JSON Canonicalization Scheme): its public vectors, its own examples, and its refusals.
class TestCanonicalJson : public QObject
{
    Q_OBJECT

private slots:
    void vectors_data();
    void vectors();
    void numbersOfTheRfc_data();
    void numbersOfTheRfc();
    void numbers_data();
    void numbers();
    void numbersReadBackTheSame();
    void notFinite_data();
    void notFinite();
    void escapes_data();
    void escapes();
    void everyControlCharacter();
    void keysByCodeUnit();
    void orderOfMakingDoesNotMatter();
    void structures_data();
    void structures();
    void loneSurrogates_data();
    void loneSurrogates();
    void refusalIsWhole();
};

static QDir vectorFolder()
{
    return QDir(QStringLiteral(LOCKBOX_SOURCE_DIR "/../shared/vectors/jcs"));
}

static QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static QJsonValue parsed(const QByteArray &text)
{
    // In an array, so that any value may stand alone.
    return QJsonDocument::fromJson('[' + text + ']').array().at(0);
}

static QByteArray canonical(const QJsonValue &value)
{
    const auto bytes = canonicalJson(value);
    return bytes ? *bytes : "refused: " + bytes.error().message.toUtf8();
}

void TestCanonicalJson::vectors_data()
{
    QTest::addColumn<QString>("name");
    const QStringList names =
        QDir(vectorFolder().filePath(QStringLiteral("input"))).entryList(QDir::Files, QDir::Name);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
    if (names.isEmpty())
        QTest::newRow("no vectors") << QString();
}

void TestCanonicalJson::vectors()
{
    QFETCH(QString, name);
    if (name.isEmpty())
        QSKIP("the public vectors are not here (../shared/vectors/jcs)");
    const QByteArray input = contentOf(vectorFolder().filePath(QStringLiteral("input/") + name));
    const QByteArray output = contentOf(vectorFolder().filePath(QStringLiteral("output/") + name));
    QVERIFY2(!input.isEmpty() && !output.isEmpty(), "a vector is not readable");
    const QJsonDocument document = QJsonDocument::fromJson(input);
    QVERIFY(!document.isNull());
    QCOMPARE(canonical(parsed(input)), output);
    if (document.isObject())
        QCOMPARE(canonicalJson(document.object()).value(), output);
    QCOMPARE(canonical(parsed(output)), output);
}

void TestCanonicalJson::numbersOfTheRfc_data()
{
    QTest::addColumn<quint64>("bits");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](quint64 bits, const char *text) {
        QTest::addRow("%016llx", bits) << bits << QByteArray(text);
    };
    // RFC 8785, appendix B.
    row(0x0000000000000000, "0");
    row(0x8000000000000000, "0");
    row(0x0000000000000001, "5e-324");
    row(0x8000000000000001, "-5e-324");
    row(0x7fefffffffffffff, "1.7976931348623157e+308");
    row(0xffefffffffffffff, "-1.7976931348623157e+308");
    row(0x4340000000000000, "9007199254740992");
    row(0xc340000000000000, "-9007199254740992");
    row(0x4430000000000000, "295147905179352830000");
    row(0x44b52d02c7e14af5, "9.999999999999997e+22");
    row(0x44b52d02c7e14af6, "1e+23");
    row(0x44b52d02c7e14af7, "1.0000000000000001e+23");
    row(0x444b1ae4d6e2ef4e, "999999999999999700000");
    row(0x444b1ae4d6e2ef4f, "999999999999999900000");
    row(0x444b1ae4d6e2ef50, "1e+21");
    row(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7");
    row(0x3eb0c6f7a0b5ed8d, "0.000001");
    row(0x41b3de4355555553, "333333333.3333332");
    row(0x41b3de4355555554, "333333333.33333325");
    row(0x41b3de4355555555, "333333333.3333333");
    row(0x41b3de4355555556, "333333333.3333334");
    row(0x41b3de4355555557, "333333333.33333343");
    row(0xbecbf647612f3696, "-0.0000033333333333333333");
    row(0x43143ff3c1cb0959, "1424953923781206.2");
}

void TestCanonicalJson::numbersOfTheRfc()
{
    QFETCH(quint64, bits);
    QFETCH(QByteArray, text);
    QCOMPARE(canonical(std::bit_cast<double>(bits)), text);
}

void TestCanonicalJson::numbers_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *input, const char *text) {
        QTest::newRow(input) << QByteArray(input) << QByteArray(text);
    };
    row("0", "0");
    row("-0", "0");
    row("-0.0", "0");
    row("0e10", "0");
    row("1", "1");
    row("-1", "-1");
    row("10", "10");
    row("1.0", "1");
    row("1.50", "1.5");
    row("100", "100");
    row("1e2", "100");
    row("1E2", "100");
    row("1e+2", "100");
    row("123e-2", "1.23");
    row("0.1", "0.1");
    row("0.1e-5", "0.000001");
    row("0.000001", "0.000001");
    row("1e-7", "1e-7");
    row("-1e-7", "-1e-7");
    row("0.00000012", "1.2e-7");
    row("1e20", "100000000000000000000");
    row("123456789012345678901", "123456789012345680000");
    row("1e21", "1e+21");
    row("1.5e21", "1.5e+21");
    row("-1e21", "-1e+21");
    row("1e300", "1e+300");
    row("2.2250738585072014e-308", "2.2250738585072014e-308");
    row("2.2250738585072011e-308", "2.225073858507201e-308");
    row("5e-324", "5e-324");
    row("4.9406564584124654e-324", "5e-324");
    row("1.7976931348623157e308", "1.7976931348623157e+308");
    row("9007199254740991", "9007199254740991");
    row("9007199254740993", "9007199254740992");
    row("9223372036854775807", "9223372036854776000");
    row("-9223372036854775808", "-9223372036854776000");
    row("0.1234567890123456789", "0.12345678901234568");
    row("4.35", "4.35");
}

void TestCanonicalJson::numbers()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, text);
    QCOMPARE(canonical(parsed(input)), text);
}

void TestCanonicalJson::numbersReadBackTheSame()
{
    std::mt19937_64 bits(8785);
    for (int i = 0; i < 20000; ++i) {
        const double number = std::bit_cast<double>(quint64(bits()));
        if (!std::isfinite(number))
            continue;
        const QByteArray text = canonical(number);
        QVERIFY2(text.toDouble() == number, text.constData());
        QVERIFY2(!text.contains('E') && !text.contains(' ') && text.size() <= 25, text.constData());
    }
}

void TestCanonicalJson::notFinite_data()
{
    QTest::addColumn<double>("number");
    QTest::newRow("NaN") << std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("infinity") << std::numeric_limits<double>::infinity();
    QTest::newRow("minus infinity") << -std::numeric_limits<double>::infinity();
}

void TestCanonicalJson::notFinite()
{
    QFETCH(double, number);
    const QJsonObject inObject{{QStringLiteral("a"), number}};
    for (const QJsonValue &value :
         {QJsonValue(number), QJsonValue(QJsonArray{1, number}), QJsonValue(inObject)}) {
        const auto bytes = canonicalJson(value);
        QVERIFY(!bytes.has_value());
        QCOMPARE(bytes.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(bytes.error().message, QStringLiteral("a number is not finite"));
    }
}

void TestCanonicalJson::escapes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QString &text, const char *bytes) {
        QTest::newRow(name) << text << QByteArray(bytes);
    };
    row("empty", QString(), "\"\"");
    row("plain", QStringLiteral("plain"), "\"plain\"");
    row("quote", QStringLiteral("a\"b"), "\"a\\\"b\"");
    row("backslash", QStringLiteral("\\"), "\"\\\\\"");
    row("slash stays", QStringLiteral("</script>"), "\"</script>\"");
    row("short forms", QStringLiteral("\b\t\n\f\r"), "\"\\b\\t\\n\\f\\r\"");
    row("delete stays", QStringLiteral("\u007f"), "\"\x7f\"");
    row("C1 stays", QStringLiteral("\u0085"), "\"\xc2\x85\"");
    row("line separator stays", QStringLiteral("\u2028"), "\"\xe2\x80\xa8\"");
    row("byte order mark stays", QStringLiteral("\ufeff"), "\"\xef\xbb\xbf\"");
    row("not a character", QStringLiteral("\uffff"), "\"\xef\xbf\xbf\"");
    row("not normalised", QStringLiteral("A\u030a"), "\"A\xcc\x8a\"");
    row("beyond the first plane", QStringLiteral("\U0001F602"), "\"\xf0\x9f\x98\x82\"");
    row("of the RFC", QStringLiteral("€$\u000F\nA'B\"\\\\\"/"),
        "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
}

void TestCanonicalJson::escapes()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    QCOMPARE(canonical(text), bytes);
    QCOMPARE(canonical(QJsonObject{{text, 1}}), '{' + bytes + ":1}");
}

void TestCanonicalJson::everyControlCharacter()
{
    for (char16_t c = 0; c < 0x20; ++c) {
        QByteArray wanted = "\\u00" + QByteArray::number(c, 16).rightJustified(2, '0');
        switch (c) {
        case 0x08: wanted = "\\b"; break;
        case 0x09: wanted = "\\t"; break;
        case 0x0a: wanted = "\\n"; break;
        case 0x0c: wanted = "\\f"; break;
        case 0x0d: wanted = "\\r"; break;
        default: break;
        }
        QCOMPARE(canonical(QStringLiteral("x") + QChar(c) + QLatin1Char('y')),
                 "\"x" + wanted + "y\"");
    }
}

void TestCanonicalJson::keysByCodeUnit()
{
    // U+1F602 is D83D DE02 in UTF-16: before U+FB33, although it is the greater code point.
    const QString sorted[] = {QString(),
                              QStringLiteral("\n"),
                              QStringLiteral("1"),
                              QStringLiteral("10"),
                              QStringLiteral("A"),
                              QStringLiteral("a"),
                              QStringLiteral("aa"),
                              QStringLiteral("\u0080"),
                              QStringLiteral("ö"),
                              QStringLiteral("€"),
                              QStringLiteral("\U0001F602"),
                              QStringLiteral("\ufb33"),
                              QStringLiteral("\uffff")};
    QJsonObject object;
    QByteArray wanted;
    for (const QString &key : sorted) {
        object.insert(key, true);
        wanted += ',' + canonical(key) + ":true";
    }
    wanted[0] = '{';
    QCOMPARE(canonical(object), wanted + '}');
}

void TestCanonicalJson::orderOfMakingDoesNotMatter()
{
    QJsonObject forwards;
    QJsonObject backwards;
    for (int i = 0; i < 200; ++i)
        forwards.insert(QString::number(i), i);
    for (int i = 199; i >= 0; --i)
        backwards.insert(QString::number(i), i);
    const QByteArray bytes = canonical(forwards);
    QCOMPARE(canonical(backwards), bytes);
    QVERIFY(bytes.startsWith("{\"0\":0,\"1\":1,\"10\":10,\"100\":100,\"101\":101"));
}

void TestCanonicalJson::structures_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *input, const char *bytes) {
        QTest::newRow(input) << QByteArray(input) << QByteArray(bytes);
    };
    row("null", "null");
    row("true", "true");
    row("false", "false");
    row("[]", "[]");
    row("{}", "{}");
    row("[ [ ] , { } ]", "[[],{}]");
    row("{ \"b\" : [ 3, 1, 2 ], \"a\" : { \"d\" : null, \"c\" : \"\" } }",
        "{\"a\":{\"c\":\"\",\"d\":null},\"b\":[3,1,2]}");
    row("\"\\u0041\\/\\u20ac\"", "\"A/€\"");
}

void TestCanonicalJson::structures()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, bytes);
    QCOMPARE(canonical(parsed(input)), bytes);
}

void TestCanonicalJson::loneSurrogates_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("high") << QString(QChar(0xd83d));
    QTest::newRow("low") << QString(QChar(0xde02));
    QTest::newRow("at the end") << QStringLiteral("abc") + QChar(0xd83d);
    QTest::newRow("swapped") << QString(QChar(0xde02)) + QChar(0xd83d);
    QTest::newRow("two highs") << QString(QChar(0xd83d)) + QChar(0xd83d) + QChar(0xde02);
}

void TestCanonicalJson::loneSurrogates()
{
    QFETCH(QString, text);
    for (const QJsonValue &value : {QJsonValue(text), QJsonValue(QJsonArray{text}),
                                    QJsonValue(QJsonObject{{QStringLiteral("a"), text}}),
                                    QJsonValue(QJsonObject{{text, 1}})}) {
        const auto bytes = canonicalJson(value);
        QVERIFY(!bytes.has_value());
        QCOMPARE(bytes.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(bytes.error().field, QStringLiteral("json"));
        QCOMPARE(bytes.error().message, QStringLiteral("a text holds a lone surrogate"));
    }
}

void TestCanonicalJson::refusalIsWhole()
{
    const auto bytes =
        canonicalJson(QJsonObject{{QStringLiteral("a"), 1},
                                  {QStringLiteral("b"), std::numeric_limits<double>::quiet_NaN()},
                                  {QStringLiteral("c"), QString(QChar(0xd800))}});
    QVERIFY(!bytes.has_value());
    QCOMPARE(bytes.error().message, QStringLiteral("a number is not finite"));
}

QTEST_GUILESS_MAIN(TestCanonicalJson)
#include "tst_canonicaljson.moc"
