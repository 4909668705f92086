#include "tests/app/cli/clistore.h"
#include "tests/core/mail/mailserver.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace lockbox;
using namespace lockbox::test;

/// Notices from the command line: through a mail server with TLS and a log-in, by processes that are killed, and back again.
class TestCliNotify : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhatIsMissing();
    void passwordStaysOutOfSight_data();
    void passwordStaysOutOfSight();
    void testMail();
    void onceSendsToEachApprover();
    void runStopsAtASignal();
    void killedRunLosesNothing();
    void mailsAreChecked();
    void outboxIsManaged();

private:
    QString file(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    Outcome run(const QString &line) const;
    QJsonObject done(const QString &line) const { return m_store.done(m_store.admin(), line); }
    QString filed(const QString &reference) const;
    QJsonArray outbox(const QString &options = {}) const
    {
        return done(QStringLiteral("outbox list --limit 1000 ") + options)
            .value(QStringLiteral("value"))
            .toArray();
    }

    QTemporaryDir m_folder;
    CliStore m_store;
    std::unique_ptr<MailServer> m_server;
    LockboxProgram m_program;
};

void TestCliNotify::initTestCase()
{
    m_server = std::make_unique<MailServer>(QStringLiteral("smtpd.py"),
                                            QStringList{QStringLiteral("--starttls"),
                                                        QStringLiteral("--auth"),
                                                        QStringLiteral("robot:s3cret")});
    QFile password(file("password"));
    QVERIFY(password.open(QIODevice::WriteOnly));
    password.write("s3cret\n");
    password.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    password.close();
    m_program.environment().insert(QStringLiteral("LOCKBOX_MAIL_PASSWORD_FILE"), file("password"));
    m_program.environment().insert(QStringLiteral("LOCKBOX_MAIL_CA_FILE"), m_server->caFile());
    m_program.environment().insert(QStringLiteral("LOCKBOX_STORE"), m_store.path());
    m_program.environment().insert(QStringLiteral("LOCKBOX_USER"), m_store.admin());
    (void)done(QStringLiteral("setting set require-approval on --even-if-unreachable"));
}

Outcome TestCliNotify::run(const QString &line) const
{
    return m_program.run(words(line));
}

QString TestCliNotify::filed(const QString &reference) const
{
    const QString id = m_store.submit(reference);
    (void)m_store.done(m_store.manager(), QStringLiteral("request authorize ") + reference);
    return id;
}

void TestCliNotify::saysWhatIsMissing()
{
    const Outcome once = run(QStringLiteral("notify once"));
    QCOMPARE(once.exitCode, 5);
    QVERIFY2(once.err.contains("no mail server is set"), once.report().constData());
    QVERIFY(run(QStringLiteral("notify show")).text().contains(QStringLiteral("not set")));
    for (const char *line :
         {"host localhost", "security starttls", "account robot", "sender lockbox@contoso.example",
          "notices none", "time-zone Europe/Berlin"})
        (void)done(QStringLiteral("notify set ") + QLatin1String(line));
    (void)done(QStringLiteral("notify set port %1").arg(m_server->port()));
    const QJsonObject settings = done(QStringLiteral("notify show"));
    QVERIFY(settings.value(QStringLiteral("missing")).isNull());
    QCOMPARE(settings.value(QStringLiteral("port")).toInt(), m_server->port());
    for (const char *line : {"port 70000", "host a/b", "sender nobody", "time-zone Mars/Base",
                             "security maybe", "notices request.pending"})
        QCOMPARE(run(QStringLiteral("notify set ") + QLatin1String(line)).exitCode, 2);
}

void TestCliNotify::passwordStaysOutOfSight_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("said");
    QTest::newRow("nowhere") << QString() << QString() << QStringLiteral("no password");
    QTest::newRow("readable by others")
        << QStringLiteral("LOCKBOX_MAIL_PASSWORD_FILE") << file("open") << QStringLiteral("0600");
    QTest::newRow("no file") << QStringLiteral("LOCKBOX_MAIL_PASSWORD_FILE") << file("none")
                             << QStringLiteral("no password file");
    QTest::newRow("wrong") << QStringLiteral("LOCKBOX_MAIL_PASSWORD") << QStringLiteral("guess7")
                           << QStringLiteral("535");
}

void TestCliNotify::passwordStaysOutOfSight()
{
    QFETCH(QString, variable);
    QFETCH(QString, value);
    QFETCH(QString, said);
    QFile open(file("open"));
    QVERIFY(open.open(QIODevice::WriteOnly));
    open.write("s3cret");
    open.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadOther);
    open.close();
    LockboxProgram program = m_program;
    program.environment().remove(QStringLiteral("LOCKBOX_MAIL_PASSWORD_FILE"));
    if (!variable.isEmpty())
        program.environment().insert(variable, value);
    const Outcome told = program.run(words(QStringLiteral("notify test --to a@contoso.example")));
    QVERIFY(told.exitCode != 0);
    QVERIFY2(told.err.contains(said.toUtf8()), told.report().constData());
    QVERIFY(!told.err.contains("guess7") && !told.err.contains("s3cret"));
}

