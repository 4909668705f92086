#include "windowfixture.h"

#include "ui/shell/bladestack.h"
#include "ui/shell/shortcutoverlay.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/searchbox.h"

#include <QLabel>
#include <QToolButton>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;
using samples::SampleBlade;
using samples::WindowFixture;

/// The window joins pages, blades, news, keyboard and account.
class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().apply(ThemeMode::Light); }
    void init() { QSettings().clear(); }
    void startsWithTheFirstPageAndItsFocus();
    void keysGoToPagesAndBack();
    void searchGoesToThePageThatTakesIt();
    void aPageNavigatesWithAnArgument();
    void unsavedChangesKeepThePage();
    void newsRefreshWhatIsVisible();
    void nothingFallsBetweenThePagesAndTheNews();
    void pagesOutOfSightAreRefreshedWhenShown();
    void refreshKeyRefreshesBlades();
    void theDemoClockMoves();
    void noDeadlineIsSaidInPlace();
    void theOverlayListsTheKeysAndGoes();
    void theOverlayKeepsTheFocusAndItsPlace();
    void escapeClosesTheTopmostFromAnywhere();
    void escapeEmptiesTheSearchFirst();
    void enterPressesButtons();
    void comingBackFromTheTaskBarKeepsTheFocus();
    void themeAndWidthAreRemembered();
    void isNeverSmallerThanItsLeast();

private:
    samples::OwnSettings m_settings;
};

void TestMainWindow::startsWithTheFirstPageAndItsFocus()
{
    WindowFixture f;
    QCOMPARE(f.window->currentPage(), QStringLiteral("home"));
    QTRY_VERIFY(f.page("home")->line->hasFocus());
    QCOMPARE(f.find<QLabel>("pageTitle")->text(), QStringLiteral("Home"));
    QCOMPARE(f.window->offeredPages().size(), 2U);
}

void TestMainWindow::keysGoToPagesAndBack()
{
    WindowFixture f;
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
    WindowFixture f;
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
    WindowFixture f;
    emit f.page("home")->navigateRequested(QStringLiteral("requests"), QStringLiteral("id"));
    QCOMPARE(f.window->currentPage(), QStringLiteral("requests"));
    QCOMPARE(f.page("requests")->arguments, QStringList{QStringLiteral("id")});
    QVERIFY(!f.window->goTo(QStringLiteral("desk"))); // not for this account
    QCOMPARE(f.window->currentPage(), QStringLiteral("requests"));
}

void TestMainWindow::unsavedChangesKeepThePage()
{
    WindowFixture f;
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
    WindowFixture f;
    QTRY_VERIFY(f.store.isFollowed());
    f.store.write(EventKind::RequestSubmitted);
    QTRY_VERIFY(f.page("home")->refreshes > 0);
}

void TestMainWindow::nothingFallsBetweenThePagesAndTheNews()
{
    // Somebody writes as soon as the page has read for the first time.
    auto pages = samples::windowPages();
    pages.front().make = [](ConsoleContext &context) -> Blade * {
        auto *page = new SampleBlade(QStringLiteral("home"));
        const auto read = [](LockboxService &service) {
            [[maybe_unused]] const auto seen = service.info();
            return service.advanceClock({}, 1s);
        };
        context.runner().run<Timestamp>(page, QStringLiteral("first"), read,
                                        [](const Result<Timestamp> &) {});
        return page;
    };
    WindowFixture f(pages);
    QTRY_VERIFY(f.page("home")->refreshes > 0);
}

void TestMainWindow::pagesOutOfSightAreRefreshedWhenShown()
{
    WindowFixture f;
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
    WindowFixture f;
    auto *blade = new SampleBlade(QStringLiteral("request"));
    emit f.page("home")->openRequested(blade);
    QTest::keyClick(f.window.get(), Qt::Key_F5);
    QCOMPARE(blade->refreshes, 1);
    QCOMPARE(f.page("home")->refreshes, 1);
}

void TestMainWindow::theDemoClockMoves()
{
    WindowFixture f;
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
    WindowFixture f;
    QTest::mouseClick(f.find("advanceDeadlineButton"), Qt::LeftButton);
    auto *message = f.find<MessageBar>("pageMessages");
    QTRY_VERIFY(message->isVisible());
    QCOMPARE(message->kind(), MessageBar::Kind::Info);
    QVERIFY(f.store.moves.isEmpty());
}

