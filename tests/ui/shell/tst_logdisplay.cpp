#include "windowfixture.h"

#include "tests/support/fakelog.h"
#include "ui/shell/titlebar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/logbadge.h"
#include "ui/widgets/messagebar.h"

#include <QPushButton>
#include <QToolButton>

using namespace lockbox;
using namespace lockbox::ui;
using samples::alarm;
using samples::FakeLog;
using samples::head;
using samples::SampleBlade;

namespace {

std::vector<PageFactory> pages()
{
    auto pages = samples::windowPages();
    pages.insert(pages.begin() + 2, {.id = QStringLiteral("auditlog"),
                                     .title = QStringLiteral("Audit log"),
                                     .icon = QStringLiteral("log"),
                                     .side = Side::Customer,
                                     .needsOneOf = {rules::Operation::ReadEvents},
                                     .showsLog = true,
                                     .make = [](ConsoleContext &) {
                                         return new SampleBlade(QStringLiteral("auditlog"));
                                     }});
    return pages;
}

/// The window on a store whose log is a test's.
struct LogWindow {
    LogWindow()
    {
        context.setInfo(info());
        context.setAccount(samples::administrator());
        open();
    }

    void open(int width = 1700)
    {
        window = std::make_unique<MainWindow>(context, pages());
        window->resize(width, 700);
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }

    ServiceFactory factory()
    {
        return [this, real = store.factory()]() -> Result<std::unique_ptr<LockboxService>> {
            auto door = real();
            auto &fake = dynamic_cast<FakeLockbox &>(**door);
            log.answerFor(fake);
            fake.onInfo = [this]() -> Result<StoreInfo> { return info(); };
            return door;
        };
    }

    StoreInfo info()
    {
        const std::lock_guard lock(mutex);
        return known;
    }
    /// What the store says of itself from now on.
    void setAlarm(const std::optional<LogAlarm> &alarm)
    {
        const std::lock_guard lock(mutex);
        known.alarm = alarm;
    }

    LogBadge *badge() const { return window->findChild<LogBadge *>(QStringLiteral("logBadge")); }
    MessageBar *bar() const
    {
        return window->findChild<MessageBar *>(QStringLiteral("logTrouble"));
    }
    SampleBlade *page() const
    {
        return dynamic_cast<SampleBlade *>(
            window->findChild<QWidget *>(QStringLiteral("auditlog")));
    }

    samples::Store store;
    FakeLog log;
    std::mutex mutex;
    StoreInfo known = store.info();
    ConsoleContext context{factory()};
    std::unique_ptr<MainWindow> window;
};

} // namespace

/// The window tells how it stands with the log: in the badge, and in a bar that can't be missed
/// where something is wrong.
class TestLogDisplay : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().apply(ThemeMode::Light); }
    void init() { QSettings().clear(); }
    void theBadgeTellsWhenAndWhat();
    void theBadgeSaysLessWhereThereIsNoRoom();
    void theBadgeLeadsToTheLog();
    void theBadgeIsHiddenFromWhoMayNotRead();
    void newEventsAreTold();
    void aFailureIsTold();
    void aFailureStaysWhileItIsVerifiedAgain();
    void anAlarmIsTold();
    void anAlarmIsToldToWhoMayNotReadTheLog();
    void anAlarmEndsWithARefresh();

private:
    samples::OwnSettings m_settings;
};

void TestLogDisplay::theBadgeTellsWhenAndWhat()
{
    LogWindow f;
    QTRY_COMPARE(f.badge()->state(), LogBadge::State::Good);
    // Verified on a day that is not today.
    QTRY_COMPARE(f.badge()->shownText(), QStringLiteral("Log verified 5 Feb · 5 events · root5"));
    QVERIFY(f.badge()->accessibleName().startsWith(QStringLiteral("Log verified 5 Feb")));
    const QString whole = f.badge()->accessibleDescription();
    QVERIFY2(whole.contains(QStringLiteral("5 events now, root root5")), qPrintable(whole));
    QVERIFY(f.badge()->toolTip().contains(QStringLiteral("5 events now")));
    QVERIFY(!f.bar()->isVisible());
}

void TestLogDisplay::theBadgeSaysLessWhereThereIsNoRoom()
{
    LogWindow f;
    const LogHead large = head(1234567, QStringLiteral("9Xk2aZ0q"));
    f.log.setState(LogState{.head = large});
    f.log.setVerification(LogVerification{.head = large, .at = samples::noon()});
    f.open(960);
    f.context.log().verify();
    QTRY_COMPARE(f.badge()->shownText(), QStringLiteral("Log verified 5 Feb"));
    QVERIFY(f.badge()->accessibleName().contains(QStringLiteral("1,234,567 events · 9Xk2aZ0q")));
    f.window->resize(1400, 700);
    QTRY_COMPARE(f.badge()->shownText(),
                 QStringLiteral("Log verified 5 Feb · 1,234,567 events · 9Xk2aZ0q"));
}

void TestLogDisplay::theBadgeLeadsToTheLog()
{
    LogWindow f;
    QTRY_VERIFY(f.badge()->isVisible());
    f.badge()->setFocus();
    QTest::keyClick(f.badge(), Qt::Key_Return);
    QCOMPARE(f.window->currentPage(), QStringLiteral("auditlog"));
    QVERIFY(f.page()->arguments.isEmpty());
}

