#include "app/console/consoleapp.h"
#include "tests/app/cli/clistore.h"
#include "tests/ui/shell/desktopservice.h"
#include "ui/shell/blade.h"
#include "ui/shell/bladestack.h"
#include "ui/shell/desktop.h"
#include "ui/shell/desktopnotifier.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;
using lockbox::samples::NoticeService;
using lockbox::test::CliStore;

namespace {

/// The console on a store that other processes work on, and the desktop's service on a real session bus.
struct Fixture {
    explicit Fixture(const QString &account = CliStore::approver())
    {
        QVERIFY(service.start());
        waiting = store.pending(QStringLiteral("EXSR100"));
        start(account);
    }

    void start(const QString &account)
    {
        app =
            std::make_unique<ConsoleApp>(ConsoleOptions{.store = store.path(), .account = account});
        app->start();
        QTRY_VERIFY(app->window() && app->window()->isVisible());
        QVERIFY(app->desktop()->notifier());
        // What is written once the window has heard of something is news to it.
        followed = std::make_unique<QSignalSpy>(app->window(), &MainWindow::newsCame);
        bool isFollowing = false;
        for (int i = 0; i < 5 && !isFollowing; ++i) {
            write();
            isFollowing = QTest::qWaitFor([this] { return !followed->isEmpty(); });
        }
        QVERIFY(isFollowing);
    }

    /// Something that is no request.
    void write()
    {
        (void)store.done(CliStore::admin(),
                         QStringLiteral("user set-email alex@contoso.example a%1@contoso.example")
                             .arg(++writes));
    }
    /// Writes, and waits until the window has heard of it; of what was before it has heard then as well.
    bool isHeard()
    {
        const qsizetype before = followed->size();
        write();
        return QTest::qWaitFor([&] { return followed->size() > before; }, 15000)
               && samples::isBusSettled();
    }

    CliStore store;
    NoticeService service;
    QString waiting; ///< A request that was there before the console.
    std::unique_ptr<ConsoleApp> app;
    std::unique_ptr<QSignalSpy> followed;
    int writes = 0;
};

} // namespace

/// What another process files is told on the desktop, by the real console on a real bus.
class TestDesktopNotices : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void aNewRequestIsToldOnceAndAClickOpensIt();
    void whatIsDecidedElsewhereIsWithdrawn_data();
    void whatIsDecidedElsewhereIsWithdrawn();
    void theEndWithdrawsAll();
    void whoMayNotDecideIsToldNothing();
    void whatWasTypedIsNoMarkup();
    void withoutAServiceTheConsoleIsTheSame();

private:
    QTemporaryDir m_home;
};

void TestDesktopNotices::initTestCase()
{
    qputenv("XDG_DATA_HOME", test::LockboxProgram::dataHome().toLocal8Bit());
    QCoreApplication::setOrganizationName(QStringLiteral("lockbox-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
    QGuiApplication::setQuitOnLastWindowClosed(false);
    Theme::instance().apply(ThemeMode::Light);
}

void TestDesktopNotices::aNewRequestIsToldOnceAndAClickOpensIt()
{
    Fixture f;
    const QString id = f.store.pending(QStringLiteral("EXSR200"));
    QTRY_COMPARE_WITH_TIMEOUT(f.service.notices.size(), 1, 15000);
    const NoticeService::Notice notice = f.service.notices.front();
    QCOMPARE(notice.title, QStringLiteral("Customer Lockbox request pending"));
    QVERIFY2(notice.body.startsWith(QStringLiteral("EXSR200 · Exchange\nexpires in ")),
             qPrintable(notice.body));
    QCOMPARE(notice.actions, (QStringList{QStringLiteral("default"), QStringLiteral("Open")}));
    f.app->window()->showMinimized();
    QTRY_COMPARE(f.service.notices.size(), 1);
    emit f.service.ActionInvoked(f.service.last, QStringLiteral("default"));
    BladeStack &blades = f.app->window()->blades();
    QTRY_COMPARE(blades.blades().size(), 1U);
    QVERIFY(!f.app->window()->isMinimized());
    QCOMPARE(f.app->window()->currentPage(), QStringLiteral("requests"));
    const auto shows = [&blades](const QString &text) {
        const auto labels = blades.blades().front()->findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&text](const QLabel *label) { return label->text().contains(text); });
    };
    QTRY_VERIFY(shows(QStringLiteral("EXSR200")));
    // A second one is told by itself, and the first is not told again.
    (void)f.store.pending(QStringLiteral("EXSR201"));
    QTRY_COMPARE_WITH_TIMEOUT(f.service.notices.size(), 2, 15000);
    QVERIFY(f.service.notices.back().body.startsWith(QStringLiteral("EXSR201")));
    QVERIFY(!id.isEmpty());
}

