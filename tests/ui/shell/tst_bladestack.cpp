#include "shellsamples.h"

#include "ui/shell/bladeframe.h"
#include "ui/shell/bladestack.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QtTest>

using namespace lockbox::ui;
using lockbox::samples::SampleBlade;

/// A window with a page and its blades.
struct Fixture {
    explicit Fixture(int width = 1400)
    {
        window.resize(width, 700);
        auto *layout = new QVBoxLayout(&window);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(stack);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        page->line->setFocus();
        QTRY_VERIFY(page->line->hasFocus());
    }

    SampleBlade *open(const QString &name, const Blade *above = nullptr, int width = 420)
    {
        auto *blade = new SampleBlade(name, width);
        stack->open(blade, above);
        return blade;
    }

    QRect placeOf(const Blade *blade) const
    {
        const QWidget *frame = blade->parentWidget();
        return {frame->mapTo(stack, QPoint()), frame->size()};
    }

    QWidget window;
    SampleBlade *page = new SampleBlade(QStringLiteral("page"));
    BladeStack *stack = new BladeStack(page);
};

/// Blades stack, make room, close from the top and hand the focus back.
class TestBladeStack : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().apply(ThemeMode::Light); }
    void aBladeTakesTheFocusAndGivesItBack();
    void theFocusGoesBackStepByStep();
    void focusFallsBackWhereItsOriginIsGone();
    void aStripOfTheOneBeneathStaysVisible_data();
    void aStripOfTheOneBeneathStaysVisible();
    void aWidePageMakesRoomAndANarrowOneDoesNot();
    void anotherBladeFromThePageReplacesAll();
    void aRefusalKeepsEverything();
    void closingOneClosesWhatIsAboveIt();
    void coveredBladesCantBeReachedByTab();
    void theCloseButtonSaysWhatItCloses();
    void theFooterStaysInSight();
};

void TestBladeStack::aBladeTakesTheFocusAndGivesItBack()
{
    Fixture f;
    SampleBlade *blade = f.open(QStringLiteral("user"));
    QTRY_VERIFY(blade->line->hasFocus());
    emit blade->closeRequested();
    QTRY_VERIFY(f.page->line->hasFocus());
    QVERIFY(f.stack->blades().empty());
}

void TestBladeStack::theFocusGoesBackStepByStep()
{
    Fixture f;
    SampleBlade *user = f.open(QStringLiteral("user"));
    user->button->setFocus();
    auto *roles = new SampleBlade(QStringLiteral("roles"));
    emit user->openRequested(roles);
    QTRY_VERIFY(roles->line->hasFocus());
    QVERIFY(f.stack->closeTop());
    QCOMPARE(f.stack->blades(), std::vector<Blade *>{user});
    QTRY_VERIFY(user->button->hasFocus());
    QVERIFY(f.stack->closeTop());
    QVERIFY(f.stack->blades().empty());
    QTRY_VERIFY(f.page->line->hasFocus());
}

void TestBladeStack::focusFallsBackWhereItsOriginIsGone()
{
    Fixture f;
    SampleBlade *user = f.open(QStringLiteral("user"));
    user->button->setFocus();
    SampleBlade *roles = f.open(QStringLiteral("roles"), user);
    delete user->button;
    QVERIFY(f.stack->close(roles));
    QTRY_VERIFY(user->line->hasFocus());
}

void TestBladeStack::aStripOfTheOneBeneathStaysVisible_data()
{
    QTest::addColumn<int>("beneath");
    QTest::addColumn<int>("above");
    QTest::newRow("as wide") << 420 << 420;
    QTest::newRow("narrower") << 420 << 380;
    QTest::newRow("wider") << 420 << 560;
    QTest::newRow("wider than the window") << 420 << 2000;
}

