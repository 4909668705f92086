#include "tests/support/fakelockbox.h"
#include "ui/async/longcall.h"

#include <QSignalSpy>
#include <QThread>
#include <QtTest>

#include <atomic>
#include <semaphore>

using namespace lockbox;
using namespace lockbox::ui;

namespace {

/// A call that counts to its end, as often as it is let go on.
struct Counting {
    Result<qint64> operator()(LockboxService &, const LogProgress &progress)
    {
        ++starts;
        for (qint64 done = 0; done < total; ++done) {
            if (isGated)
                steps.acquire();
            ++counted;
            if (!progress(done + 1, total))
                return failure(ErrorCode::Interrupted, QStringLiteral("stopped"));
        }
        return total;
    }

    LongCall::Work<qint64> work()
    {
        return [this](LockboxService &service, const LogProgress &progress) {
            return (*this)(service, progress);
        };
    }

    qint64 total = 3;
    bool isGated = false;
    std::counting_semaphore<> steps{0};
    std::atomic<int> starts = 0;
    std::atomic<qint64> counted = 0;
};

} // namespace

/// Long calls run beside everything else, say how far they are, and stop when they are told to.
class TestLongCall : public QObject
{
    Q_OBJECT

private slots:
    void bringsTheResultBack();
    void saysWhenTheStoreCantBeOpened();
    void tellsProgressNowAndThen();
    void stops();
    void oneAtATime();
    void stopsWhenDestroyed();
    void leavesWithoutWaiting();

private:
    static ServiceFactory factory()
    {
        return [] { return std::make_unique<FakeLockbox>(); };
    }
};

void TestLongCall::bringsTheResultBack()
{
    LongCall call(factory());
    std::atomic<QThread *> ranIn = nullptr;
    std::optional<int> got;
    call.start<int>(
        [&](LockboxService &, const LogProgress &) -> Result<int> {
            ranIn = QThread::currentThread();
            return 42;
        },
        [&](Result<int> result) {
            QCOMPARE(QThread::currentThread(), thread());
            QVERIFY(!call.isRunning());
            got = *result;
        });
    QVERIFY(call.isRunning());
    QTRY_COMPARE(got.value_or(0), 42);
    QVERIFY(ranIn != thread());
}

void TestLongCall::saysWhenTheStoreCantBeOpened()
{
    LongCall call([]() -> Result<std::unique_ptr<LockboxService>> {
        return failure(ErrorCode::StoreMissing, QStringLiteral("no store"));
    });
    std::optional<ErrorCode> refused;
    call.start<int>([](LockboxService &, const LogProgress &) -> Result<int> { return 1; },
                    [&](Result<int> result) { refused = result.error().code; });
    QTRY_COMPARE(refused.value_or(ErrorCode::Internal), ErrorCode::StoreMissing);
}

void TestLongCall::tellsProgressNowAndThen()
{
    LongCall call(factory());
    QSignalSpy progressed(&call, &LongCall::progressed);
    Counting counting;
    counting.total = 100000;
    bool isDone = false;
    call.start<qint64>(counting.work(), [&](Result<qint64>) { isDone = true; });
    QTRY_VERIFY(isDone);
    // The last step is always told, the many before it are not.
    QVERIFY(!progressed.isEmpty() && progressed.size() < 1000);
    QCOMPARE(progressed.last()[0].toLongLong(), 100000);
    QCOMPARE(progressed.last()[1].toLongLong(), 100000);
}

void TestLongCall::stops()
{
    LongCall call(factory());
    Counting counting;
    counting.total = 1000000;
    counting.isGated = true;
    std::optional<ErrorCode> code;
    call.start<qint64>(counting.work(), [&](Result<qint64> result) { code = result.error().code; });
    counting.steps.release();
    QTRY_COMPARE(counting.counted.load(), 1);
    call.stop();
    counting.steps.release();
    QTRY_COMPARE(code.value_or(ErrorCode::Internal), ErrorCode::Interrupted);
    QCOMPARE(counting.counted.load(), 2);
}

void TestLongCall::oneAtATime()
{
    LongCall call(factory());
    Counting counting;
    counting.isGated = true;
    int ends = 0;
    const auto end = [&](const Result<qint64> &) { ++ends; };
    call.start<qint64>(counting.work(), end);
    call.start<qint64>(counting.work(), end);
    counting.steps.release(counting.total);
    QTRY_COMPARE(ends, 1);
    QCOMPARE(counting.starts.load(), 1);
    call.start<qint64>(counting.work(), end); // and the next
    counting.steps.release(counting.total);
    QTRY_COMPARE(ends, 2);
}

void TestLongCall::stopsWhenDestroyed()
{
    Counting counting;
    counting.total = 1000000000;
    bool isDone = false;
    {
        LongCall call(factory());
        call.start<qint64>(counting.work(), [&](Result<qint64>) { isDone = true; });
        QTRY_VERIFY(counting.counted > 0);
    }
    QVERIFY(counting.counted < counting.total);
    QCoreApplication::processEvents();
    QVERIFY(!isDone);
}

void TestLongCall::leavesWithoutWaiting()
{
    Counting counting;
    counting.isGated = true;
    bool isDone = false;
    QPointer<LongCall> call = new LongCall(factory());
    QSignalSpy progressed(call.data(), &LongCall::progressed);
    call->start<qint64>(counting.work(), [&](Result<qint64>) { isDone = true; });
    QTRY_COMPARE(counting.starts.load(), 1);
    call->leave();
    QVERIFY(call); // its thread still waits
    counting.steps.release(counting.total);
    QTRY_VERIFY(!call);
    QVERIFY(!isDone);
    QVERIFY(progressed.isEmpty());

    QPointer<LongCall> idle = new LongCall(factory());
    idle->leave();
    QTRY_VERIFY(!idle);
}

QTEST_GUILESS_MAIN(TestLongCall)
#include "tst_longcall.moc"