void TestDesktopNotices::whatIsDecidedElsewhereIsWithdrawn_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("command");
    QTest::newRow("approved") << CliStore::admin() << QStringLiteral("request approve %1");
    QTest::newRow("denied") << CliStore::admin() << QStringLiteral("request deny %1 --comment No");
    QTest::newRow("withdrawn") << CliStore::engineer() << QStringLiteral("request cancel %1");
}

void TestDesktopNotices::whatIsDecidedElsewhereIsWithdrawn()
{
    QFETCH(QString, user);
    QFETCH(QString, command);
    Fixture f;
    const QString id = f.store.pending(QStringLiteral("EXSR200"));
    QTRY_COMPARE_WITH_TIMEOUT(f.service.notices.size(), 1, 15000);
    QVERIFY(f.service.closed.isEmpty());
    (void)f.store.done(user, command.arg(f.waiting)); // nothing was shown of this one
    (void)f.store.done(user, command.arg(id));
    QTRY_COMPARE_WITH_TIMEOUT(f.service.closed, QList<uint>{f.service.last}, 15000);
    QCOMPARE(f.service.notices.size(), 1);
}

void TestDesktopNotices::theEndWithdrawsAll()
{
    Fixture f;
    (void)f.store.pending(QStringLiteral("EXSR200"));
    (void)f.store.pending(QStringLiteral("EXSR201"));
    QTRY_COMPARE_WITH_TIMEOUT(f.service.notices.size(), 2, 15000);
    QVERIFY(samples::isBusSettled());
    f.app.reset();
    QTRY_COMPARE(f.service.closed.size(), 2);
}

void TestDesktopNotices::whoMayNotDecideIsToldNothing()
{
    Fixture f(CliStore::reader());
    (void)f.store.pending(QStringLiteral("EXSR200"));
    QVERIFY(f.isHeard());
    QVERIFY(f.isHeard()); // what the first news made it read has been read
    QVERIFY(f.service.notices.isEmpty());
    // The same news reach an approver: it is not the bus that is silent.
    f.app.reset();
    f.start(CliStore::approver());
    (void)f.store.pending(QStringLiteral("EXSR201"));
    QTRY_COMPARE_WITH_TIMEOUT(f.service.notices.size(), 1, 15000);
    QVERIFY(f.service.notices.front().body.startsWith(QStringLiteral("EXSR201")));
}

void TestDesktopNotices::whatWasTypedIsNoMarkup()
{
    Fixture f;
    (void)f.store.pending(QStringLiteral("<a/href=//a.example>EXSR&amp;</a>"));
    QTRY_COMPARE_WITH_TIMEOUT(f.service.notices.size(), 1, 15000);
    const QString body = f.service.notices.front().body;
    for (const QChar c : QStringLiteral("<>&./:"))
        QVERIFY2(!body.section(QLatin1Char('\n'), 0, 0).contains(c), qPrintable(body));
    QVERIFY(body.contains(QStringLiteral("EXSR")));
}

void TestDesktopNotices::withoutAServiceTheConsoleIsTheSame()
{
    const CliStore store;
    ConsoleApp app(ConsoleOptions{.store = store.path(), .account = CliStore::approver()});
    app.start();
    QTRY_VERIFY(app.window() && app.window()->isVisible());
    QVERIFY(!app.desktop()->notifier());
    QSignalSpy heard(app.window(), &MainWindow::newsCame);
    for (int i = 0; i < 5 && heard.isEmpty(); ++i) {
        (void)store.pending(QStringLiteral("EXSR20%1").arg(i));
        (void)QTest::qWaitFor([&heard] { return !heard.isEmpty(); });
    }
    QVERIFY(!heard.isEmpty());
}

int main(int argc, char **argv)
{
    samples::runOnOwnBus(argv);
    const QApplication app(argc, argv);
    TestDesktopNotices test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_desktopnotices.moc"
