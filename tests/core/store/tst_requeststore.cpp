#include "tests/core/store/listmodel.h"
#include "tests/core/store/requestsamples.h"
#include "tests/core/store/sqlprobe.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

#include <algorithm>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// Requests as rows: they come back as they went in, change only from what they were, and are
/// counted.
class TestRequestStore : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void comesBackAsItWentIn_data();
    void comesBackAsItWentIn();
    void isFoundByIdAndReference();
    void newestOfAReferenceComeFirst();
    void sameIdTwice();
    void changesOnlyFromWhatItWas();
    void theDeadlineItselfIsTooLate();
    void dueInTheOrderOfDeadlines();
    void openOnesByDeadline();
    void keptCountsAreRealCounts();
    void countsUpToAThousand();
    void brokenRowsAreToldFrom_data();
    void brokenRowsAreToldFrom();

private:
    RequestRow add(const AccessRequest &request)
    {
        return {.key = need(m_requests->insert(m_store->tenant(), request)), .request = request};
    }
    bool update(const RequestRow &before, const AccessRequest &after, Timestamp aliveAt)
    {
        return need(m_requests->update(m_store->tenant(), before, after, aliveAt));
    }
    std::optional<RequestRow> stored(const RequestRow &row)
    {
        return need(m_requests->byId(m_store->tenant(), row.request.id));
    }

    std::unique_ptr<StoreFixture> m_store;
    std::unique_ptr<RequestStore> m_requests;
};

void TestRequestStore::init()
{
    m_store = std::make_unique<StoreFixture>();
    m_requests = std::make_unique<RequestStore>(m_store->database());
}

void TestRequestStore::comesBackAsItWentIn_data()
{
    QTest::addColumn<AccessRequest>("request");
    for (const RequestState state : allRequestStates()) {
        for (const int n : {0, 1})
            QTest::addRow("%s %d", qPrintable(toSlug(state)), n) << sampleRequest(n, state);
    }
    AccessRequest bare = sampleRequest(1, RequestState::Denied);
    bare.decision->comment.clear();
    bare.decision->byName.clear();
    QTest::newRow("without comment") << bare;
    AccessRequest unasked = sampleRequest(1, RequestState::Approved);
    unasked.approvalRequired = false;
    unasked.reason = QStringLiteral("Line\nline\t'quoted' \"twice\" ☃ 👩‍🚒");
    QTest::newRow("approval not required") << unasked;
}

void TestRequestStore::comesBackAsItWentIn()
{
    QFETCH(AccessRequest, request);
    const RequestRow inserted = add(request);
    QVERIFY(stored(inserted)->request == request);
    QCOMPARE(stored(inserted)->key, inserted.key);
    // And by a change, too.
    AccessRequest filed = sampleRequest(5, RequestState::Submitted);
    const RequestRow before = add(filed);
    AccessRequest after = request;
    after.id = filed.id;
    after.reference = filed.reference;
    after.service = filed.service;
    after.reason = filed.reason;
    after.requestor = filed.requestor;
    after.submittedAt = filed.submittedAt;
    QVERIFY(update(before, after, Timestamp::min()));
    QVERIFY(stored(before)->request == after);
}

void TestRequestStore::isFoundByIdAndReference()
{
    const RequestRow row = add(sampleRequest(0, RequestState::Pending)); // EXSR359123
    const qint64 other = m_store->addTenant(QStringLiteral("Tailwind"));
    QVERIFY(!need(m_requests->byId(other, row.request.id)));
    QVERIFY(!need(m_requests->byId(m_store->tenant(), RequestId(RandomIdSource().next()))));
    for (const char *reference : {"EXSR359123", "exsr359123", "ExSr359123"}) {
        const QString text = QString::fromLatin1(reference);
        QCOMPARE(need(m_requests->byReference(m_store->tenant(), text, {}, 10)).size(), size_t(1));
        QVERIFY(need(m_requests->byReference(other, text, {}, 10)).empty());
    }
    for (const char *reference : {"EXSR35912", "EXSR3591234", "", "%", "EXSR359123 "})
        QVERIFY(
            need(m_requests->byReference(m_store->tenant(), QString::fromLatin1(reference), {}, 10))
                .empty());
}

