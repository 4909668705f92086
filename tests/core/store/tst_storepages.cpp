#include "tests/core/store/listmodel.h"
#include "tests/core/store/requestsamples.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// Lists of requests, page by page: each row once, in order, whichever way one goes.
class TestStorePages : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void givesEachRowOnce_data();
    void givesEachRowOnce();
    void goesBackToWhereItCameFrom();
    void statesNamedTwice();
    void nothingToShow();
    void tenantsDontSeeEachOther();
    void staysStableWhileRowsComeAndGo_data();
    void staysStableWhileRowsComeAndGo();
    void tokensSurviveTheirTrip_data();
    void tokensSurviveTheirTrip();
    void brokenTokensAreRefused_data();
    void brokenTokensAreRefused();

private:
    StoreFixture m_store;
    RequestStore m_requests{m_store.database()};
    std::vector<RequestRow> m_rows;
};

static const QString eve = QStringLiteral("eve@fabrikam.com");

static std::vector<RequestRow> fill(StoreFixture &store, qint64 tenant,
                                    const std::vector<AccessRequest> &requests)
{
    RequestStore rows(store.database());
    Transaction transaction(store.database(), Transaction::Kind::Write);
    std::vector<RequestRow> filled;
    for (const AccessRequest &request : requests)
        filled.push_back({.key = need(rows.insert(tenant, request)), .request = request});
    need(transaction.commit());
    return filled;
}

void TestStorePages::initTestCase()
{
    // So many that some lists are walked through an index, and so mixed that others are sorted.
    m_rows = fill(m_store, m_store.tenant(), sampleRequests(20180502, 2400));
}

static void addListRow(const char *sortName, RequestSort sort, bool descending)
{
    using enum RequestState;
    const std::pair<const char *, std::vector<RequestState>> filters[] = {
        {"all", {}},
        {"pending", {Pending}},
        {"completed", {Completed}},
        {"pending and approved", {Pending, Approved}},
        {"submitted, completed and denied", {Submitted, Completed, Denied}}};
    const std::pair<const char *, Visibility> views[] = {
        {"all", {}},
        {"the customer's", {.kind = Visibility::Kind::Customer, .requestor = {}}},
        {"Eve's", {.kind = Visibility::Kind::Own, .requestor = eve}},
        {"Ed's", {.kind = Visibility::Kind::Own, .requestor = QStringLiteral("ed@fabrikam.com")}}};
    for (const auto &[filterName, states] : filters) {
        for (const auto &[viewName, visibility] : views)
            QTest::addRow("%s %s: %s of %s", sortName, descending ? "reversed" : "as it is",
                          filterName, viewName)
                << RequestQuery{.states = states, .sort = sort, .descending = descending}
                << visibility;
    }
}

void TestStorePages::givesEachRowOnce_data()
{
    QTest::addColumn<RequestQuery>("query");
    QTest::addColumn<Visibility>("visibility");
    using enum RequestSort;
    const std::pair<const char *, RequestSort> sorts[] = {
        {"pending first", PendingFirst}, {"submitted", SubmittedAt},
        {"reference", Reference},        {"service", Service},
        {"requestor", Requestor},        {"state", State}};
    for (const auto &[name, sort] : sorts) {
        addListRow(name, sort, false);
        addListRow(name, sort, true);
    }
}

void TestStorePages::givesEachRowOnce()
{
    QFETCH(RequestQuery, query);
    QFETCH(Visibility, visibility);
    const auto expected = expectedKeys(m_rows, query, visibility);
    QVERIFY(!expected.empty());
    for (const int limit : {7, 100, 1000}) {
        query.limit = limit;
        const PageWalk forward = walkForward(m_requests, m_store.tenant(), query, visibility);
        QCOMPARE(forward.wrong, QString());
        QVERIFY2(forward.keys == expected, "forward");
        const PageWalk backward = walkBackward(m_requests, m_store.tenant(), query, visibility);
        QCOMPARE(backward.wrong, QString());
        QVERIFY2(backward.keys == expected, "backward");
    }
}

void TestStorePages::goesBackToWhereItCameFrom()
{
    RequestQuery query{.sort = RequestSort::Reference, .limit = 20};
    const auto first = need(m_requests.page(m_store.tenant(), query, {}));
    query.after = first.next;
    const auto second = need(m_requests.page(m_store.tenant(), query, {}));
    query.after = second.previous;
    const auto again = need(m_requests.page(m_store.tenant(), query, {}));
    QVERIFY(keysOf(again.items) == keysOf(first.items));
    QCOMPARE(again.next, first.next);
    QCOMPARE(again.previous, QString());
}

void TestStorePages::statesNamedTwice()
{
    using enum RequestState;
    for (const RequestSort sort : {RequestSort::PendingFirst, RequestSort::Reference}) {
        const RequestQuery once{.states = {Pending, Denied}, .sort = sort};
        RequestQuery twice = once;
        twice.states = {Pending, Denied, Pending};
        QVERIFY(walkForward(m_requests, m_store.tenant(), twice, {}).keys
                == expectedKeys(m_rows, once, {}));
    }
}

void TestStorePages::nothingToShow()
{
    StoreFixture empty;
    RequestStore requests(empty.database());
    for (const bool fromEnd : {false, true}) {
        const auto page = need(requests.page(empty.tenant(), {.fromEnd = fromEnd}, {}));
        QVERIFY(page.items.empty());
        QCOMPARE(page.next, QString());
        QCOMPARE(page.previous, QString());
    }
}

