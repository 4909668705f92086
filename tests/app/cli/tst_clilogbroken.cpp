#include "core/audit/signednote.h"
#include "core/store/database.h"
#include "tests/app/cli/clistore.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;

namespace {

QString field(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

} // namespace

/// What is said where the store is not what the log says, or not what was last seen here.
class TestCliLogBroken : public QObject
{
    Q_OBJECT

private slots:
    void findingNamesTheFirstThingWrong_data();
    void findingNamesTheFirstThingWrong();
    void findingIsOneLineForPeople();
    void findingsCantSteerATerminal();
    void leavesCantSteerATerminal();
    void keyThatHasNotSignedIsAFinding();
    void checkpointOfAnotherHistoryIsAFinding();
    void badTrustIsAUsageError_data();
    void badTrustIsAUsageError();
    void alarmStopsEveryCommand();
    void alarmIsShown();
    void replacedPinEndsTheAlarm();
    void lostPinIsAnAlarm();
    void damagedStoreIsNoFinding();

private:
    /// Has another program change the store.
    static void tamper(const CliStore &store, const QString &script);
    /// `log verify` by nobody.
    static Outcome verify(const CliStore &store, const QString &options = {});
    /// Takes the store back to what it was before its newest change.
    static void rollBack(const CliStore &store);
};

void TestCliLogBroken::tamper(const CliStore &store, const QString &script)
{
    const auto database = Database::open(store.path(), std::chrono::seconds(30));
    if (!database || !(*database)->run(script))
        qFatal("the store can't be changed from outside");
}

Outcome TestCliLogBroken::verify(const CliStore &store, const QString &options)
{
    return LockboxProgram().run(
        QStringList{QStringLiteral("--store"), store.path(), QStringLiteral("--json")}
        + words(QStringLiteral("log verify ") + options));
}

void TestCliLogBroken::rollBack(const CliStore &store)
{
    const QString copy = store.filePath(QStringLiteral("copy"));
    if (!QFile::copy(store.path(), copy))
        qFatal("the store can't be copied");
    (void)store.done(store.admin(), QStringLiteral("setting set max-access 2h"));
    if (!QFile::remove(store.path()) || !QFile::rename(copy, store.path()))
        qFatal("the store can't be put back");
}

void TestCliLogBroken::findingNamesTheFirstThingWrong_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *name, const char *script, const char *key, const char *value) {
        QTest::newRow(name) << QString::fromLatin1(script) << QString::fromLatin1(key)
                            << QString::fromLatin1(value);
    };
    row("a request's reason", "UPDATE request SET reason = 'Because'", "field", "reason");
    row("a user's name",
        "UPDATE account SET display_name = 'Somebody' WHERE user_name = 'rita@contoso.example'",
        "user", "rita@contoso.example");
    row("a setting", "UPDATE tenant SET max_access = 60", "field", "max_access");
    const QString guard = QStringLiteral(
        "CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, "
        "'events are never changed'); END;");
    QTest::newRow("an event") << QStringLiteral(
                                     "DROP TRIGGER event_is_never_changed; UPDATE event SET body = "
                                     "replace(body, 'rita@contoso', 'rosa@contoso') WHERE seq = 5;")
                                     + guard
                              << "seq"
                              << "5";
    row("what guards the events", "DROP TRIGGER event_is_never_changed", "field", "schema");
}

void TestCliLogBroken::findingNamesTheFirstThingWrong()
{
    QFETCH(QString, script);
    QFETCH(QString, key);
    QFETCH(QString, value);
    const CliStore store;
    const QString id = store.pending();
    tamper(store, script);
    const Outcome found = verify(store);
    QVERIFY2(found.exitCode == 7, found.report().constData());
    QCOMPARE(found.out, QByteArray());
    const QJsonObject error = found.error();
    QCOMPARE(field(error, "code"), QStringLiteral("logBroken"));
    QVERIFY(!field(error, "message").isEmpty());
    for (const char *name : {"seq", "request", "user", "field", "state", "candidates"})
        QVERIFY2(error.contains(QLatin1String(name)), found.err.constData());
    QCOMPARE(error.value(key).toVariant().toString(), value);
    if (key == u"field" && value == u"reason")
        QCOMPARE(field(error, "request"), id);
    else
        QVERIFY2(error[QStringLiteral("request")].isNull(), found.err.constData());
}

