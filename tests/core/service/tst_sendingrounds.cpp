#include "core/store/sqltext.h"
#include "tests/core/mail/mailserver.h"
#include "tests/core/service/sendingtenant.h"

#include <QTest>

#include <thread>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = SendingTenant;
using Outcome = DeliveryReport::Outcome;

/// What a sender takes in hand, in which order, and when it lets it be.
class TestSendingRounds : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatTheClockHasDone_data();
    void tellsWhatTheClockHasDone();
    void runTellsIt();
    void nothingAsksAfterTheDecision_data();
    void nothingAsksAfterTheDecision();
    void expiredIsTooLate();
    void refusedStaysRefused();
    void goesOnBeyondWhatIsOfNoUse();
    void whatAsksComesFirst();
    void readsWhatIsDueOnly();
    void oneUnreadableNoticeStopsNoOther();
    void serverInTroubleIsLeftAlone();

private:
    static QString decided() { return QStringLiteral("not needed any more: the request is "); }
};

void TestSendingRounds::tellsWhatTheClockHasDone_data()
{
    QTest::addColumn<bool>("isApproved");
    QTest::addColumn<NoticeKind>("kind");
    QTest::newRow("nobody decided") << false << NoticeKind::RequestExpired;
    QTest::newRow("access ended") << true << NoticeKind::AccessEnded;
}

/// Though nobody has the store open but the sender.
void TestSendingRounds::tellsWhatTheClockHasDone()
{
    QFETCH(bool, isApproved);
    QFETCH(NoticeKind, kind);
    MailServer server(QStringLiteral("smtpd.py"), {});
    SendingTenant tenant;
    tenant.setServer(server.port(), {kind});
    const AccessRequest request = isApproved ? tenant.approved() : tenant.authorized();
    NoticeSender sender(tenant.outbox(), tenant.options());
    need(sender.once());
    const QStringList kinds{QStringLiteral("SELECT notice.kind FROM outbox JOIN notice ON "
                                           "notice.key = notice WHERE state = 'sent'")};
    tenant.clock().advance(12h);
    const SendTally tally = need(sender.once());
    QCOMPARE(tally.sent, T::reachable);
    const QStringList sent = tenant.sql(kinds.front());
    QCOMPARE(sent.count(toSlug(kind)), T::reachable);
    QString subject;
    while (!server.tookNothingMore())
        subject = header(server.taken(), "Subject");
    QVERIFY2(subject.contains(request.reference), qPrintable(subject));
    QVERIFY(!need(verifyLocalStore(tenant.path(), {}, {}, tenant.options())).finding);
}

void TestSendingRounds::runTellsIt()
{
    MailServer server(QStringLiteral("smtpd.py"), {});
    SendingTenant tenant;
    tenant.setServer(server.port(), {NoticeKind::RequestExpired});
    tenant.authorized();
    tenant.sql(QStringLiteral("DELETE FROM outbox WHERE address = ''"));
    tenant.sql(QStringLiteral("UPDATE outbox SET state = 'sent', next_at = NULL"));
    tenant.clock().advance(12h);
    const std::jthread sender([&](const std::stop_token &stop) {
        const LocalOptions options = tenant.options();
        NoticeSender(need(LocalOutbox::open(tenant.path(), options)), options)
            .run(
                stop, [](const Result<SendTally> &tally) { need(tally); }, 50ms);
    });
    for (int i = 0; i < T::reachable; ++i)
        QVERIFY(!server.taken().isEmpty());
}

void TestSendingRounds::nothingAsksAfterTheDecision_data()
{
    QTest::addColumn<bool>("isKilled");
    QTest::addColumn<Outcome>("outcome");
    QTest::newRow("the attempt failed") << false << Outcome::Later;
    QTest::newRow("it was not begun") << false << Outcome::GivenBack;
    QTest::newRow("the sender was killed") << true << Outcome::Later;
}

/// One that a sender had in hand while the request was decided.
void TestSendingRounds::nothingAsksAfterTheDecision()
{
    QFETCH(bool, isKilled);
    QFETCH(Outcome, outcome);
    SendingTenant tenant;
    tenant.setServer(1, {NoticeKind::Reminder});
    const AccessRequest request = tenant.authorized();
    tenant.clock().set(*request.expiresAt - 30min);
    const auto outbox = tenant.outbox();
    const auto claimed = need(outbox->claim(100));
    QCOMPARE(claimed.size(), size_t(3 * T::reachable)); // and the reminders
    need(tenant->denyRequest(T::abe(), request.id.toString(), QStringLiteral("no")));
    QString last;
    for (const ClaimedMail &mail : claimed) {
        if (isKilled)
            break;
        last = outcome == Outcome::Later ? QStringLiteral("451 later") : QString();
        need(outbox->report({{.delivery = mail.delivery,
                              .outcome = outcome,
                              .words = last,
                              .before = mail.before}}));
    }
    tenant.clock().advance(LocalOutbox::claimTime);
    QVERIFY(need(outbox->claim(100)).empty());
    for (const Delivery &one : tenant.deliveries()) {
        QCOMPARE(one.state, DeliveryState::Suppressed);
        QCOMPARE(one.words, decided() + QStringLiteral("denied")
                                + (last.isEmpty() ? QString() : QStringLiteral(", last: ") + last));
    }
}

