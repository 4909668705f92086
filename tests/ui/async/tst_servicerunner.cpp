#include "tests/support/fakelockbox.h"
#include "ui/async/servicerunner.h"

#include <QSemaphore>
#include <QThread>
#include <QtTest>

#include <atomic>

using namespace lockbox;
using namespace lockbox::ui;

/// A call that waits within the worker until the test lets it go on.
struct Gate {
    void pass()
    {
        reached.release();
        open.acquire();
    }
    QSemaphore reached;
    QSemaphore open;
};

/// Calls run elsewhere and come back here, unless they were overtaken or nobody wants them any more.
class TestServiceRunner : public QObject
{
    Q_OBJECT

private slots:
    void bringsTheResultBackToTheAskersThread();
    void opensTheServiceOnceInTheWorker();
    void triesToOpenAgainAfterAFailure();
    void dropsWhatHasNotStartedWhenOvertaken();
    void dropsTheResultOfWhatIsRunningWhenOvertaken();
    void keepsLanesAndAskersApart();
    void neverDropsChanges();
    void deliversNothingToTheDead();
    void doesNotRunReadsOfTheDead();
    void finishesChangesWhenDestroyed();
    void dropsReadsWhenDestroyed();
    void tellsWhetherItIsBusy();

private:
    static ServiceFactory factory()
    {
        return [] { return std::make_unique<FakeLockbox>(); };
    }
};

void TestServiceRunner::bringsTheResultBackToTheAskersThread()
{
    ServiceRunner runner(factory());
    std::atomic<QThread *> ranIn = nullptr;
    QThread *cameBackTo = nullptr;
    int got = 0;
    runner.run<int>(
        this, {},
        [&](LockboxService &) -> Result<int> {
            ranIn = QThread::currentThread();
            return 42;
        },
        [&](Result<int> result) {
            cameBackTo = QThread::currentThread();
            got = *result;
        });
    QTRY_COMPARE(got, 42);
    QCOMPARE(cameBackTo, thread());
    QVERIFY(ranIn != thread());
}

void TestServiceRunner::opensTheServiceOnceInTheWorker()
{
    std::atomic<int> opened = 0;
    std::atomic<QThread *> openedIn = nullptr;
    ServiceRunner runner([&]() -> Result<std::unique_ptr<LockboxService>> {
        ++opened;
        openedIn = QThread::currentThread();
        return std::make_unique<FakeLockbox>();
    });
    int done = 0;
    for (int i = 0; i < 3; ++i)
        runner.run<int>(
            this, {}, [](LockboxService &) -> Result<int> { return 1; },
            [&](Result<int> result) { done += *result; });
    QTRY_COMPARE(done, 3);
    QCOMPARE(opened.load(), 1);
    QVERIFY(openedIn != thread());
}

void TestServiceRunner::triesToOpenAgainAfterAFailure()
{
    std::atomic<int> opened = 0;
    ServiceRunner runner([&]() -> Result<std::unique_ptr<LockboxService>> {
        if (++opened == 1)
            return failure(ErrorCode::StoreMissing, QStringLiteral("no store"));
        return std::make_unique<FakeLockbox>();
    });
    std::vector<Result<int>> results;
    const auto ask = [&] {
        runner.run<int>(
            this, {}, [](LockboxService &) -> Result<int> { return 7; },
            [&](Result<int> result) { results.push_back(result); });
    };
    ask();
    ask();
    QTRY_COMPARE(results.size(), 2U);
    QCOMPARE(results[0].error().code, ErrorCode::StoreMissing);
    QCOMPARE(*results[1], 7);
}

void TestServiceRunner::dropsWhatHasNotStartedWhenOvertaken()
{
    ServiceRunner runner(factory());
    Gate gate;
    std::atomic<int> runs = 0;
    QList<int> got;
    runner.run<int>(
        this, {},
        [&](LockboxService &) -> Result<int> {
            gate.pass();
            return 0;
        },
        [&](Result<int> result) { got.append(*result); });
    for (int i = 1; i <= 5; ++i)
        runner.run<int>(
            this, QStringLiteral("list"),
            [&runs, i](LockboxService &) -> Result<int> {
                ++runs;
                return i;
            },
            [&](Result<int> result) { got.append(*result); });
    gate.open.release();
    QTRY_VERIFY(!runner.isBusy());
    QCOMPARE(got, (QList<int>{0, 5}));
    QCOMPARE(runs.load(), 1);
}