void TestStorePages::tenantsDontSeeEachOther()
{
    StoreFixture store;
    const auto requests = sampleRequests(1, 60);
    const std::vector<AccessRequest> half(requests.begin(), requests.begin() + 30);
    const std::vector<AccessRequest> rest(requests.begin() + 30, requests.end());
    const qint64 other = store.addTenant(QStringLiteral("Tailwind"));
    const auto ours = fill(store, store.tenant(), half);
    const auto theirs = fill(store, other, rest);
    RequestStore rows(store.database());
    for (const QString &search : {QString(), QStringLiteral("mailbox")}) {
        for (const RequestSort sort : {RequestSort::PendingFirst, RequestSort::Reference}) {
            const RequestQuery query{.search = search, .sort = sort, .limit = 7};
            QVERIFY(walkForward(rows, store.tenant(), query, {}).keys
                    == expectedKeys(ours, query, {}));
            QVERIFY(walkForward(rows, other, query, {}).keys == expectedKeys(theirs, query, {}));
        }
    }
}

void TestStorePages::staysStableWhileRowsComeAndGo_data()
{
    QTest::addColumn<RequestQuery>("query");
    QTest::addColumn<bool>("backward");
    using enum RequestSort;
    using enum RequestState;
    const std::pair<const char *, RequestQuery> queries[] = {
        {"pending first", {.sort = PendingFirst}},
        {"submitted", {.sort = SubmittedAt, .descending = true}},
        {"reference", {.sort = Reference}},
        {"service", {.sort = Service, .descending = true}},
        {"requestor", {.sort = Requestor}},
        {"state", {.sort = State}},
        {"some states", {.states = {Pending, Approved, Completed}}},
        {"search", {.search = QStringLiteral("mailbox")}}};
    for (const auto &[name, query] : queries) {
        QTest::addRow("%s, forward", name) << query << false;
        QTest::addRow("%s, backward", name) << query << true;
    }
}

namespace {

/// Rows come and go under a list that somebody is paging through.
class Unrest
{
public:
    explicit Unrest(StoreFixture &store) : m_store(store) {}

    /// Files some new requests and takes away others, among them the row at which the page ended.
    void stir(qint64 pageEnd, std::set<qint64> &gone)
    {
        RequestStore requests(m_store.database());
        for (int i = 0; i < 3; ++i)
            need(requests.insert(
                m_store.tenant(),
                sampleRequest(m_next++, allRequestStates()[size_t(pick(m_random, 9))])));
        for (const qint64 key : {pageEnd, qint64(pick(m_random, 300) + 1)}) {
            need(m_store.database().run(
                QStringLiteral("DELETE FROM request WHERE key = %1").arg(key)));
            gone.insert(key);
        }
    }

private:
    StoreFixture &m_store;
    std::mt19937 m_random{7};
    int m_next = 10'000;
};

} // namespace

void TestStorePages::staysStableWhileRowsComeAndGo()
{
    QFETCH(RequestQuery, query);
    QFETCH(bool, backward);
    StoreFixture store;
    const auto rows = fill(store, store.tenant(), sampleRequests(5, 300));
    RequestStore requests(store.database());
    Unrest unrest(store);
    std::set<qint64> gone;
    std::vector<qint64> seen;
    query.limit = 11;
    query.fromEnd = backward;
    for (bool more = true; more && seen.size() < 10'000;) {
        const auto page = need(requests.page(store.tenant(), query, {}));
        const auto keys = keysOf(page.items);
        seen.insert(backward ? seen.begin() : seen.end(), keys.begin(), keys.end());
        query.after = backward ? page.previous : page.next;
        query.fromEnd = false;
        more = !query.after.isEmpty();
        if (more)
            unrest.stir(backward ? keys.front() : keys.back(), gone);
    }
    QCOMPARE(std::set<qint64>(seen.begin(), seen.end()).size(), seen.size());
    // Those that were there all the time, and none of them twice, in order.
    std::erase_if(seen, [&](qint64 key) { return key > 300 || gone.contains(key); });
    auto expected = expectedKeys(rows, query, {});
    std::erase_if(expected, [&](qint64 key) { return gone.contains(key); });
    QVERIFY(expected.size() > 10);
    QVERIFY(seen == expected);
}

void TestStorePages::tokensSurviveTheirTrip_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("nothing") << QString();
    QTest::newRow("reference") << QStringLiteral("CLB#TEST02052018");
    QTest::newRow("letters") << QStringLiteral("Ärger 12 – ☃");
    QTest::newRow("dots") << QStringLiteral("a.b.c");
}

void TestStorePages::tokensSurviveTheirTrip()
{
    QFETCH(QString, value);
    for (const bool backward : {false, true}) {
        const PagePosition position{.backward = backward, .key = 9'000'000'001, .value = value};
        const auto read = need(PagePosition::fromToken(position.toToken()));
        QCOMPARE(read.backward, backward);
        QCOMPARE(read.key, position.key);
        QCOMPARE(read.value, value);
    }
}

void TestStorePages::brokenTokensAreRefused_data()
{
    QTest::addColumn<QString>("token");
    for (const char *token :
         {"f", "f.", "12.", "x12.", "f12", "fx.", "f1x.", "b", " f12.", "f99999999999999999999."})
        QTest::newRow(token) << QString::fromLatin1(token);
}

void TestStorePages::brokenTokensAreRefused()
{
    QFETCH(QString, token);
    QCOMPARE(refusal(m_requests.page(m_store.tenant(), {.after = token}, {})),
             QStringLiteral("invalidArgument after"));
}

QTEST_GUILESS_MAIN(TestStorePages)
#include "tst_storepages.moc"
