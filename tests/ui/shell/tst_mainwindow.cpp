#include "shellsamples.h"

#include "tests/support/fakelockbox.h"
#include "ui/shell/accountbutton.h"
#include "ui/shell/bladestack.h"
#include "ui/shell/consolecontext.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/shortcutoverlay.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/searchbox.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include <mutex>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;
using samples::SampleBlade;

namespace {

/// A demo store as far as the window sees it: a clock that moves and news that a test writes.
struct Store {
    Result<Changes> changes(qint64 after, std::chrono::milliseconds wait,
                            const std::stop_token &stop)
    {
        std::unique_lock lock(mutex);
        if (after >= 0)
            wakeUp.wait_for(lock, stop, wait, [&] { return head > after; });
        Changes answer{.events = {}, .head = head};
        for (qint64 seq = after + 1; after >= 0 && seq <= head; ++seq)
            answer.events.push_back(Event{.seq = seq, .kind = kind});
        followers += after < 0 ? 1 : 0;
        return answer;
    }

    void write(EventKind what)
    {
        {
            const std::lock_guard lock(mutex);
            kind = what;
            ++head;
        }
        wakeUp.notify_all();
    }

    bool isFollowed()
    {
        const std::lock_guard lock(mutex);
        return followers > 0;
    }

    StoreInfo info()
    {
        const std::lock_guard lock(mutex);
        return {.tenant = {.id = {},
                           .name = QStringLiteral("Contoso"),
                           .domain = QStringLiteral("contoso.com"),
                           .provider = QStringLiteral("Microsoft")},
                .demo = true,
                .location = QStringLiteral("/tmp/demo.lockbox"),
                .clockOffset = offset};
    }

    Result<Timestamp> advance(std::chrono::seconds by)
    {
        const std::lock_guard lock(mutex);
        offset += by;
        moves.append(by.count());
        return Timestamp(offset);
    }

    ServiceFactory factory()
    {
        return [this]() -> Result<std::unique_ptr<LockboxService>> {
            auto door = std::make_unique<FakeLockbox>();
            door->onInfo = [this]() -> Result<StoreInfo> { return info(); };
            door->onNow = []() -> Result<Timestamp> { return Timestamp(1000ms); };
            door->onNextDeadline = [this](const Session &) -> Result<std::optional<Timestamp>> {
                return deadline;
            };
            door->onAdvanceClock = [this](const Session &, std::chrono::seconds by) {
                return advance(by);
            };
            door->onPersonas = []() -> Result<std::vector<User>> {
                return std::vector<User>{samples::administrator(), samples::engineer()};
            };
            door->onChanges = [this](const Session &, qint64 after, std::chrono::milliseconds wait,
                                     const std::stop_token &stop) {
                return changes(after, wait, stop);
            };
            return door;
        };
    }

    std::mutex mutex;
    std::condition_variable_any wakeUp;
    qint64 head = 3;
    int followers = 0;
    EventKind kind = EventKind::SettingChanged;
    std::chrono::milliseconds offset{0};
    std::optional<Timestamp> deadline;
    QList<qint64> moves;
};

std::vector<PageFactory> pages()
{
    const auto make = [](const QString &id) {
        return [id](ConsoleContext &) -> Blade * { return new SampleBlade(id); };
    };
    return {{.id = QStringLiteral("home"),
             .title = QStringLiteral("Home"),
             .icon = QStringLiteral("home"),
             .make = make(QStringLiteral("home"))},
            {.id = QStringLiteral("requests"),
             .title = QStringLiteral("Customer Lockbox Requests"),
             .group = QStringLiteral("Support"),
             .groupIcon = QStringLiteral("support"),
             .icon = QStringLiteral("support"),
             .side = Side::Customer,
             .takesSearch = true,
             .make = make(QStringLiteral("requests"))},
            {.id = QStringLiteral("desk"),
             .title = QStringLiteral("Provider desk"),
             .icon = QStringLiteral("desk"),
             .side = Side::Provider,
             .make = make(QStringLiteral("desk"))}};
}

/// The window on such a store, with an administrator signed in.
struct Fixture {
    Fixture()
    {
        context.setInfo(store.info());
        context.setAccount(samples::administrator());
        window = std::make_unique<MainWindow>(context, pages());
        window->resize(1300, 700);
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }

    template<typename T = QWidget>
    T *find(const char *name) const
    {
        return window->findChild<T *>(QString::fromLatin1(name));
    }
    SampleBlade *page(const char *id) const { return dynamic_cast<SampleBlade *>(find(id)); }

    Store store;
    ConsoleContext context{store.factory()};
    std::unique_ptr<MainWindow> window;
};

} // namespace

