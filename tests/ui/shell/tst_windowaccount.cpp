#include "windowfixture.h"

#include "ui/shell/bladestack.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/searchbox.h"

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;
using samples::SampleBlade;
using samples::WindowFixture;

namespace {

QString amara()
{
    return samples::administrator().userPrincipalName;
}

QString avery()
{
    return samples::engineer().userPrincipalName;
}

} // namespace

/// The window follows who is signed in and what the account may do, and loses nothing on the way without asking.
class TestWindowAccount : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().apply(ThemeMode::Light); }
    void init() { QSettings().clear(); }
    void switchingThePersonaRebuildsThePages();
    void aPersonaComesWithItsRolesOfNow();
    void thePersonaThatOneIsChangesNothing();
    void unsavedChangesKeepThePersona();
    void textTypedMeanwhileKeepsThePersona();
    void aPersonaThatIsGoneIsToldInPlace();
    void aLockedStoreDoesNotFreezeTheSwitch();
    void rolesFollowTheNews_data();
    void rolesFollowTheNews();
    void rolesTakenAwayTakeThePageAlong();
    void rolesThatStayDisturbNothing();
    void theMenuFollowsTheRoles();
    void signingInAsksBladesFirst();
    void namesAreShownAsTheyAre();
    void enterOpensTheMenu();
    void theRoleHasRoom();

private:
    samples::OwnSettings m_settings;
};

void TestWindowAccount::switchingThePersonaRebuildsThePages()
{
    WindowFixture f;
    const QPointer<SampleBlade> home = f.page("home");
    const QPointer<SampleBlade> blade = f.openBlade(QStringLiteral("request"));
    f.find<SearchBox>("titleSearch")->setText(QStringLiteral("EXSR"));
    QTRY_VERIFY(f.persona(avery()));
    QSignalSpy chosen(f.window.get(), &MainWindow::accountChosen);
    f.persona(avery())->trigger();
    QTRY_COMPARE(chosen.size(), 1);
    QCOMPARE(f.context.session().userPrincipalName, avery());
    QVERIFY(f.window->blades().blades().empty());
    QTRY_VERIFY(!blade && !home);
    QCOMPARE(f.window->currentPage(), QStringLiteral("home"));
    QVERIFY(f.window->goTo(QStringLiteral("desk")));
    QVERIFY(!f.window->goTo(QStringLiteral("requests")));
    QVERIFY(!f.find("titleSearch")->isVisible());
    QVERIFY(f.find<SearchBox>("titleSearch")->text().isEmpty());
    QVERIFY(f.find("accountButton")->accessibleName().contains(QStringLiteral("Avery Stone")));
    QVERIFY(f.persona(avery())->isChecked());
}

void TestWindowAccount::aPersonaComesWithItsRolesOfNow()
{
    WindowFixture f;
    QTRY_VERIFY(f.persona(avery()));
    f.store.setRoles(avery(), {Role::Manager});
    f.persona(avery())->trigger();
    QTRY_COMPARE(f.context.session().userPrincipalName, avery());
    QVERIFY(f.context.account().roles.contains(Role::Manager));
}

void TestWindowAccount::thePersonaThatOneIsChangesNothing()
{
    WindowFixture f;
    SampleBlade *blade = f.openBlade(QStringLiteral("request"));
    QTRY_VERIFY(f.persona(amara()));
    f.persona(amara())->trigger();
    QVERIFY(f.persona(amara())->isChecked());
    QCOMPARE(f.window->blades().blades(), std::vector<Blade *>{blade});
    QCOMPARE(blade->closingsAsked, 0);
}