void TestCliNotify::testMail()
{
    const Outcome sent = run(QStringLiteral("notify test --to ada@contoso.example"));
    QVERIFY2(sent.exitCode == 0, sent.report().constData());
    const QJsonObject mail = m_server->taken();
    QCOMPARE(mail[QStringLiteral("to")][0].toString(), QStringLiteral("ada@contoso.example"));
    QVERIFY(mail[QStringLiteral("tls")].toBool() && mail[QStringLiteral("authenticated")].toBool());
}

void TestCliNotify::onceSendsToEachApprover()
{
    (void)run(QStringLiteral("notify once"));
    while (!m_server->tookNothingMore())
        (void)m_server->taken();
    (void)filed(QStringLiteral("NOTE-1"));
    const Outcome once = run(QStringLiteral("--json notify once"));
    QVERIFY2(once.exitCode == 0, once.report().constData());
    QStringList expected;
    for (const QJsonValue &row : outbox(QStringLiteral("--request NOTE-1 --state sent")))
        expected.append(row[QStringLiteral("address")].toString());
    QVERIFY(!expected.isEmpty());
    QStringList arrived;
    for (qsizetype i = 0; i < expected.size(); ++i)
        arrived.append(m_server->taken()[QStringLiteral("to")][0].toString());
    QVERIFY(m_server->tookNothingMore());
    expected.sort();
    arrived.sort();
    QCOMPARE(arrived, expected);
}

void TestCliNotify::runStopsAtASignal()
{
    QProcess process;
    process.setProcessEnvironment(m_program.environment());
    process.start(LockboxProgram::path(), words(QStringLiteral("notify run")));
    QVERIFY(process.waitForStarted());
    (void)filed(QStringLiteral("NOTE-2"));
    const QJsonObject mail = m_server->taken();
    QVERIFY(header(mail, "Subject").contains(QStringLiteral("NOTE-2")));
    kill(pid_t(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(10000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    while (!m_server->tookNothingMore())
        (void)m_server->taken();
}

/// Wherever it is hit: what was claimed is sent by the next one when the claim is over, and the store is whole.
void TestCliNotify::killedRunLosesNothing()
{
    for (int round = 0; round < 6; ++round) {
        (void)filed(QStringLiteral("KILL-%1").arg(round));
        QProcess process;
        process.setProcessEnvironment(m_program.environment());
        process.start(LockboxProgram::path(), words(QStringLiteral("notify once")));
        QVERIFY(process.waitForStarted());
        (void)process.waitForFinished(20 * round);
        process.kill();
        QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished());
    }
    const Outcome verified = run(QStringLiteral("log verify"));
    QVERIFY2(verified.exitCode == 0, verified.report().constData());
    for (const QJsonValue &row : outbox()) {
        const QString state = row[QStringLiteral("state")].toString();
        if (state == QLatin1String("sending"))
            QVERIFY(!row[QStringLiteral("nextAt")].isNull());
    }
    QVERIFY(run(QStringLiteral("notify once")).exitCode == 0);
    QCOMPARE(outbox(QStringLiteral("--state failed")).size(), 0);
    while (!m_server->tookNothingMore())
        (void)m_server->taken();
}

void TestCliNotify::mailsAreChecked()
{
    (void)filed(QStringLiteral("NOTE-3"));
    (void)run(QStringLiteral("notify once"));
    const QByteArray raw = m_server->taken()[QStringLiteral("raw")].toString().toUtf8();
    const auto verdictOf = [&](const QByteArray &bytes) {
        QFile mail(file("mail.eml"));
        if (!mail.open(QIODevice::WriteOnly))
            return Outcome();
        mail.write(bytes);
        mail.close();
        return run(QStringLiteral("notify check '%1'").arg(mail.fileName()));
    };
    const Outcome genuine = verdictOf(raw);
    QVERIFY2(genuine.exitCode == 0, genuine.report().constData());
    const Outcome altered = verdictOf(QByteArray(raw).replace("NOTE-3", "NOTE-4"));
    QCOMPARE(altered.exitCode, 7);
    QVERIFY2(altered.err.contains("Service Request #"), altered.report().constData());
    QCOMPARE(verdictOf("hello").exitCode, 7);
    while (!m_server->tookNothingMore())
        (void)m_server->taken();
}

void TestCliNotify::outboxIsManaged()
{
    (void)done(QStringLiteral("notify set notices reminder"));
    (void)filed(QStringLiteral("NOTE-5"));
    const auto waiting = outbox(QStringLiteral("--request NOTE-5 --state queued"));
    const int id = waiting[0][QStringLiteral("id")].toInt();
    QCOMPARE(waiting[0][QStringLiteral("kind")].toString(), QStringLiteral("reminder"));
    const Outcome shown = run(QStringLiteral("outbox show %1").arg(id));
    QVERIFY2(shown.text().contains(QStringLiteral("still waits")), shown.report().constData());
    QCOMPARE(done(QStringLiteral("outbox suppress %1").arg(id))[QStringLiteral("state")].toString(),
             QStringLiteral("suppressed"));
    QCOMPARE(run(QStringLiteral("outbox suppress %1").arg(id)).exitCode, 5);
    QCOMPARE(done(QStringLiteral("outbox retry %1").arg(id))[QStringLiteral("state")].toString(),
             QStringLiteral("queued"));
    QCOMPARE(run(QStringLiteral("outbox show 99999")).exitCode, 3);
    QVERIFY(done(QStringLiteral("event list --request NOTE-5")).size() > 0);
}

QTEST_GUILESS_MAIN(TestCliNotify)
#include "tst_clinotify.moc"
