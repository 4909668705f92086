#include "core/httpd/workers.h"

#include <QDir>
#include <QTest>

#include <future>
#include <semaphore>
#include <set>

using namespace lockbox;
using namespace lockbox::httpd;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

/// A store of which only its head is known, and who watches it.
class Head
{
public:
    void advance()
    {
        {
            const std::lock_guard lock(m_mutex);
            ++m_head;
        }
        m_moved.notify_all();
    }
    /// Whether the news are known to the workers.
    bool isSeen()
    {
        const std::lock_guard lock(m_mutex);
        return m_seen == m_head;
    }
    /// From now on, or no longer, it can't be read.
    void setBroken(bool broken)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isBroken = broken;
        }
        m_moved.notify_all();
    }
    Watch watch()
    {
        return [this](qint64 after, std::chrono::milliseconds wait,
                      const std::stop_token &stop) -> Result<qint64> {
            std::unique_lock lock(m_mutex);
            m_seen = after; // who asks for what comes after it has told all that was before
            m_moved.wait_for(lock, stop, wait, [&] { return m_head != after || m_isBroken; });
            if (m_isBroken)
                return failure(ErrorCode::StoreUnreachable, QStringLiteral("the store is gone"));
            return m_head;
        };
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_moved;
    qint64 m_head = 1;
    qint64 m_seen = -1;
    bool m_isBroken = false;
};

api::Answer text(const QByteArray &body)
{
    return api::textAnswer(body);
}

/// Says what was asked; "/wait" only when it may not wait any more, or `isNews`.
api::Answer echo(const api::Question &question, bool isNews)
{
    if (question.path == "/wait" && question.mayWait && !isNews)
        return {.wait = 30s};
    return text(question.path + (question.mayWait ? " may wait" : " may not wait"));
}

int threads()
{
    return int(QDir(QStringLiteral("/proc/self/task"))
                   .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                   .size());
}

} // namespace

/// Threads that answer, and those who wait for news without holding one: everybody is answered, once.
class TestWorkers : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_head = std::make_unique<Head>(); }
    void answersAll();
    void turnsAwayBeyondTheQueue();
    void whoWaitsForNewsIsNeverTurnedAway();
    void whoWaitsForNewsStandsBack();
    void newsWakeAllWhoWait();
    void waitEndsAtItsTime();
    void newsMeanwhileAreNotMissed();
    void brokenWatchWakesWhoWaits();
    void endWaitingAnswersAll();
    void destructorAnswersTheQueue();
    void failedFactoryLeavesNoThread();
    void failedWatchLeavesNoThread();

private:
    using Answered = std::future<api::Answer>;
    static Answered ask(Workers &workers, const QByteArray &path, const char *query = "")
    {
        auto promise = std::make_shared<std::promise<api::Answer>>();
        Answered answered = promise->get_future();
        const QUrlQuery asked(QString::fromLatin1(query));
        workers.ask({.method = "GET", .path = path, .query = asked}, [promise](api::Answer answer) {
            promise->set_value(std::move(answer)); // throws where it is called twice
        });
        return answered;
    }
    static bool isReady(const Answered &answered, std::chrono::milliseconds within = 20s)
    {
        return answered.wait_for(within) == std::future_status::ready;
    }
    std::unique_ptr<Workers> start(int count, const Answerer &answerer)
    {
        auto workers = Workers::start(
            count, [answerer] { return answerer; }, [this] { return m_head->watch(); });
        if (!workers)
            qFatal("%s", qPrintable(workers.error().message));
        return std::move(*workers);
    }
    std::unique_ptr<Head> m_head;
};

void TestWorkers::answersAll()
{
    std::mutex mutex;
    std::set<std::thread::id> busy;
    const auto workers = start(4, [&](const api::Question &question) {
        {
            const std::lock_guard lock(mutex);
            busy.insert(std::this_thread::get_id());
        }
        return echo(question, false);
    });
    std::vector<std::jthread> askers;
    std::atomic<int> right = 0;
    for (int i = 0; i < 8; ++i) {
        askers.emplace_back([&, i] {
            for (int j = 0; j < 200; ++j) {
                const QByteArray path = '/' + QByteArray::number(1000 * i + j);
                Answered answered = ask(*workers, path);
                right += isReady(answered) && answered.get().body == path + " may wait" ? 1 : 0;
            }
        });
    }
    askers.clear();
    QCOMPARE(right.load(), 1600);
    QCOMPARE(busy.size(), size_t(4));
    QCOMPARE(workers->queued(), size_t(0));
}