void TestWindowAccount::unsavedChangesKeepThePersona()
{
    WindowFixture f;
    SampleBlade *blade = f.openBlade(QStringLiteral("roles"));
    blade->isWilling = false;
    QTRY_VERIFY(f.persona(avery()));
    f.persona(avery())->trigger();
    QCOMPARE(blade->closingsAsked, 1);
    QVERIFY(f.persona(amara())->isChecked());
    QVERIFY(!f.persona(avery())->isChecked());
    QCOMPARE(f.context.session().userPrincipalName, amara());
    blade->isWilling = true;
    f.persona(avery())->trigger();
    QTRY_COMPARE(f.context.session().userPrincipalName, avery());
}

void TestWindowAccount::textTypedMeanwhileKeepsThePersona()
{
    WindowFixture f;
    SampleBlade *blade = f.openBlade(QStringLiteral("roles"));
    blade->isWilling = false;
    QVERIFY(!f.window->become(samples::engineer()));
    QCOMPARE(f.window->blades().blades(), std::vector<Blade *>{blade});
    QCOMPARE(f.context.session().userPrincipalName, amara());
}

void TestWindowAccount::aPersonaThatIsGoneIsToldInPlace()
{
    WindowFixture f;
    auto *button = f.find<AccountButton>("accountButton");
    emit button->personaChosen({.userPrincipalName = QStringLiteral("gone@contoso.com")});
    auto *message = f.find<MessageBar>("pageMessages");
    QTRY_VERIFY(message->isVisible());
    QCOMPARE(message->kind(), MessageBar::Kind::Error);
    QCOMPARE(f.context.session().userPrincipalName, amara());
}

void TestWindowAccount::aLockedStoreDoesNotFreezeTheSwitch()
{
    WindowFixture f;
    QTRY_VERIFY(f.persona(avery()) && f.store.isFollowed());
    const int before = f.store.followers;
    f.store.setLocked(true);
    f.store.write(EventKind::SettingChanged); // the feed asks again, and waits for the lock
    QTRY_VERIFY(f.store.followers > before);
    f.persona(avery())->trigger();
    QTRY_COMPARE(f.context.session().userPrincipalName, avery());
    QCOMPARE(f.window->currentPage(), QStringLiteral("home"));
}

void TestWindowAccount::rolesFollowTheNews_data()
{
    QTest::addColumn<bool>("isTold");
    QTest::newRow("an event of another process") << true;
    QTest::newRow("the refresh key") << false;
}

void TestWindowAccount::rolesFollowTheNews()
{
    QFETCH(bool, isTold);
    WindowFixture f;
    QVERIFY(f.window->goTo(QStringLiteral("requests")));
    QVERIFY(f.window->goTo(QStringLiteral("home")));
    const QPointer<SampleBlade> home = f.page("home");
    const QPointer<SampleBlade> requests = f.page("requests");
    SampleBlade *blade = f.openBlade(QStringLiteral("note"));
    QTRY_VERIFY(f.store.isFollowed());
    f.store.setRoles(amara(), {});
    if (isTold)
        f.store.write(EventKind::UserRolesChanged);
    else
        QTest::keyClick(f.window.get(), Qt::Key_F5);
    QTRY_VERIFY(f.context.account().roles.isEmpty());
    QCOMPARE(f.window->offeredPages().size(), 1U);
    QTRY_VERIFY(!requests);
    QVERIFY(home && home->refreshes > 0);
    QCOMPARE(f.window->blades().blades(), std::vector<Blade *>{blade});
    QVERIFY(!f.find("navigation.requests"));
    QVERIFY(f.find("accountButton")->accessibleName().contains(QStringLiteral("No admin")));
    f.store.setRoles(amara(), {Role::LockboxApprover});
    f.store.write(EventKind::UserRolesChanged);
    QTRY_VERIFY(f.window->goTo(QStringLiteral("requests")));
    QVERIFY(f.find<MessageBar>("pageMessages")->text().contains(QStringLiteral("approver")));
}