void TestCliLogBroken::findingIsOneLineForPeople()
{
    const CliStore store;
    (void)store.pending();
    tamper(store, QStringLiteral("UPDATE request SET reason = 'Because'"));
    const Outcome found = LockboxProgram().run(
        {QStringLiteral("--store"), store.path(), QStringLiteral("log"), QStringLiteral("verify")});
    QCOMPARE(found.exitCode, 7);
    QCOMPARE(found.out, QByteArray());
    QCOMPARE(found.err.count('\n'), 1);
    for (const char *part : {"lockbox: ", "reason", "Because", "Mail flow stops at one mailbox"})
        QVERIFY2(found.err.contains(part), found.err.constData());
}

void TestCliLogBroken::findingsCantSteerATerminal()
{
    const CliStore store;
    (void)store.pending();
    tamper(store, QStringLiteral("UPDATE request SET reason = 'A' || char(27) || '[2J' || "
                                 "char(10) || char(8238)"));
    const Outcome found = LockboxProgram().run(
        {QStringLiteral("--store"), store.path(), QStringLiteral("log"), QStringLiteral("verify")});
    QCOMPARE(found.exitCode, 7);
    QVERIFY2(!found.err.contains('\x1b') && !found.complaint().contains(QChar(0x202e)),
             found.err.constData());
    QCOMPARE(found.err.count('\n'), 1);
}

/// Exact bytes are for files; who looks at them on a terminal is spared.
void TestCliLogBroken::leavesCantSteerATerminal()
{
    const CliStore store;
    tamper(store, QStringLiteral("DROP TRIGGER event_is_never_changed; UPDATE event SET body = "
                                 "replace(body, 'Rita', 'Ri' || char(8238) || 'ta')"));
    LockboxProgram program;
    program.environment().insert(QStringLiteral("LOCKBOX_STORE"), store.path());
    program.environment().insert(QStringLiteral("LOCKBOX_USER"), store.admin());
    const QChar turning(0x202e);
    int harmful = 0;
    for (int seq = 1; seq <= 10; ++seq) {
        const QString line = QStringLiteral("log show %1").arg(seq);
        const QString raw = line + QStringLiteral(" --raw");
        harmful += program.run(words(raw)).text().contains(turning) ? 1 : 0;
        QVERIFY(!program.run(words(line)).text().contains(turning));
        QVERIFY(!program.seenOnTerminal(raw).contains(turning));
    }
    QVERIFY(harmful > 0);
}

void TestCliLogBroken::keyThatHasNotSignedIsAFinding()
{
    const CliStore store;
    const QString origin = field(store.done(store.admin(), QStringLiteral("log state")), "origin");
    const auto other = audit::SigningKey::generate(origin.toUtf8());
    QVERIFY(other);
    const Outcome found = verify(
        store, QStringLiteral("--key '%1'").arg(QString::fromUtf8(other->verifier().toText())));
    QVERIFY2(found.exitCode == 7, found.report().constData());
    QCOMPARE(field(found.error(), "code"), QStringLiteral("logBroken"));
}

