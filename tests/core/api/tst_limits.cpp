#include "core/api/limits.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::api;
using namespace std::chrono_literals;

/// How many calls are heard, by a clock of the test's own.
class TestLimits : public QObject
{
    Q_OBJECT

private slots:
    void aMinutesWorthAtOnce();
    void comesBackBitByBit();
    void eachHasItsOwn();
    void noLimit();
    void saysWhenToAskAgain_data();
    void saysWhenToAskAgain();
    void forgetsWhoIsQuiet();

private:
    Limits made(int ofAccount, int ofAddress = 0)
    {
        return Limits({.ofAccount = ofAccount, .ofAddress = ofAddress}, [this] { return m_now; });
    }
    /// How many of so many calls are heard.
    static int heard(Limits &limits, int calls, const QString &account = QStringLiteral("ada"))
    {
        int count = 0;
        for (int i = 0; i < calls; ++i)
            count += limits.takeOfAccount(account) ? 1 : 0;
        return count;
    }

    Limits::Clock::time_point m_now;
};

void TestLimits::aMinutesWorthAtOnce()
{
    Limits limits = made(60);
    QCOMPARE(heard(limits, 100), 60);
    m_now += 24h; // no more than that is saved up
    QCOMPARE(heard(limits, 100), 60);
}

void TestLimits::comesBackBitByBit()
{
    Limits limits = made(60);
    heard(limits, 60);
    m_now += 999ms;
    QCOMPARE(heard(limits, 5), 0);
    m_now += 1ms;
    QCOMPARE(heard(limits, 5), 1);
    m_now += 10s;
    QCOMPARE(heard(limits, 50), 10);
}

void TestLimits::eachHasItsOwn()
{
    Limits limits = made(1, 2);
    QCOMPARE(heard(limits, 3), 1);
    QCOMPARE(heard(limits, 3, QStringLiteral("eve")), 1);
    // An account that is called like an address is none.
    QVERIFY(limits.takeOfAddress(QStringLiteral("ada")));
    QVERIFY(limits.takeOfAddress(QStringLiteral("ada")));
    const auto refused = limits.takeOfAddress(QStringLiteral("ada"));
    QVERIFY(!refused);
    QVERIFY(refused.error().message.contains(QStringLiteral("address")));
    QVERIFY(limits.takeOfAddress(QStringLiteral("192.0.2.1")));
}

void TestLimits::noLimit()
{
    Limits limits = made(0);
    QCOMPARE(heard(limits, 100'000), 100'000);
    QCOMPARE(limits.known(), 0);
}

void TestLimits::saysWhenToAskAgain_data()
{
    QTest::addColumn<int>("perMinute");
    QTest::addColumn<int>("seconds");
    QTest::newRow("one a minute") << 1 << 60;
    QTest::newRow("two a minute") << 2 << 30;
    QTest::newRow("one a second") << 60 << 1;
    QTest::newRow("many a second") << 6000 << 1;
}

void TestLimits::saysWhenToAskAgain()
{
    QFETCH(int, perMinute);
    QFETCH(int, seconds);
    Limits limits = made(perMinute);
    heard(limits, perMinute);
    const auto refused = limits.takeOfAccount(QStringLiteral("ada"));
    QVERIFY(!refused);
    QVERIFY(refused.error().code == ErrorCode::TooManyTries);
    QVERIFY(refused.error().retryAfter == std::chrono::seconds(seconds));
    // Who keeps to it is heard.
    m_now += std::chrono::seconds(seconds);
    QVERIFY(limits.takeOfAccount(QStringLiteral("ada")));
}

/// An attacker with many addresses does not fill the memory.
void TestLimits::forgetsWhoIsQuiet()
{
    Limits limits = made(60);
    for (int i = 0; i < 100'000; ++i) {
        m_now += 100ms;
        QVERIFY(limits.takeOfAccount(QString::number(i)));
    }
    QVERIFY2(limits.known() < 5'000, qPrintable(QString::number(limits.known())));
    // Who isn't quiet stays counted.
    heard(limits, 60);
    for (int i = 0; i < 20'000; ++i)
        (void)limits.takeOfAccount(QString::number(i));
    QCOMPARE(heard(limits, 10), 0);
}

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
