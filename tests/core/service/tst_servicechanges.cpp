#include "tests/core/service/contosotenant.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <thread>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// The feed of changes: at once what there is, else as soon as somebody has done something.
class TestServiceChanges : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tenant = std::make_unique<ContosoTenant>(); }
    void tellsAtOnceWhatThereIs();
    void beginsAtTheHead();
    void comesInParts();
    void sleepsThroughWhatIsHidden();
    void whoMayNotReadGetsTheOutline();
    void waitsAndGivesUp();
    void wakesWhenAnotherDoorWrites_data();
    void wakesWhenAnotherDoorWrites();
    void wakesForTheClock();
    void canBeInterrupted();
    void interruptedBeforeItBegan();
    void hearsAboutRolesTaken();

private:
    ContosoTenant &t() { return *m_tenant; }
    qint64 head() { return need(t()->changes(T::ada(), -1, 0ms, {})).head; }
    std::unique_ptr<ContosoTenant> m_tenant;
};

/// Somebody who waits for changes on a thread and a door of their own.
class Waiter
{
public:
    Waiter(const ContosoTenant &tenant, const Session &session, qint64 after,
           std::chrono::milliseconds wait)
        : m_thread([this, door = std::shared_ptr(tenant.anotherDoor(5s)), session, after,
                    wait](const std::stop_token &stop) {
              m_began = true;
              m_changes = door->changes(session, after, wait, stop);
              m_done = true;
          })
    {}

    bool began() const { return m_began; }
    bool isDone() const { return m_done; }
    void stop() { m_thread.request_stop(); }
    Result<Changes> take()
    {
        m_thread.join();
        return std::move(*m_changes);
    }

private:
    std::atomic<bool> m_began = false;
    std::atomic<bool> m_done = false;
    std::optional<Result<Changes>> m_changes;
    std::jthread m_thread;
};

void TestServiceChanges::tellsAtOnceWhatThereIs()
{
    const qint64 before = head();
    const auto pending = t().authorized();
    QElapsedTimer timer;
    timer.start();
    const auto changes = need(t()->changes(T::gil(), before, 1h, {}));
    QVERIFY(timer.elapsed() < 5000);
    QCOMPARE(changes.events.size(), size_t(3));
    QCOMPARE(changes.events.front().seq, before + 1);
    QCOMPARE(changes.head, before + 3);
    QVERIFY(changes.events.back().request == pending.id);
}

void TestServiceChanges::beginsAtTheHead()
{
    const auto changes = need(t()->changes(T::gil(), -1, 1h, {}));
    QVERIFY(changes.events.empty());
    QCOMPARE(changes.head, qint64(t().history().size()));
}

void TestServiceChanges::comesInParts()
{
    const auto other = t().anotherDoor(5s);
    for (int i = 0; i < 1100; ++i)
        need(other->submitRequest(T::eve(), T::wish(QStringLiteral("SR1"))));
    for (const Session &who : {T::max(), T::paul()}) {
        qint64 after = 0;
        qint64 seen = 0;
        for (;;) {
            const auto changes = need(t()->changes(who, after, 0ms, {}));
            if (changes.events.empty())
                break;
            QCOMPARE(changes.events.front().seq, after + 1);
            QCOMPARE(changes.head, changes.events.back().seq);
            after = changes.head;
            seen += qint64(changes.events.size());
        }
        QCOMPARE(seen, 1113);
    }
    // Gil may not see one of the requests, and goes past them all the same.
    const auto changes = need(t()->changes(T::gil(), 0, 0ms, {}));
    QCOMPARE(changes.events.size(), size_t(13));
    QCOMPARE(changes.head, 1113);
}

/// Who waits is not woken for what they may not see.
void TestServiceChanges::sleepsThroughWhatIsHidden()
{
    const qint64 last = head();
    Waiter waiter(t(), T::gil(), last, 1h);
    QTRY_VERIFY(waiter.began());
    t().submitted();
    QElapsedTimer timer;
    timer.start();
    const auto none = need(t()->changes(T::gil(), last, 700ms, {}));
    QVERIFY(none.events.empty() && timer.elapsed() >= 700);
    QCOMPARE(none.head, last + 1);
    QVERIFY(!waiter.isDone());
    need(t()->changePolicy(T::ada(), {.maxAccess = 1h}));
    QTRY_VERIFY_WITH_TIMEOUT(waiter.isDone(), 10'000);
    const auto changes = need(waiter.take());
    QCOMPARE(changes.events.size(), size_t(1));
    QCOMPARE(changes.events.front().seq, last + 2);
}

/// Nothing but the number and the time, and that the clock was moved.
void TestServiceChanges::whoMayNotReadGetsTheOutline()
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOn(), T::Kind::Demo);
    t().approved();
    need(t()->advanceClock(T::max(), 1h));
    const auto history = t().history();
    for (const Session &who : {T::eve(), T::ed(), T::max(), T::paul()}) {
        const auto events = need(t()->changes(who, 0, 0ms, {})).events;
        QCOMPARE(events.size(), history.size());
        for (size_t i = 0; i < events.size(); ++i) {
            Event expected{.seq = history[i].seq, .at = history[i].at};
            if (i + 1 == events.size())
                expected.kind = EventKind::ClockAdvanced;
            QVERIFY2(events[i] == expected, qPrintable(QString::number(i)));
        }
    }
}

