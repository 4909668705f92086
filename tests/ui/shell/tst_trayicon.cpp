#include "desktopsamples.h"
#include "windowfixture.h"

#include "ui/shell/bladestack.h"
#include "ui/shell/desktop.h"
#include "ui/shell/trayicon.h"
#include "ui/shell/traynotifier.h"
#include "ui/theme/theme.h"

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;

namespace {

QAction *action(TrayIcon &tray, const char *name)
{
    return tray.menu().findChild<QAction *>(QString::fromLatin1(name));
}

/// The tray on requests that a test sets.
struct TrayFixture : samples::DeskFixture {
    TrayIcon tray{context};
};

/// A window with a tray's icon beside it, and notices that a test reads.
struct DesktopFixture : samples::WindowFixture {
    DesktopFixture()
    {
        auto noted = std::make_unique<samples::NotedNotifier>();
        notifier = noted.get();
        desktop = std::make_unique<Desktop>(context, *window, std::make_unique<TrayIcon>(context),
                                            std::move(noted));
    }
    void choose(const char *name) const { action(*desktop->tray(), name)->trigger(); }

    samples::NotedNotifier *notifier;
    std::unique_ptr<Desktop> desktop;
};

} // namespace

/// The tray tells an approver what waits, leads back to the window, and keeps the console running if that is wanted.
class TestTrayIcon : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().apply(ThemeMode::Light); }
    void init() { QSettings().clear(); }
    void tellsWhatWaits();
    void followsTheClock();
    void offersTheNearestRequest();
    void thePictureTellsTheNumber();
    void isForApproversOnly();
    void closingClosesUnlessToldOtherwise();
    void closingKeepsRunningAndOpenLeadsBack();
    void theProgramRunsOnOnlyWhileItIsKept();
    void keepingIsRemembered();
    void hidingLosesNothing();
    void aClickOpensTheRequest();
    void quitEnds();
    void quitAsksAboutUnsavedChanges();
    void whoMayDecideNoMoreGetsTheWindowBack();
    void aClickOnAMessageIsTold();

private:
    samples::OwnSettings m_settings;
};

void TestTrayIcon::tellsWhatWaits()
{
    TrayFixture f;
    QTRY_COMPARE(f.tray.icon().toolTip(), QStringLiteral("Customer Lockbox: no request waits"));
    f.add(8h + 30s);
    f.add(2h + 30s, QStringLiteral("EXSR<b>7</b>"));
    f.setState(f.add(1h), RequestState::Denied);
    f.tray.presenter().refresh();
    QTRY_COMPARE(f.tray.icon().toolTip(),
                 QStringLiteral("Customer Lockbox: 2 requests wait\n"
                                "EXSR_b_7__b_ · Exchange · expires in 2 h"));
    QCOMPARE(f.tray.presenter().waiting(), 2);
}

void TestTrayIcon::followsTheClock()
{
    TrayFixture f;
    f.add(8h + 30s);
    f.add(2h + 30s);
    f.tray.presenter().refresh();
    QTRY_COMPARE(f.tray.presenter().waiting(), 2);
    f.moveClock(1h);
    QVERIFY(f.tray.icon().toolTip().endsWith(QStringLiteral("expires in 1 h")));
    f.moveClock(2h); // the nearest is over: it is read again
    QTRY_COMPARE(f.tray.presenter().waiting(), 1);
    QVERIFY(f.tray.icon().toolTip().endsWith(QStringLiteral("expires in 5 h")));
}

void TestTrayIcon::offersTheNearestRequest()
{
    TrayFixture f;
    QVERIFY(!action(f.tray, "trayNearest")->isVisible());
    f.add(8h);
    const AccessRequest nearest = f.add(2h + 30s);
    f.tray.presenter().refresh();
    QTRY_VERIFY(action(f.tray, "trayNearest")->isVisible());
    QCOMPARE(action(f.tray, "trayNearest")->text(),
             QStringLiteral("EXSR359123 · Exchange · expires in 2 h"));
    QSignalSpy chosen(&f.tray, &TrayIcon::requestChosen);
    action(f.tray, "trayNearest")->trigger();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.front().front().toString(), nearest.id.toString());
    for (const QAction *one : f.tray.menu().actions())
        QVERIFY(!one->text().contains(QStringLiteral("Approve"), Qt::CaseInsensitive));
}

void TestTrayIcon::thePictureTellsTheNumber()
{
    TrayFixture f;
    const auto picture = [&f] { return f.tray.icon().icon().pixmap(64, 64).toImage(); };
    QTRY_VERIFY(!f.context.runner().isBusy());
    const QImage none = picture();
    QVERIFY(!none.isNull());
    f.add();
    f.tray.presenter().refresh();
    QTRY_COMPARE(f.tray.presenter().waiting(), 1);
    const QImage one = picture();
    f.add();
    f.tray.presenter().refresh();
    QTRY_COMPARE(f.tray.presenter().waiting(), 2);
    QVERIFY(one != none);
    QVERIFY(picture() != one);
}

void TestTrayIcon::isForApproversOnly()
{
    TrayFixture f;
    f.add();
    f.tray.presenter().refresh();
    QTRY_COMPARE(f.tray.presenter().waiting(), 1);
    QVERIFY(f.tray.icon().isVisible());
    action(f.tray, "trayKeep")->setChecked(true);
    QVERIFY(f.tray.keepsRunning());
    User reader = samples::administrator();
    reader.roles = {Role::GlobalReader};
    f.context.setAccount(reader);
    QVERIFY(!f.tray.icon().isVisible());
    QVERIFY(!f.tray.keepsRunning());
    QCOMPARE(f.tray.presenter().waiting(), 0);
}

