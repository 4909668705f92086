#include "ui/blades/notificationscard.h"
#include "ui/blades/notificationspresenter.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::ui;

/// What the blade of the notices' settings would save, and what it says beside the fields.
class TestNotificationsPresenter : public QObject
{
    Q_OBJECT

private:
    static NotificationSettings complete()
    {
        NotificationSettings settings;
        settings.host = QStringLiteral("smtp.contoso.com");
        settings.sender = QStringLiteral("lockbox@contoso.com");
        return settings;
    }
    static NotificationsPresenter real(const NotificationSettings &settings = complete())
    {
        return {settings, false};
    }

private slots:
    void savesOnlyWhatDiffers()
    {
        NotificationsPresenter presenter = real();
        QVERIFY(!presenter.isChanged());
        QCOMPARE(presenter.change(), NotificationChange());
        presenter.setAccount(QStringLiteral(" mailer "));
        presenter.setSent(NoticeKind::Reminder, false);
        QVERIFY(presenter.isChanged());
        NotificationChange expected;
        expected.account = QStringLiteral("mailer");
        expected.optional = NotificationSettings::optionalNotices();
        expected.optional->erase(NoticeKind::Reminder);
        QCOMPARE(presenter.change(), expected);
        presenter.setAccount({});
        presenter.setSent(NoticeKind::Reminder, true);
        QVERIFY(!presenter.isChanged());
    }

    void eachFieldIsSaved()
    {
        NotificationsPresenter presenter = real({});
        presenter.setHost(QStringLiteral("smtp.fabrikam.com "));
        presenter.setSecurity(MailSecurity::Tls);
        presenter.setPort(QStringLiteral("2525"));
        presenter.setSender(QStringLiteral("lockbox@fabrikam.com"));
        presenter.setTimeZone(QStringLiteral("Europe/Berlin"));
        NotificationChange expected;
        expected.host = QStringLiteral("smtp.fabrikam.com");
        expected.port = 2525;
        expected.security = MailSecurity::Tls;
        expected.sender = QStringLiteral("lockbox@fabrikam.com");
        expected.timeZone = QStringLiteral("Europe/Berlin");
        QCOMPARE(presenter.change(), expected);
    }

    void anothersChangeIsTakenOverFieldByField()
    {
        NotificationsPresenter presenter = real();
        presenter.setPort(QStringLiteral("2525"));
        NotificationSettings theirs = complete();
        theirs.host = QStringLiteral("mail.contoso.com");
        theirs.port = 26;
        theirs.timeZone = QStringLiteral("Europe/Berlin");
        theirs.optional = {};
        presenter.setStored(theirs);
        QCOMPARE(presenter.wish().host, theirs.host);
        QCOMPARE(presenter.timeZoneText(), theirs.timeZone);
        QVERIFY(presenter.wish().optional.empty());
        NotificationChange expected;
        expected.port = 2525;
        QCOMPARE(presenter.change(), expected);
    }

    void aUsualPortFollowsTheSecurity()
    {
        NotificationsPresenter presenter = real();
        QCOMPARE(presenter.portText(), QStringLiteral("587"));
        presenter.setSecurity(MailSecurity::Tls);
        QCOMPARE(presenter.portText(), QStringLiteral("465"));
        presenter.setSecurity(MailSecurity::None);
        QCOMPARE(presenter.portText(), QStringLiteral("25"));
        presenter.setPort(QStringLiteral("2525"));
        presenter.setSecurity(MailSecurity::StartTls);
        QCOMPARE(presenter.portText(), QStringLiteral("2525"));
    }

    void aPortThatIsNoNumberIsRefused()
    {
        for (const QString &typed : {QString(), QStringLiteral("smtp"), QStringLiteral("99999")}) {
            NotificationsPresenter presenter = real();
            presenter.setPort(typed);
            const auto next = applied(presenter.change(), complete());
            QVERIFY(!next);
            QCOMPARE(next.error().field, QStringLiteral("port"));
        }
    }

    void utcAloneIsNoTimeZone()
    {
        NotificationSettings berlin = complete();
        berlin.timeZone = QStringLiteral("Europe/Berlin");
        NotificationsPresenter presenter = real(berlin);
        QCOMPARE(presenter.timeZoneText(), QStringLiteral("Europe/Berlin"));
        presenter.setTimeZone(NotificationsPresenter::utcOnly());
        QCOMPARE(presenter.change().timeZone, QString());
        QCOMPARE(presenter.timeZoneText(), NotificationsPresenter::utcOnly());
        presenter.setTimeZone(QStringLiteral("Europe/Berlin"));
        presenter.setTimeZone({});
        QCOMPARE(presenter.change().timeZone, QString());
    }

    void warnsWhereNothingIsSecure()
    {
        NotificationsPresenter presenter = real();
        QVERIFY(presenter.securityWarning().isEmpty());
        presenter.setSecurity(MailSecurity::Tls);
        QVERIFY(presenter.securityWarning().isEmpty());
        presenter.setSecurity(MailSecurity::None);
        QVERIFY(presenter.securityWarning().contains(QStringLiteral("change the mails")));
        QVERIFY(!presenter.securityWarning().contains(QStringLiteral("password")));
        presenter.setAccount(QStringLiteral("mailer"));
        QVERIFY(presenter.securityWarning().contains(QStringLiteral("password")));
    }

    void saysWhyNoTestCanBeSent()
    {
        NotificationsPresenter presenter = real();
        QVERIFY(presenter.testObstacle().isEmpty());
        presenter.setPort(QStringLiteral("2525"));
        QVERIFY(presenter.testObstacle().contains(QStringLiteral("Save")));
        NotificationSettings settings = complete();
        settings.sender.clear();
        QVERIFY(real(settings).testObstacle().contains(QStringLiteral("sender")));
        settings.host.clear();
        QVERIFY(real(settings).testObstacle().contains(QStringLiteral("mail server")));
        const NotificationsPresenter demo(complete(), true);
        QVERIFY(!demo.takesServer());
        QVERIFY(demo.testObstacle().contains(QStringLiteral("demo")));
    }

    void aMissingPasswordIsNoMissingRequest()
    {
        const Error none{.code = ErrorCode::NotFound,
                         .message = QStringLiteral("no password for mailer")};
        QCOMPARE(NotificationsPresenter::testRefusal(none),
                 QStringLiteral("No password for mailer."));
        const Error demo{.code = ErrorCode::NotSupported,
                         .message = QStringLiteral("it is a demo")};
        QCOMPARE(NotificationsPresenter::testRefusal(demo), QStringLiteral("It is a demo."));
    }

    void thePageTellsHowAndWhich()
    {
        NotificationSettings settings = complete();
        settings.port = 2525;
        QCOMPARE(NotificationsCard::wayText(settings, false),
                 QStringLiteral("smtp.contoso.com, port 2525, STARTTLS"));
        QVERIFY(NotificationsCard::wayText(settings, true).contains(QStringLiteral("demo")));
        QCOMPARE(NotificationsCard::wayText({}, false), QStringLiteral("No mail server is set"));
        QCOMPARE(NotificationsCard::noticesText(settings), QStringLiteral("All"));
        settings.optional = {NoticeKind::Reminder, NoticeKind::Decided};
        QCOMPARE(NotificationsCard::noticesText(settings),
                 QStringLiteral("Reminder, Request decided"));
        settings.optional = {};
        QCOMPARE(NotificationsCard::noticesText(settings), QStringLiteral("None"));
    }
};

QTEST_GUILESS_MAIN(TestNotificationsPresenter)
#include "tst_notificationspresenter.moc"
