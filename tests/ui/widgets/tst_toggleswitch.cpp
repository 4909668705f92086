#include "ui/theme/theme.h"
#include "ui/widgets/toggleswitch.h"

#include <QAccessible>
#include <QtTest>

using namespace lockbox::ui;

/// The switch is a check box to everybody who doesn't see it.
class TestToggleSwitch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().apply(ThemeMode::Light); }
    void spaceSwitches();
    void aClickAnywhereOnItSwitches();
    void readersSeeACheckBoxWithItsName();
    void readersCanSwitchIt();
    void looksDifferentOnAndOff();
    void makesRoomForTheLongerWord();
    void disabledItKeepsItsState();
};

void TestToggleSwitch::spaceSwitches()
{
    ToggleSwitch toggle;
    toggle.show();
    QSignalSpy toggled(&toggle, &QAbstractButton::toggled);
    QTest::keyClick(&toggle, Qt::Key_Space);
    QVERIFY(toggle.isChecked());
    QTest::keyClick(&toggle, Qt::Key_Space);
    QVERIFY(!toggle.isChecked());
    QCOMPARE(toggled.size(), 2);
}

void TestToggleSwitch::aClickAnywhereOnItSwitches()
{
    ToggleSwitch toggle;
    toggle.resize(toggle.sizeHint());
    toggle.show();
    QTest::mouseClick(&toggle, Qt::LeftButton, {}, QPoint(toggle.width() - 3, toggle.height() / 2));
    QVERIFY(toggle.isChecked());
}

void TestToggleSwitch::readersSeeACheckBoxWithItsName()
{
    ToggleSwitch toggle;
    toggle.setAccessibleName(QStringLiteral("Require approval"));
    toggle.setChecked(true);
    QAccessibleInterface *reader = QAccessible::queryAccessibleInterface(&toggle);
    QVERIFY(reader);
    QCOMPARE(reader->role(), QAccessible::CheckBox);
    QCOMPARE(reader->text(QAccessible::Name), QStringLiteral("Require approval"));
    QVERIFY(reader->state().checkable);
    QVERIFY(reader->state().checked);
}

void TestToggleSwitch::readersCanSwitchIt()
{
    ToggleSwitch toggle;
    QAccessibleInterface *reader = QAccessible::queryAccessibleInterface(&toggle);
    reader->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
    QVERIFY(toggle.isChecked());
}

void TestToggleSwitch::looksDifferentOnAndOff()
{
    ToggleSwitch toggle;
    toggle.resize(toggle.sizeHint());
    const QImage off = toggle.grab().toImage();
    toggle.setChecked(true);
    QVERIFY(off != toggle.grab().toImage());
}

void TestToggleSwitch::makesRoomForTheLongerWord()
{
    ToggleSwitch toggle;
    const QSize off = toggle.sizeHint();
    toggle.setChecked(true);
    QCOMPARE(toggle.sizeHint(), off); // nothing moves when it is switched
}

void TestToggleSwitch::disabledItKeepsItsState()
{
    ToggleSwitch toggle;
    toggle.setEnabled(false);
    QTest::keyClick(&toggle, Qt::Key_Space);
    QVERIFY(!toggle.isChecked());
}

QTEST_MAIN(TestToggleSwitch)
#include "tst_toggleswitch.moc"
