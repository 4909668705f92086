#include "core/store/cutwords.h"
#include "core/store/postgreserror.h"
#include "core/store/postgrestext.h"

#include <QTest>

using namespace lockbox;

/// What is made of texts on their way to a server, and of its refusals.
class TestPostgresText : public QObject
{
    Q_OBJECT

private slots:
    void placesBecomeNumbers_data();
    void placesBecomeNumbers();
    void refusalsHaveCodes_data();
    void refusalsHaveCodes();
    void textsAreCutIntoWords_data();
    void textsAreCutIntoWords();
};

void TestPostgresText::placesBecomeNumbers_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<QByteArray>>("names");
    const auto row = [](const char *name, const char *sql, const char *text,
                        const QList<QByteArray> &names) {
        QTest::newRow(name) << QString::fromUtf8(sql) << QByteArray(text) << names;
    };
    row("none", "SELECT 1", "SELECT 1", {});
    row("nothing", "", "", {});
    row("two", "a = :a AND b = :b_2", "a = $1 AND b = $2", {":a", ":b_2"});
    row("one twice", ":a + :b + :a", "$1 + $2 + $1", {":a", ":b"});
    row("one begins the other", ":key, :key2", "$1, $2", {":key", ":key2"});
    row("at both ends", ":a:b", "$1$2", {":a", ":b"});
    row("cast", ":a::text, b::bigint", "$1::text, b::bigint", {":a"});
    row("string", "':a' || :b", "':a' || $1", {":b"});
    row("quote in a string", "'it''s :a' = :b", "'it''s :a' = $1", {":b"});
    row("string without an end", "':a", "':a", {});
    row("quoted name", "\":a\" = :b", "\":a\" = $1", {":b"});
    row("comment", "-- :a\n:b", "-- :a\n$1", {":b"});
    row("comment at the end", ":b -- :a", "$1 -- :a", {":b"});
    row("long comment", "/* :a\n */ :b", "/* :a\n */ $1", {":b"});
    row("dollars", "$$ :a $$ :b $x$ :c $$ $x$", "$$ :a $$ $1 $x$ :c $$ $x$", {":b"});
    row("lone signs", "a[1:2] : - / $ 5", "a[1:2] : - / $ 5", {});
    row("letters of others", "'ä' = :ä", "'ä' = :ä", {});
}

void TestPostgresText::placesBecomeNumbers()
{
    QFETCH(QString, sql);
    QFETCH(QByteArray, text);
    QFETCH(QList<QByteArray>, names);
    const PostgresText made = PostgresText::from(sql);
    QCOMPARE(made.text, text);
    QCOMPARE(made.names, names);
}

void TestPostgresText::refusalsHaveCodes_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("again");
    const auto row = [](const char *name, const char *state, const char *code, bool again = false) {
        QTest::newRow(name) << QByteArray(state) << QString::fromLatin1(code) << again;
    };
    row("no answer", "", "storeUnreachable", true);
    row("connection failure", "08006", "storeUnreachable", true);
    row("shut down", "57P01", "storeUnreachable", true);
    row("starting up", "57P03", "storeUnreachable", true);
    row("too many connections", "53300", "storeUnreachable", true);
    row("wrong password", "28P01", "storeUnreachable", true);
    row("serialization failure", "40001", "storeConflict", true);
    row("deadlock", "40P01", "storeConflict", true);
    row("lock timeout", "55P03", "storeLocked");
    row("statement timeout", "57014", "storeLocked");
    row("disk full", "53100", "storeFull");
    row("no database", "3D000", "storeMissing");
    row("unique", "23505", "alreadyExists");
    row("foreign key", "23503", "internal");
    row("check", "23514", "internal");
    row("not null", "23502", "internal");
    row("trigger", "P0001", "internal");
    row("refused before", "25P02", "internal");
    row("mistake", "42601", "internal");
    row("read-only server", "25006", "storeUnwritable");
    row("no right", "42501", "storeUnwritable");
    row("no table", "42P01", "storeDamaged");
    row("no column", "42703", "storeDamaged");
    row("broken page", "XX001", "storeDamaged");
    row("i/o error", "58030", "storeDamaged");
}

void TestPostgresText::refusalsHaveCodes()
{
    QFETCH(QByteArray, state);
    QFETCH(QString, code);
    QFETCH(bool, again);
    const Error error = postgresError(state, QStringLiteral("the server's\nown words"));
    QCOMPARE(toSlug(error.code), code);
    QCOMPARE(mayTryAgain(error.code), again);
    QVERIFY(error.message.endsWith(QStringLiteral(" (the server's own words)")));
}

void TestPostgresText::textsAreCutIntoWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char *name, const char *text, const QStringList &words) {
        QTest::newRow(name) << QString::fromUtf8(text) << words;
    };
    row("nothing", " -.*", {});
    row("any case", "Mail FLOW", {QStringLiteral("mail"), QStringLiteral("flow")});
    row("signs", "a.b@c-1'%_|&!:*",
        {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("1")});
    row("marks", "Müller Mu\u0308ller", {QStringLiteral("muller"), QStringLiteral("muller")});
    row("beyond the first plane", "x\U00010410y", {QStringLiteral("x\U00010438y")});
    row("Greek", "Ο γάτος", {QStringLiteral("ο"), QStringLiteral("γατοσ")});
    QTest::newRow("very long") << QString(1000, QLatin1Char('x'))
                               << QStringList{QString(400, QLatin1Char('x'))};
}

void TestPostgresText::textsAreCutIntoWords()
{
    QFETCH(QString, text);
    QFETCH(QStringList, words);
    QCOMPARE(cutWords(text), words);
}

QTEST_GUILESS_MAIN(TestPostgresText)
#include "tst_postgrestext.moc"
