#include "tests/core/service/contosotenant.h"
#include "tests/core/store/sqlprobe.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// What is read while another process keeps the store from being written, and deadlines pass: all as
/// it is by now, and at once.
class TestServiceLocked : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void readersDoNotWait();
    void writersDo();
    void listsAreOfNow_data();
    void listsAreOfNow();
    void countsAreThoseOfTheLists();
    void overviewShowsWhatIsAlive();
    void nextDeadlineLiesAhead();
    void allIsWrittenDownAfterwards();

private:
    ContosoTenant &t() { return m_tenant; }
    QString openForFourHours();
    std::vector<AccessRequest> walk(RequestQuery query, bool backward = false);

    ContosoTenant m_tenant;
    std::unique_ptr<SqlProbe> m_writer;
    bool m_pagesAreFull = true;
};

static bool isOneOf(RequestState state, const std::vector<RequestState> &states)
{
    return std::find(states.begin(), states.end(), state) != states.end();
}

QString TestServiceLocked::openForFourHours()
{
    rules::NewRequest wish = T::wish(QStringLiteral("EXSR4"));
    wish.duration = 4h;
    const QString id = need(t()->submitRequest(T::ed(), wish)).id.toString();
    need(t()->authorizeRequest(T::max(), id, {}));
    return need(t()->approveRequest(T::abe(), id, {})).id.toString();
}

/// Of each state that has a deadline some that are over and written down, some that are over and
/// not, and some that are not.
void TestServiceLocked::initTestCase()
{
    const auto mix = [&](std::chrono::seconds shorter, std::chrono::seconds longer) {
        for (const auto time : {shorter, longer}) {
            need(t()->changePolicy(T::ada(), {.decideWithin = time}));
            for (int i = 0; i < 12; ++i)
                t().authorized();
        }
        for (int i = 0; i < 3; ++i) {
            t().approved(); // for two hours
            need(t()->completeAccess(T::ed(), openForFourHours(), {}));
        }
    };
    mix(1h, 3h);
    t().clock().advance(5h);
    QCOMPARE(need(t()->requestCounts(T::ada())).at(RequestState::Expired), 24);
    mix(2h, 168h);
    openForFourHours();
    m_writer = std::make_unique<SqlProbe>(t().path());
    m_writer->keepWritersOut();
    t().clock().advance(3h);
}

void TestServiceLocked::readersDoNotWait()
{
    const auto door = t().anotherDoor(60s);
    QElapsedTimer timer;
    timer.start();
    need(door->requests(T::gil(), {}));
    need(door->overview(T::gil()));
    need(door->events(T::gil(), {}));
    need(door->changes(T::gil(), 0, 0ms, {}));
    need(door->changes(T::gil(), need(door->changes(T::gil(), -1, 0ms, {})).head, 600ms, {}));
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

/// Who has read, too.
void TestServiceLocked::writersDo()
{
    const auto door = t().anotherDoor(400ms);
    need(door->requests(T::gil(), {}));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(refusal(door->changePolicy(T::ada(), {.maxAccess = 1h})),
             QStringLiteral("storeLocked"));
    QVERIFY2(timer.elapsed() > 300, qPrintable(QString::number(timer.elapsed())));
}

std::vector<AccessRequest> TestServiceLocked::walk(RequestQuery query, bool backward)
{
    const auto door = t().anotherDoor();
    std::vector<AccessRequest> all;
    query.fromEnd = backward;
    for (;;) {
        const auto page = need(door->requests(T::max(), query));
        all.insert(backward ? all.begin() : all.end(), page.items.begin(), page.items.end());
        query.after = backward ? page.previous : page.next;
        query.fromEnd = false;
        if (query.after.isEmpty())
            return all;
        m_pagesAreFull = m_pagesAreFull && std::cmp_equal(page.items.size(), query.limit);
    }
}

void TestServiceLocked::listsAreOfNow_data()
{
    QTest::addColumn<RequestQuery>("query");
    using enum RequestState;
    using enum RequestSort;
    const std::pair<const char *, RequestSort> sorts[] = {{"pending first", PendingFirst},
                                                          {"submitted", SubmittedAt},
                                                          {"reference", Reference},
                                                          {"requestor", Requestor},
                                                          {"state", State}};
    const std::vector<RequestState> filters[] = {
        {Expired}, {Completed}, {Pending}, {Approved}, {Expired, Pending}, {Denied, Completed}};
    for (const auto &[name, sort] : sorts) {
        for (const auto &states : filters)
            QTest::addRow("%s: %s%s", name, qPrintable(toSlug(states.front())),
                          states.size() > 1 ? " and another" : "")
                << RequestQuery{.states = states, .sort = sort};
    }
    QTest::newRow("search") << RequestQuery{.states = {Expired},
                                            .search = QStringLiteral("mailbox")};
}

/// The rows of the whole list, of those states; each page full, whichever way one goes.
void TestServiceLocked::listsAreOfNow()
{
    QFETCH(RequestQuery, query);
    RequestQuery whole = query;
    whole.states.clear();
    std::vector<AccessRequest> expected = walk(whole);
    QCOMPARE(expected.size(), size_t(61));
    std::erase_if(expected, [&](const AccessRequest &request) {
        return !isOneOf(request.state, query.states);
    });
    QVERIFY(!expected.empty());
    m_pagesAreFull = true;
    for (const int limit : {1, 5, 1000}) {
        query.limit = limit;
        QVERIFY(walk(query) == expected);
        QVERIFY(walk(query, true) == expected);
    }
    QVERIFY(m_pagesAreFull);
}

void TestServiceLocked::countsAreThoseOfTheLists()
{
    RequestCounts counts = need(t().anotherDoor()->requestCounts(T::max()));
    std::erase_if(counts, [](const auto &count) { return count.second == 0; });
    QVERIFY(counts
            == (RequestCounts{{RequestState::Pending, 12},
                              {RequestState::Approved, 1},
                              {RequestState::Expired, 36},
                              {RequestState::Completed, 12}}));
    for (const auto &[state, count] : counts)
        QCOMPARE(qint64(walk({.states = {state}}).size()), count);
}

/// Twelve that are over have nearer deadlines, and a list has room for twenty.
void TestServiceLocked::overviewShowsWhatIsAlive()
{
    const auto overview = need(t().anotherDoor()->overview(T::gil()));
    QCOMPARE(overview.waiting.size(), size_t(12));
    QCOMPARE(overview.openAccess.size(), size_t(1));
}

void TestServiceLocked::nextDeadlineLiesAhead()
{
    const auto open = need(t().anotherDoor()->overview(T::gil())).openAccess.front();
    QVERIFY(open.access->end > t().clock().now());
    QVERIFY(need(t().anotherDoor()->nextDeadline(T::gil())) == open.access->end);
}

void TestServiceLocked::allIsWrittenDownAfterwards()
{
    const auto before = need(t().anotherDoor()->requestCounts(T::max()));
    m_writer->rows(QStringLiteral("ROLLBACK"));
    need(t()->requestCounts(T::max()));
    const QStringList stored = m_writer->rows(
        QStringLiteral("SELECT state, count(*) FROM request GROUP BY state ORDER BY state"));
    QCOMPARE(stored, (QStringList{QStringLiteral("approved|1"), QStringLiteral("completed|12"),
                                  QStringLiteral("expired|36"), QStringLiteral("pending|12")}));
    QCOMPARE(before.at(RequestState::Expired), 36);
}

QTEST_GUILESS_MAIN(TestServiceLocked)
#include "tst_servicelocked.moc"
