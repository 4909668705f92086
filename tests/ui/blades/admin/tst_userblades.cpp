#include "tests/ui/blades/requests/consolefixture.h"
#include "ui/blades/rolesblade.h"
#include "ui/blades/useraddblade.h"
#include "ui/blades/userblade.h"
#include "ui/widgets/messagebar.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
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
    void theAlternateAddressIsChangedInPlace();
    void anApproverWhoHearsNothingStandsOut();
    void whoMayNotManageReadsBothAddresses();
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

void TestUserBlades::theAlternateAddressIsChangedInPlace()
{
    const QString name = samples::approver().userPrincipalName;
    auto *blade = new UserBlade(m_console->context(), name);
    const Host host(blade);
    QTRY_VERIFY(host.find("userAlternateEmail"));
    auto *edit = host.find<QLineEdit>("userAlternateEmail");
    QVERIFY(!host.find("saveAlternateEmailButton"));
    QTest::keyClicks(edit, QStringLiteral("ben at home"));
    QVERIFY(!host.find("saveEmailButton"));
    QVERIFY(!blade->mayClose());
    host.press("saveAlternateEmailButton");
    QTRY_VERIFY(host.find("alternateEmailError"));
    QVERIFY(!host.find("emailError"));
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("ben@home.example"));
    host.press("saveAlternateEmailButton");
    QTRY_VERIFY(!host.find("saveAlternateEmailButton"));
    QVERIFY(host.announcements.contains(QStringLiteral("Alternate e-mail saved")));
    const auto stored = door().user(Console::session(samples::admin()), name);
    QCOMPARE(stored->alternateEmail, QStringLiteral("ben@home.example"));
    QCOMPARE(stored->email, samples::approver().email);
    QTest::keyClicks(edit, QStringLiteral("x"));
    host.press("cancelAlternateEmailButton");
    QCOMPARE(edit->text(), QStringLiteral("ben@home.example"));
    QVERIFY(blade->mayClose());
}

void TestUserBlades::anApproverWhoHearsNothingStandsOut()
{
    const QString name = samples::approver().userPrincipalName;
    QVERIFY(door().setEmail(Console::session(samples::admin()), name, {}));
    auto *blade = new UserBlade(m_console->context(), name);
    const Host host(blade);
    QTRY_VERIFY(host.find("userDelivery"));
    const auto *delivery = host.find<MessageBar>("userDelivery");
    QCOMPARE(delivery->kind(), MessageBar::Kind::Error);
    QVERIFY(delivery->text().contains(QStringLiteral("who is an approver")));
    QVERIFY(door().setAlternateEmail(Console::session(samples::admin()), name,
                                     QStringLiteral("ben@home.example")));
    blade->refresh();
    QTRY_COMPARE(delivery->kind(), MessageBar::Kind::Info);
    QCOMPARE(delivery->text(),
             QStringLiteral("Notices go to the alternate address ben@home.example."));
}

void TestUserBlades::whoMayNotManageReadsBothAddresses()
{
    m_console->signIn(samples::reader());
    const Host host(new UserBlade(m_console->context(), samples::approver().userPrincipalName));
    QTRY_COMPARE(host.blade()->title(), samples::approver().displayName);
    QVERIFY(!host.find("userEmail"));
    QVERIFY(!host.find("userAlternateEmail"));
    QStringList texts;
    for (const QLabel *label : host.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&host))
            texts.append(label->text());
    }
    QVERIFY(texts.contains(samples::approver().email));
    QVERIFY(texts.contains(QStringLiteral("None")));
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
