#include "core/wire/strictjson.h"

#include <QTest>

using namespace lockbox;

/// A body is JSON that all readers understand alike, or refused with the reason.
class TestStrictJson : public QObject
{
    Q_OBJECT

private slots:
    void isTaken_data();
    void isTaken();
    void isRefused_data();
    void isRefused();
};

void TestStrictJson::isTaken_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QByteArray &bytes, const QString &text = {}) {
        QTest::newRow(name) << bytes << text;
    };
    row("empty", "{}");
    row("blanks around", " \n{ \t} \r\n");
    row("a text", R"({"a": "b"})", QStringLiteral("b"));
    row("names of several objects", R"({"a": "b", "x": {"a": 1}, "y": [{"a": 1}, {"a": 2}]})",
        QStringLiteral("b"));
    row("a name as a text", R"({"a": "b", "b": "a", "c": ["a", "a", "a"]})", QStringLiteral("b"));
    row("brackets in texts", R"({"a": "{[\"}]\\", "{": ",", "[": "\\\""})",
        QStringLiteral("{[\"}]\\"));
    row("escapes", R"({"a": "\"\\\/\b\f\n\r\t\u00fc\u0000"})",
        QStringLiteral("\"\\/\b\f\n\r\tü") + QChar(0));
    row("a letter of two halves", R"({"a": "\ud83d\ude00"})", QStringLiteral("😀"));
    row("numbers", R"({"x": [0, -0, 1.5e-300, 9007199254740993, 1E5]})");
    row("as deep as may be", R"({"x":)" + QByteArray(31, '[') + QByteArray(31, ']') + "}");
    row("nothing", R"({"a": null, "b": true, "c": false})");
}

void TestStrictJson::isTaken()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    const auto object = wire::readObject(bytes);
    QVERIFY2(object, qPrintable(object ? QString() : object.error().message));
    QCOMPARE(object->value(QStringLiteral("a")).toString(), text);
}

void TestStrictJson::isRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &bytes, const char *words) {
        QTest::newRow(name) << bytes << QString::fromLatin1(words);
    };
    row("nothing", "", "is no JSON");
    row("a list", "[]", "is no JSON object");
    row("a text", "\"a\"", "is no JSON");
    row("text behind it", R"({} x)", "is no JSON");
    row("two of them", R"({}{})", "is no JSON");
    row("cut", R"({"a": "b)", "is no JSON");
    row("a comma too many", R"({"a": 1,})", "is no JSON");
    row("no quotes", R"({a: 1})", "is no JSON");
    row("a comment", R"({/* */})", "is no JSON");
    row("NaN", R"({"a": NaN})", "is no JSON");
    row("beyond numbers", R"({"a": 1e400})", "is no JSON");
    row("a leading zero", R"({"a": 01})", "is no JSON");
    row("hexadecimal", R"({"a": 0x10})", "is no JSON");
    row("NUL behind it", QByteArray("{}\0", 3), "is no JSON");
    row("NUL within", QByteArray("{\"a\0\": 1}", 9), "control character");
    row("a line end in a text", "{\"a\": \"b\nc\"}", "control character");
    row("an escape that there is not", R"({"a": "\q"})", "escape");
    row("half an escape", R"({"a": "\u00f"})", "is no JSON");
    row("a byte order mark", "\xef\xbb\xbf{}", "byte order mark");
    row("UTF-16", QByteArray("{\0}\0", 4), "is no JSON");
    row("no UTF-8", "{\"a\": \"\xff\"}", "is no JSON");
    row("overlong", "{\"a\": \"\xc0\xaf\"}", "is no JSON");
    row("a surrogate as UTF-8", "{\"a\": \"\xed\xa0\x80\"}", "is no JSON");
    row("a high surrogate alone", R"({"\ud83d": "a"})", "half a letter");
    row("a low surrogate alone", R"({"\ude00": "a"})", "half a letter");
    row("surrogates the wrong way", R"({"\ude00\ud83d": "a"})", "half a letter");
    row("a surrogate in a name", R"({"\ud83d": 1})", "half a letter");
    row("a name twice", R"({"a": 1, "a": 1})", "a is there twice");
    row("a name twice, once escaped", R"({"ab": 1, "\u0061b": 1})", "ab is there twice");
    row("a name twice further inside", R"({"x": [1, {"y": {"a": {}, "b": [], "a": 1}}]})",
        "a is there twice");
    row("an empty name twice", R"({"": 1, "": 1})", " is there twice");
    row("too deep", R"({"x":)" + QByteArray(32, '[') + QByteArray(32, ']') + "}", "nested deeper");
    row("objects too deep", QByteArray(R"({"x":)").repeated(33) + "1" + QByteArray(33, '}'),
        "nested deeper");
    row("100,000 deep", QByteArray(100'000, '['), "is no JSON");
    row("100,000 deep, whole",
        R"({"x":)" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}", "is no JSON");
}

void TestStrictJson::isRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    const auto object = wire::readObject(bytes);
    QVERIFY(!object);
    QCOMPARE(object.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(object.error().field, QStringLiteral("body"));
    QVERIFY2(object.error().message.contains(words), qPrintable(object.error().message));
}

QTEST_GUILESS_MAIN(TestStrictJson)
#include "tst_strictjson.moc"