void TestLogDisplay::theBadgeIsHiddenFromWhoMayNotRead()
{
    LogWindow f;
    QTRY_VERIFY(f.badge()->isVisible());
    QVERIFY(f.window->become(samples::engineer()));
    QVERIFY(!f.badge()->isVisible());
    QVERIFY(f.window->become(samples::administrator()));
    QTRY_VERIFY(f.badge()->isVisible());
}

void TestLogDisplay::newEventsAreTold()
{
    LogWindow f;
    QTRY_COMPARE(f.badge()->state(), LogBadge::State::Good);
    QTRY_VERIFY(f.store.isFollowed() && !f.context.runner().isBusy());
    f.log.setState(LogState{.head = head(6)});
    f.store.write(EventKind::SettingChanged);
    QTRY_COMPARE(f.badge()->shownText(), QStringLiteral("Log verified 5 Feb · 1 new event"));
    QCOMPARE(f.badge()->state(), LogBadge::State::Open);
}

void TestLogDisplay::aFailureIsTold()
{
    LogWindow f;
    QTRY_COMPARE(f.badge()->state(), LogBadge::State::Good);
    f.log.setVerification(LogVerification{
        .head = head(5),
        .at = samples::noon(),
        .finding = LogFinding{.seq = 3, .message = QStringLiteral("event 3 was changed")}});
    f.context.log().verify();
    QTRY_VERIFY(f.bar()->isVisible());
    QCOMPARE(f.bar()->kind(), MessageBar::Kind::Error);
    QCOMPARE(f.bar()->text(),
             QStringLiteral("The verification of the log failed, on 5 February 2026 13:00 (12:00 "
                            "UTC). Event 3 was changed."));
    QCOMPARE(f.badge()->state(), LogBadge::State::Bad);
    QVERIFY(!f.bar()->findChild<QToolButton *>(QStringLiteral("messageClose"))->isVisible());
    QTest::mouseClick(f.bar()->findChild<QPushButton *>(QStringLiteral("messageAction")),
                      Qt::LeftButton);
    QCOMPARE(f.window->currentPage(), QStringLiteral("auditlog"));
    QCOMPARE(f.page()->arguments, QStringList{QStringLiteral("#3")});
}

void TestLogDisplay::aFailureStaysWhileItIsVerifiedAgain()
{
    LogWindow f;
    QTRY_COMPARE(f.badge()->state(), LogBadge::State::Good);
    f.log.setVerification(
        LogVerification{.head = head(5), .at = samples::noon(), .finding = LogFinding{.seq = 3}});
    f.context.log().verify();
    QTRY_COMPARE(f.badge()->state(), LogBadge::State::Bad);
    f.log.setGate(true);
    f.context.log().verify();
    QCOMPARE(f.badge()->state(), LogBadge::State::Busy);
    QVERIFY(f.bar()->isVisible());
    f.log.setVerification(LogVerification{.head = head(5), .at = samples::noon()});
    f.log.setGate(false);
    QTRY_COMPARE(f.badge()->state(), LogBadge::State::Good);
    QVERIFY(!f.bar()->isVisible());
}

void TestLogDisplay::anAlarmIsTold()
{
    LogWindow f;
    f.setAlarm(alarm());
    f.context.setInfo(f.info());
    QVERIFY(f.bar()->isVisible());
    const QString text = f.bar()->text();
    QVERIFY2(text.startsWith(QStringLiteral("The store was rolled back. Nothing can be decided")),
             qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("lockbox log pin --replace")), qPrintable(text));
    QCOMPARE(f.badge()->state(), LogBadge::State::Bad);
    QTest::mouseClick(f.bar()->findChild<QPushButton *>(QStringLiteral("messageAction")),
                      Qt::LeftButton);
    QCOMPARE(f.window->currentPage(), QStringLiteral("auditlog"));
    QVERIFY(f.page()->arguments.isEmpty());
}

void TestLogDisplay::anAlarmIsToldToWhoMayNotReadTheLog()
{
    LogWindow f;
    f.setAlarm(alarm());
    f.context.setInfo(f.info());
    QVERIFY(f.window->become(samples::engineer()));
    QVERIFY(f.bar()->isVisible());
    QVERIFY(!f.bar()->findChild<QPushButton *>(QStringLiteral("messageAction"))->isVisible());
    QVERIFY(!f.badge()->isVisible());
    // Nor does such an account learn from the log itself that it is over.
    QTRY_VERIFY(!f.context.runner().isBusy());
    f.setAlarm(std::nullopt);
    QTest::keyClick(f.window.get(), Qt::Key_F5);
    QTRY_VERIFY(!f.bar()->isVisible());
}

void TestLogDisplay::anAlarmEndsWithARefresh()
{
    LogWindow f;
    f.setAlarm(alarm());
    f.log.setState(LogState{.head = head(5), .alarm = alarm()});
    f.context.setInfo(f.info());
    QVERIFY(f.bar()->isVisible());
    QTest::keyClick(f.window.get(), Qt::Key_F5);
    QTRY_VERIFY(!f.context.runner().isBusy());
    QVERIFY(f.bar()->isVisible());
    f.setAlarm(std::nullopt);
    f.log.setState(LogState{.head = head(5)});
    QTest::keyClick(f.window.get(), Qt::Key_F5);
    QTRY_VERIFY(!f.bar()->isVisible());
}

QTEST_MAIN(TestLogDisplay)
#include "tst_logdisplay.moc"
