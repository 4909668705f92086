#include "tests/core/demo/replay.h"
#include "tests/core/service/contosotenant.h"
#include "tests/core/store/sqlprobe.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <unistd.h>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using rules::Operation;
using T = ContosoTenant;

/// What the clock does by itself: at the deadline, with the deadline's time, whoever looks and
/// whenever.
class TestServiceClock : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tenant = std::make_unique<ContosoTenant>(); }
    void theDeadlineItselfIsTooLate_data();
    void theDeadlineItselfIsTooLate();
    void theWindowsEndEndsAccess_data();
    void theWindowsEndEndsAccess();
    void longAbsenceIsWrittenDownAtTheDeadlines_data();
    void longAbsenceIsWrittenDownAtTheDeadlines();
    void isWrittenDownOnce();
    void manyDeadlinesAtOnce();
    void readersSeeItWhereNobodyCanWrite_data();
    void readersSeeItWhereNobodyCanWrite();
    void readOnlyFileCanBeRead();
    void demosClockMovesForward();
    void demosClockMovesThoughADeadlineStumbles();
    void demosClockIsEverybodys();
    void realClockDoesNotMove();
    void nextDeadlineIsTheNearest();

private:
    ContosoTenant &t() { return *m_tenant; }
    std::unique_ptr<ContosoTenant> m_tenant;
};

void TestServiceClock::theDeadlineItselfIsTooLate_data()
{
    QTest::addColumn<Operation>("operation");
    QTest::addColumn<std::chrono::milliseconds>("before");
    for (const Operation operation : {Operation::Approve, Operation::Deny, Operation::Cancel}) {
        for (const auto before : {1ms, 0ms, -1ms})
            QTest::addRow("%s %d ms before", qPrintable(toSlug(operation)), int(before.count()))
                << operation << before;
    }
}

void TestServiceClock::theDeadlineItselfIsTooLate()
{
    QFETCH(Operation, operation);
    QFETCH(std::chrono::milliseconds, before);
    const auto pending = t().authorized();
    const QString id = pending.id.toString();
    t().clock().set(*pending.expiresAt - before);
    const auto decided = T::act(t().door(), operation, T::abe(), id);
    if (before > 0ms) {
        QCOMPARE(refusal(decided), QStringLiteral("done"));
        return;
    }
    QCOMPARE(refusal(decided), QStringLiteral("wrongState"));
    QCOMPARE(decided.error().state, QStringLiteral("expired"));
    QCOMPARE(decided.error().decidedBy, QString());
    const auto stored = t().stored(pending.id);
    QCOMPARE(toSlug(stored.state), QStringLiteral("expired"));
    QVERIFY(!stored.access && !stored.decision);
    const Event event = t().lastEvent();
    QCOMPARE(toSlug(event.kind), QStringLiteral("request.expired"));
    QVERIFY(event.at == *pending.expiresAt);
    QCOMPARE(event.actor, QString());
}

void TestServiceClock::theWindowsEndEndsAccess_data()
{
    QTest::addColumn<Operation>("operation");
    QTest::addColumn<Session>("actor");
    QTest::newRow("revoke") << Operation::Revoke << T::ada();
    QTest::newRow("complete") << Operation::Complete << T::eve();
    QTest::newRow("record") << Operation::RecordAction << T::eve();
}

void TestServiceClock::theWindowsEndEndsAccess()
{
    QFETCH(Operation, operation);
    QFETCH(Session, actor);
    const auto open = t().approved();
    t().clock().set(open.access->end);
    const auto refused = T::act(t().door(), operation, actor, open.id.toString());
    QCOMPARE(refusal(refused), QStringLiteral("wrongState"));
    QCOMPARE(refused.error().state, QStringLiteral("completed"));
    QCOMPARE(refused.error().decidedBy, T::abe().userPrincipalName);
    const auto stored = t().stored(open.id);
    QVERIFY(stored.access == open.access); // as planned, ended by nobody
    const auto other = t().approved(QStringLiteral("SR2"));
    t().clock().set(other.access->end - 1ms);
    QCOMPARE(refusal(T::act(t().door(), operation, actor, other.id.toString())),
             QStringLiteral("done"));
}

void TestServiceClock::longAbsenceIsWrittenDownAtTheDeadlines_data()
{
    QTest::addColumn<int>("call");
    int call = 0;
    for (const char *name : {"list", "request", "counts", "overview", "events", "changes", "users",
                             "setting", "submit"})
        QTest::newRow(name) << call++;
}