void TestWindowAccount::rolesTakenAwayTakeThePageAlong()
{
    WindowFixture f;
    QVERIFY(f.window->goTo(QStringLiteral("requests")));
    emit f.page("requests")->openRequested(new SampleBlade(QStringLiteral("request")));
    f.store.setRoles(amara(), {});
    QTest::keyClick(f.window.get(), Qt::Key_F5);
    QTRY_COMPARE(f.window->currentPage(), QStringLiteral("home"));
    QVERIFY(f.window->blades().blades().empty());
    f.window->goBack(); // not to where it may not go
    QCOMPARE(f.window->currentPage(), QStringLiteral("home"));
}

void TestWindowAccount::rolesThatStayDisturbNothing()
{
    WindowFixture f;
    const QPointer<SampleBlade> home = f.page("home");
    SampleBlade *blade = f.openBlade(QStringLiteral("note"));
    QSignalSpy changed(&f.context, &ConsoleContext::accountChanged);
    QTRY_VERIFY(f.store.isFollowed());
    f.store.setRoles(avery(), {Role::Manager});
    f.store.write(EventKind::UserRolesChanged);
    QTRY_VERIFY(f.persona(avery())
                && f.persona(avery())->text().contains(QStringLiteral("anager")));
    QTRY_VERIFY(!f.context.runner().isBusy());
    QCOMPARE(changed.size(), 0);
    QVERIFY(home);
    QCOMPARE(f.window->blades().blades(), std::vector<Blade *>{blade});
    QVERIFY(!f.find("pageMessages")->isVisible());
}

void TestWindowAccount::theMenuFollowsTheRoles()
{
    WindowFixture f;
    QTRY_VERIFY(f.persona(avery()));
    f.store.setRoles(avery(), {Role::Manager});
    QTest::keyClick(f.window.get(), Qt::Key_F5);
    QTRY_VERIFY(f.persona(avery())->text().contains(QStringLiteral("anager")));
}

void TestWindowAccount::signingInAsksBladesFirst()
{
    WindowFixture f;
    SampleBlade *blade = f.openBlade(QStringLiteral("roles"));
    blade->isWilling = false;
    QSignalSpy wanted(f.window.get(), &MainWindow::signInRequested);
    emit f.find<AccountButton>("accountButton")->signInRequested();
    QCOMPARE(wanted.size(), 0);
    blade->isWilling = true;
    emit f.find<AccountButton>("accountButton")->signInRequested();
    QCOMPARE(wanted.size(), 1);
}

void TestWindowAccount::namesAreShownAsTheyAre()
{
    AccountButton button;
    button.setPersonas({{.userPrincipalName = QStringLiteral("rd@contoso.com"),
                         .displayName = QStringLiteral("R&D")}},
                       {});
    const auto *action =
        button.menu()->findChild<QAction *>(QStringLiteral("persona.rd@contoso.com"));
    QVERIFY2(action->text().startsWith(QStringLiteral("R&&D")), qPrintable(action->text()));
}

void TestWindowAccount::enterOpensTheMenu()
{
    WindowFixture f;
    QTRY_VERIFY(f.persona(avery()));
    auto *button = f.find<AccountButton>("accountButton");
    QSignalSpy opened(button->menu(), &QMenu::aboutToShow);
    connect(button->menu(), &QMenu::aboutToShow, button->menu(), &QMenu::close,
            Qt::QueuedConnection); // QPushButton waits for that
    QTest::keyClick(button, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
}

void TestWindowAccount::theRoleHasRoom()
{
    AccountButton button;
    User approver = samples::administrator();
    approver.roles = {Role::LockboxApprover};
    button.setAccount(approver);
    const int text = QFontMetrics(Theme::instance().font(TextStyle::Caption))
                         .horizontalAdvance(leadingRoleText(approver));
    QVERIFY(button.sizeHint().width() >= text + 28 + 3 * 8 + 18);
    QVERIFY(button.toolTip().contains(leadingRoleText(approver)));
}

QTEST_MAIN(TestWindowAccount)
#include "tst_windowaccount.moc"
