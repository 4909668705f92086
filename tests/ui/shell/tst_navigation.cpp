#include "shellsamples.h"

#include "ui/shell/navigation.h"
#include "ui/shell/navigationbutton.h"
#include "ui/theme/theme.h"

#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;

namespace {

std::vector<PageFactory> pages()
{
    return {{.id = QStringLiteral("home"),
             .title = QStringLiteral("Home"),
             .icon = QStringLiteral("home")},
            {.id = QStringLiteral("security"),
             .title = QStringLiteral("Security & privacy"),
             .group = QStringLiteral("Settings"),
             .groupIcon = QStringLiteral("settings"),
             .icon = QStringLiteral("settings"),
             .side = Side::Customer,
             .needsOneOf = {rules::Operation::ReadSettings}},
            {.id = QStringLiteral("inbox"),
             .title = QStringLiteral("Inbox"),
             .icon = QStringLiteral("mail"),
             .side = Side::Customer,
             .isForDemos = true},
            {.id = QStringLiteral("desk"),
             .title = QStringLiteral("Provider desk"),
             .icon = QStringLiteral("desk"),
             .side = Side::Provider,
             .needsOneOf = {rules::Operation::Submit, rules::Operation::Authorize}}};
}

QStringList offeredTo(const User &user, bool isDemo = false)
{
    QStringList ids;
    for (const PageFactory &page : pages()) {
        if (isOffered(page, user, isDemo))
            ids.append(page.id);
    }
    return ids;
}

} // namespace

/// The tree of pages: who is offered what, and how it is used.
class TestNavigation : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().apply(ThemeMode::Light); }
    void pagesAreOfferedToWhomTheyAreOfUse();
    void entriesAreNamedByTheirLabels();
    void aClickOrAKeyChooses();
    void aGroupFolds();
    void narrowedItShowsPagesOnly();
};

void TestNavigation::pagesAreOfferedToWhomTheyAreOfUse()
{
    QCOMPARE(offeredTo(samples::administrator()),
             (QStringList{QStringLiteral("home"), QStringLiteral("security")}));
    QCOMPARE(
        offeredTo(samples::administrator(), true),
        (QStringList{QStringLiteral("home"), QStringLiteral("security"), QStringLiteral("inbox")}));
    QCOMPARE(offeredTo(samples::engineer(), true),
             (QStringList{QStringLiteral("home"), QStringLiteral("desk")}));
    User plain = samples::administrator();
    plain.roles = {};
    QCOMPARE(offeredTo(plain), QStringList{QStringLiteral("home")});
}

void TestNavigation::entriesAreNamedByTheirLabels()
{
    Navigation navigation;
    navigation.setPages(pages());
    auto *entry = navigation.findChild<NavigationButton *>(QStringLiteral("navigation.security"));
    QCOMPARE(entry->accessibleName(), QStringLiteral("Security & privacy"));
    navigation.setCurrent(QStringLiteral("security"));
    QVERIFY(entry->isCurrent());
    QCOMPARE(entry->accessibleDescription(), QStringLiteral("Current page"));
}

void TestNavigation::aClickOrAKeyChooses()
{
    Navigation navigation;
    navigation.setPages(pages());
    navigation.show();
    QSignalSpy chosen(&navigation, &Navigation::chosen);
    auto *entry = navigation.findChild<NavigationButton *>(QStringLiteral("navigation.home"));
    QTest::mouseClick(entry, Qt::LeftButton);
    QTest::keyClick(entry, Qt::Key_Space);
    QTest::keyClick(entry, Qt::Key_Return);
    QTest::keyClick(entry, Qt::Key_Enter);
    QCOMPARE(chosen.size(), 4);
    QCOMPARE(chosen[0][0].toString(), QStringLiteral("home"));
}

void TestNavigation::aGroupFolds()
{
    Navigation navigation;
    navigation.setPages(pages());
    navigation.show();
    auto *heading =
        navigation.findChild<NavigationButton *>(QStringLiteral("navigationGroup.Settings"));
    auto *page = navigation.findChild<NavigationButton *>(QStringLiteral("navigation.security"));
    QVERIFY(page->isVisible());
    QTest::mouseClick(heading, Qt::LeftButton);
    QVERIFY(!page->isVisible());
    QTest::mouseClick(heading, Qt::LeftButton);
    QVERIFY(page->isVisible());
}

void TestNavigation::narrowedItShowsPagesOnly()
{
    Navigation navigation;
    navigation.setPages(pages());
    navigation.show();
    QCOMPARE(navigation.width(), Navigation::wide);
    QSignalSpy changed(&navigation, &Navigation::compactChanged);
    QTest::mouseClick(navigation.findChild<QWidget *>(QStringLiteral("navigationToggle")),
                      Qt::LeftButton);
    QCOMPARE(changed.size(), 1);
    QTRY_COMPARE(navigation.width(), Navigation::narrow);
    QVERIFY(
        !navigation.findChild<QWidget *>(QStringLiteral("navigationGroup.Settings"))->isVisible());
    auto *page = navigation.findChild<NavigationButton *>(QStringLiteral("navigation.security"));
    QVERIFY(page->isVisible());
    QCOMPARE(page->toolTip(), QStringLiteral("Security & privacy"));
}

QTEST_MAIN(TestNavigation)
#include "tst_navigation.moc"