void TestWorkers::turnsAwayBeyondTheQueue()
{
    std::counting_semaphore<> mayGo(0);
    std::atomic<int> begun = 0;
    const auto workers = start(1, [&](const api::Question &question) {
        ++begun;
        mayGo.acquire();
        return echo(question, false);
    });
    std::vector<Answered> all;
    all.push_back(ask(*workers, "/first"));
    QTRY_COMPARE(begun.load(), 1);
    for (size_t i = 0; i < Workers::longestQueue; ++i)
        all.push_back(ask(*workers, "/queued"));
    QCOMPARE(workers->queued(), Workers::longestQueue);
    Answered turnedAway = ask(*workers, "/late");
    QVERIFY(isReady(turnedAway, 0ms));
    const api::Answer answer = turnedAway.get();
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.body.contains("too much to do"));
    mayGo.release(int(all.size()));
    for (Answered &one : all) {
        QVERIFY(isReady(one));
        QCOMPARE(one.get().status, 200);
    }
    mayGo.release();
    Answered after = ask(*workers, "/after");
    QVERIFY(isReady(after));
}

void TestWorkers::whoWaitsForNewsIsNeverTurnedAway()
{
    std::counting_semaphore<> mayGo(0);
    const auto workers = start(1, [&](const api::Question &question) {
        mayGo.acquire();
        return echo(question, false);
    });
    // All consoles come back at once when something has happened.
    std::vector<Answered> all;
    for (size_t i = 0; i < 2 * Workers::longestQueue; ++i)
        all.push_back(ask(*workers, "/changes", "wait=30s"));
    Answered other = ask(*workers, "/other");
    mayGo.release(int(all.size()) + 1);
    QVERIFY(isReady(other));
    QCOMPARE(other.get().status, 200);
    for (Answered &one : all) {
        QVERIFY(isReady(one));
        QCOMPARE(one.get().status, 200);
    }
}

void TestWorkers::whoWaitsForNewsStandsBack()
{
    std::counting_semaphore<> mayGo(0);
    std::atomic<int> begun = 0;
    std::vector<QByteArray> order; // by the one worker
    const auto workers = start(1, [&](const api::Question &question) {
        ++begun;
        mayGo.acquire();
        order.push_back(question.path);
        return echo(question, false);
    });
    std::vector<Answered> all;
    all.push_back(ask(*workers, "/first"));
    QTRY_COMPARE(begun.load(), 1);
    for (int i = 0; i < 3; ++i)
        all.push_back(ask(*workers, "/changes", "after=1&wait=30s"));
    all.push_back(ask(*workers, "/decision"));
    mayGo.release(int(all.size()));
    for (Answered &one : all)
        QVERIFY(isReady(one));
    QCOMPARE(order.at(1), QByteArray("/decision"));
}

void TestWorkers::newsWakeAllWhoWait()
{
    std::atomic<bool> isNews = false;
    const auto workers =
        start(2, [&](const api::Question &question) { return echo(question, isNews); });
    std::vector<Answered> waiting;
    for (int i = 0; i < 500; ++i)
        waiting.push_back(ask(*workers, "/wait"));
    QTRY_COMPARE(workers->waiting(), size_t(500));
    // They hold no thread.
    Answered other = ask(*workers, "/other");
    QVERIFY(isReady(other));
    // News of something else: they go on waiting.
    m_head->advance();
    QVERIFY(!isReady(waiting.front(), 50ms));
    QTRY_COMPARE(workers->waiting(), size_t(500));
    isNews = true;
    m_head->advance();
    for (Answered &one : waiting) {
        QVERIFY(isReady(one, 1s));
        QCOMPARE(one.get().body, "/wait may wait");
    }
    QCOMPARE(workers->waiting(), size_t(0));
}

void TestWorkers::waitEndsAtItsTime()
{
    const auto workers = start(1, [&](const api::Question &question) -> api::Answer {
        return question.mayWait ? api::Answer{.wait = 300ms} : text("nothing");
    });
    const auto begun = steady_clock::now();
    Answered answered = ask(*workers, "/wait");
    QTRY_COMPARE(workers->waiting(), size_t(1));
    // News that are none for it don't make the time begin again.
    m_head->advance();
    QVERIFY(isReady(answered));
    const auto took = steady_clock::now() - begun;
    QVERIFY(took >= 300ms);
    QVERIFY(took < 3s);
    QCOMPARE(answered.get().body, "nothing");
}

