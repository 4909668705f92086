#include "core/demo/demo.h"
#include "core/service/logpins.h"
#include "tests/core/demo/storedump.h"
#include "tests/core/service/contosotenant.h"
#include "tests/core/service/tampering.h"

#include <QDir>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

class TestLogAlarms;
using Harm = void (*)(const TestLogAlarms &);
Q_DECLARE_METATYPE(Harm)

/// A store that is not any more what was seen here last: that is told, nothing is changed, and only a
/// word ends it.
class TestLogAlarms : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void isTold_data() { harms(); }
    void isTold();
    void nothingIsChanged_data() { harms(); }
    void nothingIsChanged();
    void aWordEndsIt_data() { harms(); }
    void aWordEndsIt();
    void noneForWhoNeverSawIt();
    void byAnyPath();
    void noneForANewStoreInThePlaceOfAnother();
    void noneWhereThePinIsBehind();

private:
    static void harms();
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    QString store() const { return path("store.lockbox"); }
    LocalOptions options(const char *folder = "log") const
    {
        return {.clock = &m_clock, .logFolder = folder ? path(folder) : QString()};
    }
    static StoreSeed seed(const QString &tenant);
    /// As many changes, none of which there was before, by who remembers nothing of it here.
    void change(int times, const LocalOptions &by) const;
    void changeElsewhere(int times) const;
    void putInPlace(const QString &other) const;
    QString pinFile() const;
    QByteArray pin() const;
    QStringList dump() const { return demo::storeDump(store()); }

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock{T::start()};
    mutable int m_changes = 0;
    LogState m_seen; ///< Before anything happened to the store.
    AccessRequest m_waiting;
};

static const QString contoso = QStringLiteral("11111111-1111-4222-8333-0123456789ab");
static const QString northwind = QStringLiteral("22222222-1111-4222-8333-0123456789ab");

StoreSeed TestLogAlarms::seed(const QString &tenant)
{
    const auto user = [](const Session &who, Role role) {
        return User{.userPrincipalName = who.userPrincipalName,
                    .displayName = who.userPrincipalName,
                    .email = who.userPrincipalName,
                    .side = sideOf({role}, Side::Customer),
                    .roles = {role}};
    };
    return {.tenant = {.id = TenantId::fromString(tenant),
                       .name = QStringLiteral("Contoso"),
                       .domain = QStringLiteral("contoso.com"),
                       .provider = QStringLiteral("Fabrikam")},
            .policy = T::policyOn(),
            .users = {user(T::ada(), Role::GlobalAdministrator), user(T::eve(), Role::Engineer),
                      user(T::max(), Role::Manager)}};
}

/// A store with a request that waits, a copy of it, and some more changes.
void TestLogAlarms::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_clock.set(T::start());
    need(createLocalStore(store(), seed(contoso), options()));
    {
        const auto door = need(openLocalStore(store(), options()));
        m_waiting = need(door->submitRequest(T::eve(), T::wish(QStringLiteral("SR1"))));
        m_waiting = need(door->authorizeRequest(T::max(), m_waiting.id.toString(), {}));
    }
    QVERIFY(QFile::copy(store(), path("older.lockbox")));
    change(5, options());
    m_seen = need(localLogState(store(), options()));
    QCOMPARE(m_seen.head.size, qint64(12));
    QVERIFY(!m_seen.alarm && m_seen.canSign);
}

void TestLogAlarms::change(int times, const LocalOptions &by) const
{
    const auto door = need(openLocalStore(store(), by));
    for (int i = 0; i < times; ++i)
        need(door->changePolicy(T::ada(), {.decideWithin = 2h + ++m_changes * 1s}));
}

/// By somebody who has the key.
void TestLogAlarms::changeElsewhere(int times) const
{
    const auto key = need(audit::VerifierKey::parse(m_seen.verifierKey.toUtf8()));
    change(times, {.clock = &m_clock, .logKeyFile = logKeyPath(options(), key)});
}

void TestLogAlarms::putInPlace(const QString &other) const
{
    QVERIFY(QFile::remove(store()) && QFile::copy(other, store()));
}

QString TestLogAlarms::pinFile() const
{
    return LogPins(path("log"), store()).paths().front();
}