void TestMainWindow::theOverlayListsTheKeysAndGoes()
{
    WindowFixture f;
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

void TestMainWindow::theOverlayKeepsTheFocusAndItsPlace()
{
    WindowFixture f;
    auto *overlay = f.window->findChild<ShortcutOverlay *>();
    QTest::keyClick(f.window.get(), Qt::Key_Slash, Qt::ControlModifier);
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(QApplication::focusWidget(), i < 3 ? Qt::Key_Tab : Qt::Key_Backtab);
        const QWidget *focus = QApplication::focusWidget();
        QVERIFY(focus && (focus == overlay || overlay->isAncestorOf(focus)));
    }
    f.window->resize(1000, 640);
    const QPoint off = overlay->geometry().center() - f.window->rect().center();
    QVERIFY2(off.manhattanLength() <= 2, qPrintable(QString::number(off.manhattanLength())));
    f.page("home")->line->setFocus(); // by the mouse
    SampleBlade *blade = f.openBlade(QStringLiteral("request"));
    QTest::keyClick(blade->line, Qt::Key_Escape);
    QVERIFY(!overlay->isVisible());
    QCOMPARE(f.window->blades().blades().size(), 1U);
}

void TestMainWindow::escapeClosesTheTopmostFromAnywhere()
{
    WindowFixture f;
    SampleBlade *user = f.openBlade(QStringLiteral("user"));
    emit user->openRequested(new SampleBlade(QStringLiteral("roles")));
    f.page("home")->line->setFocus();
    QTest::keyClick(f.page("home")->line, Qt::Key_Escape);
    QCOMPARE(f.window->blades().blades(), std::vector<Blade *>{user});
    f.find("navigation.home")->setFocus();
    QTest::keyClick(f.find("navigation.home"), Qt::Key_Escape);
    QVERIFY(f.window->blades().blades().empty());
    QTest::keyClick(f.window.get(), Qt::Key_Escape); // nothing left
    QVERIFY(f.window->isVisible());
}

void TestMainWindow::escapeEmptiesTheSearchFirst()
{
    WindowFixture f;
    f.openBlade(QStringLiteral("user"));
    auto *box = f.find<SearchBox>("titleSearch");
    box->setText(QStringLiteral("EXSR"));
    QTest::keyClick(box, Qt::Key_Escape);
    QVERIFY(box->text().isEmpty());
    QCOMPARE(f.window->blades().blades().size(), 1U);
    QTest::keyClick(box, Qt::Key_Escape);
    QVERIFY(f.window->blades().blades().empty());
}

void TestMainWindow::enterPressesButtons()
{
    WindowFixture f;
    QTest::keyClick(f.find("navigation.requests"), Qt::Key_Return);
    QCOMPARE(f.window->currentPage(), QStringLiteral("requests"));
    QTest::keyClick(f.find("navigationToggle"), Qt::Key_Enter);
    QTRY_COMPARE(f.find("navigation")->width(), 48);
    emit f.page("requests")->openRequested(new SampleBlade(QStringLiteral("request")));
    QTest::keyClick(f.find("bladeClose"), Qt::Key_Return);
    QVERIFY(f.window->blades().blades().empty());
}

void TestMainWindow::comingBackFromTheTaskBarKeepsTheFocus()
{
    WindowFixture f;
    auto *more = f.page("home")->button;
    more->setFocus();
    QShowEvent shown;
    QSpontaneKeyEvent::setSpontaneous(&shown);
    qApp->notify(f.window.get(), &shown);
    QVERIFY(more->hasFocus());
}

void TestMainWindow::themeAndWidthAreRemembered()
{
    {
        WindowFixture f;
        for (QAction *action : f.find<QToolButton>("themeButton")->menu()->actions()) {
            if (action->text() == QStringLiteral("Dark"))
                action->trigger();
        }
        QVERIFY(Theme::instance().isDark());
        QTest::mouseClick(f.find("navigationToggle"), Qt::LeftButton);
    }
    QCOMPARE(MainWindow::rememberedTheme(), ThemeMode::Dark);
    WindowFixture again;
    QCOMPARE(again.find("navigation")->width(), 48);
    Theme::instance().apply(ThemeMode::Light);
}

void TestMainWindow::isNeverSmallerThanItsLeast()
{
    WindowFixture f;
    QCOMPARE(f.window->minimumSize(), QSize(960, 600));
    QVERIFY2(f.window->minimumSizeHint().width() <= 960,
             qPrintable(QString::number(f.window->minimumSizeHint().width())));
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
