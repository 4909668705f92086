#include "tests/core/service/contosotenant.h"
#include "tests/core/store/sqlprobe.h"

#include <QFile>
#include <QTest>

#include <set>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// What becomes of notices that were not sent, and which can't be silenced.
class TestNoticeEnds : public QObject
{
    Q_OBJECT

private slots:
    void init() { make(ContosoTenant::Kind::Real); }
    void expiryLeavesWhoWasNotToldUndeliverable();
    void decisionKeepsTheServersWords();
    void retryIsForWhatIsOfUse();
    void listsSeveralStatesInOrder();
    void turningNoticesOffIsTold();
    void whoIsNoAdministratorAnyMoreHearsOfIt();
    void messageIdsAreNewAfterABackupIsPutBack();
    void demoRemindsThoughItsClockJumps();
    void namesHoldNoLinks();

private:
    ContosoTenant &t() { return *m_tenant; }
    void make(ContosoTenant::Kind kind)
    {
        m_tenant = std::make_unique<ContosoTenant>(T::policyOn(), kind);
    }
    std::vector<Delivery> all(const DeliveryQuery &query = {})
    {
        return need(t()->deliveries(T::ada(), query));
    }
    std::vector<Delivery> ofKind(NoticeKind kind, const DeliveryQuery &query = {})
    {
        auto found = all(query);
        std::erase_if(found, [kind](const Delivery &one) { return one.kind != kind; });
        return found;
    }
    /// As a sender leaves it that could not reach the server.
    void failAll()
    {
        SqlProbe(t().path())
            .rows(QStringLiteral("UPDATE outbox SET state = 'failed', attempts = 1, words = '451 "
                                 "later' WHERE state = 'queued'"));
    }

    std::unique_ptr<ContosoTenant> m_tenant;
};

void TestNoticeEnds::expiryLeavesWhoWasNotToldUndeliverable()
{
    const AccessRequest request = t().authorized();
    failAll();
    t().clock().advance(12h);
    QCOMPARE(t().stored(request.id).state, RequestState::Expired);
    const auto pending = ofKind(NoticeKind::RequestPending);
    QVERIFY(pending.size() >= 3);
    for (const Delivery &one : pending) {
        QCOMPARE(one.state, DeliveryState::Undeliverable);
        if (!one.address.isEmpty())
            QVERIFY2(one.words.contains(QStringLiteral("451 later")), qPrintable(one.words));
    }
    for (const Delivery &one : ofKind(NoticeKind::Reminder))
        QCOMPARE(one.state, DeliveryState::Suppressed);
    // And Home counts them.
    const auto counts = need(t()->deliveryCounts(T::ada()));
    QVERIFY(counts.at(DeliveryState::Undeliverable) >= qint64(pending.size()));
}

void TestNoticeEnds::decisionKeepsTheServersWords()
{
    const AccessRequest request = t().authorized();
    failAll();
    need(t()->denyRequest(T::abe(), request.id.toString(), QStringLiteral("no")));
    const auto suppressed =
        ofKind(NoticeKind::RequestPending, {.states = {DeliveryState::Suppressed}});
    QVERIFY(!suppressed.empty());
    for (const Delivery &one : suppressed)
        QCOMPARE(one.words,
                 QStringLiteral("not needed any more: the request is denied, last: 451 later"));
}

void TestNoticeEnds::retryIsForWhatIsOfUse()
{
    const AccessRequest request = t().authorized();
    const auto reminders = ofKind(NoticeKind::Reminder);
    QVERIFY(!reminders.empty());
    QCOMPARE(refusal(t()->retryDelivery(T::ada(), reminders.front().id)),
             QStringLiteral("wrongState"));
    failAll();
    const Delivery pending =
        ofKind(NoticeKind::RequestPending, {.states = {DeliveryState::Failed}}).front();
    need(t()->retryDelivery(T::ada(), pending.id));
    need(t()->denyRequest(T::abe(), request.id.toString(), QStringLiteral("no")));
    for (const Delivery &one : {pending, reminders.front()}) {
        const auto refused = t()->retryDelivery(T::ada(), one.id);
        QCOMPARE(refusal(refused), QStringLiteral("wrongState"));
        QVERIFY2(refused.error().message.contains(QStringLiteral("denied")),
                 qPrintable(refused.error().message));
    }
}