void TestRequestStore::newestOfAReferenceComeFirst()
{
    std::vector<qint64> keys;
    for (int n = 0; n < 5; ++n) {
        AccessRequest request = sampleRequest(n, RequestState::Submitted);
        request.reference = QStringLiteral("SR1");
        keys.insert(keys.begin(), add(request).key);
    }
    const auto list = [&](int limit) {
        return keysOf(
            need(m_requests->byReference(m_store->tenant(), QStringLiteral("sr1"), {}, limit)));
    };
    QVERIFY(list(10) == keys);
    QVERIFY(list(2) == std::vector<qint64>(keys.begin(), keys.begin() + 2));
}

void TestRequestStore::sameIdTwice()
{
    const AccessRequest request = sampleRequest(3, RequestState::Submitted);
    add(request);
    QCOMPARE(refusal(m_requests->insert(m_store->tenant(), request)),
             QStringLiteral("alreadyExists"));
}

void TestRequestStore::changesOnlyFromWhatItWas()
{
    const RequestRow pending = add(sampleRequest(3, RequestState::Pending));
    AccessRequest denied = sampleRequest(3, RequestState::Denied);
    AccessRequest canceled = sampleRequest(3, RequestState::Canceled);
    const auto counts = [&] { return need(m_requests->counts(m_store->tenant(), {})); };
    const Timestamp now = *pending.request.expiresAt - 1h;
    QVERIFY(update(pending, denied, now));
    const auto before = counts();
    // Somebody else had read the same row.
    QVERIFY(!update(pending, canceled, now));
    QVERIFY(stored(pending)->request == denied);
    QVERIFY(counts() == before);
}

void TestRequestStore::theDeadlineItselfIsTooLate()
{
    using enum RequestState;
    const std::pair<RequestState, RequestState> changes[] = {{Pending, Denied},
                                                             {Approved, Revoked}};
    int n = 0;
    for (const auto &[from, to] : changes) {
        const RequestRow row = add(sampleRequest(++n, from));
        const AccessRequest after = sampleRequest(n, to);
        const Timestamp deadline = *nextDeadline(row.request);
        QVERIFY(!update(row, after, deadline + 1ms));
        QVERIFY(!update(row, after, deadline));
        QVERIFY(stored(row)->request == row.request);
        QVERIFY(update(row, after, deadline - 1ms));
    }
}

void TestRequestStore::dueInTheOrderOfDeadlines()
{
    const qint64 tenant = m_store->tenant();
    QVERIFY(!need(m_requests->nextDeadline(tenant)));
    std::vector<std::pair<Timestamp, qint64>> deadlines;
    for (const AccessRequest &request : sampleRequests(3, 200)) {
        const qint64 key = add(request).key;
        if (const auto deadline = nextDeadline(request))
            deadlines.emplace_back(*deadline, key);
    }
    std::sort(deadlines.begin(), deadlines.end());
    QVERIFY(deadlines.size() > 5);
    QCOMPARE(need(m_requests->nextDeadline(tenant)), std::optional(deadlines.front().first));
    QVERIFY(need(m_requests->due(tenant, deadlines.front().first - 1ms, 100)).empty());
    QCOMPARE(need(m_requests->due(tenant, deadlines.front().first, 100)).size(), size_t(1));
    std::vector<qint64> expected;
    for (const auto &[at, key] : deadlines)
        expected.push_back(key);
    QVERIFY(keysOf(need(m_requests->due(tenant, deadlines.back().first, 1000))) == expected);
    expected.resize(3);
    QVERIFY(keysOf(need(m_requests->due(tenant, deadlines.back().first, 3))) == expected);
}

void TestRequestStore::openOnesByDeadline()
{
    std::vector<RequestRow> rows;
    for (const AccessRequest &request : sampleRequests(4, 300))
        rows.push_back(add(request));
    const Visibility eves{.kind = Visibility::Kind::Own,
                          .requestor = QStringLiteral("eve@fabrikam.com")};
    for (const RequestState state : {RequestState::Pending, RequestState::Approved}) {
        for (const Visibility &visibility : {Visibility{}, eves}) {
            std::vector<std::pair<Timestamp, qint64>> expected;
            for (const RequestRow &row : rows) {
                if (belongs(row, {.states = {state}}, visibility))
                    expected.emplace_back(*nextDeadline(row.request), row.key);
            }
            std::sort(expected.begin(), expected.end());
            QVERIFY(expected.size() > 4);
            const auto open = need(m_requests->byDeadline(m_store->tenant(), state, visibility, 4));
            QCOMPARE(open.size(), size_t(4));
            for (size_t i = 0; i < open.size(); ++i)
                QCOMPARE(open[i].key, expected[i].second);
        }
    }
}

