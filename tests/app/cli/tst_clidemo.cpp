#include "tests/app/cli/clistore.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace lockbox::test;

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
    for (int i = 0; i < 2; ++i) {
        const Outcome played = LockboxProgram().run(
            {QStringLiteral("demo"), QStringLiteral("play"), QStringLiteral("--store"), m_demo});
        QVERIFY2(played.exitCode == 0, played.report().constData());
    }
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

QTEST_GUILESS_MAIN(TestCliDemo)
#include "tst_clidemo.moc"