void TestNoticeEnds::listsSeveralStatesInOrder()
{
    for (int i = 0; i < 3; ++i)
        t().authorized(QStringLiteral("R%1").arg(i));
    const std::vector<DeliveryState> states{DeliveryState::Undeliverable, DeliveryState::Queued};
    std::vector<qint64> expected;
    for (const Delivery &one : all({.limit = 1000})) {
        if (one.state == states[0] || one.state == states[1])
            expected.push_back(one.id);
    }
    std::vector<qint64> ids;
    DeliveryQuery query{.states = states, .limit = 4};
    for (auto page = all(query); !page.empty(); page = all(query)) {
        QVERIFY(page.size() <= 4);
        for (const Delivery &one : page)
            ids.push_back(one.id);
        query.before = ids.back();
    }
    QCOMPARE(ids, expected);
    QVERIFY(ids.size() > 8);
}

void TestNoticeEnds::turningNoticesOffIsTold()
{
    need(t()->changeNotifications(T::ada(), {.optional = std::set<NoticeKind>{}}));
    QVERIFY(!ofKind(NoticeKind::SettingChanged).empty());
    const size_t before = all().size();
    need(t()->changePolicy(T::ada(), {.maxAccess = 1h}));
    QCOMPARE(all().size(), before);
    need(t()->changeNotifications(T::ada(), {.host = QStringLiteral("mail.evil.example")}));
    QVERIFY(all().size() > before);
}

void TestNoticeEnds::whoIsNoAdministratorAnyMoreHearsOfIt()
{
    const QString abe = T::abe().userPrincipalName;
    need(t()->setRoles(T::ada(), abe, {Role::GlobalAdministrator}));
    need(t()->setRoles(T::ada(), abe, {}));
    const auto told = ofKind(NoticeKind::RolesChanged, {.recipient = abe});
    QCOMPARE(told.size(), size_t(2));
    const Letter letter = need(t()->letter(T::ada(), told.front().id));
    QVERIFY2(letter.text.contains(QStringLiteral("Abe Approver")), qPrintable(letter.text));
}

void TestNoticeEnds::messageIdsAreNewAfterABackupIsPutBack()
{
    if (testedEngine() != Engine::Sqlite)
        QSKIP("a store on a server isn't copied as a file is");
    const QString copy = t().folder() + QStringLiteral("/copy.lockbox");
    SqlProbe(t().path()).rows(QStringLiteral("VACUUM INTO '%1'").arg(copy));
    const auto idsOf = [&](const QString &path) {
        const QStringList ids =
            SqlProbe(path).rows(QStringLiteral("SELECT message_id FROM outbox"));
        return std::set<QString>(ids.begin(), ids.end());
    };
    const auto before = idsOf(copy);
    t().authorized();
    const auto first = idsOf(t().path());
    const auto restored = need(openLocalStore(copy, {.clock = &t().clock()}));
    t().clock().advance(1h);
    const AccessRequest again =
        need(restored->submitRequest(T::eve(), T::wish(QStringLiteral("R"))));
    need(restored->authorizeRequest(T::max(), again.id.toString(), {}));
    for (const QString &id : idsOf(copy))
        QVERIFY(before.contains(id) || !first.contains(id));
}

void TestNoticeEnds::demoRemindsThoughItsClockJumps()
{
    make(ContosoTenant::Kind::Demo);
    t().authorized();
    need(t()->advanceClock(T::ada(), 13h));
    const auto reminders = ofKind(NoticeKind::Reminder);
    QVERIFY(!reminders.empty());
    for (const Delivery &one : reminders)
        QCOMPARE(one.state, DeliveryState::Sent);
    QVERIFY(!ofKind(NoticeKind::RequestExpired, {.states = {DeliveryState::Sent}}).empty());
}

void TestNoticeEnds::namesHoldNoLinks()
{
    SqlProbe(t().path())
        .rows(QStringLiteral("UPDATE tenant SET name = 'see https://evil.example'"));
    t().authorized();
    const Letter letter = need(t()->letter(T::ada(), all().front().id));
    QVERIFY2(letter.from.contains(QStringLiteral("https[:]/[/]evil[.]example")),
             qPrintable(letter.from));
}

QTEST_GUILESS_MAIN(TestNoticeEnds)
#include "tst_noticeends.moc"
