#include "tests/app/cli/clistore.h"

#include <QTest>

using namespace lockbox::test;

/// What a refusal says so that the next try succeeds: the file that is missing, the names that are known, the forms that are taken.
class TestCliHints : public QObject
{
    Q_OBJECT

private slots:
    void missingKeyFileIsNamed_data();
    void missingKeyFileIsNamed();
    void unknownNamesGetHelp_data();
    void unknownNamesGetHelp();
    void timesAreExplained_data();
    void timesAreExplained();
    void emptySpanIsTold_data();
    void emptySpanIsTold();

private:
    Outcome run(const QString &line) const { return m_store.run(m_store.admin(), line); }

    CliStore m_store;
};

void TestCliHints::missingKeyFileIsNamed_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"log verify", "evidence verify somewhere",
                             "log verify-proof proof.tlog-proof --leaf leaf.json"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void TestCliHints::missingKeyFileIsNamed()
{
    QFETCH(QString, line);
    const Outcome refused = run(line + QStringLiteral(" --key 'my keys/contoso.vkey'"));
    QVERIFY2(refused.exitCode == 2, refused.report().constData());
    const QString message = refused.error()[QStringLiteral("message")].toString();
    QVERIFY2(message.startsWith(QStringLiteral("--key: there is no file \"my keys/contoso.vkey\"")),
             qPrintable(message));
}

void TestCliHints::unknownNamesGetHelp_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("meant");
    QTest::addColumn<QStringList>("known");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *line, const char *meant, const char *known, const char *field) {
        QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(meant)
                            << words(QString::fromLatin1(known)) << QString::fromLatin1(field);
    };
    row("user set-roles alex@contoso.example global-administratr", "global-administrator",
        "security-reader engineer none", "role");
    row("user set-roles alex@contoso.example approver", "customer-lockbox-access-approver",
        "security-reader", "role");
    row("user set-roles alex@contoso.example king", "", "manager none", "role");
    row("log list --kind request.aproved", "request.approved", "user.added log.started", "kind");
    row("log list --kind approved", "request.approved", "user.added", "kind");
    row("log list --kind fax", "", "user.added", "kind");
    row("request list --state pendng", "pending", "completed revoked", "state");
    row("request list --state open", "", "pending", "state");
    row("outbox list --state undeliverabel", "undeliverable", "queued suppressed", "state");
    row("outbox list --state gone", "", "queued", "state");
    row("notify set notices remind", "reminder", "decided roles.changed all none", "kind");
    row("notify set notices reminder,decidet", "decided", "access.ended", "kind");
    row("Get-AccessToCustomerDataRequest -ApprovalStatus aproved", "Approved", "Canceled Pending",
        "ApprovalStatus");
    row("Get-AccessToCustomerDataRequest -ApprovalStatus expired", "", "Denied", "ApprovalStatus");
}

void TestCliHints::unknownNamesGetHelp()
{
    QFETCH(QString, line);
    QFETCH(QString, meant);
    QFETCH(QStringList, known);
    const Outcome refused = run(line);
    QVERIFY2(refused.exitCode == 2, refused.report().constData());
    QTEST(refused.error()[QStringLiteral("field")].toString(), "field");
    const QString message = refused.error()[QStringLiteral("message")].toString();
    if (meant.isEmpty())
        QVERIFY2(!message.contains(QStringLiteral("did you mean")), qPrintable(message));
    else
        QVERIFY2(message.contains(QStringLiteral("did you mean \"%1\"?").arg(meant)),
                 qPrintable(message));
    const QString list = message.section(QStringLiteral("known are "), 1);
    for (const QString &name : known)
        QVERIFY2(list.split(QStringLiteral(", ")).contains(name), qPrintable(message));
}

void TestCliHints::timesAreExplained_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("option");
    for (const char *option : {"--from", "--until"}) {
        QTest::addRow("log list %s", option)
            << QStringLiteral("log list %1 yesterday").arg(QLatin1String(option)) << option;
        QTest::addRow("evidence export %s", option)
            << QStringLiteral("evidence export -o x %1 2026-02-30").arg(QLatin1String(option))
            << option;
    }
}

void TestCliHints::timesAreExplained()
{
    QFETCH(QString, line);
    QFETCH(QString, option);
    const Outcome refused = run(line);
    QVERIFY2(refused.exitCode == 2, refused.report().constData());
    const QString message = refused.error()[QStringLiteral("message")].toString();
    for (const QString &part :
         {option, QStringLiteral("a date in UTC (2026-02-05)"), QStringLiteral("RFC 3339"),
          QStringLiteral("2026-02-05T19:11:55Z"), line.section(u' ', -1)})
        QVERIFY2(message.contains(part), qPrintable(message));
}

void TestCliHints::emptySpanIsTold_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("told");
    QTest::newRow("both ends") << "--from 2001-01-01 --until 2001-01-02T10:00:00+02:00" << 3
                               << "from 2001-01-01 00:00:00 UTC until 2001-01-02 08:00:00 UTC";
    QTest::newRow("a whole day") << "--from 2001-01-01 --until 2001-01-01" << 3
                                 << "from 2001-01-01 00:00:00 UTC until 2001-01-02 00:00:00 UTC";
    QTest::newRow("no start") << "--until 2001-01-01" << 3
                              << "from the beginning until 2001-01-02 00:00:00 UTC";
    QTest::newRow("no end") << "--from 2101-01-01" << 3 << "from 2101-01-01 00:00:00 UTC until now";
    QTest::newRow("nothing named") << "" << 2 << "--request ID, or --from, --until or both";
}

void TestCliHints::emptySpanIsTold()
{
    QFETCH(QString, options);
    QFETCH(QString, told);
    const Outcome refused =
        run(QStringLiteral("evidence export -o '%1' ").arg(m_store.filePath(QStringLiteral("out")))
            + options);
    QTEST(refused.exitCode, "exitCode");
    const QString message = refused.error()[QStringLiteral("message")].toString();
    QVERIFY2(message.contains(told), qPrintable(message));
}

QTEST_GUILESS_MAIN(TestCliHints)
#include "tst_clihints.moc"
