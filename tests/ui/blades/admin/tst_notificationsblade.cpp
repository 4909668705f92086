#include "tests/support/fakelockbox.h"
#include "tests/ui/blades/admin/admintenant.h"
#include "tests/ui/blades/requests/consolefixture.h"
#include "ui/blades/lockboxsettingblade.h"
#include "ui/blades/notificationsblade.h"
#include "ui/blades/securityblade.h"
#include "ui/widgets/codeblock.h"
#include "ui/widgets/messagebar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <semaphore>

using namespace lockbox;
using namespace lockbox::ui;
using samples::Host;

/// The settings of notices as an administrator sees and changes them, on a real store.
class TestNotificationsBlade : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void whatIsTypedIsSaved();
    void anErrorStandsAtItsField_data();
    void anErrorStandsAtItsField();
    void leavingAsksWhereSomethingChanged();
    void anothersChangeComesWithoutTakingWhatWasTyped();
    void withoutSecurityIsWarnedOf();
    void aDemoTakesNoServer();
    void thePageShowsThemToThoseWhoMayRead();
    void savingShowsOnThePage();
    void switchingOnWhereNobodyWouldHearIsAskedFirst();
    void aTestMailGoesTheStoredWay();
    void aFailureTellsAllThatWasSaid();
    void whereNobodyAnswersThatIsSaid();
    void aBadAddressIsToldAtTheField();
    void aSlowServerHoldsNothingUp();

private:
    NotificationSettings stored()
    {
        return *m_tenant->door().notifications({AdminTenant::admin()});
    }
    /// What the administrator could have set before.
    NotificationSettings completed(int port)
    {
        NotificationChange change;
        change.host = QStringLiteral("127.0.0.1");
        change.port = port;
        change.security = MailSecurity::None;
        change.sender = QStringLiteral("lockbox@contoso.com");
        return *m_tenant->door().changeNotifications({AdminTenant::admin()}, change);
    }
    std::unique_ptr<Host> open() { return open(stored()); }
    std::unique_ptr<Host> open(const NotificationSettings &settings)
    {
        return std::make_unique<Host>(new NotificationsBlade(*m_context, settings));
    }
    static void type(const Host &host, const char *name, const QString &text)
    {
        auto *line = host.find<QLineEdit>(name);
        QVERIFY2(line, name);
        line->setFocus();
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, text);
    }
    static QString shown(const Host &host, const char *name)
    {
        auto *label = host.find<QLabel>(name);
        return label ? label->text() : QString();
    }
    static QString message(const Host &host, const char *name)
    {
        auto *bar = host.find<MessageBar>(name);
        return bar ? bar->text() : QString();
    }

    std::unique_ptr<AdminTenant> m_tenant;
    std::unique_ptr<ConsoleContext> m_context;
};

void TestNotificationsBlade::initTestCase()
{
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QCoreApplication::setOrganizationName(QStringLiteral("lockbox-test"));
}

void TestNotificationsBlade::init()
{
    m_tenant = std::make_unique<AdminTenant>();
    m_context = m_tenant->signIn(AdminTenant::admin());
}

void TestNotificationsBlade::cleanup()
{
    m_context.reset();
    m_tenant.reset();
}

void TestNotificationsBlade::whatIsTypedIsSaved()
{
    const auto host = open();
    auto *save = host->find<QPushButton>("saveNotificationsButton");
    QVERIFY(!save->isEnabled());
    type(*host, "notifications_host", QStringLiteral("smtp.contoso.com "));
    type(*host, "notifications_account", QStringLiteral("mailer"));
    type(*host, "notifications_sender", QStringLiteral("lockbox@contoso.com"));
    auto *security = host->find<QComboBox>("notifications_security");
    security->setCurrentIndex(security->findText(QStringLiteral("TLS")));
    QCOMPARE(host->find<QLineEdit>("notifications_port")->text(), QStringLiteral("465"));
    type(*host, "notifications_port", QStringLiteral("2525"));
    host->find<QComboBox>("notifications_time-zone")->setEditText(QStringLiteral("Europe/Berlin"));
    host->find<QCheckBox>("noticeBox_reminder")->click();
    QVERIFY(save->isEnabled());
    save->click();
    QTRY_VERIFY(host->announcements.contains(QStringLiteral("Saved")));
    NotificationSettings expected{.host = QStringLiteral("smtp.contoso.com"),
                                  .port = 2525,
                                  .security = MailSecurity::Tls,
                                  .account = QStringLiteral("mailer"),
                                  .sender = QStringLiteral("lockbox@contoso.com"),
                                  .timeZone = QStringLiteral("Europe/Berlin")};
    expected.optional.erase(NoticeKind::Reminder);
    QCOMPARE(stored(), expected);
    QVERIFY(!save->isEnabled());
    QVERIFY(host->blade()->mayClose());
    QVERIFY(
        shown(*host, "mailPasswordText").contains(QStringLiteral("LOCKBOX_MAIL_PASSWORD_FILE")));
}