void TestServiceChanges::waitsAndGivesUp()
{
    QElapsedTimer timer;
    timer.start();
    const qint64 last = head();
    const auto changes = need(t()->changes(T::gil(), last, 200ms, {}));
    QVERIFY(timer.elapsed() >= 200);
    QVERIFY(changes.events.empty());
    QCOMPARE(changes.head, last);
    // One who is ahead of the log waits, too.
    QVERIFY(need(t()->changes(T::gil(), last + 5, 1ms, {})).events.empty());
}

void TestServiceChanges::wakesWhenAnotherDoorWrites_data()
{
    QTest::addColumn<Session>("who");
    QTest::newRow("reader") << T::gil();
    QTest::newRow("engineer") << T::eve();
    QTest::newRow("nobody's roles") << T::paul();
}

void TestServiceChanges::wakesWhenAnotherDoorWrites()
{
    QFETCH(Session, who);
    Waiter waiter(t(), who, head(), 1h);
    QTRY_VERIFY(waiter.began());
    QVERIFY(!waiter.isDone());
    need(t()->changePolicy(T::abe(), {.maxAccess = 1h}));
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY_WITH_TIMEOUT(waiter.isDone(), 10'000);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(need(waiter.take()).events.size(), size_t(1));
}

/// Nobody writes, but a deadline passes: who waits writes it down and is told.
void TestServiceChanges::wakesForTheClock()
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOn(), T::Kind::Demo);
    const auto pending = t().authorized();
    const qint64 last = head();
    // Another process moves the demo's clock without an event of its own.
    Waiter waiter(t(), T::gil(), last, 1h);
    QTRY_VERIFY(waiter.began());
    const auto below = t().below();
    TenantStore tenants(*below);
    need(tenants.updateClockOffset(need(tenants.first()).key,
                                   *pending.expiresAt + 1h - t().clock().now()));
    QTRY_VERIFY_WITH_TIMEOUT(waiter.isDone(), 10'000);
    const auto changes = need(waiter.take());
    QCOMPARE(changes.events.size(), size_t(1));
    QCOMPARE(toSlug(changes.events.front().kind), QStringLiteral("request.expired"));
    QVERIFY(changes.events.front().at == *pending.expiresAt);
}

void TestServiceChanges::canBeInterrupted()
{
    Waiter waiter(t(), T::gil(), head(), 1h);
    QTRY_VERIFY(waiter.began());
    QVERIFY(!waiter.isDone());
    QElapsedTimer timer;
    timer.start();
    waiter.stop();
    QTRY_VERIFY_WITH_TIMEOUT(waiter.isDone(), 10'000);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(need(waiter.take()).events.empty());
}

void TestServiceChanges::interruptedBeforeItBegan()
{
    std::stop_source source;
    source.request_stop();
    QVERIFY(need(t()->changes(T::gil(), head(), 1h, source.get_token())).events.empty());
    // What there is is told all the same.
    QVERIFY(!need(t()->changes(T::gil(), 0, 1h, source.get_token())).events.empty());
}

/// One who loses the role while waiting is told that something happened, and no more.
void TestServiceChanges::hearsAboutRolesTaken()
{
    Waiter waiter(t(), T::gil(), head(), 1h);
    QTRY_VERIFY(waiter.began());
    need(t()->setRoles(T::ada(), T::gil().userPrincipalName, {}));
    QTRY_VERIFY_WITH_TIMEOUT(waiter.isDone(), 10'000);
    const auto changes = need(waiter.take());
    QCOMPARE(changes.events.size(), size_t(1));
    const Event &event = changes.events.front();
    QVERIFY(event == (Event{.seq = head(), .at = T::start()}));
}

QTEST_GUILESS_MAIN(TestServiceChanges)
#include "tst_servicechanges.moc"
