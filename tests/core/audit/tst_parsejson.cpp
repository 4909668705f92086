#include "core/audit/canonicaljson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace lockbox;

/// Canonical bytes are read as what they were made of, also where Qt's own reader is not exact.
class TestParseJson : public QObject
{
    Q_OBJECT

private slots:
    void byteOrderMarkIsText_data();
    void byteOrderMarkIsText();
    void byteOrderMarkBeforeTheWhole();
    void nameTwice();
};

void TestParseJson::byteOrderMarkIsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("at the beginning") << QStringLiteral("\ufefftext");
    QTest::newRow("before an umlaut") << QStringLiteral("\ufeffü");
    QTest::newRow("twice") << QStringLiteral("\ufeff\ufeff");
    QTest::newRow("within") << QStringLiteral("a\ufeffb");
    QTest::newRow("behind a quotation mark") << QStringLiteral("\"\ufeffb");
    QTest::newRow("behind a backslash") << QStringLiteral("\\\ufeffb");
    QTest::newRow("none") << QStringLiteral("text");
}

void TestParseJson::byteOrderMarkIsText()
{
    QFETCH(QString, text);
    const QJsonObject object{{text, QJsonArray{text}}};
    const QByteArray bytes = canonicalJson(object).value();
    const QJsonObject again = parseJson(bytes).object();
    QCOMPARE(again.keys(), QStringList{text});
    QCOMPARE(again.begin()->toArray().at(0).toString(), text);
    QCOMPARE(canonicalJson(again).value(), bytes);
}

void TestParseJson::byteOrderMarkBeforeTheWhole()
{
    QJsonParseError error;
    QVERIFY(parseJson("\xef\xbb\xbf{}", &error).isNull());
    QVERIFY(error.error != QJsonParseError::NoError);
    QVERIFY(!parseJson("{}", &error).isNull());
    QCOMPARE(error.error, QJsonParseError::NoError);
    QVERIFY(parseJson("{", &error).isNull());
    QVERIFY(error.error != QJsonParseError::NoError);
}

void TestParseJson::nameTwice()
{
    // Qt 6.4 sorts names by how they are written, and takes these two for different ones.
    const QByteArray text = "{\"ö\":1,\"\\u00f6\":2,\"€\":3,\"\\u20ac\":4,\"a\":5,"
                            "\"\\ufeffa\":6,\"😂\":7,\"\\ud83d\\ude02\":8,\"א\":9}";
    const QJsonObject object = parseJson(text).object();
    QVERIFY(!object.isEmpty());
    const auto bytes = canonicalJson(object);
    if (bytes)
        QCOMPARE(bytes->count("\"😂\""), 1);
    else
        QCOMPARE(bytes.error().message,
                 QStringLiteral("an object has two members of the same name"));
}

QTEST_GUILESS_MAIN(TestParseJson)
#include "tst_parsejson.moc"
