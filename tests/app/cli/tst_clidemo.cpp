#include "tests/app/cli/clistore.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace lockbox::test;

namespace {

/// Starts the program in `folder`, which it also takes for temporary files.
void start(QProcess &process, const QString &folder, const QString &line)
{
    QProcessEnvironment environment = LockboxProgram::cleanEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), folder);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.start(LockboxProgram::path(), words(line));
    if (!process.waitForStarted())
        qFatal("the program can't be started");
}

/// Whether there is something in `folder` while `process` runs. Looks often, for it may be there for a few moments only.
bool hasBegun(QProcess &process, const QString &folder)
{
    while (!process.waitForFinished(1)) {
        if (!QDir(folder).isEmpty())
            return true;
    }
    return false;
}

} // namespace

/// The demo on the command line: its store, its clock, and the story that it plays.
class TestCliDemo : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void sameSeedSameContent();
    void storeIsPlausible();
    void clockMovesAndDeadlinesTakeEffect();
    void realStoreKeepsItsClock();
    void playTellsTheStory();
    void playRunsOnAGivenDemoStore();
    void playLeavesRealStoresAlone();
    void interruptionLeavesNothing_data();
    void interruptionLeavesNothing();
    void interruptedStoryLeavesNothing();
    void ignoredSignalsStayIgnored();
    void readerWhoLeavesLeavesNothing();

private:
    Outcome make(const QString &path, const QString &rest) const;
    static QString admin() { return QStringLiteral("amara.okafor@contoso.onmicrosoft.com"); }

    QTemporaryDir m_folder;
    QString m_demo;
};

Outcome TestCliDemo::make(const QString &path, const QString &rest) const
{
    return LockboxProgram().run(QStringList{QStringLiteral("init"), path, QStringLiteral("--json"),
                                            QStringLiteral("--demo")}
                                + words(rest));
}

void TestCliDemo::initTestCase()
{
    m_demo = m_folder.filePath(QStringLiteral("demo.lockbox"));
    const Outcome made = make(m_demo, QStringLiteral("--requests 60"));
    QVERIFY2(made.exitCode == 0, made.report().constData());
    QVERIFY(!made.json().isEmpty());
}

void TestCliDemo::sameSeedSameContent()
{
    const auto content = [&](const char *name, const QString &seed) {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        const Outcome made = make(path, QStringLiteral("--requests 25 --seed ") + seed);
        return made.exitCode == 0
                   ? LockboxScript(path)
                         .run(admin(), words(QStringLiteral("event list --limit 1000")))
                         .out
                   : QByteArray();
    };
    const QByteArray one = content("one.lockbox", QStringLiteral("7"));
    QVERIFY(one.size() > 1000);
    QVERIFY(one == content("two.lockbox", QStringLiteral("7")));
    QVERIFY(one != content("three.lockbox", QStringLiteral("8")));
}

void TestCliDemo::storeIsPlausible()
{
    const LockboxScript script(m_demo);
    const QJsonArray users = script.done(admin(), words(QStringLiteral("user list")))
                                 .value(QStringLiteral("value"))
                                 .toArray();
    QCOMPARE(users.size(), 30);
    const QJsonArray waiting =
        script.done(admin(), words(QStringLiteral("request list --state pending")))
            .value(QStringLiteral("value"))
            .toArray();
    QCOMPARE(waiting.size(), 3);
    QSet<QString> deadlines;
    for (const QJsonValue &request : waiting) {
        deadlines.insert(request[QStringLiteral("expiresAt")].toString());
        QCOMPARE(request[QStringLiteral("requestorName")].toString(),
                 QStringLiteral("Microsoft Engineer"));
    }
    QCOMPARE(deadlines.size(), 3);
}