void TestCliLogBroken::checkpointOfAnotherHistoryIsAFinding()
{
    const CliStore store;
    const CliStore other;
    const QString note = store.filePath(QStringLiteral("other.checkpoint"));
    (void)other.done(other.admin(), QStringLiteral("log checkpoint -o '%1'").arg(note));
    const Outcome found = verify(store, QStringLiteral("--checkpoint '%1'").arg(note));
    QVERIFY2(found.exitCode == 7, found.report().constData());
    // Of the same log, but of more than there is.
    const QString newer = store.filePath(QStringLiteral("newer.checkpoint"));
    const QString copy = store.filePath(QStringLiteral("copy"));
    QVERIFY(QFile::copy(store.path(), copy));
    (void)store.submit();
    (void)store.done(store.admin(), QStringLiteral("log checkpoint -o '%1'").arg(newer));
    QCOMPARE(verify(store, QStringLiteral("--checkpoint '%1'").arg(newer)).exitCode, 0);
    LockboxProgram stranger;
    const QTemporaryDir home;
    stranger.environment().insert(QStringLiteral("XDG_DATA_HOME"), home.path());
    const QStringList line = {QStringLiteral("--store"), copy, QStringLiteral("log"),
                              QStringLiteral("verify")};
    QCOMPARE(stranger.run(line).exitCode, 0);
    const Outcome cut = stranger.run(line + QStringList{QStringLiteral("--checkpoint"), newer});
    QVERIFY2(cut.exitCode == 7, cut.report().constData());
}

void TestCliLogBroken::badTrustIsAUsageError_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    for (const char *option : {"key", "checkpoint"}) {
        for (const char *value : {"''", "/nowhere/file", "/", "STORE"})
            QTest::addRow("%s %s", option, value)
                << QString::fromLatin1(option) << QString::fromLatin1(value);
    }
    QTest::newRow("key of no form") << "key"
                                    << "lockbox/x+00000000+AAAA";
}

void TestCliLogBroken::badTrustIsAUsageError()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    static const CliStore store;
    value.replace(QStringLiteral("STORE"), store.path());
    const Outcome refused = verify(store, QStringLiteral("--%1 %2").arg(option, value));
    QVERIFY2(refused.exitCode == 2, refused.report().constData());
    const QString message = field(refused.error(), "message");
    QVERIFY2(message.contains(option) || message.contains(value), refused.err.constData());
}

void TestCliLogBroken::alarmStopsEveryCommand()
{
    const CliStore store;
    (void)store.pending();
    rollBack(store);
    for (const char *line :
         {"request list", "request approve EXSR359123", "user list", "setting set max-access 1h",
          "event list", "clock show", "log list", "log show 1", "log prove 1", "log checkpoint",
          "Get-AccessToCustomerDataRequest", "demo play"}) {
        const Outcome refused = store.run(store.admin(), QString::fromLatin1(line));
        QVERIFY2(refused.exitCode == 7, refused.report().constData());
        QCOMPARE(refused.out, QByteArray());
        QCOMPARE(field(refused.error(), "code"), QStringLiteral("logBroken"));
        const Outcome told =
            LockboxProgram().run(QStringList{QStringLiteral("--store"), store.path(),
                                             QStringLiteral("--as"), store.admin()}
                                 + words(QString::fromLatin1(line)));
        QCOMPARE(told.exitCode, 7);
        for (const char *hint : {"lockbox log verify", "lockbox log pin --replace"})
            QVERIFY2(told.err.contains(hint), told.err.constData());
    }
    const Outcome refused = store.run(store.admin(), QStringLiteral("request list"));
    QVERIFY(refused.error()[QStringLiteral("pinned")][QStringLiteral("size")].toInteger()
            > refused.error()[QStringLiteral("present")][QStringLiteral("size")].toInteger());
}