void TestTrayIcon::closingClosesUnlessToldOtherwise()
{
    DesktopFixture f;
    QVERIFY(!action(*f.desktop->tray(), "trayKeep")->isChecked());
    QVERIFY(f.window->close());
    QVERIFY(!f.window->isVisible());
    QVERIFY(!f.window->isHiddenInTray());
}

void TestTrayIcon::closingKeepsRunningAndOpenLeadsBack()
{
    DesktopFixture f;
    f.choose("trayKeep");
    QVERIFY(!f.window->close());
    QVERIFY(!f.window->isVisible());
    f.choose("trayOpen");
    QVERIFY(f.window->isVisible());
    QVERIFY(!f.window->close());
    emit f.desktop->tray()->icon().activated(QSystemTrayIcon::Trigger);
    QVERIFY(f.window->isVisible());
    f.window->showMinimized();
    f.choose("trayOpen");
    QVERIFY(!f.window->isMinimized());
    f.choose("trayKeep");
    QVERIFY(f.window->close());
}

void TestTrayIcon::theProgramRunsOnOnlyWhileItIsKept()
{
    DesktopFixture f;
    f.choose("trayKeep");
    bool ranOn = false;
    const auto closeForGood = [&] {
        ranOn = true;
        f.choose("trayKeep");
        f.window->reveal();
        f.window->close();
    };
    QTimer patience;
    patience.callOnTimeout([] { QCoreApplication::exit(1); });
    patience.start(5s);
    // What would end the program is posted by closing, and comes before what is posted after it.
    QTimer::singleShot(0, f.window.get(), [&] {
        f.window->close();
        QTimer::singleShot(0, f.window.get(), closeForGood);
    });
    QCOMPARE(QCoreApplication::exec(), 0);
    QVERIFY(ranOn);
}

void TestTrayIcon::keepingIsRemembered()
{
    {
        DesktopFixture f;
        f.choose("trayKeep");
    }
    DesktopFixture f;
    QVERIFY(action(*f.desktop->tray(), "trayKeep")->isChecked());
    QVERIFY(!f.window->close());
}

void TestTrayIcon::hidingLosesNothing()
{
    DesktopFixture f;
    f.choose("trayKeep");
    samples::SampleBlade *blade = f.openBlade(QStringLiteral("roles"));
    blade->isWilling = false;
    QTRY_VERIFY(blade->line->hasFocus());
    f.window->close();
    QVERIFY(!f.window->isVisible());
    QCOMPARE(blade->closingsAsked, 0);
    f.choose("trayOpen");
    QCOMPARE(f.window->blades().blades(), std::vector<Blade *>{blade});
    QCOMPARE(f.window->focusWidget(), blade->line);
}

void TestTrayIcon::aClickOpensTheRequest()
{
    DesktopFixture f;
    f.choose("trayKeep");
    f.window->close();
    emit f.notifier->activated(QStringLiteral("an id"));
    QVERIFY(f.window->isVisible());
    QCOMPARE(f.window->currentPage(), QStringLiteral("requests"));
    QCOMPARE(f.page("requests")->arguments, QStringList{QStringLiteral("an id")});
}

void TestTrayIcon::quitEnds()
{
    DesktopFixture f;
    f.choose("trayKeep");
    f.window->close();
    QSignalSpy quit(f.desktop.get(), &Desktop::quitRequested);
    f.choose("trayQuit");
    QCOMPARE(quit.size(), 1);
}

void TestTrayIcon::quitAsksAboutUnsavedChanges()
{
    DesktopFixture f;
    f.choose("trayKeep");
    samples::SampleBlade *blade = f.openBlade(QStringLiteral("roles"));
    blade->isWilling = false;
    f.window->close();
    QSignalSpy quit(f.desktop.get(), &Desktop::quitRequested);
    f.choose("trayQuit");
    QCOMPARE(quit.size(), 0);
    QCOMPARE(blade->closingsAsked, 1);
    QVERIFY(f.window->isVisible());
}

void TestTrayIcon::whoMayDecideNoMoreGetsTheWindowBack()
{
    DesktopFixture f;
    f.choose("trayKeep");
    f.window->close();
    User reader = samples::administrator();
    reader.roles = {Role::GlobalReader};
    f.context.setAccount(reader);
    QVERIFY(f.window->isVisible());
    QVERIFY(f.window->close());
}

void TestTrayIcon::aClickOnAMessageIsTold()
{
    QSystemTrayIcon icon;
    TrayNotifier notifier(icon);
    QSignalSpy activated(&notifier, &DesktopNotifier::activated);
    emit icon.messageClicked();
    notifier.notify(QStringLiteral("one"), QStringLiteral("title"), QStringLiteral("body"));
    notifier.notify(QStringLiteral("two"), QStringLiteral("title"), QStringLiteral("body"));
    notifier.close(QStringLiteral("one")); // not the one that is shown
    emit icon.messageClicked();
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.front().front().toString(), QStringLiteral("two"));
    notifier.close(QStringLiteral("two"));
    emit icon.messageClicked();
    QCOMPARE(activated.size(), 1);
}

QTEST_MAIN(TestTrayIcon)
#include "tst_trayicon.moc"
