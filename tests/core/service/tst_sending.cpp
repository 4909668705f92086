#include "core/service/noticesender.h"
#include "tests/core/mail/mailserver.h"
#include "tests/core/service/contosotenant.h"
#include "tests/core/store/sqlprobe.h"

#include <QJsonArray>
#include <QTest>

#include <set>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;
using Outcome = DeliveryReport::Outcome;

/// What becomes of each notice, through a real mail server or without one.
class TestSending : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void arrivesAtEachApproverOnce();
    void twoSendersSendNothingTwice();
    void killedSenderLosesNothing();
    void failsAndIsTriedAgain();
    void isGivenUpAtTheDeadline();
    void refusedForGood();
    void nothingIsSentWithoutAServer();
    void lateRefusalChangesNothing();

private:
    ContosoTenant &t() { return *m_tenant; }
    LocalOptions options() const
    {
        return {.clock = &m_tenant->clock(), .logFolder = m_tenant->logFolder()};
    }
    std::unique_ptr<LocalOutbox> outbox() const { return need(m_tenant->outbox(options())); }
    std::vector<Delivery> all(const DeliveryQuery &query = {}) const;
    /// "kind recipient state", sorted, of all that concern requests, or nothing does.
    QStringList lines(const std::vector<DeliveryState> &states = {}) const;
    void setServer(const MailServer &server);
    /// So that what is tested begins with an empty outbox.
    void forgetNotices() const;

    std::unique_ptr<ContosoTenant> m_tenant;
};

void TestSending::init()
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOn());
    forgetNotices();
}

void TestSending::forgetNotices() const
{
    SqlProbe probe(m_tenant->path());
    probe.rows(QStringLiteral("DELETE FROM outbox"));
    probe.rows(QStringLiteral("DELETE FROM notice"));
}

std::vector<Delivery> TestSending::all(const DeliveryQuery &query) const
{
    return need((*m_tenant)->deliveries(T::ada(), query));
}

QStringList TestSending::lines(const std::vector<DeliveryState> &states) const
{
    QStringList lines;
    for (const Delivery &one : all({.states = states}))
        lines.append(
            QStringLiteral("%1 %2 %3").arg(toSlug(one.kind), one.recipient, toSlug(one.state)));
    lines.sort();
    return lines;
}

void TestSending::setServer(const MailServer &server)
{
    need(t()->changeNotifications(T::ada(), {.host = QStringLiteral("localhost"),
                                             .port = server.port(),
                                             .security = MailSecurity::None,
                                             .sender = QStringLiteral("lockbox@contoso.com"),
                                             .optional = std::set<NoticeKind>{}}));
    forgetNotices();
}

/// Names of those who may decide, with an address or without.
static QStringList approvers(ContosoTenant &tenant, bool reachable)
{
    QStringList names;
    for (const User &user : need(tenant->users(T::ada(), {}))) {
        if (isApprover(user.roles) && deliverableAddress(user).isEmpty() != reachable)
            names.append(user.userPrincipalName);
    }
    names.sort();
    return names;
}

void TestSending::arrivesAtEachApproverOnce()
{
    MailServer server(QStringLiteral("smtpd.py"), {});
    setServer(server);
    const AccessRequest request = t().authorized();
    NoticeSender sender(outbox(), options());
    const SendTally tally = need(sender.once());
    const auto reachable = approvers(t(), true);
    QCOMPARE(tally.sent, reachable.size());
    QCOMPARE(need(sender.once()).sent, 0);
    QStringList arrived;
    for (qsizetype i = 0; i < reachable.size(); ++i) {
        const QJsonObject mail = server.taken();
        arrived.append(mail[QStringLiteral("to")][0].toString());
        QVERIFY(header(mail, "Subject").contains(request.reference));
        QVERIFY(mail[QStringLiteral("parts")][0][QStringLiteral("content")].toString().contains(
            request.id.toString()));
        QCOMPARE(header(mail, "Importance"), QStringLiteral("high"));
    }
    QVERIFY(server.tookNothingMore());
    arrived.sort();
    QStringList addresses;
    for (const Delivery &one : all({.states = {DeliveryState::Sent}})) {
        addresses.append(one.address);
        QVERIFY2(one.words.startsWith(QStringLiteral("250 ")), qPrintable(one.words));
        QCOMPARE(one.attempts, 1);
    }
    addresses.sort();
    QCOMPARE(arrived, addresses);
}

void TestSending::twoSendersSendNothingTwice()
{
    t().authorized();
    need(t()->changeNotifications(T::ada(), {.host = QStringLiteral("localhost"),
                                             .sender = QStringLiteral("l@contoso.com")}));
    const auto one = outbox();
    const auto other = outbox();
    std::set<qint64> claimed;
    for (int round = 0; round < 20; ++round) {
        for (const auto &sender : {one.get(), other.get()}) {
            for (const ClaimedMail &mail : need(sender->claim(1)))
                QVERIFY(claimed.insert(mail.delivery.id).second);
        }
    }
    QVERIFY(claimed.size() >= 3);
}

