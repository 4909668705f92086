#include "tests/app/cli/clistore.h"
#include "tests/core/mail/mailserver.h"

#include <QFile>
#include <QTest>

using namespace lockbox::test;

/// What sending says where it does not succeed: which notices, why, and by which exit code.
class TestCliSending : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void failuresAreTold();
    void failuresAreForThoseWhoMaySeeThem();
    void manyFailuresAreCut();
    void textOfANoticeIsGenuine();
    void exitCodesFit();

private:
    QString file(const char *name) const { return m_store->filePath(QLatin1String(name)); }
    Outcome run(const QString &line) const { return m_program.run(words(line)); }
    QJsonObject done(const QString &line) const { return m_store->done(m_store->admin(), line); }
    void set(const QString &setting) const { (void)done(QStringLiteral("notify set ") + setting); }
    /// A store whose notices go to the server, and which has none that waits.
    void setUp() const;

    std::unique_ptr<MailServer> m_server;
    std::unique_ptr<CliStore> m_store;
    LockboxProgram m_program;
};

/// Each case has a store of its own.
void TestCliSending::init()
{
    m_store = std::make_unique<CliStore>();
    m_program = LockboxProgram();
    m_program.environment().insert(QStringLiteral("LOCKBOX_STORE"), m_store->path());
}

void TestCliSending::setUp() const
{
    set(QStringLiteral("notices none"));
    set(QStringLiteral("host localhost"));
    set(QStringLiteral("security none"));
    set(QStringLiteral("sender lockbox@contoso.example"));
    set(QStringLiteral("port %1").arg(m_server->port()));
    // What the servers here don't take ends with 1.
    const Outcome drained = run(QStringLiteral("notify once"));
    QVERIFY2(drained.exitCode <= 1, drained.report().constData());
}

void TestCliSending::failuresAreTold()
{
    m_server = std::make_unique<MailServer>(
        QStringLiteral("smtpd.py"),
        QStringList{QStringLiteral("--quiet"), QStringLiteral("--refuse"), m_store->approver()});
    setUp();
    const QString once = QStringLiteral("--as %1 notify once").arg(m_store->admin());
    (void)m_store->pending(QStringLiteral("SEND-1"));
    const Outcome told = run(once);
    QVERIFY2(told.exitCode == 1, told.report().constData());
    QVERIFY2(told.err.contains("1 of 2 notices did not get through"), told.report().constData());
    const QStringList lines = told.text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.at(0), QStringLiteral("1 sent, 1 undeliverable."));
    for (const QString &part : {m_store->approver(), QStringLiteral("request.pending"),
                                QStringLiteral("undeliverable"), QStringLiteral("550")})
        QVERIFY2(lines.at(1).contains(part), told.out.constData());
    (void)m_store->pending(QStringLiteral("SEND-2"));
    const QJsonArray failures =
        run(once + QStringLiteral(" --json")).json()[QStringLiteral("failures")].toArray();
    QCOMPARE(failures.size(), 1);
    QCOMPARE(failures[0][QStringLiteral("address")].toString(), m_store->approver());
    QCOMPARE(failures[0][QStringLiteral("reference")].toString(), QStringLiteral("SEND-2"));
    QVERIFY(failures[0][QStringLiteral("words")].toString().contains(QStringLiteral("550")));
    const QString show = QStringLiteral("--as %1 request show SEND-2").arg(m_store->admin());
    const QString shown = run(show).text().section(QStringLiteral("\nNotices\n"), 1);
    QVERIFY2(shown.contains(m_store->approver()) && shown.contains(QStringLiteral("undeliverable")),
             qPrintable(shown));
    QCOMPARE(
        run(show + QStringLiteral(" --json")).json()[QStringLiteral("notices")].toArray().size(),
        2);
    // What failed before is not this run's.
    const Outcome quiet = run(once);
    QCOMPARE(quiet.text(), QStringLiteral("0 sent.\n"));
    QCOMPARE(quiet.exitCode, 0);
}

void TestCliSending::failuresAreForThoseWhoMaySeeThem()
{
    m_server = std::make_unique<MailServer>(
        QStringLiteral("smtpd.py"),
        QStringList{QStringLiteral("--quiet"), QStringLiteral("--greylist"), QStringLiteral("99")});
    setUp();
    for (const auto &[as, reason] : {std::pair(QString(), "LOCKBOX_USER"),
                                     {QStringLiteral("--as ") + m_store->manager(), ""}}) {
        (void)m_store->pending(QStringLiteral("WHO-") + QString::number(as.size()));
        const Outcome told = run(as + QStringLiteral(" notify once"));
        QVERIFY2(told.exitCode == 1, told.report().constData());
        QVERIFY2(told.text().contains(QLatin1String(reason)), told.out.constData());
        QVERIFY2(told.text().contains(QStringLiteral("can't be listed")), told.out.constData());
        QVERIFY2(!told.text().contains(m_store->approver()), told.out.constData());
        (void)m_store->pending(QStringLiteral("JSON-") + QString::number(as.size()));
        const QJsonObject tally = run(as + QStringLiteral(" --json notify once")).json();
        QVERIFY(tally[QStringLiteral("failed")].toInt() >= 2);
        QVERIFY(tally.contains(QStringLiteral("failures"))
                && tally[QStringLiteral("failures")].isNull());
    }
}

