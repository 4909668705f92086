#include "tests/core/store/requestsamples.h"
#include "tests/core/store/sqlprobe.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// What else a store keeps: tenants, users and the history.
class TestStoreRecords : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void tenantComesBackAsItWentIn();
    void policyIsChanged();
    void onlyADemosClockMoves();
    void storeWithoutTenantIsDamaged();
    void userComesBackAsItWentIn();
    void userNamesAreUniqueInAnyCase();
    void usersAreListedByName();
    void usersBelongToTheirTenant();
    void userIsChanged();
    void roleThatThereIsNot();
    void eventsAreNumberedWithoutGaps();
    void numbersOfARolledBackChangeAreTakenAgain();
    void eventsAreListedInOrder();
    void eventsOfARequest();
    void eventComesBackAsItWentIn();
    void eventThatCannotBeRead();
    void eventThatIsTooLong();

private:
    User user(const QString &name, const RoleSet &roles = {}) const
    {
        return {.userPrincipalName = name,
                .displayName = name.section(QLatin1Char('@'), 0, 0),
                .email = name,
                .alternateEmail = QStringLiteral("home.") + name,
                .side = sideOf(roles, Side::Customer),
                .roles = roles};
    }
    std::vector<qint64> appended(qint64 tenant, int count)
    {
        std::vector<qint64> numbers;
        for (int i = 0; i < count; ++i)
            numbers.push_back(need(m_events->append(tenant, {.at = sampleTime()}, 0)).seq);
        return numbers;
    }

    std::unique_ptr<StoreFixture> m_store;
    std::unique_ptr<TenantStore> m_tenants;
    std::unique_ptr<AccountStore> m_accounts;
    std::unique_ptr<EventStore> m_events;
};

static const QString ada = QStringLiteral("ada@contoso.com");

void TestStoreRecords::init()
{
    m_store = std::make_unique<StoreFixture>();
    m_tenants = std::make_unique<TenantStore>(m_store->database());
    m_accounts = std::make_unique<AccountStore>(m_store->database());
    m_events = std::make_unique<EventStore>(m_store->database());
}

void TestStoreRecords::tenantComesBackAsItWentIn()
{
    SqlProbe(m_store->path()).rows(QStringLiteral("DELETE FROM log"));
    SqlProbe(m_store->path()).rows(QStringLiteral("DELETE FROM notification"));
    SqlProbe(m_store->path()).rows(QStringLiteral("DELETE FROM tenant"));
    const Tenant tenant{.id = TenantId(RandomIdSource().next()),
                        .name = QStringLiteral("Contoso"),
                        .domain = QStringLiteral("contoso.onmicrosoft.com"),
                        .provider = QStringLiteral("Microsoft")};
    const Policy policy{.requireApproval = true,
                        .decideWithin = 3h,
                        .maxAccess = 2h,
                        .commentRequiredOnDeny = false};
    const qint64 key = need(m_tenants->insert(tenant, policy, true));
    const TenantRow row = need(m_tenants->first());
    QCOMPARE(row.key, key);
    QVERIFY(row.tenant == tenant);
    QVERIFY(row.policy == policy);
    QVERIFY(row.demo);
    QVERIFY(row.clockOffset == 0ms);
    QCOMPARE(refusal(m_tenants->insert(tenant, policy, true)), QStringLiteral("alreadyExists"));
}

void TestStoreRecords::policyIsChanged()
{
    const Policy policy{.requireApproval = true,
                        .decideWithin = 24h,
                        .maxAccess = 30min,
                        .commentRequiredOnDeny = false};
    QVERIFY(need(m_tenants->first()).policy == Policy());
    m_store->addTenant(QStringLiteral("Tailwind"));
    need(m_tenants->updatePolicy(m_store->tenant(), policy));
    QVERIFY(need(m_tenants->first()).policy == policy);
    QCOMPARE(
        SqlProbe(m_store->path())
            .row(QStringLiteral("SELECT require_approval FROM tenant WHERE name = 'Tailwind'")),
        QStringLiteral("0"));
}

void TestStoreRecords::onlyADemosClockMoves()
{
    QCOMPARE(refusal(m_tenants->updateClockOffset(m_store->tenant(), 1h)),
             QStringLiteral("notSupported"));
    QVERIFY(need(m_tenants->first()).clockOffset == 0ms);
    const qint64 demo = m_store->addTenant(QStringLiteral("Demo"), true);
    QCOMPARE(refusal(m_tenants->updateClockOffset(demo, -1h)), QStringLiteral("done"));
    QCOMPARE(SqlProbe(m_store->path())
                 .row(QStringLiteral("SELECT clock_offset FROM tenant WHERE name = 'Demo'")),
             QStringLiteral("-3600000"));
}

void TestStoreRecords::storeWithoutTenantIsDamaged()
{
    SqlProbe(m_store->path()).rows(QStringLiteral("DELETE FROM tenant"));
    const auto tenant = m_tenants->first();
    QCOMPARE(refusal(tenant), QStringLiteral("storeDamaged"));
    QVERIFY(tenant.error().message.contains(m_store->database().path()));
}