/// Whatever is called first after days finds things as if somebody had been there.
void TestServiceClock::longAbsenceIsWrittenDownAtTheDeadlines()
{
    QFETCH(int, call);
    const auto open = t().approved(QStringLiteral("SR1"));
    const auto pending = t().authorized(QStringLiteral("SR2"));
    t().clock().advance(72h);
    const auto door = t().anotherDoor();
    switch (call) {
    case 0: need(door->requests(T::gil(), {})); break;
    case 1: need(door->request(T::gil(), pending.reference)); break;
    case 2: need(door->requestCounts(T::eve())); break;
    case 3: need(door->overview(T::gil())); break;
    case 4: need(door->events(T::gil(), {})); break;
    case 5: need(door->changes(T::paul(), 0, 0ms, {})); break;
    case 6: need(door->users(T::gil(), {})); break;
    case 7: need(door->policy(T::gil())); break;
    default: need(door->submitRequest(T::ed(), T::wish(QStringLiteral("SR3"))));
    }
    // Written in the file, not only shown.
    SqlProbe probe(t().path());
    QCOMPARE(probe.rows(QStringLiteral("SELECT state FROM request WHERE key < 3 ORDER BY key")),
             (QStringList{QStringLiteral("completed"), QStringLiteral("expired")}));
    auto history = t().history();
    std::erase_if(history,
                  [](const Event &event) { return event.kind == EventKind::RequestSubmitted; });
    const Event &ended = history[history.size() - 2];
    QCOMPARE(toSlug(ended.kind), QStringLiteral("access.completed"));
    QVERIFY(ended.at == open.access->end);
    QCOMPARE(toSlug(history.back().kind), QStringLiteral("request.expired"));
    QVERIFY(history.back().at == *pending.expiresAt);
}

void TestServiceClock::isWrittenDownOnce()
{
    const auto pending = t().authorized();
    const auto other = t().anotherDoor();
    t().clock().advance(72h);
    need(t()->requestCounts(T::gil()));
    const QStringList before = t().dump();
    need(other->requestCounts(T::gil()));
    t().clock().advance(72h);
    need(t()->overview(T::gil()));
    QCOMPARE(t().dump(), before);
    QCOMPARE(t().timeline(pending.id).size(), 4);
}

/// More than are written down in one go, and in the order of their deadlines.
void TestServiceClock::manyDeadlinesAtOnce()
{
    constexpr int many = 520; // they are written in parts of 500
    need(t()->changePolicy(T::ada(), {.decideWithin = 168h}));
    for (int i = 0; i < many; ++i)
        t().authorized(QStringLiteral("SR%1").arg(i));
    t().clock().advance(336h);
    const auto counts = need(t()->requestCounts(T::gil()));
    QCOMPARE(counts.at(RequestState::Expired), many);
    const auto history = t().history();
    QCOMPARE(toSlug(history.back().kind), QStringLiteral("request.expired"));
    std::vector<Timestamp> times;
    for (const Event &event : history) {
        if (event.kind == EventKind::RequestExpired)
            times.push_back(event.at);
    }
    QCOMPARE(times.size(), size_t(many));
    QVERIFY(std::is_sorted(times.begin(), times.end()));
}

void TestServiceClock::readersSeeItWhereNobodyCanWrite_data()
{
    QTest::addColumn<Session>("reader");
    QTest::newRow("manager") << T::max();
    QTest::newRow("administrator") << T::ada();
    QTest::newRow("engineer") << T::eve();
}

/// Somebody keeps the file's write lock.
void TestServiceClock::readersSeeItWhereNobodyCanWrite()
{
    QFETCH(Session, reader);
    const auto open = t().approved(QStringLiteral("SR1"));
    const auto pending = t().authorized(QStringLiteral("SR2"));
    t().authorized(QStringLiteral("SR3"));
    t().clock().set(*pending.expiresAt); // SR3 has its deadline two minutes later
    const auto door = t().anotherDoor();
    SqlProbe writer(t().path());
    writer.keepWritersOut();
    const auto page = need(door->requests(reader, {.sort = RequestSort::SubmittedAt}));
    QCOMPARE(page.items.size(), size_t(3));
    QCOMPARE(toSlug(page.items[1].state), QStringLiteral("expired"));
    QCOMPARE(toSlug(page.items[2].state), QStringLiteral("completed"));
    const auto waiting = need(door->requests(reader, {.states = {RequestState::Pending}}));
    QCOMPARE(waiting.items.size(), size_t(1));
    const auto details = need(door->request(reader, pending.reference));
    QCOMPARE(toSlug(details.request.state), QStringLiteral("expired"));
    QCOMPARE(toSlug(details.timeline.back().kind), QStringLiteral("request.expired"));
    QVERIFY(details.timeline.back().at == *pending.expiresAt);
    RequestCounts counts = need(door->requestCounts(reader));
    std::erase_if(counts, [](const auto &count) { return count.second == 0; });
    QVERIFY(counts
            == (RequestCounts{{RequestState::Pending, 1},
                              {RequestState::Expired, 1},
                              {RequestState::Completed, 1}}));
    const auto overview = need(door->overview(reader));
    QCOMPARE(overview.waiting.size(), size_t(1));
    QVERIFY(overview.openAccess.empty());
    QCOMPARE(overview.counts.at(RequestState::Expired), 1);
    // Who would write is told why not.
    QCOMPARE(refusal(door->approveRequest(T::abe(), QStringLiteral("SR3"), {})),
             QStringLiteral("storeLocked"));
}