/// The window joins pages, blades, news, keyboard and account.
class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void startsWithTheFirstPageAndItsFocus();
    void keysGoToPagesAndBack();
    void searchGoesToThePageThatTakesIt();
    void aPageNavigatesWithAnArgument();
    void unsavedChangesKeepThePage();
    void newsRefreshWhatIsVisible();
    void pagesOutOfSightAreRefreshedWhenShown();
    void refreshKeyRefreshesBlades();
    void switchingThePersonaRebuildsThePages();
    void theDemoClockMoves();
    void noDeadlineIsSaidInPlace();
    void theOverlayListsTheKeysAndGoes();
    void themeAndWidthAreRemembered();
    void isNeverSmallerThanItsLeast();

private:
    QTemporaryDir m_settings;
};

void TestMainWindow::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("lockbox-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    Theme::instance().apply(ThemeMode::Light);
}

void TestMainWindow::startsWithTheFirstPageAndItsFocus()
{
    Fixture f;
    QCOMPARE(f.window->currentPage(), QStringLiteral("home"));
    QTRY_VERIFY(f.page("home")->line->hasFocus());
    QCOMPARE(f.find<QLabel>("pageTitle")->text(), QStringLiteral("Home"));
    QCOMPARE(f.window->offeredPages().size(), 2U);
}

