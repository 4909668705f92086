#include "tests/support/fakelockbox.h"
#include "ui/async/changefeed.h"

#include <QtTest>

#include <condition_variable>
#include <mutex>

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
    void startsAtTheEndAndTellsWhatComes();
    void tellsAFailureOnceAndGoesOn();
    void endsAtOnceWhileItWaits();
};

void TestChangeFeed::startsAtTheEndAndTellsWhatComes()
{
    Log log;
    ChangeFeed feed(log.factory(), Session{QStringLiteral("amara@contoso.com")});
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
}

void TestChangeFeed::tellsAFailureOnceAndGoesOn()
{
    Log log;
    log.setBroken(true);
    ChangeFeed feed(log.factory(), Session{});
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
    auto feed = std::make_unique<ChangeFeed>(log.factory(), Session{});
    QSignalSpy changed(feed.get(), &ChangeFeed::changed);
    QTRY_VERIFY_WITH_TIMEOUT((log.append(), !changed.isEmpty()), 5000);
    QElapsedTimer timer;
    timer.start();
    feed.reset(); // it waits for up to half a minute otherwise
    QVERIFY(timer.elapsed() < 5000);
}

QTEST_GUILESS_MAIN(TestChangeFeed)
#include "tst_changefeed.moc"