/// Who was not told in time is undeliverable, as are those whom no sender had in hand.
void TestSendingRounds::expiredIsTooLate()
{
    SendingTenant tenant;
    tenant.setServer(1, {NoticeKind::Reminder});
    const AccessRequest request = tenant.authorized();
    tenant.clock().set(*request.expiresAt - 30min);
    const auto outbox = tenant.outbox();
    const auto claimed = need(outbox->claim(100));
    tenant.clock().set(*request.expiresAt);
    QCOMPARE(tenant.stored(request.id).state, RequestState::Expired);
    for (const ClaimedMail &mail : claimed)
        need(outbox->report({{.delivery = mail.delivery, .words = QStringLiteral("451 later")}}));
    for (const Delivery &one : tenant.deliveries()) {
        const bool isFirst = one.kind == NoticeKind::RequestPending;
        QCOMPARE(one.state, isFirst ? DeliveryState::Undeliverable : DeliveryState::Suppressed);
        QVERIFY2(one.words.endsWith(QStringLiteral(", last: 451 later")), qPrintable(one.words));
    }
}

void TestSendingRounds::refusedStaysRefused()
{
    SendingTenant tenant;
    const AccessRequest request = tenant.authorized();
    const auto outbox = tenant.outbox();
    const auto mail = need(outbox->claim(1)).front();
    need(tenant->denyRequest(T::abe(), request.id.toString(), QStringLiteral("no")));
    need(outbox->report({{.delivery = mail.delivery, .outcome = Outcome::Never}}));
    QCOMPARE(tenant.count(DeliveryState::Undeliverable), 1);
}

/// Two hundred that nobody has use for any more are in front of three.
void TestSendingRounds::goesOnBeyondWhatIsOfNoUse()
{
    MailServer server(QStringLiteral("smtpd.py"), {});
    SendingTenant tenant(server.port());
    tenant.authorized();
    tenant.sql(QStringLiteral(
        "WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 200) "
        "INSERT INTO outbox (tenant, notice, message_id, recipient, recipient_name, address, "
        "state, created_at, changed_at, next_at, give_up_at) SELECT tenant, notice, n, recipient, "
        "recipient_name, address, 'queued', 1, 1, 1, 2 FROM many, (SELECT * FROM outbox LIMIT 1)"));
    QCOMPARE(need(NoticeSender(tenant.outbox(), tenant.options()).once()).sent, T::reachable);
    QCOMPARE(tenant.count(DeliveryState::Undeliverable), 200);
}

void TestSendingRounds::whatAsksComesFirst()
{
    SendingTenant tenant;
    tenant.setServer(1, {NoticeKind::SettingChanged, NoticeKind::Reminder});
    need(tenant->changePolicy(T::ada(), {.maxAccess = 3h}));
    const AccessRequest sooner = tenant.authorized(QStringLiteral("SOONER"));
    const AccessRequest later = tenant.authorized(QStringLiteral("LATER"));
    // What has waited longest is the later one's.
    tenant.sql(
        QStringLiteral("UPDATE outbox SET next_at = 1 WHERE state = 'queued' AND give_up_at = %1")
            .arg(later.expiresAt->time_since_epoch().count()));
    tenant.clock().set(*sooner.expiresAt - 30min);
    const auto outbox = tenant.outbox();
    QStringList order;
    for (auto mails = need(outbox->claim(1)); !mails.empty(); mails = need(outbox->claim(1))) {
        const Delivery &mail = mails.front().delivery;
        if (const QString what = mail.request.isNull() ? QStringLiteral("news") : mail.reference;
            order.isEmpty() || order.back() != what)
            order.append(what);
    }
    QCOMPARE(order, (QStringList{QStringLiteral("SOONER"), QStringLiteral("LATER"),
                                 QStringLiteral("news")}));
}

/// Not all that was ever sent.
void TestSendingRounds::readsWhatIsDueOnly()
{
    SendingTenant tenant;
    tenant.request(5);
    tenant.sql(QStringLiteral("ANALYZE"));
    const QString plan = tenant
                             .sql(QStringLiteral("EXPLAIN QUERY PLAN ")
                                  + need(sqlText(QStringLiteral("list_due_outbox"))))
                             .join(u'\n');
    QVERIFY2(plan.contains(QStringLiteral("SEARCH outbox USING INDEX outbox_by_time")),
             qPrintable(plan));
}

void TestSendingRounds::oneUnreadableNoticeStopsNoOther()
{
    MailServer server(QStringLiteral("smtpd.py"), {});
    SendingTenant tenant(server.port());
    tenant.request(2);
    tenant.sql(QStringLiteral("UPDATE notice SET body = '?' WHERE key = 1"));
    QCOMPARE(need(NoticeSender(tenant.outbox(), tenant.options()).once()).sent, T::reachable);
    for (const Delivery &one : tenant.deliveries({DeliveryState::Undeliverable}))
        QVERIFY2(one.words.contains(QStringLiteral("notice 1 can't be read")),
                 qPrintable(one.words));
    QCOMPARE(tenant.count(DeliveryState::Undeliverable), T::reachable);
}

/// Not each of many waits for it.
void TestSendingRounds::serverInTroubleIsLeftAlone()
{
    MailServer server(QStringLiteral("badsmtpd.py"), {QStringLiteral("greeting:421 come later")});
    SendingTenant tenant(server.port());
    tenant.request(10);
    const qint64 failed = need(NoticeSender(tenant.outbox(), tenant.options()).once()).failed;
    QVERIFY2(failed >= 5 && failed <= 5 + NoticeSender::mostConnections,
             qPrintable(QString::number(failed)));
    for (const Delivery &one : tenant.deliveries({DeliveryState::Queued}))
        QCOMPARE(one.attempts, 0);
    QCOMPARE(tenant.count(DeliveryState::Queued), 10 * T::reachable - int(failed));
}

QTEST_GUILESS_MAIN(TestSendingRounds)
#include "tst_sendingrounds.moc"