/// Its claims run out, and another one sends them, with the same Message-ID.
void TestSending::killedSenderLosesNothing()
{
    t().authorized();
    need(t()->changeNotifications(T::ada(), {.host = QStringLiteral("localhost"),
                                             .sender = QStringLiteral("l@contoso.com")}));
    const auto killed = need(outbox()->claim(100));
    QVERIFY(!killed.empty());
    const auto other = outbox();
    QVERIFY(need(other->claim(100)).empty());
    t().clock().advance(LocalOutbox::claimTime);
    const auto again = need(other->claim(100));
    QCOMPARE(again.size(), killed.size());
    for (size_t i = 0; i < again.size(); ++i) {
        QCOMPARE(again[i].message.messageId, killed[i].message.messageId);
        QCOMPARE(again[i].delivery.attempts, 2);
    }
}

void TestSending::failsAndIsTriedAgain()
{
    MailServer server(QStringLiteral("smtpd.py"),
                      {QStringLiteral("--greylist"), QStringLiteral("2")});
    setServer(server);
    t().authorized();
    NoticeSender sender(outbox(), options());
    const SendTally first = need(sender.once());
    QCOMPARE(first.failed, 2);
    for (const Delivery &one : all({.states = {DeliveryState::Failed}})) {
        QVERIFY(one.words.contains(QStringLiteral("451")));
        const auto delay = *one.nextAt - t().clock().now();
        QVERIFY(delay >= 22s && delay <= 38s);
    }
    QCOMPARE(need(sender.once()), SendTally());
    t().clock().advance(40s);
    QCOMPARE(need(sender.once()).sent, 2);
    QVERIFY(all({.states = {DeliveryState::Failed}}).empty());
    QCOMPARE(LocalOutbox::delayAfter(1), 30s);
    QCOMPARE(LocalOutbox::delayAfter(3), 120s);
    QCOMPARE(LocalOutbox::delayAfter(50), 30min);
}

void TestSending::isGivenUpAtTheDeadline()
{
    SmtpServer nobody;
    {
        MailServer server(QStringLiteral("badsmtpd.py"), {QStringLiteral("silent")});
        setServer(server);
    }
    const AccessRequest request = t().authorized();
    NoticeSender sender(outbox(), options());
    QVERIFY(need(sender.once()).failed > 0);
    t().clock().set(*request.expiresAt);
    (void)sender.once();
    for (const Delivery &one : all()) {
        if (one.kind == NoticeKind::RequestPending)
            QVERIFY2(one.state == DeliveryState::Undeliverable
                         || one.state == DeliveryState::Suppressed,
                     qPrintable(toSlug(one.state)));
    }
}

void TestSending::refusedForGood()
{
    const QString gone = need(t()->user(T::ada(), T::ada().userPrincipalName)).email;
    MailServer server(QStringLiteral("smtpd.py"), {QStringLiteral("--refuse"), gone});
    setServer(server);
    t().authorized();
    NoticeSender sender(outbox(), options());
    const SendTally tally = need(sender.once());
    QCOMPARE(tally.undeliverable, 1);
    QCOMPARE(tally.sent, approvers(t(), true).size() - 1);
    const auto refused =
        all({.states = {DeliveryState::Undeliverable}, .recipient = T::ada().userPrincipalName});
    QCOMPARE(refused.size(), size_t(1));
    QVERIFY(refused.front().words.contains(QStringLiteral("550")));
}

void TestSending::nothingIsSentWithoutAServer()
{
    t().authorized();
    NoticeSender sender(outbox(), options());
    const auto tally = sender.once();
    QCOMPARE(refusal(tally), QStringLiteral("wrongState"));
    QCOMPARE(tally.error().message, QStringLiteral("no mail server is set"));
    for (const QString &line : lines())
        QVERIFY(!line.endsWith(QStringLiteral("sending")));
    QCOMPARE(need(t()->overview(T::ada())).mailTrouble, QStringLiteral("no mail server is set"));
}

/// Who was too slow has lost the claim. Only that the server has taken a mail stays true: see TestSendingClaims.
void TestSending::lateRefusalChangesNothing()
{
    t().authorized();
    need(t()->changeNotifications(T::ada(), {.host = QStringLiteral("localhost"),
                                             .sender = QStringLiteral("l@contoso.com")}));
    const auto slow = outbox();
    const auto first = need(slow->claim(100));
    t().clock().advance(LocalOutbox::claimTime);
    const auto quick = outbox();
    const auto second = need(quick->claim(100));
    QCOMPARE(first.front().delivery.id, second.front().delivery.id);
    need(slow->report({{.delivery = first.front().delivery, .outcome = Outcome::Never}}));
    need(quick->report({{.delivery = second.front().delivery,
                         .outcome = Outcome::Sent,
                         .words = QStringLiteral("250 yes")}}));
    const Letter letter = need(t()->letter(T::ada(), first.front().delivery.id));
    QCOMPARE(letter.delivery.state, DeliveryState::Sent);
    QCOMPARE(letter.delivery.words, QStringLiteral("250 yes"));
}

QTEST_GUILESS_MAIN(TestSending)
#include "tst_sending.moc"
