#include "ui/widgets/statetext.h"

#include <QSet>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;

namespace {

/// 2026-02-05T19:11:55Z, 20:11 in Berlin, where tests run.
constexpr Timestamp evening{std::chrono::milliseconds(1770318715000)};

} // namespace

/// The words for states, acts, roles and times.
class TestStateText : public QObject
{
    Q_OBJECT

private slots:
    void everyStateHasAWordOfItsOwn();
    void anExpiredRequestIsNoEndedAccess();
    void rolesReadAsInThePortal();
    void timeLeft_data();
    void timeLeft();
    void spans_data();
    void spans();
    void timesAreLocalOrSayUtc();
};

void TestStateText::everyStateHasAWordOfItsOwn()
{
    QSet<QString> words;
    for (const RequestState state : allRequestStates())
        words.insert(stateText(state));
    QCOMPARE(static_cast<size_t>(words.size()), allRequestStates().size());
    QVERIFY(!words.contains(QString()));
}

void TestStateText::anExpiredRequestIsNoEndedAccess()
{
    QCOMPARE(stateText(RequestState::Expired), QStringLiteral("Request expired"));
    QCOMPARE(stateText(RequestState::Completed), QStringLiteral("Access ended"));
}

void TestStateText::rolesReadAsInThePortal()
{
    QCOMPARE(roleName(Role::LockboxApprover), QStringLiteral("Customer Lockbox access approver"));
    QCOMPARE(roleName(Role::GlobalAdministrator), QStringLiteral("Global administrator"));
}

void TestStateText::timeLeft_data()
{
    QTest::addColumn<std::chrono::milliseconds>("left");
    QTest::addColumn<QString>("shown");
    using ms = std::chrono::milliseconds;
    QTest::newRow("days") << ms(49h + 10min) << QStringLiteral("2 d 1 h left");
    QTest::newRow("hours") << ms(7h + 12min + 59s) << QStringLiteral("7 h 12 m left");
    QTest::newRow("one hour") << ms(1h) << QStringLiteral("1 h 0 m left");
    QTest::newRow("minutes") << ms(59min + 59s) << QStringLiteral("59 m left");
    QTest::newRow("before the last five") << ms(5min + 1ms) << QStringLiteral("5 m left");
    QTest::newRow("the last five") << ms(5min) << QStringLiteral("5 m 0 s left");
    QTest::newRow("seconds count") << ms(4min + 12s) << QStringLiteral("4 m 12 s left");
    QTest::newRow("the last minute") << ms(59s) << QStringLiteral("59 s left");
    QTest::newRow("over") << ms(0) << QStringLiteral("0 s left");
    QTest::newRow("long over") << ms(-3h) << QStringLiteral("0 s left");
}

void TestStateText::timeLeft()
{
    QFETCH(const std::chrono::milliseconds, left);
    QTEST(timeLeftText(evening + left, evening), "shown");
}

void TestStateText::spans_data()
{
    QTest::addColumn<std::chrono::seconds>("span");
    QTest::addColumn<QString>("shown");
    using s = std::chrono::seconds;
    QTest::newRow("minutes") << s(30min) << QStringLiteral("30 min");
    QTest::newRow("hours") << s(4h) << QStringLiteral("4 h");
    QTest::newRow("both") << s(90min) << QStringLiteral("1 h 30 min");
}

void TestStateText::spans()
{
    QFETCH(const std::chrono::seconds, span);
    QTEST(spanText(span), "shown");
}

void TestStateText::timesAreLocalOrSayUtc()
{
    QCOMPARE(dateTimeText(evening), QStringLiteral("5 February 2026 20:11"));
    QCOMPARE(utcText(evening), QStringLiteral("2026-02-05 19:11 UTC"));
    QCOMPARE(utcColumnText(evening), QStringLiteral("2026-02-05 19:11:55"));
}

QTEST_GUILESS_MAIN(TestStateText)
#include "tst_statetext.moc"
