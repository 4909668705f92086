#include "core/domain/eventquery.h"
#include "tests/core/domain/domainsamples.h"

#include <QJsonArray>
#include <QTest>

using namespace lockbox;
using namespace lockbox::samples;

/// What a search finds in an event, and what it doesn't.
class TestEventQuery : public QObject
{
    Q_OBJECT

private slots:
    void words_data();
    void words();
    void finds_data();
    void finds();
    void findsNot_data();
    void findsNot();
    void everyWordMustOccur();
    void eventsOfTheClock();
};

/// An event that says something in every part.
static Event sample()
{
    return {.seq = 4711,
            .at = decided,
            .kind = EventKind::RequestDenied,
            .actor = QStringLiteral("Änne.Öz@contoso.example"),
            .actorRole = Role::LockboxApprover,
            .request = submitted().id,
            .reference = QStringLiteral("CLB#TEST02052018"),
            .user = QStringLiteral("pat@contoso.example"),
            .before = {{QStringLiteral("state"), QStringLiteral("pending")}},
            .after = {{QStringLiteral("state"), QStringLiteral("denied")},
                      {QStringLiteral("maxAccess"), 14400},
                      {QStringLiteral("approvalRequired"), true},
                      {QStringLiteral("comment"), QJsonValue()}},
            .details = {{QStringLiteral("comment"),
                         QStringLiteral("100% of \"it\" is C:\\tmp\\x_1, weiß\nDONE Σοφός")},
                        {QStringLiteral("recipients"),
                         QJsonArray{QJsonObject{{QStringLiteral("address"),
                                                 QStringLiteral("deep@home.example")}},
                                    QStringLiteral("flat")}}}};
}

void TestEventQuery::words_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("nothing") << QString() << QStringList();
    QTest::newRow("white space") << QStringLiteral(" \t\n ") << QStringList();
    QTest::newRow("one") << QStringLiteral(" mail ") << QStringList{QStringLiteral("mail")};
    QTest::newRow("two") << QStringLiteral("mail\n  flow")
                         << QStringList{QStringLiteral("mail"), QStringLiteral("flow")};
    QTest::newRow("signs stay") << QStringLiteral("\"a b\" %_\\")
                                << QStringList{QStringLiteral("\"a"), QStringLiteral("b\""),
                                               QStringLiteral("%_\\")};
}

void TestEventQuery::words()
{
    QFETCH(QString, search);
    QTEST(searchWordsOf({.search = search}), "words");
}

static void wordRows(const QStringList &words)
{
    QTest::addColumn<QString>("word");
    for (const QString &word : words)
        QTest::newRow(qPrintable(word)) << word;
}

void TestEventQuery::finds_data()
{
    wordRows({QStringLiteral("denied"),
              QStringLiteral("request.denied"),
              QStringLiteral("PENDING"),
              QStringLiteral("Änne"),
              QStringLiteral("änne"),
              QStringLiteral("ÖZ@"),
              QStringLiteral("öz@CONTOSO"),
              QStringLiteral("lockbox-access-approver"),
              QStringLiteral("clb#test"),
              QStringLiteral("2052"),
              QStringLiteral("pat@"),
              submitted().id.toString().toUpper(),
              QStringLiteral("2026-02-05T21:30"),
              QStringLiteral("deep@home"),
              QStringLiteral("FLAT"),
              QStringLiteral("100%"),
              QStringLiteral("x_1"),
              QStringLiteral("\"it\""),
              QStringLiteral("C:\\tmp\\x"),
              QStringLiteral("WEIẞ"),
              QStringLiteral("done"),
              QStringLiteral("ΣΟΦΌΣ")});
}

void TestEventQuery::finds()
{
    QFETCH(QString, word);
    QVERIFY(contains(sample(), {word}));
}

void TestEventQuery::findsNot_data()
{
    // Names of fields, numbers, truth values and nothing say nothing by themselves; signs stand
    // for themselves alone.
    wordRows({QStringLiteral("actor"),     QStringLiteral("actorRole"),
              QStringLiteral("reference"), QStringLiteral("recipients"),
              QStringLiteral("address"),   QStringLiteral("details"),
              QStringLiteral("kind"),      QStringLiteral("seq"),
              QStringLiteral("4711"),      QStringLiteral("14400"),
              QStringLiteral("true"),      QStringLiteral("null"),
              QStringLiteral("100_"),      QStringLiteral("10%of"),
              QStringLiteral("x%1"),       QStringLiteral("x.1"),
              QStringLiteral(".*"),        QStringLiteral("{"),
              QStringLiteral("\\n"),       QStringLiteral("\\\""),
              QStringLiteral("\\\\"),      QStringLiteral("anne"),
              QStringLiteral("weiss"),     QStringLiteral("pendingdenied")});
}

void TestEventQuery::findsNot()
{
    QFETCH(QString, word);
    QVERIFY(!contains(sample(), {word}));
}

void TestEventQuery::everyWordMustOccur()
{
    QVERIFY(contains(sample(), {}));
    QVERIFY(contains(sample(), {QStringLiteral("flat"), QStringLiteral("denied")}));
    QVERIFY(contains(sample(), {QStringLiteral("denied"), QStringLiteral("den")}));
    QVERIFY(!contains(sample(), {QStringLiteral("flat"), QStringLiteral("approved")}));
    QVERIFY(!contains(sample(), {QStringLiteral("approved"), QStringLiteral("flat")}));
}

void TestEventQuery::eventsOfTheClock()
{
    const Event expired{.seq = 1, .at = deadline, .kind = EventKind::RequestExpired};
    QVERIFY(contains(expired, {QStringLiteral("expired")}));
    QVERIFY(contains(expired, {}));
    QVERIFY(!contains(expired, {QStringLiteral("null")}));
    QVERIFY(!contains(expired, {submitted().id.toString()}));
}

QTEST_APPLESS_MAIN(TestEventQuery)
#include "tst_eventquery.moc"
