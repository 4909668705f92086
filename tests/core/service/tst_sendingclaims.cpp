#include "tests/core/mail/mailserver.h"
#include "tests/core/service/sendingtenant.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = SendingTenant;
using Outcome = DeliveryReport::Outcome;

/// Runs, from a given time on, and can be put forward by another thread.
class LeapingClock final : public Clock
{
public:
    explicit LeapingClock(Timestamp start) : m_start(start) {}
    Timestamp now() const override
    {
        const auto since = std::chrono::steady_clock::now() - m_began;
        return m_start + std::chrono::duration_cast<std::chrono::milliseconds>(since)
               + std::chrono::milliseconds(m_leap.load());
    }
    void leap(std::chrono::milliseconds by) { m_leap += by.count(); }

private:
    Timestamp m_start;
    std::chrono::steady_clock::time_point m_began = std::chrono::steady_clock::now();
    std::atomic<qint64> m_leap = 0;
};

/// A delivery belongs to one sender at a time, and what the server has acknowledged is written down, whatever goes wrong meanwhile.
class TestSendingClaims : public QObject
{
    Q_OBJECT

private slots:
    void slowServerGetsNothingTwice();
    void whatIsTooOldIsNotBegun();
    void lateAcknowledgementWins_data();
    void lateAcknowledgementWins();
    void givenBackIsAsBefore();
    void givenBackTwiceTakesNothingFromAnother();
    void lostReportIsWrittenLater();
    void claimThatFailsEndsNothingOnItsWay();
    void acknowledgedMailsAreWrittenDownSoon();
    void stoppedSenderFinishesWhatItBegan();
    void stoppedSenderDoesNotWaitForEver();

private:
    static MailServer slowServer(double seconds)
    {
        return MailServer(QStringLiteral("smtpd.py"),
                          {QStringLiteral("--delay"), QString::number(seconds)});
    }
    /// Everything that the server has taken, by Message-ID.
    static QStringList taken(MailServer &server)
    {
        QStringList ids;
        while (!server.tookNothingMore())
            ids.append(header(server.taken(), "Message-ID"));
        return ids;
    }
    static bool waitFor(SendingTenant &tenant, DeliveryState state, int number)
    {
        return QTest::qWaitFor([&] { return tenant.count(state) == number; }, 20000);
    }
};

void TestSendingClaims::slowServerGetsNothingTwice()
{
    constexpr int requests = 20;
    MailServer server = slowServer(0.3);
    SendingTenant tenant(server.port());
    tenant.request(requests);
    const LeapingClock clock(tenant.clock().now());
    // Far longer than one mail takes, far shorter than all do.
    const auto sendAll = [&](const std::stop_token &stop) {
        const LocalOptions options = tenant.options(&clock);
        NoticeSender sender(need(LocalOutbox::open(tenant.path(), options, 3s)), options,
                            {.perMail = 1500ms, .reportEvery = 200ms});
        sender.run(
            stop, [](const Result<SendTally> &tally) { need(tally); }, 50ms);
    };
    {
        const std::jthread one(sendAll);
        const std::jthread other(sendAll);
        QVERIFY(waitFor(tenant, DeliveryState::Sent, requests * T::reachable));
    }
    QStringList ids = taken(server);
    QCOMPARE(ids.size(), requests * T::reachable);
    QCOMPARE(ids.removeDuplicates(), 0);
    for (const Delivery &one : tenant.deliveries())
        QCOMPARE(one.attempts, 1);
}

/// While four are on their way, the claim of four more runs out.
void TestSendingClaims::whatIsTooOldIsNotBegun()
{
    MailServer server = slowServer(1.5);
    SendingTenant tenant(server.port());
    tenant.request(3);
    LeapingClock clock(tenant.clock().now());
    std::jthread slow([&] {
        const LocalOptions options = tenant.options(&clock);
        need(NoticeSender(need(LocalOutbox::open(tenant.path(), options)), options).once());
    });
    QVERIFY(waitFor(tenant, DeliveryState::Sending, 8));
    clock.leap(LocalOutbox::claimTime);
    const auto other = need(LocalOutbox::open(tenant.path(), tenant.options(&clock)));
    const auto claimed = need(other->claim(100));
    QCOMPARE(claimed.size(), size_t(9));
    slow.join();
    QCOMPARE(taken(server).size(), NoticeSender::mostConnections);
    // What those four came to is known, and the rest is the other one's.
    QCOMPARE(tenant.count(DeliveryState::Sent), NoticeSender::mostConnections);
    QCOMPARE(tenant.count(DeliveryState::Sending), 9 - NoticeSender::mostConnections);
}

