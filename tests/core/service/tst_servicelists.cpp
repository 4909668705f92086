#include "tests/core/service/contosotenant.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// Lists, counts and the overview, as people ask for them.
class TestServiceLists : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void findsById();
    void findsByIdWithinTheFilter();
    void pagesThroughTheDoor_data();
    void pagesThroughTheDoor();
    void statesFilter();
    void countsAreThoseOfTheLists_data();
    void countsAreThoseOfTheLists();
    void storyCountsItsNeighbours();
    void overviewShowsTheNearestFirst();
    void overviewShowsTwentyAtMost();
    void infoTellsWhoseStoreItIs();

private:
    ContosoTenant &t() { return m_tenant; }
    std::vector<AccessRequest> walk(const Session &who, RequestQuery query)
    {
        std::vector<AccessRequest> all;
        for (;;) {
            const auto page = need(t()->requests(who, query));
            all.insert(all.end(), page.items.begin(), page.items.end());
            if (page.next.isEmpty())
                return all;
            query.after = page.next;
        }
    }

    ContosoTenant m_tenant;
    AccessRequest m_first; ///< The oldest, which is expired.
};

void TestServiceLists::initTestCase()
{
    // Expired ones first: they take half a day.
    m_first = t().inState(RequestState::Expired);
    for (int i = 0; i < 4; ++i) {
        for (const RequestState state : allRequestStates()) {
            if (state != RequestState::Expired)
                t().inState(state);
        }
    }
    need(t()->submitRequest(T::ed(), T::wish(QStringLiteral("CLB#TEST02052018"))));
}

void TestServiceLists::findsById()
{
    const QString id = m_first.id.toString();
    for (const QString &text : {id, id.toUpper(), QStringLiteral(" {%1} ").arg(id)}) {
        const auto page = need(t()->requests(T::gil(), {.search = text}));
        QCOMPARE(page.items.size(), size_t(1));
        QVERIFY(page.items.front().id == m_first.id);
        QVERIFY(page.next.isEmpty() && page.previous.isEmpty());
    }
    QVERIFY(need(t()->requests(T::ed(), {.search = id})).items.empty());
    const QString other = RequestId(RandomIdSource().next()).toString();
    QVERIFY(need(t()->requests(T::gil(), {.search = other})).items.empty());
}

void TestServiceLists::findsByIdWithinTheFilter()
{
    const QString id = m_first.id.toString();
    using enum RequestState;
    QCOMPARE(need(t()->requests(T::gil(), {.states = {Expired}, .search = id})).items.size(),
             size_t(1));
    QVERIFY(need(t()->requests(T::gil(), {.states = {Pending}, .search = id})).items.empty());
}

void TestServiceLists::pagesThroughTheDoor_data()
{
    QTest::addColumn<RequestQuery>("query");
    QTest::newRow("all") << RequestQuery{};
    QTest::newRow("by reference") << RequestQuery{.sort = RequestSort::Reference};
    QTest::newRow("some") << RequestQuery{.states = {RequestState::Pending, RequestState::Denied}};
    QTest::newRow("searched") << RequestQuery{.search = QStringLiteral("mail")};
}

void TestServiceLists::pagesThroughTheDoor()
{
    QFETCH(RequestQuery, query);
    query.limit = 1000;
    const auto whole = need(t()->requests(T::max(), query)).items;
    QVERIFY(whole.size() >= 8);
    for (const int limit : {1, 5, 7}) {
        query.limit = limit;
        QVERIFY(walk(T::max(), query) == whole);
    }
    query.limit = 5;
    query.fromEnd = true;
    const auto last = need(t()->requests(T::max(), query));
    QVERIFY(std::equal(last.items.begin(), last.items.end(), whole.end() - 5));
    QVERIFY(last.next.isEmpty() && !last.previous.isEmpty());
}

void TestServiceLists::statesFilter()
{
    for (const RequestState state : allRequestStates()) {
        const auto list = walk(T::max(), {.states = {state}});
        QVERIFY2(!list.empty(), qPrintable(toSlug(state)));
        for (const AccessRequest &request : list)
            QCOMPARE(toSlug(request.state), toSlug(state));
    }
    // What waits comes first.
    const auto all = walk(T::abe(), {});
    const auto pending = walk(T::abe(), {.states = {RequestState::Pending}});
    QVERIFY(std::equal(pending.begin(), pending.end(), all.begin()));
    for (size_t i = pending.size() + 1; i < all.size(); ++i)
        QVERIFY(all[i].submittedAt <= all[i - 1].submittedAt);
}