void TestServiceRunner::dropsTheResultOfWhatIsRunningWhenOvertaken()
{
    ServiceRunner runner(factory());
    Gate gate;
    QList<int> got;
    const auto take = [&](Result<int> result) { got.append(*result); };
    runner.run<int>(
        this, QStringLiteral("list"),
        [&](LockboxService &) -> Result<int> {
            gate.pass();
            return 1;
        },
        take);
    gate.reached.acquire(); // it is under way
    runner.run<int>(
        this, QStringLiteral("list"), [](LockboxService &) -> Result<int> { return 2; }, take);
    gate.open.release();
    QTRY_VERIFY(!runner.isBusy());
    QCOMPARE(got, QList<int>{2});
}

void TestServiceRunner::keepsLanesAndAskersApart()
{
    ServiceRunner runner(factory());
    Gate gate;
    QObject other;
    QList<int> got;
    const auto take = [&](Result<int> result) { got.append(*result); };
    runner.run<int>(
        this, {},
        [&](LockboxService &) -> Result<int> {
            gate.pass();
            return 0;
        },
        take);
    const auto ask = [&](QObject *who, const QString &lane, int answer) {
        runner.run<int>(
            who, lane, [answer](LockboxService &) -> Result<int> { return answer; }, take);
    };
    ask(this, QStringLiteral("a"), 1);
    ask(this, QStringLiteral("b"), 2);
    ask(&other, QStringLiteral("a"), 3);
    gate.open.release();
    QTRY_COMPARE(got, (QList<int>{0, 1, 2, 3}));
}

void TestServiceRunner::neverDropsChanges()
{
    ServiceRunner runner(factory());
    QList<int> got;
    for (int i = 0; i < 20; ++i)
        runner.run<int>(
            this, {}, [i](LockboxService &) -> Result<int> { return i; },
            [&](Result<int> result) { got.append(*result); });
    QTRY_COMPARE(got.size(), 20);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(got[i], i);
}

void TestServiceRunner::deliversNothingToTheDead()
{
    ServiceRunner runner(factory());
    Gate gate;
    bool delivered = false;
    auto asker = std::make_unique<QObject>();
    runner.run<int>(
        asker.get(), {},
        [&](LockboxService &) -> Result<int> {
            gate.pass();
            return 1;
        },
        [&](Result<int>) { delivered = true; });
    gate.reached.acquire();
    asker.reset();
    gate.open.release();
    QTRY_VERIFY(!runner.isBusy());
    QVERIFY(!delivered);
}

void TestServiceRunner::doesNotRunReadsOfTheDead()
{
    ServiceRunner runner(factory());
    Gate gate;
    std::atomic<bool> ran = false;
    auto asker = std::make_unique<QObject>();
    runner.run<int>(
        this, {},
        [&](LockboxService &) -> Result<int> {
            gate.pass();
            return 1;
        },
        [](Result<int>) {});
    runner.run<int>(
        asker.get(), QStringLiteral("list"),
        [&](LockboxService &) -> Result<int> {
            ran = true;
            return 1;
        },
        [](Result<int>) {});
    gate.reached.acquire();
    asker.reset();
    gate.open.release();
    QTRY_VERIFY(!runner.isBusy());
    QVERIFY(!ran);
}

void TestServiceRunner::finishesChangesWhenDestroyed()
{
    std::atomic<int> written = 0;
    bool delivered = false;
    {
        ServiceRunner runner(factory());
        for (int i = 0; i < 10; ++i)
            runner.run<int>(
                this, {}, [&](LockboxService &) -> Result<int> { return ++written; },
                [&](Result<int>) { delivered = true; });
    }
    QCOMPARE(written.load(), 10); // joined: nothing runs any more
    QCoreApplication::processEvents();
    QVERIFY(!delivered);
}

void TestServiceRunner::dropsReadsWhenDestroyed()
{
    std::atomic<bool> ran = false;
    Gate gate;
    auto runner = std::make_unique<ServiceRunner>(factory());
    runner->run<int>(
        this, {},
        [&](LockboxService &) -> Result<int> {
            gate.pass();
            // Until the runner is being destroyed, which the test's thread does meanwhile.
            QThread::msleep(20);
            return 1;
        },
        [](Result<int>) {});
    runner->run<int>(
        this, QStringLiteral("list"),
        [&](LockboxService &) -> Result<int> {
            ran = true;
            return 1;
        },
        [](Result<int>) {});
    gate.reached.acquire();
    gate.open.release();
    runner.reset();
    QVERIFY(!ran);
}

void TestServiceRunner::tellsWhetherItIsBusy()
{
    ServiceRunner runner(factory());
    QVERIFY(!runner.isBusy());
    for (int i = 0; i < 2; ++i)
        runner.run<int>(
            this, {}, [](LockboxService &) -> Result<int> { return 1; }, [](Result<int>) {});
    QVERIFY(runner.isBusy());
    QTRY_VERIFY(!runner.isBusy());
}

QTEST_GUILESS_MAIN(TestServiceRunner)
#include "tst_servicerunner.moc"