QByteArray TestLogAlarms::pin() const
{
    QFile file(pinFile());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

void TestLogAlarms::harms()
{
    QTest::addColumn<Harm>("harm");
    QTest::addColumn<QString>("words"); ///< What is said of it.
    QTest::addColumn<QString>("word");  ///< What becomes of the attempt to take it for right.
    using Me = const TestLogAlarms &;
    const auto row = [](const char *name, const char *words, Harm harm, const char *word = "done") {
        QTest::newRow(name) << harm << QString::fromLatin1(words) << QString::fromLatin1(word);
    };
    const auto sql = [](Me t, const char *text) { tamper(t.store(), {QString::fromLatin1(text)}); };
    static const auto run = sql;
    row("rolled back", "rolled back or cut off",
        [](Me t) { t.putInPlace(t.path("older.lockbox")); });
    row("cut", "rolled back or cut off", [](Me t) {
        run(t, "DELETE FROM event WHERE seq > 10");
        rehash(t.store(), QStringLiteral("DELETE FROM log_checkpoint WHERE size > 10"));
    });
    row("forked, as long", "forked", [](Me t) {
        t.putInPlace(t.path("older.lockbox"));
        t.changeElsewhere(5);
    });
    row("forked, longer", "forked", [](Me t) {
        t.putInPlace(t.path("older.lockbox"));
        t.changeElsewhere(9);
    });
    row("forked, shorter", "rolled back or cut off", [](Me t) {
        t.putInPlace(t.path("older.lockbox"));
        t.changeElsewhere(2);
    });
    row("another tenant's store", "another log than lockbox/", [](Me t) {
        need(createLocalStore(t.path("b"), seed(northwind), t.options("elsewhere")));
        t.putInPlace(t.path("b"));
    });
    row("another store of the tenant", "public key was exchanged", [](Me t) {
        need(createLocalStore(t.path("b"), seed(contoso), t.options("elsewhere")));
        t.putInPlace(t.path("b"));
    });
    row("key exchanged", "public key was exchanged", [](Me t) {
        const auto key = need(audit::SigningKey::generate(t.m_seen.head.origin.toUtf8()));
        tamper(t.store(), {QStringLiteral("UPDATE log SET verifier = '%1'")
                               .arg(QString::fromUtf8(key.verifier().toText()))});
    });
    row("key taken away", "public key was exchanged",
        [](Me t) { run(t, "UPDATE log SET verifier = ''"); });
    row(
        "head's root", "contradicts itself",
        [](Me t) { run(t, "UPDATE log SET root = zeroblob(32)"); }, "logBroken");
    row(
        "head's frontier", "contradicts itself",
        [](Me t) { run(t, "UPDATE log SET frontier = x''"); }, "logBroken");
    row(
        "no head", "is missing", [](Me t) { run(t, "DELETE FROM log"); }, "logBroken");
    row("pin overwritten", "should say what the log was", [](Me t) {
        QFile file(t.pinFile());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("my diary");
    });
    row(
        "pin not readable", "can't be read",
        [](Me t) {
            const QString file = t.pinFile();
            QVERIFY(QFile::remove(file) && QDir().mkdir(file));
        },
        "storeUnwritable");
}

void TestLogAlarms::isTold()
{
    QFETCH(Harm, harm);
    QFETCH(QString, words);
    harm(*this);
    const LogState state = need(localLogState(store(), options()));
    QVERIFY(state.alarm);
    const QString message = state.alarm->message;
    QVERIFY2(message.contains(words), qPrintable(message));
    QVERIFY(!state.canSign);
    QCOMPARE(state.cannotSignReason, message);
    const bool isHeadKnown = state.head.size > 0;
    const bool isPinKnown =
        !words.contains(QLatin1String("ca")) && !words.contains(QLatin1String("say"));
    if (isHeadKnown)
        QCOMPARE(state.alarm->present, state.head);
    if (pin().startsWith('{'))
        QCOMPARE(state.alarm->pinned, m_seen.head);
    if (isHeadKnown && isPinKnown) {
        for (const LogHead &head : {m_seen.head, state.head})
            QVERIFY2(
                message.contains(
                    QStringLiteral("%1 events with the root %2").arg(head.size).arg(head.root)),
                qPrintable(message));
    }
    // Whoever verifies is not told that all is well.
    const auto verified = need(verifyLocalStore(store(), {}, {}, options()));
    QVERIFY(verified.finding);
    const auto door = need(openLocalStore(store(), options()));
    QVERIFY(need(door->info()).alarm == state.alarm);
    QVERIFY(need(door->verifyLog(T::ada(), {}, {})).finding);
    QVERIFY(need(door->logState(T::ada())).alarm == state.alarm);
}

/// Every call of the door that changes something.
static std::vector<std::pair<const char *, Result<void>>> changingCalls(LockboxService &door,
                                                                        const QString &request)
{
    std::vector<std::pair<const char *, Result<void>>> calls;
    const auto add = [&](const char *name, const auto &result) {
        calls.emplace_back(name, result ? Result<void>() : Result<void>(failure(result)));
    };
    using rules::Operation;
    add("submit", door.submitRequest(T::eve(), T::wish(QStringLiteral("SR2"))));
    for (const auto &[operation, who] : {std::pair(Operation::Authorize, T::max()),
                                         {Operation::Reject, T::max()},
                                         {Operation::Approve, T::ada()},
                                         {Operation::Deny, T::ada()},
                                         {Operation::Cancel, T::eve()},
                                         {Operation::Revoke, T::ada()},
                                         {Operation::Complete, T::eve()},
                                         {Operation::RecordAction, T::eve()}})
        add(qPrintable(rules::toSlug(operation)), T::act(door, operation, who, request));
    const QString eve = T::eve().userPrincipalName;
    add("add user", door.addUser(T::ada(), {.userPrincipalName = QStringLiteral("n@contoso.com"),
                                            .displayName = QStringLiteral("N")}));
    add("set roles", door.setRoles(T::ada(), eve, {Role::Manager}));
    add("set e-mail", door.setEmail(T::ada(), eve, QStringLiteral("e@contoso.com")));
    add("change policy", door.changePolicy(T::ada(), {.maxAccess = 1h}));
    add("advance clock", door.advanceClock(T::ada(), 1h));
    add("checkpoint", door.checkpoint(T::ada()));
    // Not even to what it is already.
    add("same policy", door.changePolicy(T::ada(), {}));
    return calls;
}

void TestLogAlarms::nothingIsChanged()
{
    QFETCH(Harm, harm);
    harm(*this);
    const LogAlarm alarm = need(localLogState(store(), options())).alarm.value_or(LogAlarm());
    QVERIFY(!alarm.message.isEmpty());
    const QStringList before = dump();
    const QByteArray seen = pin();
    m_clock.advance(48h); // Something is due, and it is another day.
    {
        const auto door = need(openLocalStore(store(), options()));
        for (const auto &[name, result] : changingCalls(*door, m_waiting.id.toString())) {
            QVERIFY2(refusal(result) == QLatin1String("logBroken"), name);
            QVERIFY2(result.error().message.contains(alarm.message), name);
        }
        // Reading goes on, and time as well.
        for (const auto &page : {door->requests(T::max(), {}), door->requests(T::ada(), {})}) {
            for (const AccessRequest &request : need(page).items)
                QVERIFY(request.state == RequestState::Expired);
        }
        need(door->overview(T::ada()));
        need(door->users(T::ada(), {}));
        need(door->policy(T::ada()));
        if (!alarm.message.contains(QLatin1String("is missing")))
            need(door->events(T::ada(), {}));
    }
    QCOMPARE(refusal(localCheckpoint(store(), options())), QStringLiteral("logBroken"));
    QCOMPARE(dump(), before);
    QCOMPARE(pin(), seen);
    QVERIFY(need(localLogState(store(), options())).alarm == alarm);
}

void TestLogAlarms::aWordEndsIt()
{
    QFETCH(Harm, harm);
    QFETCH(QString, word);
    harm(*this);
    const LogState before = need(localLogState(store(), options()));
    const auto state = repinLocalStore(store(), options());
    QCOMPARE(refusal(state), word);
    if (!state) {
        QVERIFY(need(localLogState(store(), options())).alarm);
        return;
    }
    QVERIFY(!state->alarm);
    QCOMPARE(state->head, before.head);
    change(1, options());
    const LogState after = need(localLogState(store(), options()));
    QVERIFY(!after.alarm);
    QCOMPARE(after.head.size, before.head.size + 1);
    // From now on this is what is expected: putting the other one back is an alarm, too.
    putInPlace(path("older.lockbox"));
    QVERIFY(need(localLogState(store(), options())).alarm);
}

void TestLogAlarms::noneForWhoNeverSawIt()
{
    putInPlace(path("older.lockbox"));
    QVERIFY(!need(localLogState(store(), options("elsewhere"))).alarm);
    QVERIFY(!need(localLogState(store(), options(nullptr))).alarm);
    QVERIFY(need(localLogState(store(), options())).alarm);
    // Nor is it seen by another name.
    QVERIFY(!need(localLogState(path("older.lockbox"), options())).alarm);
}

void TestLogAlarms::byAnyPath()
{
    QVERIFY(QFile::link(store(), path("link.lockbox")));
    QVERIFY(QFile::link(m_folder->path(), path("here")));
    need(need(openLocalStore(path("link.lockbox"), options()))
             ->changePolicy(T::ada(), {.maxAccess = 1h}));
    QVERIFY(pin().contains("\"size\": 13"));
    putInPlace(path("older.lockbox"));
    for (const char *name : {"link.lockbox", "here/store.lockbox", "here/here/link.lockbox"})
        QVERIFY2(need(localLogState(path(name), options())).alarm, name);
}

void TestLogAlarms::noneForANewStoreInThePlaceOfAnother()
{
    for (const QString &tenant : {northwind, contoso, contoso}) {
        QVERIFY(QFile::remove(store()));
        need(createLocalStore(store(), seed(tenant), options()));
        const LogState state = need(localLogState(store(), options()));
        QVERIFY(!state.alarm);
        QVERIFY(pin().contains(state.head.root.toUtf8()));
        change(1, options());
        QVERIFY(!need(localLogState(store(), options())).alarm);
    }
    QVERIFY(QFile::remove(store()));
    need(demo::createDemoStore(store(), {.requests = 1, .logFolder = path("log")}));
    QVERIFY(!need(localLogState(store(), options())).alarm);
}

/// Somebody changed the store who does not remember it here, or was killed before.
void TestLogAlarms::noneWhereThePinIsBehind()
{
    changeElsewhere(3);
    QVERIFY(pin().contains("\"size\": 12"));
    QVERIFY(!need(openLocalStore(store(), options()))->info()->alarm);
    QVERIFY(pin().contains("\"size\": 15"));
}

QTEST_GUILESS_MAIN(TestLogAlarms)
#include "tst_logalarms.moc"
