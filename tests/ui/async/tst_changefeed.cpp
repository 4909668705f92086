#include "tests/support/fakelockbox.h"
#include "ui/async/changefeed.h"

#include <QtTest>

#include <condition_variable>
#include <mutex>
#include <semaphore>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;

/// A log that a test writes to, and that any number of feeds wait for.
class Log
{
public:
    void append()
    {
        {
            const std::lock_guard lock(m_mutex);
            ++m_head;
        }
        m_news.notify_all();
    }
    void setBroken(bool broken)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isBroken = broken;
        }
        m_news.notify_all();
    }

    Result<Changes> changes(qint64 after, std::chrono::milliseconds wait, std::stop_token stop)
    {
        std::unique_lock lock(m_mutex);
        if (after >= 0)
            m_news.wait_for(lock, stop, wait, [&] { return m_isBroken || m_head > after; });
        if (m_isBroken)
            return failure(ErrorCode::StoreLocked, QStringLiteral("the store is busy"));
        Changes changes{.events = {}, .head = m_head};
        for (qint64 seq = after + 1; after >= 0 && seq <= m_head; ++seq)
            changes.events.push_back(Event{.seq = seq, .kind = EventKind::SettingChanged});
        return changes;
    }

    ServiceFactory factory()
    {
        return [this]() -> Result<std::unique_ptr<LockboxService>> {
            auto door = std::make_unique<FakeLockbox>();
            door->onChanges = [this](const Session &, qint64 after, std::chrono::milliseconds wait,
                                     std::stop_token stop) { return changes(after, wait, stop); };
            return door;
        };
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_news;
    qint64 m_head = 10;
    bool m_isBroken = false;
};

/// News of any process arrive; a feed that is gone is gone at once.
class TestChangeFeed : public QObject
{
    Q_OBJECT

private slots:
    void tellsAllThatComesAfter();
    void startsAtTheEndWhereNothingIsKnown();
    void tellsAFailureOnceAndGoesOn();
    void endsAtOnceWhileItWaits();
    void leavingWaitsForNobody();
};

void TestChangeFeed::tellsAllThatComesAfter()
{
    Log log; // has ten
    log.append();
    ChangeFeed feed(log.factory(), Session{}, 9);
    QList<qint64> told;
    connect(&feed, &ChangeFeed::changed, this, [&](const Changes &changes) {
        for (const Event &event : changes.events)
            told.append(event.seq);
    });
    QTRY_COMPARE(told, (QList<qint64>{10, 11}));
}

void TestChangeFeed::startsAtTheEndWhereNothingIsKnown()
{
    Log log;
    ChangeFeed feed(log.factory(), Session{QStringLiteral("amara@contoso.com")}, -1);
    QSignalSpy recovered(&feed, &ChangeFeed::recovered);
    QList<qint64> told;
    connect(&feed, &ChangeFeed::changed, this, [&](const Changes &changes) {
        QCOMPARE(QThread::currentThread(), thread());
        for (const Event &event : changes.events)
            told.append(event.seq);
    });
    // The feed may read the log's end after the first of these; what counts is that it misses none after one it told.
    QTRY_VERIFY_WITH_TIMEOUT((log.append(), !told.isEmpty()), 5000);
    const qint64 first = told.first();
    QVERIFY(first > 10);
    log.append();
    const qsizetype count = told.size();
    QTRY_VERIFY(told.size() > count);
    for (qsizetype i = 0; i < told.size(); ++i)
        QCOMPARE(told[i], first + i);
    QCOMPARE(recovered.size(), 1);
}

void TestChangeFeed::tellsAFailureOnceAndGoesOn()
{
    Log log;
    log.setBroken(true);
    ChangeFeed feed(log.factory(), Session{}, 10);
    QSignalSpy failed(&feed, &ChangeFeed::failed);
    QSignalSpy recovered(&feed, &ChangeFeed::recovered);
    QSignalSpy changed(&feed, &ChangeFeed::changed);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<Error>().code, ErrorCode::StoreLocked);
    log.setBroken(false);
    QTRY_COMPARE(recovered.size(), 1);
    log.append();
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(failed.size(), 1);
}

void TestChangeFeed::endsAtOnceWhileItWaits()
{
    Log log;
    auto feed = std::make_unique<ChangeFeed>(log.factory(), Session{}, 10);
    QSignalSpy changed(feed.get(), &ChangeFeed::changed);
    QTRY_VERIFY_WITH_TIMEOUT((log.append(), !changed.isEmpty()), 5000);
    QElapsedTimer timer;
    timer.start();
    feed.reset(); // it waits for up to half a minute otherwise
    QVERIFY(timer.elapsed() < 5000);
}

void TestChangeFeed::leavingWaitsForNobody()
{
    std::binary_semaphore reached(0);
    std::binary_semaphore unlocked(0);
    const auto factory = [&]() -> Result<std::unique_ptr<LockboxService>> {
        auto door = std::make_unique<FakeLockbox>();
        door->onChanges = [&](const Session &, qint64 after, std::chrono::milliseconds,
                              const std::stop_token &) -> Result<Changes> {
            reached.release();
            unlocked.acquire(); // as SQLite waits for a lock: nothing stops it
            return Changes{.events = {Event{.seq = after + 1}}, .head = after + 1};
        };
        return door;
    };
    QPointer<ChangeFeed> feed = new ChangeFeed(factory, Session{}, 10);
    QSignalSpy changed(feed, &ChangeFeed::changed);
    reached.acquire();
    feed->leave();
    QCoreApplication::sendPostedEvents();
    QVERIFY(feed);
    unlocked.release();
    QTRY_VERIFY(!feed);
    QCOMPARE(changed.size(), 0);
}

QTEST_GUILESS_MAIN(TestChangeFeed)
#include "tst_changefeed.moc"