void TestBladeStack::aStripOfTheOneBeneathStaysVisible()
{
    QFETCH(int, beneath);
    QFETCH(int, above);
    Fixture f;
    SampleBlade *user = f.open(QStringLiteral("user"), nullptr, beneath);
    SampleBlade *roles = f.open(QStringLiteral("roles"), user, above);
    QVERIFY(f.placeOf(roles).width() >= qMin(above, f.stack->width()));
    QVERIFY(f.placeOf(user).right() < f.stack->width()); // nothing of it is cut off
    QCOMPARE(f.placeOf(roles).right(), f.stack->width() - 1);
    if (above < f.stack->width())
        QCOMPARE(f.placeOf(roles).left() - f.placeOf(user).left(), BladeStack::strip);
    QCOMPARE(f.placeOf(roles).height(), f.stack->height());
}

void TestBladeStack::aWidePageMakesRoomAndANarrowOneDoesNot()
{
    Fixture f(BladeStack::wideWindow);
    f.open(QStringLiteral("user"));
    QCOMPARE(f.page->width(), f.stack->width() - 420);
    f.window.resize(BladeStack::wideWindow - 1, 700);
    QTRY_COMPARE(f.page->width(), f.stack->width());
    QVERIFY(f.stack->closeTop());
    QCOMPARE(f.page->width(), f.stack->width());
}

void TestBladeStack::anotherBladeFromThePageReplacesAll()
{
    Fixture f;
    const QPointer<SampleBlade> first = f.open(QStringLiteral("one"));
    f.open(QStringLiteral("above one"), first);
    SampleBlade *second = f.open(QStringLiteral("two"));
    QCOMPARE(f.stack->blades(), std::vector<Blade *>{second});
    QTRY_VERIFY(!first);
}

void TestBladeStack::aRefusalKeepsEverything()
{
    Fixture f;
    SampleBlade *first = f.open(QStringLiteral("one"));
    first->isWilling = false;
    QPointer<SampleBlade> second = new SampleBlade(QStringLiteral("two"));
    QVERIFY(!f.stack->open(second, nullptr));
    QVERIFY(!second);
    QVERIFY(!f.stack->closeTop());
    QCOMPARE(f.stack->blades(), std::vector<Blade *>{first});
    QCOMPARE(first->closingsAsked, 2);
    f.stack->dropAll(); // asks nobody
    QVERIFY(f.stack->blades().empty());
}

void TestBladeStack::closingOneClosesWhatIsAboveIt()
{
    Fixture f;
    SampleBlade *user = f.open(QStringLiteral("user"));
    SampleBlade *roles = f.open(QStringLiteral("roles"), user);
    emit user->closeRequested();
    QVERIFY(f.stack->blades().empty());
    QCOMPARE(roles->closingsAsked, 1);
    QTRY_VERIFY(f.page->line->hasFocus());
}

void TestBladeStack::coveredBladesCantBeReachedByTab()
{
    Fixture f;
    SampleBlade *user = f.open(QStringLiteral("user"));
    SampleBlade *roles = f.open(QStringLiteral("roles"), user);
    QVERIFY(!user->line->isEnabled());
    QVERIFY(f.stack->close(roles));
    QVERIFY(user->line->isEnabled());
}

void TestBladeStack::theCloseButtonSaysWhatItCloses()
{
    Fixture f;
    SampleBlade *user = f.open(QStringLiteral("Alex Wilber"));
    auto *close = user->parentWidget()->findChild<IconButton *>(QStringLiteral("bladeClose"));
    QCOMPARE(close->accessibleName(), QStringLiteral("Close the blade Alex Wilber"));
    QTest::mouseClick(close, Qt::LeftButton);
    QVERIFY(f.stack->blades().empty());
}

void TestBladeStack::theFooterStaysInSight()
{
    Fixture f;
    auto *blade = new SampleBlade(QStringLiteral("request"));
    blade->actions = new QPushButton(QStringLiteral("Approve"));
    f.stack->open(blade, nullptr);
    const QRect place(blade->actions->mapTo(f.stack, QPoint()), blade->actions->size());
    QVERIFY(place.bottom() > f.stack->height() - 64 && place.bottom() < f.stack->height());
}

QTEST_MAIN(TestBladeStack)
#include "tst_bladestack.moc"