void TestNotificationsBlade::anErrorStandsAtItsField_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QString>("text");
    QTest::newRow("server") << QByteArray("host") << QStringLiteral("smtp contoso/com");
    QTest::newRow("port") << QByteArray("port") << QStringLiteral("70000");
    QTest::newRow("no port") << QByteArray("port") << QString();
    QTest::newRow("sender") << QByteArray("sender") << QStringLiteral("nobody");
    QTest::newRow("time zone") << QByteArray("time-zone") << QStringLiteral("Middle/Earth");
}

void TestNotificationsBlade::anErrorStandsAtItsField()
{
    QFETCH(QByteArray, field);
    QFETCH(QString, text);
    const NotificationSettings before = stored();
    const auto host = open();
    const QByteArray name = "notifications_" + field;
    if (auto *box = host->find<QComboBox>(name))
        box->setEditText(text);
    else
        type(*host, name, text);
    host->press("saveNotificationsButton");
    const QByteArray error = "notificationsError_" + field;
    QTRY_VERIFY(!shown(*host, error).isEmpty());
    QVERIFY(host->announcements.contains(shown(*host, error)));
    QCOMPARE(stored(), before);
    QVERIFY(!host->blade()->mayClose());
    // What was typed stands there, and the next key takes the error away.
    auto *line = host->find<QComboBox>(name) ? host->find<QComboBox>(name)->lineEdit()
                                             : host->find<QLineEdit>(name);
    QCOMPARE(line->text(), text);
    QTest::keyClick(line, text.isEmpty() ? Qt::Key_1 : Qt::Key_Backspace);
    QVERIFY(shown(*host, error).isEmpty());
}

void TestNotificationsBlade::leavingAsksWhereSomethingChanged()
{
    const auto host = open();
    QVERIFY(host->blade()->mayClose());
    host->find<QCheckBox>("noticeBox_decided")->click();
    QVERIFY(!host->blade()->mayClose());
    host->press("questionYesButton");
    QCOMPARE(host->closes, 1);
    QVERIFY(host->blade()->mayClose());
    QVERIFY(stored().sends(NoticeKind::Decided));
}

void TestNotificationsBlade::anothersChangeComesWithoutTakingWhatWasTyped()
{
    const auto host = open();
    type(*host, "notifications_host", QStringLiteral("mine.contoso.com"));
    completed(2525);
    host->blade()->refresh();
    QTRY_COMPARE(host->find<QLineEdit>("notifications_port")->text(), QStringLiteral("2525"));
    QCOMPARE(host->find<QLineEdit>("notifications_host")->text(),
             QStringLiteral("mine.contoso.com"));
}

void TestNotificationsBlade::withoutSecurityIsWarnedOf()
{
    const auto host = open();
    QVERIFY(shown(*host, "mailSecurityWarning").isEmpty());
    auto *security = host->find<QComboBox>("notifications_security");
    security->setCurrentIndex(security->count() - 1);
    QVERIFY(shown(*host, "mailSecurityWarning").contains(QStringLiteral("read and change")));
    QVERIFY(host->announcements.contains(shown(*host, "mailSecurityWarning")));
    security->setCurrentIndex(0);
    QVERIFY(shown(*host, "mailSecurityWarning").isEmpty());
}

