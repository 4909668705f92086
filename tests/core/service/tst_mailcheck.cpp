#include "core/service/noticesender.h"
#include "tests/core/mail/mailserver.h"
#include "tests/core/service/contosotenant.h"

#include <QJsonObject>
#include <QTest>

#include <set>

using namespace lockbox;
using namespace lockbox::test;
using T = ContosoTenant;

/// Which of the store's notices a mail is, and whether it is as it was sent.
class TestMailCheck : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tenant = std::make_unique<ContosoTenant>(T::policyOn()); }
    void checksMails();
    void findsMailsAboutNoRequest();
    void staysGenuineWhenTheSenderIsChanged();

private:
    ContosoTenant &t() { return *m_tenant; }
    std::vector<Delivery> all(const DeliveryQuery &query)
    {
        return need(t()->deliveries(T::ada(), query));
    }

    std::unique_ptr<ContosoTenant> m_tenant;
};

void TestMailCheck::checksMails()
{
    const AccessRequest request = t().authorized();
    const Delivery one = all({.recipient = T::ada().userPrincipalName}).back();
    const Letter letter = need(t()->letter(T::ada(), one.id));
    QCOMPARE(letter.phrase, need(t()->request(T::ada(), request.id.toString())).phrase);
    auto verdict = need(t()->checkMail(T::ada(), letter.text.toUtf8()));
    QCOMPARE(verdict.kind, MailVerdict::Kind::Genuine);
    QVERIFY(verdict.delivery && verdict.delivery->request == request.id);
    const QString forged =
        QString(letter.text).replace(letter.phrase, QStringLiteral("zoo zoo zoo zoo"));
    verdict = need(t()->checkMail(T::ada(), forged.toUtf8()));
    QCOMPARE(verdict.kind, MailVerdict::Kind::Altered);
    QCOMPARE(verdict.differences.front().field, QStringLiteral("Verification phrase"));
    verdict = need(t()->checkMail(T::ada(), "Dear approver, click here"));
    QCOMPARE(verdict.kind, MailVerdict::Kind::Unknown);
    QVERIFY(!verdict.delivery);
    QCOMPARE(refusal(t()->checkMail(T::eve(), letter.text.toUtf8())),
             QStringLiteral("notPermitted"));
}

void TestMailCheck::findsMailsAboutNoRequest()
{
    need(t()->changePolicy(T::ada(), {.requireApproval = false}));
    need(t()->changePolicy(T::ada(), {.requireApproval = true}));
    const std::vector<Delivery> told = all({.recipient = T::abe().userPrincipalName});
    QVERIFY(told.size() >= 2);
    // Pasted without its headers, there is only the phrase.
    const Letter letter = need(t()->letter(T::ada(), told.back().id));
    QVERIFY(!letter.text.contains(QStringLiteral("Request ID")));
    auto verdict = need(t()->checkMail(T::ada(), letter.text.toUtf8()));
    QCOMPARE(verdict.kind, MailVerdict::Kind::Genuine);
    QVERIFY(verdict.delivery && verdict.delivery->id == told.back().id);
    verdict = need(t()->checkMail(
        T::ada(),
        QString(letter.text).replace(QStringLiteral("On"), QStringLiteral("Off")).toUtf8()));
    QCOMPARE(verdict.kind, MailVerdict::Kind::Altered);
}

void TestMailCheck::staysGenuineWhenTheSenderIsChanged()
{
    MailServer server(QStringLiteral("smtpd.py"), {});
    need(t()->changeNotifications(T::ada(), {.host = QStringLiteral("localhost"),
                                             .port = server.port(),
                                             .security = MailSecurity::None,
                                             .sender = QStringLiteral("lockbox@contoso.com"),
                                             .optional = std::set<NoticeKind>{}}));
    t().authorized();
    const LocalOptions options{.clock = &t().clock(), .logFolder = t().logFolder()};
    need(NoticeSender(need(t().outbox(options)), options).once());
    const QByteArray received = server.taken()[QStringLiteral("raw")].toString().toUtf8();
    need(t()->changeNotifications(T::ada(), {.sender = QStringLiteral("other@contoso.com")}));
    MailVerdict verdict = need(t()->checkMail(T::ada(), received));
    QVERIFY2(verdict.kind == MailVerdict::Kind::Genuine, qPrintable(verdict.explanation));
    QByteArray forged = received;
    forged.replace("lockbox@contoso.com", "other@contoso.com");
    verdict = need(t()->checkMail(T::ada(), forged));
    QCOMPARE(verdict.kind, MailVerdict::Kind::Altered);
    QCOMPARE(verdict.differences.front().field, QStringLiteral("From"));
}

QTEST_GUILESS_MAIN(TestMailCheck)
#include "tst_mailcheck.moc"