void TestCliLogBroken::alarmIsShown()
{
    const CliStore store;
    const QJsonObject before = store.done(store.admin(), QStringLiteral("log state"));
    rollBack(store);
    const QJsonObject state = store.done(store.admin(), QStringLiteral("log state"));
    const QJsonObject alarm = state[QStringLiteral("alarm")].toObject();
    QCOMPARE(alarm[QStringLiteral("present")][QStringLiteral("size")],
             before[QStringLiteral("size")]);
    QCOMPARE(alarm[QStringLiteral("pinned")][QStringLiteral("size")].toInteger(),
             before[QStringLiteral("size")].toInteger() + 1);
    QVERIFY(!store.done(store.admin(), QStringLiteral("log key")).isEmpty());
    const Outcome told = LockboxProgram().run(
        {QStringLiteral("--store"), store.path(), QStringLiteral("log"), QStringLiteral("state")});
    QCOMPARE(told.exitCode, 0);
    QVERIFY2(told.text().contains(field(alarm, "message")), told.out.constData());
    const Outcome verified = verify(store);
    QVERIFY2(verified.exitCode == 7, verified.report().constData());
}

void TestCliLogBroken::replacedPinEndsTheAlarm()
{
    const CliStore store;
    rollBack(store);
    // Looking changes nothing.
    const QJsonObject shown = store.done(store.admin(), QStringLiteral("log pin"));
    QVERIFY(!field(shown, "alarm").isEmpty());
    QCOMPARE(shown[QStringLiteral("replaced")], QJsonValue(false));
    QCOMPARE(store.run(store.admin(), QStringLiteral("user list")).exitCode, 7);
    const Outcome told = LockboxProgram().run(
        {QStringLiteral("--store"), store.path(), QStringLiteral("log"), QStringLiteral("pin")});
    QCOMPARE(told.exitCode, 0);
    QVERIFY2(told.text().contains(QStringLiteral("log pin --replace")), told.out.constData());

    const QJsonObject replaced = store.done(store.admin(), QStringLiteral("log pin --replace"));
    QCOMPARE(replaced[QStringLiteral("replaced")], QJsonValue(true));
    QCOMPARE(replaced[QStringLiteral("pinned")], shown[QStringLiteral("pinned")]);
    QCOMPARE(replaced[QStringLiteral("present")], shown[QStringLiteral("present")]);
    QVERIFY(!store.done(store.admin(), QStringLiteral("user list")).isEmpty());
    QVERIFY(!store.done(store.admin(), QStringLiteral("setting set max-access 3h")).isEmpty());
    const Outcome verified = verify(store);
    QVERIFY2(verified.exitCode == 0, verified.report().constData());
    QVERIFY(field(store.done(store.admin(), QStringLiteral("log pin")), "alarm").isEmpty());
}

/// What can't be read says nothing of the log, and that is no reason to trust it.
void TestCliLogBroken::lostPinIsAnAlarm()
{
    const CliStore store;
    const QDir pins(LockboxProgram::dataHome() + QStringLiteral("/customer-lockbox/pins"));
    for (const QString &name : pins.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        QFile pin(pins.filePath(name));
        QVERIFY(pin.open(QIODevice::ReadWrite));
        if (pin.readAll().contains(store.path().toUtf8()))
            QVERIFY(pin.resize(5));
    }
    QCOMPARE(store.run(store.admin(), QStringLiteral("user list")).exitCode, 7);
    const Outcome told = LockboxProgram().run(
        {QStringLiteral("--store"), store.path(), QStringLiteral("log"), QStringLiteral("pin")});
    QVERIFY2(told.text().contains(QStringLiteral("unknown")), told.out.constData());
    QVERIFY(!store.done(store.admin(), QStringLiteral("log pin --replace")).isEmpty());
    QVERIFY(!store.done(store.admin(), QStringLiteral("user list")).isEmpty());
}

void TestCliLogBroken::damagedStoreIsNoFinding()
{
    const CliStore store;
    QFile file(store.path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.resize(file.size() / 2));
    file.close();
    QCOMPARE(verify(store).exitCode, 6);
    QCOMPARE(LockboxProgram()
                 .run({QStringLiteral("--store"), QStringLiteral("/nowhere/x.lockbox"),
                       QStringLiteral("log"), QStringLiteral("verify")})
                 .exitCode,
             6);
}

QTEST_GUILESS_MAIN(TestCliLogBroken)
#include "tst_clilogbroken.moc"