void TestStoreRecords::userComesBackAsItWentIn()
{
    const User users[] = {
        user(ada, {Role::GlobalAdministrator, Role::LockboxApprover, Role::TeamsAdministrator}),
        user(QStringLiteral("eve@fabrikam.com"), {Role::Engineer}),
        user(QStringLiteral("paul@contoso.com")),
        {.userPrincipalName = QStringLiteral("ünal@contoso.com"),
         .displayName = QStringLiteral("Ünal \"O'Neil\" ☃"),
         .email = QStringLiteral("no address"),
         .alternateEmail = {}}};
    for (const User &one : users) {
        const qint64 key = need(m_accounts->insert(m_store->tenant(), one));
        const auto found = need(m_accounts->find(m_store->tenant(), one.userPrincipalName));
        QVERIFY(found.has_value());
        QCOMPARE(found->key, key);
        QVERIFY(found->user == one);
    }
    QVERIFY(!need(m_accounts->find(m_store->tenant(), QStringLiteral("nobody@contoso.com"))));
}

void TestStoreRecords::userNamesAreUniqueInAnyCase()
{
    need(m_accounts->insert(m_store->tenant(), user(ada)));
    QCOMPARE(refusal(m_accounts->insert(m_store->tenant(), user(ada.toUpper()))),
             QStringLiteral("alreadyExists"));
    const auto found = need(m_accounts->find(m_store->tenant(), QStringLiteral("ADA@Contoso.COM")));
    QCOMPARE(found->user.userPrincipalName, ada); // as first written
}

void TestStoreRecords::usersAreListedByName()
{
    for (const char *name : {"zoe@c.com", "ada@c.com", "max@c.com"})
        need(m_accounts->insert(
            m_store->tenant(),
            user(QString::fromLatin1(name), {Role::GlobalReader, Role::LockboxApprover})));
    QStringList names;
    for (const AccountRow &row : need(m_accounts->list(m_store->tenant()))) {
        names.append(row.user.displayName);
        QCOMPARE(row.user.roles.toVector().size(), size_t(2));
    }
    QCOMPARE(names,
             (QStringList{QStringLiteral("ada"), QStringLiteral("max"), QStringLiteral("zoe")}));
}

void TestStoreRecords::usersBelongToTheirTenant()
{
    const qint64 other = m_store->addTenant(QStringLiteral("Tailwind"));
    need(m_accounts->insert(m_store->tenant(), user(ada, {Role::GlobalAdministrator})));
    QVERIFY(!need(m_accounts->find(other, ada)));
    QVERIFY(need(m_accounts->list(other)).empty());
    QCOMPARE(need(m_accounts->countHolders(other, Role::GlobalAdministrator)), 0);
    need(m_accounts->insert(other, user(ada, {Role::GlobalReader})));
    QCOMPARE(need(m_accounts->countHolders(m_store->tenant(), Role::GlobalAdministrator)), 1);
    QVERIFY(need(m_accounts->find(m_store->tenant(), ada))->user.roles
            == RoleSet{Role::GlobalAdministrator});
}

void TestStoreRecords::userIsChanged()
{
    need(m_accounts->insert(m_store->tenant(), user(ada, {Role::GlobalAdministrator})));
    const QString max = QStringLiteral("max@contoso.com");
    need(m_accounts->insert(m_store->tenant(), user(max, {Role::GlobalAdministrator})));
    AccountRow row = *need(m_accounts->find(m_store->tenant(), ada));
    row.user.email = QStringLiteral("new@contoso.com");
    row.user.alternateEmail.clear();
    row.user.side = Side::Provider;
    row.user.roles = {Role::Engineer, Role::Manager};
    need(m_accounts->update(row));
    QVERIFY(need(m_accounts->find(m_store->tenant(), ada))->user == row.user);
    QVERIFY(need(m_accounts->find(m_store->tenant(), max))->user
            == user(max, {Role::GlobalAdministrator}));
    QCOMPARE(need(m_accounts->countHolders(m_store->tenant(), Role::GlobalAdministrator)), 1);
}

void TestStoreRecords::roleThatThereIsNot()
{
    need(m_accounts->insert(m_store->tenant(), user(ada, {Role::GlobalReader})));
    SqlProbe(m_store->path()).rows(QStringLiteral("UPDATE account_role SET role = 'king'"));
    QCOMPARE(refusal(m_accounts->find(m_store->tenant(), ada)), QStringLiteral("storeDamaged"));
}