void TestCliDemo::clockMovesAndDeadlinesTakeEffect()
{
    const QString path = m_folder.filePath(QStringLiteral("clock.lockbox"));
    QCOMPARE(make(path, QStringLiteral("--requests 12")).exitCode, 0);
    const LockboxScript script(path);
    const QString before = script.done(admin(), words(QStringLiteral("clock show")))
                               .value(QStringLiteral("now"))
                               .toString();
    QVERIFY2(before.startsWith(QStringLiteral("2026-02-06T09:0")), qPrintable(before));
    const auto count = [&](const char *state) {
        return script
            .done(admin(), words(QStringLiteral("request list --state ") + QLatin1String(state)))
            .value(QStringLiteral("value"))
            .toArray()
            .size();
    };
    const auto waiting = count("pending");
    const auto expired = count("expired");
    QVERIFY(waiting > 0);
    const QString later = script.done(admin(), words(QStringLiteral("clock advance 12h")))
                              .value(QStringLiteral("now"))
                              .toString();
    QVERIFY2(later.startsWith(QStringLiteral("2026-02-06T21:0")), qPrintable(later));
    QCOMPARE(count("pending"), 0);
    QCOMPARE(count("approved"), 0);
    QCOMPARE(count("expired"), expired + waiting);
    for (const char *wrong : {"0h", "-1h", "tomorrow", "400d"})
        QCOMPARE(
            script.run(admin(), words(QStringLiteral("clock advance -- ") + QLatin1String(wrong)))
                .exitCode,
            2);
}

void TestCliDemo::realStoreKeepsItsClock()
{
    const CliStore real;
    const Outcome refused = real.run(real.admin(), QStringLiteral("clock advance 1h"));
    QCOMPARE(refused.exitCode, 1);
    QCOMPARE(refused.error().value(QStringLiteral("code")).toString(),
             QStringLiteral("notSupported"));
    QVERIFY(
        isTime(real.done(real.admin(), QStringLiteral("clock show")).value(QStringLiteral("now"))));
}

void TestCliDemo::playTellsTheStory()
{
    LockboxProgram program;
    QTemporaryDir temporary;
    program.environment().insert(QStringLiteral("TMPDIR"), temporary.path());
    // A store in the environment is somebody's own.
    program.environment().insert(QStringLiteral("LOCKBOX_STORE"),
                                 QStringLiteral("/nowhere/x.lockbox"));
    const Outcome played = program.run(words(QStringLiteral("demo play")));
    QVERIFY2(played.exitCode == 0, played.report().constData());
    QCOMPARE(played.err, QByteArray());
    const QString text = played.text().toLower();
    for (const char *part :
         {"avery.stone@microsoft.example", "jordan.blake@microsoft.example", "daniel.weiss@contoso",
          "tomas.herrera", "approved", "denied", "expired", "revoked", "recorded", "utc"})
        QVERIFY2(text.contains(QLatin1String(part)), part);
    QVERIFY(!played.out.contains('\x1b'));
    QVERIFY(QDir(temporary.path()).isEmpty());

    const Outcome json = program.run(words(QStringLiteral("demo play --json")));
    QCOMPARE(json.exitCode, 0);
    QVERIFY(!json.json().isEmpty());
}

void TestCliDemo::playRunsOnAGivenDemoStore()
{
    const LockboxScript script(m_demo);
    const auto head = [&] {
        QString after = QStringLiteral("0");
        for (;;) {
            const QJsonObject page = script.done(
                admin(), words(QStringLiteral("event list --limit 1000 --after ") + after));
            const QJsonArray events = page.value(QStringLiteral("value")).toArray();
            if (events.isEmpty())
                return after.toInt();
            after = QString::number(events.last()[QStringLiteral("seq")].toInteger());
        }
    };
    const int before = head();
    // Twice, for the second time finds what the first has left.
    QSet<QString> ids;
    for (int i = 0; i < 2; ++i) {
        const Outcome played =
            LockboxProgram().run({QStringLiteral("demo"), QStringLiteral("play"),
                                  QStringLiteral("--json"), QStringLiteral("--store"), m_demo});
        QVERIFY2(played.exitCode == 0, played.report().constData());
        for (const QJsonValue &step : played.json().value(QStringLiteral("value")).toArray()) {
            const QJsonValue request = step[QStringLiteral("request")];
            if (request.isUndefined())
                continue;
            ids.insert(request[QStringLiteral("id")].toString());
            // By the reference that the story's commands name, each request is found.
            const Outcome found = script.run(QStringLiteral("jordan.blake@microsoft.example"),
                                             {QStringLiteral("request"), QStringLiteral("show"),
                                              request[QStringLiteral("reference")].toString()});
            QVERIFY2(found.exitCode == 0, found.report().constData());
        }
    }
    QCOMPARE(ids.size(), 2 * 7);
    QVERIFY(head() > before + 20);
    QSet<QString> kinds;
    const QJsonArray events =
        script
            .done(admin(), words(QStringLiteral("event list --limit 1000 --after %1").arg(before)))
            .value(QStringLiteral("value"))
            .toArray();
    for (const QJsonValue &event : events)
        kinds.insert(event[QStringLiteral("kind")].toString());
    for (const char *kind :
         {"setting.changed", "request.submitted", "request.authorized", "request.notified",
          "request.approved", "request.denied", "request.expired", "access.recorded",
          "access.revoked", "access.completed", "clock.advanced"})
        QVERIFY2(kinds.contains(QLatin1String(kind)), kind);
    QCOMPARE(script.done(admin(), words(QStringLiteral("setting show")))
                 .value(QStringLiteral("requireApproval")),
             QJsonValue(true));
}