/// After any number of changes, done or refused.
void TestRequestStore::keptCountsAreRealCounts()
{
    std::mt19937 random(2018);
    std::vector<RequestRow> rows;
    const qint64 other = m_store->addTenant(QStringLiteral("Tailwind"));
    const auto check = [&] {
        const Visibility views[] = {
            {},
            {.kind = Visibility::Kind::Customer, .requestor = {}},
            {.kind = Visibility::Kind::Own, .requestor = QStringLiteral("ed@fabrikam.com")}};
        for (const Visibility &visibility : views) {
            RequestCounts real;
            for (const RequestRow &row : rows) {
                if (belongs(row, {}, visibility))
                    ++real[row.request.state];
            }
            RequestCounts kept = need(m_requests->counts(m_store->tenant(), visibility));
            std::erase_if(kept, [](const auto &count) { return count.second == 0; });
            QVERIFY(kept == real);
        }
    };
    Transaction transaction(m_store->database(), Transaction::Kind::Write);
    for (int n = 0; n < 1500; ++n) {
        const RequestState state = allRequestStates()[size_t(pick(random, 9))];
        if (n % 3 == 0) {
            rows.push_back(add(sampleRequest(n, state)));
            need(m_requests->insert(other, sampleRequest(n + 10'000, state)));
        } else {
            RequestRow &row = rows[size_t(pick(random, static_cast<int>(rows.size())))];
            AccessRequest after = sampleRequest(pick(random, n), state);
            after.id = row.request.id;
            after.requestor = row.request.requestor;
            RequestRow stale = row;
            if (n % 7 == 0)
                stale.request.state = allRequestStates()[size_t(pick(random, 9))];
            if (stale.request.state == row.request.state && update(stale, after, Timestamp::min()))
                row.request = after;
            else
                QVERIFY(!update(stale, after, Timestamp::min()));
        }
        if (n % 50 == 0)
            check();
    }
    check();
    QVERIFY(transaction.commit());
    check();
}

void TestRequestStore::countsUpToAThousand()
{
    Transaction transaction(m_store->database(), Transaction::Kind::Write);
    for (int n = 0; n < 1100; ++n) {
        AccessRequest request =
            sampleRequest(n, n < 40 ? RequestState::Submitted : RequestState::Pending);
        request.requestor = QStringLiteral("eve@fabrikam.com");
        request.reference = QStringLiteral("SR%1").arg(n % 50);
        add(request);
    }
    QVERIFY(transaction.commit());
    const qint64 tenant = m_store->tenant();
    const Visibility customer{.kind = Visibility::Kind::Customer, .requestor = {}};
    const auto ofEve = [&](const Visibility &visibility) {
        return need(
            m_requests->countOfRequestor(tenant, QStringLiteral("eve@fabrikam.com"), visibility));
    };
    QCOMPARE(ofEve({}), 1000);
    QCOMPARE(need(m_requests->countOfRequestor(tenant, QStringLiteral("ed@fabrikam.com"), {})), 0);
    QCOMPARE(need(m_requests->countOfReference(tenant, QStringLiteral("sr7"), {})), 22);
    QCOMPARE(need(m_requests->countOfReference(tenant, QStringLiteral("SR7"), customer)), 21);
    const Visibility eds{.kind = Visibility::Kind::Own,
                         .requestor = QStringLiteral("ed@fabrikam.com")};
    QCOMPARE(need(m_requests->countOfReference(tenant, QStringLiteral("SR7"), eds)), 0);
}

void TestRequestStore::brokenRowsAreToldFrom_data()
{
    QTest::addColumn<QString>("damage");
    QTest::newRow("role") << QStringLiteral("UPDATE request SET decided_role = 'king'");
    QTest::newRow("no role") << QStringLiteral("UPDATE request SET decided_role = NULL");
    QTest::newRow("state") << QStringLiteral("UPDATE request SET state = 'lost'");
}

void TestRequestStore::brokenRowsAreToldFrom()
{
    QFETCH(QString, damage);
    const RequestRow row = add(sampleRequest(1, RequestState::Denied));
    SqlProbe probe(m_store->path());
    probe.ignoreChecks();
    probe.rows(damage);
    QCOMPARE(refusal(m_requests->byId(m_store->tenant(), row.request.id)),
             QStringLiteral("storeDamaged"));
    QCOMPARE(refusal(m_requests->page(m_store->tenant(), {}, {})), QStringLiteral("storeDamaged"));
}

QTEST_GUILESS_MAIN(TestRequestStore)
#include "tst_requeststore.moc"