void TestSendingClaims::lateAcknowledgementWins_data()
{
    QTest::addColumn<QString>("meanwhile");
    QTest::newRow("failed elsewhere")
        << QStringLiteral("state = 'failed', attempts = 2, next_at = 1, words = '451 later'");
    QTest::newRow("another has it") << QStringLiteral("attempts = 2, changed_at = 1");
    QTest::newRow("suppressed") << QStringLiteral("state = 'suppressed', next_at = NULL");
    QTest::newRow("given up") << QStringLiteral("state = 'undeliverable', next_at = NULL");
}

/// And is the only report that does.
void TestSendingClaims::lateAcknowledgementWins()
{
    QFETCH(QString, meanwhile);
    SendingTenant tenant;
    tenant.request(1);
    const auto outbox = tenant.outbox();
    const Delivery mail = need(outbox->claim(1)).front().delivery;
    const auto row = [&] {
        return tenant.sql(QStringLiteral("SELECT * FROM outbox WHERE key = %1").arg(mail.id))
            .front();
    };
    tenant.sql(QStringLiteral("UPDATE outbox SET %1 WHERE key = %2").arg(meanwhile).arg(mail.id));
    const QString before = row();
    for (const Outcome outcome : {Outcome::Later, Outcome::Never, Outcome::GivenBack})
        need(outbox->report({{.delivery = mail, .outcome = outcome, .before = mail}}));
    QCOMPARE(row(), before);
    need(outbox->report(
        {{.delivery = mail, .outcome = Outcome::Sent, .words = QStringLiteral("250 yes")}}));
    QCOMPARE(tenant.count(DeliveryState::Sent), 1);
    const Delivery sent = tenant.deliveries({DeliveryState::Sent}).front();
    QCOMPARE(sent.id, mail.id);
    QCOMPARE(sent.words, QStringLiteral("250 yes"));
    // Nothing takes that back.
    need(outbox->report({{.delivery = mail, .outcome = Outcome::Never}}));
    QCOMPARE(tenant.count(DeliveryState::Sent), 1);
}

void TestSendingClaims::givenBackIsAsBefore()
{
    SendingTenant tenant;
    tenant.request(1);
    const auto outbox = tenant.outbox();
    const auto first = need(outbox->claim(1)).front();
    need(outbox->report({{.delivery = first.delivery, .words = QStringLiteral("451 later")}}));
    tenant.clock().advance(1min);
    const auto before = tenant.deliveries();
    std::vector<DeliveryReport> reports;
    for (const ClaimedMail &mail : need(outbox->claim(100)))
        reports.push_back(
            {.delivery = mail.delivery, .outcome = Outcome::GivenBack, .before = mail.before});
    QCOMPARE(reports.size(), size_t(T::reachable));
    need(outbox->report(reports));
    QCOMPARE(tenant.deliveries(), before);
    // One whose sender was killed has failed, and can be had at once.
    need(outbox->claim(1));
    tenant.clock().advance(LocalOutbox::claimTime);
    for (const ClaimedMail &mail : need(outbox->claim(100)))
        need(outbox->report(
            {{.delivery = mail.delivery, .outcome = Outcome::GivenBack, .before = mail.before}}));
    QCOMPARE(tenant.count(DeliveryState::Sending), 0);
    QCOMPARE(need(outbox->claim(100)).size(), size_t(T::reachable));
}

/// Though that claim is the first again.
void TestSendingClaims::givenBackTwiceTakesNothingFromAnother()
{
    SendingTenant tenant;
    tenant.request(1);
    const auto outbox = tenant.outbox();
    const auto mine = need(outbox->claim(1)).front();
    const DeliveryReport back{
        .delivery = mine.delivery, .outcome = Outcome::GivenBack, .before = mine.before};
    need(outbox->report({back}));
    tenant.clock().advance(1s);
    const auto others = need(tenant.outbox()->claim(1)).front();
    QCOMPARE(others.delivery.id, mine.delivery.id);
    need(outbox->report({back}));
    QCOMPARE(tenant.count(DeliveryState::Sending), 1);
}