void TestNotificationsBlade::aDemoTakesNoServer()
{
    samples::Console demo;
    const Host host(new NotificationsBlade(
        demo.context(),
        *demo.service().notifications(samples::Console::session(samples::admin()))));
    for (const char *name :
         {"notifications_host", "notifications_port", "notifications_security",
          "notifications_account", "notifications_sender", "testMailAddress", "sendTestMailButton"})
        QVERIFY2(!host.find(name)->isEnabled(), name);
    QVERIFY(shown(host, "notificationsDemoText").contains(QStringLiteral("approver's inbox")));
    // Which notices there are can be set all the same.
    host.find<QCheckBox>("noticeBox_reminder")->click();
    host.press("saveNotificationsButton");
    QTRY_VERIFY(host.announcements.contains(QStringLiteral("Saved")));
    QVERIFY(!demo.service()
                 .notifications(samples::Console::session(samples::admin()))
                 ->sends(NoticeKind::Reminder));
}

void TestNotificationsBlade::thePageShowsThemToThoseWhoMayRead()
{
    {
        const Host page(new SecurityBlade(*m_context));
        QTRY_COMPARE(shown(page, "notificationsWayValue"), QStringLiteral("No mail server is set"));
        QVERIFY(page.find("notificationsTrouble"));
        QVERIFY(page.find("editNotificationsButton"));
    }
    const auto reader = m_tenant->signIn(AdminTenant::reader());
    const Host page(new SecurityBlade(*reader));
    QTRY_VERIFY(page.find("notificationsWayValue"));
    QVERIFY(!page.find("editNotificationsButton"));
}

void TestNotificationsBlade::savingShowsOnThePage()
{
    const Host page(new SecurityBlade(*m_context));
    QTRY_VERIFY(page.find("notificationsWayValue"));
    page.press("editNotificationsButton");
    QCOMPARE(page.opens.count(), 1);
    auto *blade = qobject_cast<NotificationsBlade *>(page.opens.first());
    QVERIFY(blade);
    emit blade->saved(completed(2525));
    QCOMPARE(shown(page, "notificationsWayValue"),
             QStringLiteral("127.0.0.1, port 2525, not secured"));
    QCOMPARE(shown(page, "notificationsSenderValue"), QStringLiteral("lockbox@contoso.com"));
    QVERIFY(!page.find("notificationsTrouble"));
}

void TestNotificationsBlade::switchingOnWhereNobodyWouldHearIsAskedFirst()
{
    m_tenant = std::make_unique<AdminTenant>(Policy{});
    m_context = m_tenant->signIn(AdminTenant::admin());
    for (const QString &name : {AdminTenant::admin(), AdminTenant::approver()})
        QVERIFY(m_tenant->door().setEmail({AdminTenant::admin()}, name, {}));
    const Host host(new LockboxSettingBlade(*m_context, m_tenant->storedPolicy()));
    host.find<QAbstractButton>("requireApprovalToggle")->click();
    host.press("saveSettingButton");
    QTRY_VERIFY(host.find("questionBar"));
    QVERIFY(host.announcements.last().contains(QStringLiteral("Nobody would hear")));
    QVERIFY(!m_tenant->storedPolicy().requireApproval);
    host.press("questionNoButton");
    QVERIFY(!m_tenant->storedPolicy().requireApproval);
    host.press("saveSettingButton");
    QTRY_VERIFY(host.find("questionBar"));
    host.press("questionYesButton");
    QTRY_VERIFY(m_tenant->storedPolicy().requireApproval);
    QTRY_VERIFY(host.announcements.contains(QStringLiteral("Saved")));
}

namespace {

/// A console whose door sends test mails as the test says.
struct FakeMail {
    explicit FakeMail(std::function<Result<TestMail>(const QString &)> answer)
        : context([answer]() -> Result<std::unique_ptr<LockboxService>> {
              auto door = std::make_unique<FakeLockbox>();
              door->onSendTestMail = [answer](const Session &, const QString &address) {
                  return answer(address);
              };
              return door;
          }),
          host(blade())
    {}

    NotificationsBlade *blade()
    {
        context.setAccount(samples::admin());
        NotificationSettings settings;
        settings.host = QStringLiteral("smtp.contoso.example");
        settings.sender = QStringLiteral("lockbox@contoso.example");
        return new NotificationsBlade(context, settings);
    }