void TestStoreRecords::eventsAreNumberedWithoutGaps()
{
    const qint64 other = m_store->addTenant(QStringLiteral("Tailwind"));
    QCOMPARE(need(m_events->last(m_store->tenant())), 0);
    QVERIFY(appended(m_store->tenant(), 3) == (std::vector<qint64>{1, 2, 3}));
    QVERIFY(appended(other, 2) == (std::vector<qint64>{1, 2}));
    QVERIFY(appended(m_store->tenant(), 2) == (std::vector<qint64>{4, 5}));
    QCOMPARE(need(m_events->last(m_store->tenant())), 5);
    QCOMPARE(need(m_events->last(other)), 2);
    QCOMPARE(need(m_events->list(other, 0, 100)).size(), size_t(2));
}

void TestStoreRecords::numbersOfARolledBackChangeAreTakenAgain()
{
    appended(m_store->tenant(), 2);
    {
        Transaction transaction(m_store->database(), Transaction::Kind::Write);
        appended(m_store->tenant(), 3);
    }
    QCOMPARE(need(m_events->last(m_store->tenant())), 2);
    QVERIFY(appended(m_store->tenant(), 1) == (std::vector<qint64>{3}));
}

void TestStoreRecords::eventsAreListedInOrder()
{
    appended(m_store->tenant(), 10);
    const auto numbers = [&](qint64 after, int limit) {
        QList<qint64> list;
        for (const Event &event : need(m_events->list(m_store->tenant(), after, limit)))
            list.append(event.seq);
        return list;
    };
    QCOMPARE(numbers(0, 3), (QList<qint64>{1, 2, 3}));
    QCOMPARE(numbers(7, 100), (QList<qint64>{8, 9, 10}));
    QCOMPARE(numbers(10, 100), QList<qint64>());
    QCOMPARE(numbers(-5, 1), QList<qint64>{1});
}

void TestStoreRecords::eventsOfARequest()
{
    RequestStore requests(m_store->database());
    const qint64 first =
        need(requests.insert(m_store->tenant(), sampleRequest(1, RequestState::Submitted)));
    const qint64 second =
        need(requests.insert(m_store->tenant(), sampleRequest(2, RequestState::Submitted)));
    for (const qint64 key : {first, second, qint64(0), first, first})
        need(m_events->append(m_store->tenant(), {.at = sampleTime()}, key));
    const auto story = need(m_events->listOfRequest(first, 0, 100));
    QCOMPARE(story.size(), size_t(3));
    QCOMPARE(story.back().seq, 5);
    QCOMPARE(need(m_events->listOfRequest(first, 1, 1)).front().seq, 4);
    // No event of a request that there is not.
    QCOMPARE(refusal(m_events->append(m_store->tenant(), {.at = sampleTime()}, 99)),
             QStringLiteral("internal"));
}

void TestStoreRecords::eventComesBackAsItWentIn()
{
    Event event{
        .at = sampleTime() + 7ms,
        .kind = EventKind::RequestDenied,
        .actor = ada,
        .actorRole = Role::LockboxApprover,
        .request = sampleRequest(1, RequestState::Denied).id,
        .reference = QStringLiteral("CLB#TEST02052018"),
        .user = {},
        .before = {{QStringLiteral("state"), QStringLiteral("pending")}},
        .after = {{QStringLiteral("state"), QStringLiteral("denied")}},
        .details = {{QStringLiteral("comment"), QStringLiteral("No \"way\"\n☃ 👩‍🚒")}}};
    const Event stored = need(m_events->append(m_store->tenant(), event, 0));
    event.seq = 1;
    QVERIFY(stored == event);
    QVERIFY(need(m_events->list(m_store->tenant(), 0, 1)).front() == event);
    // The columns beside the body tell the same.
    QCOMPARE(SqlProbe(m_store->path()).row(QStringLiteral("SELECT seq, at, kind FROM event")),
             QStringLiteral("1|1770318715007|request.denied"));
}

void TestStoreRecords::eventThatCannotBeRead()
{
    appended(m_store->tenant(), 1);
    SqlProbe probe(m_store->path());
    probe.rows(QStringLiteral("INSERT INTO event (tenant, seq, at, kind, body) VALUES (1, 2, 0, "
                              "'x', 'no JSON')"));
    QCOMPARE(refusal(m_events->list(m_store->tenant(), 0, 10)), QStringLiteral("storeDamaged"));
}

/// What could not be verified later is not written.
void TestStoreRecords::eventThatIsTooLong()
{
    const auto event = [](qint64 letters) {
        Event told{.at = sampleTime()};
        told.details.insert(QStringLiteral("x"), QString(letters, QLatin1Char('y')));
        return told;
    };
    const qint64 rest = need(toRow(event(0), 0)).body.size();
    need(m_events->append(m_store->tenant(), event(longestEvent - rest), 0));
    const auto longer = m_events->append(m_store->tenant(), event(longestEvent - rest + 1), 0);
    QCOMPARE(refusal(longer), QStringLiteral("notSupported"));
    QCOMPARE(need(m_events->last(m_store->tenant())), qint64(1));
}

QTEST_GUILESS_MAIN(TestStoreRecords)
#include "tst_storerecords.moc"