/// A file that this process may read and no more; as root, somebody else must be played.
void TestServiceClock::readOnlyFileCanBeRead()
{
    if (testedEngine() != Engine::Sqlite)
        QSKIP("a store on a server is no file");
    const auto pending = t().authorized();
    t().clock().advance(24h);
    constexpr auto readable = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
    QVERIFY(QFile::setPermissions(t().path(), readable));
    QVERIFY(QFile::setPermissions(t().folder(), readable | QFile::WriteOwner | QFile::ExeOwner
                                                    | QFile::ExeGroup | QFile::ExeOther));
    const bool root = geteuid() == 0;
    if (root)
        QVERIFY(seteuid(65534) == 0);
    const auto door = openLocalStore(t().path(), {.clock = &t().clock(), .busyTimeout = 0ms});
    const auto details = door ? (*door)->request(T::gil(), pending.id.toString())
                              : Result<RequestDetails>(failure(door));
    const auto refused = door ? (*door)->approveRequest(T::abe(), pending.id.toString(), {})
                              : Result<AccessRequest>(failure(door));
    if (root)
        QVERIFY(seteuid(0) == 0);
    QCOMPARE(refusal(details), QStringLiteral("done"));
    QCOMPARE(toSlug(details->request.state), QStringLiteral("expired"));
    QCOMPARE(refusal(refused), QStringLiteral("storeUnwritable"));
}

void TestServiceClock::demosClockMovesForward()
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOn(), T::Kind::Demo);
    const auto pending = t().authorized();
    const Timestamp before = need(t()->now());
    QVERIFY(before == t().clock().now());
    QVERIFY(need(t()->advanceClock(T::eve(), 11h)) == before + 11h);
    QVERIFY(need(t()->now()) == before + 11h);
    QVERIFY(need(t().anotherDoor()->now()) == before + 11h);
    QVERIFY(need(t()->info()).clockOffset == 11h);
    QCOMPARE(toSlug(t().stored(pending.id).state), QStringLiteral("pending"));
    Event event = t().lastEvent();
    QCOMPARE(toSlug(event.kind), QStringLiteral("clock.advanced"));
    QCOMPARE(event.actor, T::eve().userPrincipalName);
    QVERIFY(event.at == before);
    QCOMPARE(event.details.value(QStringLiteral("by")).toInt(), 11 * 3600);
    // What the clock does on its way comes behind the move, at its own time.
    need(t()->advanceClock(T::ada(), 24h));
    event = t().lastEvent();
    QCOMPARE(toSlug(event.kind), QStringLiteral("request.expired"));
    QVERIFY(event.at == *pending.expiresAt);
    t().clock().advance(1h);
    QVERIFY(need(t()->now()) == before + 36h);
}

/// What the clock does on its way can't be written down: it has moved all the same.
void TestServiceClock::demosClockMovesThoughADeadlineStumbles()
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOn(), T::Kind::Demo);
    const auto pending = t().authorized();
    const Timestamp before = need(t()->now());
    SqlProbe probe(t().path());
    probe.stumbleAt(QStringLiteral("request.expired"));
    QVERIFY(need(t()->advanceClock(T::eve(), 24h)) == before + 24h);
    QVERIFY(need(t()->now()) == before + 24h);
    probe.stumbleNoMore();
    QCOMPARE(t().timeline(pending.id).last(), QStringLiteral("request.expired"));
}

void TestServiceClock::demosClockIsEverybodys()
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOn(), T::Kind::Demo);
    for (const Session &persona : {T::paul(), T::max(), T::bill()})
        need(t()->advanceClock(persona, 1s));
    QCOMPARE(refusal(t()->advanceClock(T::nobody(), 1s)), QStringLiteral("notPermitted"));
    QVERIFY(need(t()->now()) == T::start() + 3s);
    const auto personas = need(t()->personas());
    QCOMPARE(personas.size(), size_t(12));
    QCOMPARE(personas.front().displayName, QStringLiteral("Abe Approver"));
}

void TestServiceClock::realClockDoesNotMove()
{
    const QStringList before = t().dump();
    QCOMPARE(refusal(t()->advanceClock(T::ada(), 1h)), QStringLiteral("notSupported"));
    if (testedEngine() == Engine::Sqlite)
        QCOMPARE(refusal(setDemoClock(t().path(), T::start() + 1h, t().clock())),
                 QStringLiteral("notSupported"));
    QCOMPARE(refusal(t()->personas()), QStringLiteral("notSupported"));
    QCOMPARE(t().dump(), before);
    QVERIFY(need(t()->now()) == t().clock().now());
}

void TestServiceClock::nextDeadlineIsTheNearest()
{
    QVERIFY(!need(t()->nextDeadline(T::ada())));
    const auto pending = t().authorized(QStringLiteral("SR1"));
    QVERIFY(need(t()->nextDeadline(T::ada())) == pending.expiresAt);
    const auto open = t().approved(QStringLiteral("SR2"));
    QVERIFY(need(t()->nextDeadline(T::ada())) == open.access->end);
    t().clock().set(open.access->end);
    QVERIFY(need(t()->nextDeadline(T::ada())) == pending.expiresAt);
    QCOMPARE(refusal(t()->nextDeadline(T::nobody())), QStringLiteral("notPermitted"));
}

QTEST_GUILESS_MAIN(TestServiceClock)
#include "tst_serviceclock.moc"