void TestCliDemo::playLeavesRealStoresAlone()
{
    const CliStore real;
    const QByteArray before = real.run(real.admin(), QStringLiteral("event list")).out;
    const Outcome refused = LockboxProgram().run(
        {QStringLiteral("demo"), QStringLiteral("play"), QStringLiteral("--store"), real.path()});
    QVERIFY2(refused.exitCode == 1 || refused.exitCode == 2, refused.report().constData());
    QCOMPARE(real.run(real.admin(), QStringLiteral("event list")).out, before);
    QCOMPARE(LockboxProgram()
                 .run({QStringLiteral("demo"), QStringLiteral("play"), QStringLiteral("--store"),
                       m_folder.filePath(QStringLiteral("none.lockbox"))})
                 .exitCode,
             6);
}

void TestCliDemo::interruptionLeavesNothing_data()
{
    QTest::addColumn<QString>("requests");
    QTest::addColumn<int>("signal");
    const std::pair<const char *, int> signalNames[] = {
        {"INT", SIGINT}, {"TERM", SIGTERM}, {"HUP", SIGHUP}};
    for (const auto &[name, number] : signalNames) {
        QTest::addRow("few, %s", name) << QStringLiteral("4999") << number;
        QTest::addRow("many, %s", name) << QStringLiteral("1000000") << number;
    }
}

void TestCliDemo::interruptionLeavesNothing()
{
    QFETCH(QString, requests);
    QFETCH(int, signal);
    const QTemporaryDir folder;
    QProcess process;
    start(process, folder.path(), QStringLiteral("init x.lockbox --demo --requests ") + requests);
    QVERIFY(hasBegun(process, folder.path()));
    ::kill(static_cast<pid_t>(process.processId()), signal);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("stopped"));
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestCliDemo::interruptedStoryLeavesNothing()
{
    const QTemporaryDir folder;
    int caught = 0;
    // A story is short, and may be over before it is noticed.
    for (int i = 0; i < 50 && caught < 3; ++i) {
        QProcess process;
        start(process, folder.path(), QStringLiteral("demo play"));
        if (hasBegun(process, folder.path())) {
            ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
            QVERIFY(process.waitForFinished());
            ++caught;
        }
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY(QDir(folder.path()).isEmpty());
    }
    QCOMPARE(caught, 3);
}

/// As after `nohup`.
void TestCliDemo::ignoredSignalsStayIgnored()
{
    const QTemporaryDir folder;
    QProcess process;
    process.setChildProcessModifier([] { std::signal(SIGHUP, SIG_IGN); });
    start(process, folder.path(), QStringLiteral("init x.lockbox --demo --requests 2000"));
    QVERIFY(hasBegun(process, folder.path()));
    ::kill(static_cast<pid_t>(process.processId()), SIGHUP);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(QFile::exists(folder.filePath(QStringLiteral("x.lockbox"))));
}

void TestCliDemo::readerWhoLeavesLeavesNothing()
{
    const QTemporaryDir folder;
    QProcess process;
    QProcessEnvironment environment = LockboxProgram::cleanEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), folder.path());
    process.setProcessEnvironment(environment);
    process.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"),
         QStringLiteral("{ '%1' demo play; echo ended; } | true").arg(LockboxProgram::path())});
    QVERIFY(process.waitForFinished());
    QTRY_VERIFY(QDir(folder.path()).isEmpty());
}

QTEST_GUILESS_MAIN(TestCliDemo)
#include "tst_clidemo.moc"