void TestServiceLists::countsAreThoseOfTheLists_data()
{
    QTest::addColumn<Session>("who");
    for (const auto &[name, who] :
         {std::pair("manager", T::max()), std::pair("administrator", T::ada()),
          std::pair("reader", T::rita()), std::pair("Eve", T::eve()), std::pair("Ed", T::ed())})
        QTest::newRow(name) << who;
}

void TestServiceLists::countsAreThoseOfTheLists()
{
    QFETCH(Session, who);
    RequestCounts real;
    for (const AccessRequest &request : walk(who, {}))
        ++real[request.state];
    RequestCounts kept = need(t()->requestCounts(who));
    std::erase_if(kept, [](const auto &count) { return count.second == 0; });
    QVERIFY(!real.empty());
    QVERIFY(kept == real);
    QVERIFY(need(t()->overview(who)).counts.size() >= real.size());
}

void TestServiceLists::storyCountsItsNeighbours()
{
    const auto manager = need(t()->request(T::max(), m_first.id.toString()));
    QCOMPARE(manager.requestsOfRequestor, 33);
    QCOMPARE(manager.requestsOfReference, 33);
    // The customer does not count what it does not see: four filed and four rejected.
    const auto customer = need(t()->request(T::gil(), m_first.id.toString()));
    QCOMPARE(customer.requestsOfRequestor, 25);
    QCOMPARE(customer.requestsOfReference, 25);
    const auto engineer = need(t()->request(T::ed(), QStringLiteral("CLB#TEST02052018")));
    QCOMPARE(engineer.requestsOfRequestor, 1);
}

void TestServiceLists::overviewShowsTheNearestFirst()
{
    ContosoTenant tenant;
    const auto longer = tenant.authorized(QStringLiteral("SR1"));
    need(tenant->changePolicy(T::ada(), {.decideWithin = 1h}));
    const auto shorter = tenant.authorized(QStringLiteral("SR2"));
    const auto open = tenant.approved(QStringLiteral("SR3"));
    for (const Session &who : {T::ada(), T::gil(), T::eve(), T::max()}) {
        const auto overview = need(tenant->overview(who));
        QVERIFY(overview.waiting == (std::vector<AccessRequest>{shorter, longer}));
        QVERIFY(overview.openAccess == std::vector<AccessRequest>{open});
        QVERIFY(overview.policy.requireApproval && overview.policy.decideWithin == 1h);
        QCOMPARE(overview.counts.at(RequestState::Pending), 2);
        QCOMPARE(overview.approvers, 4);
        QCOMPARE(overview.unreachableApprovers, 1);
    }
    QVERIFY(need(tenant->overview(T::ed())).waiting.empty());
    tenant.submitted(QStringLiteral("SR4"));
    QVERIFY(!need(tenant->overview(T::ada())).counts.contains(RequestState::Submitted));
}

void TestServiceLists::overviewShowsTwentyAtMost()
{
    ContosoTenant tenant;
    for (int i = 0; i < 23; ++i)
        tenant.authorized();
    const auto overview = need(tenant->overview(T::gil()));
    QCOMPARE(overview.waiting.size(), size_t(20));
    QCOMPARE(overview.counts.at(RequestState::Pending), 23);
}

void TestServiceLists::infoTellsWhoseStoreItIs()
{
    const auto info = need(t()->info());
    QCOMPARE(info.tenant.name, QStringLiteral("Contoso"));
    QCOMPARE(info.tenant.domain, QStringLiteral("contoso.com"));
    QCOMPARE(info.tenant.provider, QStringLiteral("Fabrikam"));
    QVERIFY(!info.tenant.id.isNull());
    QVERIFY(!info.demo && info.clockOffset == 0ms);
    QCOMPARE(info.location, t().below()->path());
    QVERIFY(need(ContosoTenant(T::policyOn(), T::Kind::Demo)->info()).demo);
}

QTEST_GUILESS_MAIN(TestServiceLists)
#include "tst_servicelists.moc"