    ConsoleContext context;
    Host host;
};

} // namespace

void TestNotificationsBlade::aTestMailGoesTheStoredWay()
{
    QString asked;
    const FakeMail mail([&asked](const QString &address) -> Result<TestMail> {
        asked = address;
        return TestMail{.sent = true,
                        .words = QStringLiteral("250 queued as 4711"),
                        .dialogue = QStringLiteral("> EHLO")};
    });
    const Host &host = mail.host;
    QCOMPARE(host.find<QLineEdit>("testMailAddress")->text(), samples::admin().email);
    // Not while something is unsaved: it would test something else than what stands in the fields.
    type(host, "notifications_port", QStringLiteral("2525"));
    QVERIFY(!host.find("sendTestMailButton")->isEnabled());
    type(host, "notifications_port", QStringLiteral("587"));
    host.press("sendTestMailButton");
    QTRY_VERIFY(message(host, "testMailMessage").contains(QStringLiteral("250 queued as 4711")));
    QCOMPARE(host.find<MessageBar>("testMailMessage")->kind(), MessageBar::Kind::Good);
    QCOMPARE(asked, samples::admin().email);
    QVERIFY(!host.find("testMailDialogue"));
}

void TestNotificationsBlade::aFailureTellsAllThatWasSaid()
{
    const QString said = QStringLiteral("< 220 smtp.contoso.example\n> EHLO x\n< 554 5.7.1 no mail "
                                        "from here");
    const FakeMail mail([said](const QString &) -> Result<TestMail> {
        return TestMail{.sent = false, .words = QStringLiteral("554 5.7.1"), .dialogue = said};
    });
    const Host &host = mail.host;
    host.press("sendTestMailButton");
    QTRY_VERIFY(host.find("testMailDialogue"));
    QCOMPARE(host.find<MessageBar>("testMailMessage")->kind(), MessageBar::Kind::Error);
    QVERIFY(message(host, "testMailMessage").contains(QStringLiteral("554 5.7.1")));
    const auto *dialogue = host.find<CodeBlock>("testMailDialogue");
    QCOMPARE(dialogue->toPlainText(), said);
    QVERIFY(dialogue->isReadOnly());
}

void TestNotificationsBlade::whereNobodyAnswersThatIsSaid()
{
    constexpr int nobodysPort = 1;
    const auto host = open(completed(nobodysPort));
    host->press("sendTestMailButton");
    QTRY_VERIFY(host->find("testMailMessage"));
    QCOMPARE(host->find<MessageBar>("testMailMessage")->kind(), MessageBar::Kind::Error);
    QVERIFY(host->find("sendTestMailButton")->isEnabled());
}

void TestNotificationsBlade::aBadAddressIsToldAtTheField()
{
    const auto host = open(completed(2525));
    type(*host, "testMailAddress", QStringLiteral("nobody"));
    host->press("sendTestMailButton");
    QTRY_VERIFY(!shown(*host, "testMailError").isEmpty());
    QVERIFY(host->announcements.contains(shown(*host, "testMailError")));
    QTest::keyClicks(host->find<QLineEdit>("testMailAddress"), QStringLiteral("@contoso.com"));
    QVERIFY(shown(*host, "testMailError").isEmpty());
}

void TestNotificationsBlade::aSlowServerHoldsNothingUp()
{
    const auto gate = std::make_shared<std::counting_semaphore<>>(0);
    FakeMail mail([gate](const QString &) -> Result<TestMail> {
        gate->acquire();
        return TestMail{.sent = true, .words = {}, .dialogue = {}};
    });
    mail.host.press("sendTestMailButton");
    QCOMPARE(shown(mail.host, "testMailState"), QStringLiteral("Sending…"));
    QVERIFY(!mail.host.find("sendTestMailButton")->isEnabled());
    // Another call of the door is answered meanwhile, and the blade may go.
    bool answered = false;
    mail.context.runner().run<Policy>(
        this, {}, [](LockboxService &door) { return door.policy({}); },
        [&answered](const Result<Policy> &) { answered = true; });
    QTRY_VERIFY(answered);
    delete mail.host.blade();
    gate->release();
}

QTEST_MAIN(TestNotificationsBlade)
#include "tst_notificationsblade.moc"
