#include "app/console/recentlist.h"
#include "tests/app/console/startscreenfixture.h"
#include "ui/shell/blade.h"
#include "ui/shell/bladestack.h"

#include <QMenu>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::test;

namespace {

/// Stays open, as a blade does that asks about what was typed.
class UnsavedBlade : public Blade
{
public:
    QString title() const override { return QStringLiteral("Unsaved"); }
    bool mayClose() override { return false; }
};

} // namespace

/// The screen on which a store is chosen: by keyboard, from what was opened before, and what is said where it can't be opened.
class TestStartScreen : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture.clean(); }
    void isShownWithoutAStore();
    void enterOpensTheLastOne();
    void recentOnesAreOrderedAndKeptFew();
    void deleteTakesOneOut();
    void theCrossTakesOneOut();
    void aMissingFileIsShownAsSuch();
    void whatCantBeOpenedIsToldInPlace();
    void anotherStoreTakesTheWindowsPlace();
    void unsavedChangesKeepTheStore();

private:
    StartScreenFixture m_fixture;
};

void TestStartScreen::isShownWithoutAStore()
{
    const auto app = m_fixture.startScreen();
    QVERIFY(app->startScreen() && app->startScreen()->isVisible());
    QVERIFY(!app->window());
    QVERIFY(!part(*app, "recentStores")->isVisible());
    QVERIFY(!QFile::exists(ConsoleApp::demoPath())); // nothing is made unasked
}

void TestStartScreen::enterOpensTheLastOne()
{
    const QString old = m_fixture.makeStore(QStringLiteral("Old"));
    const QString last = m_fixture.makeStore(QStringLiteral("Last"));
    remember(last, QStringLiteral("Last"), 2000);
    remember(old, QStringLiteral("Old"), 1000);
    const auto app = m_fixture.startScreen();
    auto *list = part<RecentList>(*app, "recentStores");
    QCOMPARE(app->startScreen()->focusWidget(), list);
    QVERIFY(list->item(0)
                ->data(Qt::AccessibleTextRole)
                .toString()
                .startsWith(QStringLiteral("Last, Local file, ") + last));
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(app->window() && app->window()->isVisible());
    QCOMPARE(app->window()->windowTitle(), QStringLiteral("Last"));
    QTRY_VERIFY(!app->startScreen());
    // And it is the last one again, with the present as its time.
    const auto stores = RecentStores::all();
    QCOMPARE(stores.size(), size_t(2));
    QCOMPARE(stores.front().location, last);
    QVERIFY(stores.front().lastOpened > Timestamp(std::chrono::milliseconds(2000)));
}

void TestStartScreen::recentOnesAreOrderedAndKeptFew()
{
    for (int i = 0; i < 20; ++i)
        remember(QStringLiteral("/stores/%1.lockbox").arg(i), QString::number(i), i);
    const auto stores = RecentStores::all();
    QCOMPARE(stores.size(), RecentStores::most);
    QCOMPARE(stores.front().name, QStringLiteral("19"));
    QCOMPARE(stores.back().name, QStringLiteral("8"));
}

void TestStartScreen::deleteTakesOneOut()
{
    remember(QStringLiteral("https://lockbox.contoso.com"), QStringLiteral("Contoso"), 2);
    remember(m_fixture.makeStore(QStringLiteral("Fabrikam")), QStringLiteral("Fabrikam"), 1);
    const auto app = m_fixture.startScreen();
    auto *list = part<RecentList>(*app, "recentStores");
    QCOMPARE(list->count(), 2);
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(list->count(), 1);
    QCOMPARE(RecentStores::all().front().name, QStringLiteral("Fabrikam"));
    QTest::keyClick(list, Qt::Key_Delete);
    QVERIFY(RecentStores::all().empty());
    QVERIFY(!list->isVisible());
    QVERIFY(QFile::exists(m_fixture.file(QStringLiteral("Fabrikam.lockbox"))));
}

void TestStartScreen::theCrossTakesOneOut()
{
    remember(QStringLiteral("https://one.contoso.com"), QStringLiteral("One"), 2);
    remember(QStringLiteral("https://two.contoso.com"), QStringLiteral("Two"), 1);
    const auto app = m_fixture.startScreen();
    auto *list = part<RecentList>(*app, "recentStores");
    const QRect row = list->visualItemRect(list->item(1));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      QPoint(row.right() - 30, row.center().y()));
    QCOMPARE(list->count(), 1);
    QCOMPARE(RecentStores::all().front().name, QStringLiteral("One"));
    QVERIFY(!app->startScreen()->isOpening());
}

void TestStartScreen::aMissingFileIsShownAsSuch()
{
    const QString path = m_fixture.file(QStringLiteral("gone.lockbox"));
    remember(path, QStringLiteral("Gone"), 1);
    const auto app = m_fixture.startScreen();
    auto *list = part<RecentList>(*app, "recentStores");
    QVERIFY(list->item(0)
                ->data(Qt::AccessibleTextRole)
                .toString()
                .endsWith(QStringLiteral("Not found")));
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(problem(*app).contains(path));
    QVERIFY(!app->startScreen()->isOpening());
    QVERIFY(!app->window());
}

void TestStartScreen::whatCantBeOpenedIsToldInPlace()
{
    const QString path = m_fixture.file(QStringLiteral("notes.txt"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("hello");
    file.close();
    const auto app = m_fixture.startScreen();
    emit app->startScreen()->chosen(path, StoreKind::File);
    QTRY_VERIFY(!problem(*app).isEmpty());
    QVERIFY(app->startScreen()->isVisible());
    QVERIFY(RecentStores::all().empty());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("hello"));
}

void TestStartScreen::anotherStoreTakesTheWindowsPlace()
{
    const QString other = m_fixture.makeStore(QStringLiteral("Other"));
    auto app = std::make_unique<ConsoleApp>(
        ConsoleOptions{.store = m_fixture.makeStore(QStringLiteral("First")), .theme = {}});
    app->start();
    QTRY_VERIFY(app->window() && app->window()->isVisible());
    auto *menu = app->window()->findChild<QMenu *>(QStringLiteral("accountMenu"));
    for (QAction *action : menu->actions()) {
        if (action->objectName() == QStringLiteral("otherStore"))
            action->trigger();
    }
    QVERIFY(app->startScreen() && app->startScreen()->isVisible());
    emit app->startScreen()->chosen(m_fixture.file(QStringLiteral("none.lockbox")),
                                    StoreKind::File);
    QTRY_VERIFY(!problem(*app).isEmpty());
    QCOMPARE(app->window()->windowTitle(), QStringLiteral("First")); // still there
    emit app->startScreen()->chosen(other, StoreKind::File);
    QTRY_COMPARE(app->window()->windowTitle(), QStringLiteral("Other"));
    QTRY_VERIFY(!app->startScreen());
}

void TestStartScreen::unsavedChangesKeepTheStore()
{
    auto app = std::make_unique<ConsoleApp>(
        ConsoleOptions{.store = m_fixture.makeStore(QStringLiteral("First")), .theme = {}});
    app->start();
    QTRY_VERIFY(app->window() && app->window()->isVisible());
    app->window()->blades().open(new UnsavedBlade, nullptr);
    app->showStart();
    emit app->startScreen()->chosen(m_fixture.makeStore(QStringLiteral("Other")), StoreKind::File);
    QTRY_VERIFY(!app->startScreen());
    QCOMPARE(app->window()->windowTitle(), QStringLiteral("First"));
    QCOMPARE(app->window()->blades().blades().size(), 1U);
}

QTEST_MAIN(TestStartScreen)
#include "tst_startscreen.moc"