void TestMainWindow::keysGoToPagesAndBack()
{
    Fixture f;
    QTest::keyClick(f.window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(f.window->currentPage(), QStringLiteral("requests"));
    QTest::keyClick(f.window.get(), Qt::Key_3, Qt::ControlModifier); // there is no third
    QCOMPARE(f.window->currentPage(), QStringLiteral("requests"));
    QTest::keyClick(f.window.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(f.window->currentPage(), QStringLiteral("home"));
    QTest::keyClick(f.window.get(), Qt::Key_Left, Qt::AltModifier); // nothing before it
    QCOMPARE(f.window->currentPage(), QStringLiteral("home"));
}

void TestMainWindow::searchGoesToThePageThatTakesIt()
{
    Fixture f;
    QTest::keyClick(f.window.get(), Qt::Key_K, Qt::ControlModifier);
    auto *box = f.find<SearchBox>("titleSearch");
    QTRY_VERIFY(box->hasFocus());
    QTest::keyClicks(box, QStringLiteral("EXSR359123"));
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(f.window->currentPage(), QStringLiteral("requests"));
    QCOMPARE(f.page("requests")->arguments, QStringList{QStringLiteral("EXSR359123")});
}

void TestMainWindow::aPageNavigatesWithAnArgument()
{
    Fixture f;
    emit f.page("home")->navigateRequested(QStringLiteral("requests"), QStringLiteral("id"));
    QCOMPARE(f.window->currentPage(), QStringLiteral("requests"));
    QCOMPARE(f.page("requests")->arguments, QStringList{QStringLiteral("id")});
    QVERIFY(!f.window->goTo(QStringLiteral("desk"))); // not for this account
    QCOMPARE(f.window->currentPage(), QStringLiteral("requests"));
}

void TestMainWindow::unsavedChangesKeepThePage()
{
    Fixture f;
    auto *blade = new SampleBlade(QStringLiteral("roles"));
    blade->isWilling = false;
    emit f.page("home")->openRequested(blade);
    QCOMPARE(f.window->blades().blades().size(), 1U);
    QVERIFY(!f.window->goTo(QStringLiteral("requests")));
    QVERIFY(!f.window->close());
    QVERIFY(f.window->isVisible());
    blade->isWilling = true;
    QVERIFY(f.window->goTo(QStringLiteral("requests")));
    QVERIFY(f.window->blades().blades().empty());
}

void TestMainWindow::newsRefreshWhatIsVisible()
{
    Fixture f;
    QTRY_VERIFY(f.store.isFollowed());
    QSignalSpy changed(&f.context, &ConsoleContext::changed);
    f.store.write(EventKind::RequestSubmitted);
    QTRY_VERIFY(f.page("home")->refreshes > 0);
    QVERIFY(!changed.isEmpty());
    QCOMPARE(changed[0][0].value<Changes>().events[0].kind, EventKind::RequestSubmitted);
}

void TestMainWindow::pagesOutOfSightAreRefreshedWhenShown()
{
    Fixture f;
    f.window->goTo(QStringLiteral("requests"));
    SampleBlade *home = f.page("home");
    f.window->refresh();
    QCOMPARE(home->refreshes, 0);
    QCOMPARE(f.page("requests")->refreshes, 1);
    f.window->goTo(QStringLiteral("home"));
    QCOMPARE(home->refreshes, 1);
    f.window->goTo(QStringLiteral("requests"));
    QCOMPARE(f.page("requests")->refreshes, 1);
}

void TestMainWindow::refreshKeyRefreshesBlades()
{
    Fixture f;
    auto *blade = new SampleBlade(QStringLiteral("request"));
    emit f.page("home")->openRequested(blade);
    QTest::keyClick(f.window.get(), Qt::Key_F5);
    QCOMPARE(blade->refreshes, 1);
    QCOMPARE(f.page("home")->refreshes, 1);
}

void TestMainWindow::switchingThePersonaRebuildsThePages()
{
    Fixture f;
    const QPointer<SampleBlade> home = f.page("home");
    const QPointer<SampleBlade> blade = new SampleBlade(QStringLiteral("request"));
    emit home->openRequested(blade);
    const auto persona = [&] {
        return f.find<AccountButton>("accountButton")
            ->menu()
            ->findChild<QAction *>(QStringLiteral("persona.avery@provider.example"));
    };
    QTRY_VERIFY(persona());
    QSignalSpy chosen(f.window.get(), &MainWindow::accountChosen);
    persona()->trigger();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(f.context.session().userPrincipalName, QStringLiteral("avery@provider.example"));
    QVERIFY(f.window->blades().blades().empty());
    QTRY_VERIFY(!blade && !home);
    QCOMPARE(f.window->currentPage(), QStringLiteral("home"));
    QVERIFY(f.window->goTo(QStringLiteral("desk")));
    QVERIFY(!f.window->goTo(QStringLiteral("requests")));
    QVERIFY(!f.find("titleSearch")->isVisible());
    QVERIFY(f.find("accountButton")->accessibleName().contains(QStringLiteral("Avery Stone")));
}

void TestMainWindow::theDemoClockMoves()
{
    Fixture f;
    f.store.deadline = Timestamp(61500ms); // a minute and a half second from its now
    QTest::mouseClick(f.find("advanceHourButton"), Qt::LeftButton);
    QTRY_COMPARE(f.context.info().clockOffset, std::chrono::milliseconds(1h));
    QTest::mouseClick(f.find("advanceDeadlineButton"), Qt::LeftButton);
    QTRY_COMPARE(f.context.info().clockOffset, std::chrono::milliseconds(1h + 61s));
    QCOMPARE(f.store.moves, (QList<qint64>{3600, 61}));
    QVERIFY(f.find<QLabel>("demoClock")->text().contains(QStringLiteral("UTC")));
}

void TestMainWindow::noDeadlineIsSaidInPlace()
{
    Fixture f;
    QTest::mouseClick(f.find("advanceDeadlineButton"), Qt::LeftButton);
    auto *message = f.find<MessageBar>("pageMessages");
    QTRY_VERIFY(message->isVisible());
    QCOMPARE(message->kind(), MessageBar::Kind::Info);
    QVERIFY(f.store.moves.isEmpty());
}

void TestMainWindow::theOverlayListsTheKeysAndGoes()
{
    Fixture f;
    QTRY_VERIFY(f.page("home")->line->hasFocus());
    auto *overlay = f.window->findChild<ShortcutOverlay *>();
    QTest::keyClick(f.window.get(), Qt::Key_Slash, Qt::ControlModifier);
    QVERIFY(overlay->isVisible());
    bool listsSearch = false;
    for (const QLabel *label : overlay->findChildren<QLabel *>())
        listsSearch |= label->text() == QStringLiteral("Ctrl+K");
    QVERIFY(listsSearch);
    QTest::keyClick(overlay, Qt::Key_Escape);
    QVERIFY(!overlay->isVisible());
    QTRY_VERIFY(f.page("home")->line->hasFocus());
}

void TestMainWindow::themeAndWidthAreRemembered()
{
    {
        Fixture f;
        for (QAction *action : f.find<QToolButton>("themeButton")->menu()->actions()) {
            if (action->text() == QStringLiteral("Dark"))
                action->trigger();
        }
        QVERIFY(Theme::instance().isDark());
        QTest::mouseClick(f.find("navigationToggle"), Qt::LeftButton);
    }
    QCOMPARE(MainWindow::rememberedTheme(), ThemeMode::Dark);
    Fixture again;
    QCOMPARE(again.find("navigation")->width(), 48);
    Theme::instance().apply(ThemeMode::Light);
}

void TestMainWindow::isNeverSmallerThanItsLeast()
{
    Fixture f;
    QCOMPARE(f.window->minimumSize(), QSize(960, 600));
    QVERIFY2(f.window->minimumSizeHint().width() <= 960,
             qPrintable(QString::number(f.window->minimumSizeHint().width())));
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
