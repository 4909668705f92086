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

QTEST_GUILESS_MAIN(TestCliHints)
#include "tst_clihints.moc"
