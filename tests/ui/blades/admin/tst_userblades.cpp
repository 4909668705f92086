#include "tests/ui/blades/requests/consolefixture.h"
#include "ui/blades/rolesblade.h"
#include "ui/blades/useraddblade.h"
#include "ui/blades/userblade.h"
#include "ui/widgets/messagebar.h"

#include <QCheckBox>
#include <QPushButton>
#include <QRadioButton>

using namespace lockbox;
using namespace lockbox::ui;
using samples::Console;
using samples::Host;

/// The blades of a single user, on a real store that others change as well.
class TestUserBlades : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_console = std::make_unique<Console>(); }
    void cleanup() { m_console.reset(); }
    void savingRolesKeepsWhatOthersSaved();
    void anErrorGoesWhenTheUserCanBeReadAgain();
    void theFocusComesWithTheUser_data();
    void theFocusComesWithTheUser();
    void namesKeepTheirAmpersand();
    void aProviderCalledSoIsNotCalledTwice();

private:
    LockboxService &door() { return m_console->service(); }
    RoleSet storedRoles()
    {
        return door()
            .user(Console::session(samples::admin()), samples::reader().userPrincipalName)
            ->roles;
    }
    void setTenant(const QString &name, const QString &provider)
    {
        StoreInfo info = m_console->context().info();
        info.tenant.name = name;
        info.tenant.provider = provider;
        m_console->context().setInfo(info);
    }

    std::unique_ptr<Console> m_console;
};

void TestUserBlades::savingRolesKeepsWhatOthersSaved()
{
    const Host host(new RolesBlade(m_console->context(), samples::reader()));
    host.find<QCheckBox>("roleBox_customer-lockbox-access-approver")->click();
    // Nothing tells the blade of this: it may save before it hears of another's change.
    QVERIFY(door().setRoles(Console::session(samples::admin()), samples::reader().userPrincipalName,
                            {Role::SecurityReader, Role::BillingAdministrator}));
    host.press("saveRolesButton");
    QTRY_COMPARE(host.closes, 1);
    QCOMPARE(storedRoles(),
             RoleSet({Role::SecurityReader, Role::BillingAdministrator, Role::LockboxApprover}));
}

void TestUserBlades::anErrorGoesWhenTheUserCanBeReadAgain()
{
    const QString name = QStringLiteral("new@contoso.example");
    auto *blade = new UserBlade(m_console->context(), name);
    const Host host(blade);
    const auto *message = host.findChild<MessageBar *>();
    QTRY_VERIFY(message->isVisible());
    QVERIFY(door().addUser(Console::session(samples::admin()),
                           {.userPrincipalName = name,
                            .displayName = QStringLiteral("New One"),
                            .email = {},
                            .alternateEmail = {}}));
    blade->refresh();
    QTRY_COMPARE(blade->title(), QStringLiteral("New One"));
    QVERIFY(!message->isVisible());
}

void TestUserBlades::theFocusComesWithTheUser_data()
{
    QTest::addColumn<bool>("elsewhere");
    QTest::newRow("still on the frame") << false;
    QTest::newRow("somebody moved it") << true;
}

void TestUserBlades::theFocusComesWithTheUser()
{
    QFETCH(bool, elsewhere);
    QWidget frame;
    QPushButton other(&frame);
    frame.show();
    QVERIFY(QTest::qWaitForWindowActive(&frame));
    UserBlade blade(m_console->context(), samples::reader().userPrincipalName, &frame);
    blade.show();
    QWidget *focused = elsewhere ? static_cast<QWidget *>(&other) : &frame;
    focused->setFocus();
    QVERIFY(!blade.initialFocus());
    QTRY_VERIFY(blade.initialFocus());
    QCOMPARE(blade.initialFocus()->hasFocus(), !elsewhere);
    // Only when the blade opens.
    focused->setFocus();
    QSignalSpy read(&blade, &Blade::titleChanged);
    blade.refresh();
    QTRY_COMPARE(read.count(), 1);
    QVERIFY(focused->hasFocus());
}

void TestUserBlades::namesKeepTheirAmpersand()
{
    setTenant(QStringLiteral("Smith & Sons"), QStringLiteral("A&B"));
    const Host host(new UserAddBlade(m_console->context()));
    QCOMPARE(host.find<QRadioButton>("newUserCustomer")->text(), QStringLiteral("Smith && Sons"));
    QCOMPARE(host.find<QRadioButton>("newUserProvider")->text(),
             QStringLiteral("A&&B (the provider)"));
}

void TestUserBlades::aProviderCalledSoIsNotCalledTwice()
{
    setTenant(QStringLiteral("Contoso"), QStringLiteral("Provider"));
    const Host host(new UserAddBlade(m_console->context()));
    QCOMPARE(host.find<QRadioButton>("newUserProvider")->text(), QStringLiteral("Provider"));
}

QTEST_MAIN(TestUserBlades)
#include "tst_userblades.moc"