void TestCliSending::manyFailuresAreCut()
{
    m_server = std::make_unique<MailServer>(
        QStringLiteral("smtpd.py"),
        QStringList{QStringLiteral("--quiet"), QStringLiteral("--busy-while"), file("busy")});
    setUp();
    QVERIFY(QFile(file("busy")).open(QIODevice::WriteOnly));
    for (int i = 0; i < 11; ++i)
        (void)m_store->pending(QStringLiteral("MANY-%1").arg(i));
    const QString once = QStringLiteral("--as %1 notify once").arg(m_store->admin());
    const Outcome told = run(once);
    QCOMPARE(told.text().count(QStringLiteral("request.pending")), 20);
    QVERIFY2(told.text().startsWith(QStringLiteral("0 sent, 22 will be tried again.\n")),
             told.out.constData());
    QVERIFY2(told.text().endsWith(QStringLiteral(
                 "\nand 2 more: lockbox outbox list --state failed,undeliverable\n")),
             told.out.constData());
    const QJsonArray listed = done(QStringLiteral("outbox list --state failed,undeliverable"))
                                  .value(QStringLiteral("value"))
                                  .toArray();
    QCOMPARE(listed.size(), 22);
    const QJsonObject one =
        done(QStringLiteral("outbox retry %1").arg(listed[0][QStringLiteral("id")].toInteger()));
    QCOMPARE(one[QStringLiteral("state")].toString(), QStringLiteral("queued"));
    QCOMPARE(run(QStringLiteral("--as %1 outbox retry --all").arg(m_store->admin())).text(),
             QStringLiteral("21 notices are tried again.\n"));
    const QJsonObject tally = run(once + QStringLiteral(" --json")).json();
    QCOMPARE(tally[QStringLiteral("failures")].toArray().size(), 22);
}

void TestCliSending::textOfANoticeIsGenuine()
{
    (void)m_store->pending(QStringLiteral("TEXT-1"));
    const int id = done(QStringLiteral("outbox list --request TEXT-1 --state queued"))
                       .value(QStringLiteral("value"))[0][QStringLiteral("id")]
                       .toInt();
    const QString show =
        QStringLiteral("--as %1 outbox show %2 --text").arg(m_store->admin()).arg(id);
    const Outcome text = run(show);
    QVERIFY2(text.exitCode == 0 && text.out.contains("TEXT-1"), text.report().constData());
    const auto verdictOf = [&](const QByteArray &bytes) {
        QFile mail(file("notice.txt"));
        if (!mail.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return Outcome();
        mail.write(bytes);
        mail.close();
        return run(
            QStringLiteral("--as %1 notify check '%2'").arg(m_store->admin(), mail.fileName()));
    };
    const Outcome genuine = verdictOf(text.out);
    QVERIFY2(genuine.exitCode == 0, genuine.report().constData());
    QCOMPARE(verdictOf(QByteArray(text.out).replace("TEXT-1", "TEXT-2")).exitCode, 7);
    QCOMPARE(run(show + QStringLiteral(" --html")).exitCode, 2);
}

/// As "lockbox --help" lists them.
void TestCliSending::exitCodesFit()
{
    const QString test =
        QStringLiteral("--json --as %1 notify test --to a@contoso.example").arg(m_store->admin());
    QCOMPARE(run(test).exitCode, 5);
    m_server = std::make_unique<MailServer>(QStringLiteral("smtpd.py"),
                                            QStringList{QStringLiteral("--quiet")});
    setUp();
    QCOMPARE(run(test).exitCode, 0);
    m_server.reset();
    const Outcome unreached = run(test);
    QVERIFY2(unreached.exitCode == 1, unreached.report().constData());
    QCOMPARE(unreached.error()[QStringLiteral("code")].toString(), QStringLiteral("unreachable"));
    set(QStringLiteral("account robot"));
    m_program.environment().insert(QStringLiteral("LOCKBOX_MAIL_PASSWORD_FILE"), file("none"));
    for (const QString &line : {test, QStringLiteral("--json notify once")}) {
        const Outcome locked = run(line);
        QVERIFY2(locked.exitCode == 3, locked.report().constData());
    }
    const QString help = run(QStringLiteral("--help")).text();
    for (const char *meaning : {"1 other (also: no mail server answers",
                                "3 not found or ambiguous (also: no mail password",
                                "5 wrong state or lost race (also: no mail server is set"})
        QVERIFY2(help.simplified().contains(QLatin1String(meaning)), qPrintable(help));
}

QTEST_GUILESS_MAIN(TestCliSending)
#include "tst_clisending.moc"