void TestWorkers::newsMeanwhileAreNotMissed()
{
    std::atomic<int> asked = 0;
    std::counting_semaphore<> mayGo(0);
    const auto workers = start(1, [&](const api::Question &question) {
        const bool isNews = ++asked > 1;
        mayGo.acquire();
        return echo(question, isNews);
    });
    QTRY_VERIFY(m_head->isSeen()); // the first look counts as news
    Answered answered = ask(*workers, "/wait");
    QTRY_COMPARE(asked.load(), 1);
    // Looked at, nothing found, and it happens before that was said.
    m_head->advance();
    QTRY_VERIFY(m_head->isSeen());
    mayGo.release(2);
    QVERIFY(isReady(answered, 5s));
    QCOMPARE(answered.get().body, "/wait may wait");
    QCOMPARE(asked.load(), 2);
}

void TestWorkers::brokenWatchWakesWhoWaits()
{
    std::atomic<bool> isBroken = false;
    const auto workers = start(1, [&](const api::Question &question) {
        if (isBroken)
            return api::problem({.code = ErrorCode::StoreUnreachable,
                                 .message = QStringLiteral("the store is gone")});
        return echo(question, false);
    });
    Answered answered = ask(*workers, "/wait");
    QTRY_COMPARE(workers->waiting(), size_t(1));
    isBroken = true;
    m_head->setBroken(true);
    QVERIFY(isReady(answered, 5s));
    QCOMPARE(answered.get().status, 503);
    // And when it is back, news are told again.
    isBroken = false;
    m_head->setBroken(false);
    Answered again = ask(*workers, "/other");
    QVERIFY(isReady(again));
}

void TestWorkers::endWaitingAnswersAll()
{
    const auto workers =
        start(2, [](const api::Question &question) { return echo(question, false); });
    std::vector<Answered> waiting;
    for (int i = 0; i < 100; ++i)
        waiting.push_back(ask(*workers, "/wait"));
    QTRY_COMPARE(workers->waiting(), size_t(100));
    workers->endWaiting();
    waiting.push_back(ask(*workers, "/wait"));
    for (Answered &one : waiting) {
        QVERIFY(isReady(one, 1s));
        QCOMPARE(one.get().body, "/wait may not wait");
    }
}

void TestWorkers::destructorAnswersTheQueue()
{
    std::counting_semaphore<> mayGo(0);
    std::atomic<int> begun = 0;
    auto workers = start(1, [&](const api::Question &question) {
        if (question.path == "/first") {
            ++begun;
            mayGo.acquire();
        }
        return echo(question, false);
    });
    std::vector<Answered> all;
    for (int i = 0; i < 50; ++i)
        all.push_back(ask(*workers, "/wait"));
    QTRY_COMPARE(workers->waiting(), size_t(50));
    all.push_back(ask(*workers, "/first"));
    QTRY_COMPARE(begun.load(), 1);
    for (int i = 0; i < 50; ++i)
        all.push_back(ask(*workers, "/queued"));
    const std::jthread ending([&] { workers.reset(); });
    mayGo.release();
    for (Answered &one : all) {
        QVERIFY(isReady(one));
        QCOMPARE(one.get().status, 200);
    }
}

void TestWorkers::failedFactoryLeavesNoThread()
{
    const int before = threads();
    std::atomic<int> made = 0;
    const auto factory = [&]() -> Result<Answerer> {
        if (++made == 3)
            return failure(ErrorCode::StoreLocked, QStringLiteral("the third door is stuck"));
        return [](const api::Question &question) { return echo(question, false); };
    };
    const auto workers = Workers::start(4, factory, [this] { return m_head->watch(); });
    QVERIFY(!workers);
    QCOMPARE(workers.error().message, QStringLiteral("the third door is stuck"));
    QCOMPARE(threads(), before);
}

void TestWorkers::failedWatchLeavesNoThread()
{
    const int before = threads();
    const auto workers = Workers::start(
        2,
        []() -> Result<Answerer> {
            return [](const api::Question &question) { return echo(question, false); };
        },
        []() -> Result<Watch> {
            return failure(ErrorCode::StoreUnreachable, QStringLiteral("there is nothing to see"));
        });
    QVERIFY(!workers);
    QCOMPARE(workers.error().message, QStringLiteral("there is nothing to see"));
    QCOMPARE(threads(), before);
}

QTEST_GUILESS_MAIN(TestWorkers)
#include "tst_workers.moc"
