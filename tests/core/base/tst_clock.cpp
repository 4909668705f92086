#include "core/base/clock.h"

#include <QDateTime>
#include <QTest>

using namespace lockbox;
using namespace std::chrono_literals;

/// The machine's clock, and the one that stands still.
class TestClock : public QObject
{
    Q_OBJECT

private slots:
    void systemClockShowsThePresent();
    void manualClockStandsStill();
};

void TestClock::systemClockShowsThePresent()
{
    const SystemClock clock;
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    const qint64 shown = clock.now().time_since_epoch().count();
    const qint64 after = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(before <= shown && shown <= after);
}

void TestClock::manualClockStandsStill()
{
    const Timestamp start(1770318715250ms);
    ManualClock clock(start);
    const Clock &seen = clock;
    QVERIFY(seen.now() == start);
    QVERIFY(seen.now() == start);
    clock.advance(12h);
    QVERIFY(seen.now() == start + 12h);
    clock.advance(-1ms);
    QVERIFY(seen.now() == start + 12h - 1ms);
    clock.set(Timestamp(0ms));
    QVERIFY(seen.now() == Timestamp());
}

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