/// What the store doesn't take is kept until it does.
void TestSendingClaims::lostReportIsWrittenLater()
{
    MailServer server = slowServer(0);
    SendingTenant tenant(server.port());
    tenant.request(1);
    tenant.sql(QStringLiteral("CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN NEW.state = 'sent' "
                              "BEGIN SELECT RAISE(ABORT, 'no room'); END"));
    {
        NoticeSender sender(tenant.outbox(), tenant.options());
        QVERIFY(!sender.once());
        QVERIFY(!sender.once());
        QCOMPARE(tenant.count(DeliveryState::Sending), T::reachable);
        // Whoever else looks after its claim sends nothing while it is told of it in time.
        tenant.sql(QStringLiteral("DROP TRIGGER full"));
        QCOMPARE(need(sender.once()).sent, T::reachable);
    }
    QCOMPARE(tenant.count(DeliveryState::Sent), T::reachable);
    QCOMPARE(taken(server).size(), T::reachable);
}

void TestSendingClaims::claimThatFailsEndsNothingOnItsWay()
{
    MailServer server = slowServer(0.2);
    SendingTenant tenant(server.port());
    tenant.request(6);
    tenant.sql(
        QStringLiteral("CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN NEW.state = 'sending' AND "
                       "(SELECT count(*) FROM outbox WHERE state IN ('sending', 'sent')) >= 8 "
                       "BEGIN SELECT RAISE(ABORT, 'no room'); END"));
    QVERIFY(!NoticeSender(tenant.outbox(), tenant.options()).once());
    QCOMPARE(taken(server).size(), 8);
    QCOMPARE(tenant.count(DeliveryState::Sent), 8);
    QCOMPARE(tenant.count(DeliveryState::Queued), 10);
}

/// Also while another one takes its time: who is killed must not send much again.
void TestSendingClaims::acknowledgedMailsAreWrittenDownSoon()
{
    MailServer server(QStringLiteral("smtpd.py"),
                      {QStringLiteral("--delay"), QStringLiteral("60"),
                       QStringLiteral("--delay-for"), QStringLiteral("mia@home.example")});
    SendingTenant tenant(server.port());
    tenant.request(1);
    std::stop_source stop;
    const std::jthread sender([&] {
        const LocalOptions options = tenant.options();
        NoticeSender one(need(LocalOutbox::open(tenant.path(), options)), options,
                         {.stopPatience = 0ms});
        need(one.once(stop.get_token()));
    });
    const bool isSoon = waitFor(tenant, DeliveryState::Sent, T::reachable - 1);
    QCOMPARE(tenant.count(DeliveryState::Sending), 1);
    stop.request_stop();
    QVERIFY(isSoon);
}

void TestSendingClaims::stoppedSenderFinishesWhatItBegan()
{
    MailServer server(QStringLiteral("smtpd.py"), {QStringLiteral("--delay"), QStringLiteral("1"),
                                                   QStringLiteral("--tell-begun")});
    SendingTenant tenant(server.port());
    tenant.request(3);
    const auto before = tenant.deliveries();
    std::stop_source stop;
    std::jthread sender([&] {
        const LocalOptions options = tenant.options();
        NoticeSender one(need(LocalOutbox::open(tenant.path(), options)), options);
        QCOMPARE(need(one.once(stop.get_token())).sent, NoticeSender::mostConnections);
    });
    for (int i = 0; i < NoticeSender::mostConnections; ++i)
        QVERIFY(server.taken().contains(QStringLiteral("begun")));
    stop.request_stop();
    sender.join();
    QCOMPARE(tenant.count(DeliveryState::Sent), NoticeSender::mostConnections);
    QCOMPARE(taken(server).size(), NoticeSender::mostConnections);
    for (const Delivery &one : tenant.deliveries()) {
        if (one.state != DeliveryState::Sent)
            QVERIFY(std::ranges::find(before, one) != before.end());
    }
}

void TestSendingClaims::stoppedSenderDoesNotWaitForEver()
{
    MailServer server = slowServer(60);
    SendingTenant tenant(server.port());
    tenant.request(3);
    const auto before = tenant.deliveries();
    std::stop_source stop;
    std::jthread sender([&] {
        const LocalOptions options = tenant.options();
        NoticeSender one(need(LocalOutbox::open(tenant.path(), options)), options,
                         {.stopPatience = 300ms});
        QCOMPARE(need(one.once(stop.get_token())), SendTally());
    });
    QVERIFY(waitFor(tenant, DeliveryState::Sending, 8));
    const auto start = std::chrono::steady_clock::now();
    stop.request_stop();
    sender.join();
    QVERIFY(std::chrono::steady_clock::now() - start < 10s);
    QCOMPARE(tenant.deliveries(), before);
    QVERIFY(server.tookNothingMore());
}

QTEST_GUILESS_MAIN(TestSendingClaims)
#include "tst_sendingclaims.moc"
