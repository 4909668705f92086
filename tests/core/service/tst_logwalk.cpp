#include "tests/core/service/contosotenant.h"
#include "tests/core/service/logwatch.h"

#include <QTest>

#include <random>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using rules::Operation;
using T = ContosoTenant;

/// Whatever is done, in whatever order and by whichever door: the log tells all of it, without an
/// alarm.
class TestLogWalk : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tenant = std::make_unique<ContosoTenant>(); }
    void randomWalk_data();
    void randomWalk();
    void noAlarmForAnHonestStore_data();
    void noAlarmForAnHonestStore();

private:
    ContosoTenant &t() { return *m_tenant; }
    LocalOptions options() const
    {
        return {.clock = &m_tenant->clock(), .logFolder = m_tenant->logFolder()};
    }
    std::unique_ptr<ContosoTenant> m_tenant;
};

namespace {

const std::vector<Session> &somePeople()
{
    static const std::vector<Session> people = {T::ada(), T::abe(), T::rita(), T::paul(),  T::eve(),
                                                T::ed(),  T::max(), T::mae(),  T::nobody()};
    return people;
}

/// Does anything, by anybody, to any request.
class Walk
{
public:
    Walk(ContosoTenant &tenant, unsigned seed) : m_tenant(tenant), m_engine(seed)
    {
        m_doors = {tenant.anotherDoor(5s), tenant.anotherDoor(5s)};
    }

    QString step()
    {
        LockboxService &door = *m_doors[below(2)];
        switch (below(12)) {
        case 0: return refusal(door.changePolicy(someone(), somePolicy()));
        case 1: return refusal(door.setRoles(T::ada(), pick(m_idle), someRoles()));
        case 2: return refusal(door.setEmail(T::ada(), someone().userPrincipalName, someText()));
        case 3: return refusal(door.addUser(T::ada(), newUser()));
        case 4: m_tenant.clock().advance(below(200) * 1min); return {};
        case 5: return refusal(door.checkpoint(T::rita()));
        case 6: m_doors[below(2)] = m_tenant.anotherDoor(5s); return {};
        case 7:
        case 8: return file(door);
        default: break;
        }
        if (m_requests.isEmpty())
            return {};
        const auto operation = rules::allOperations()[1 + below(8)];
        // Those filed of late are still open.
        const auto late = m_requests.last(std::min<qsizetype>(6, m_requests.size()));
        return refusal(T::act(door, operation, actorFor(operation), pick(late)));
    }

private:
    size_t below(size_t n) { return m_engine() % n; }
    QString pick(const QStringList &list) { return list.at(qsizetype(below(size_t(list.size())))); }
    Session someone() { return somePeople()[below(somePeople().size())]; }
    /// Often somebody who may.
    Session actorFor(Operation operation)
    {
        if (below(4) == 0)
            return someone();
        if (operation == Operation::Authorize || operation == Operation::Reject)
            return T::max();
        const bool isEngineers =
            operation == Operation::Complete || operation == Operation::RecordAction;
        return isEngineers ? T::eve() : T::ada();
    }
    QString someText()
    {
        return below(3) ? QStringLiteral("x%1@contoso.com").arg(below(5)) : QString();
    }
    RoleSet someRoles()
    {
        RoleSet roles;
        for (size_t i = below(3); i > 0; --i)
            roles.insert(allRoles()[below(allRoles().size())].role);
        return roles;
    }
    PolicyChange somePolicy()
    {
        return {.requireApproval = below(2) == 0, .decideWithin = (1 + below(30)) * 1h};
    }
    NewUser newUser()
    {
        return {.userPrincipalName = QStringLiteral("user%1@contoso.com").arg(below(20)),
                .displayName = QStringLiteral("Ünïcode \"name\" %1").arg(below(9))};
    }
    QString file(LockboxService &door)
    {
        auto wish = T::wish(QStringLiteral("SR%1").arg(below(9)));
        wish.reason = QStringLiteral("漢字 \\ \"%1\" \U0001F510\nline").arg(below(99));
        const auto filed = door.submitRequest(below(3) ? T::eve() : T::mae(), wish);
        if (filed)
            m_requests.append(filed->id.toString());
        return refusal(filed);
    }

    ContosoTenant &m_tenant;
    std::mt19937 m_engine;
    std::array<std::unique_ptr<LockboxService>, 2> m_doors;
    QStringList m_requests;
    /// Without whom the workflow goes on.
    const QStringList m_idle = {T::bill().userPrincipalName, T::paul().userPrincipalName,
                                T::mo().userPrincipalName, T::ed().userPrincipalName};
};

} // namespace

void TestLogWalk::randomWalk_data()
{
    QTest::addColumn<int>("seed");
    for (const int seed : {1, 2})
        QTest::addRow("%d", seed) << seed;
}

void TestLogWalk::randomWalk()
{
    QFETCH(int, seed);
    Walk walk(t(), unsigned(seed));
    QHash<QString, int> answers;
    QStringList before = tablesBesideCheckpoints(t().path());
    qint64 sizeBefore = logSize(t().path());
    for (int i = 1; i <= 600; ++i) {
        const QString answer = walk.step();
        ++answers[answer];
        const QStringList after = tablesBesideCheckpoints(t().path());
        const qint64 now = logSize(t().path());
        QVERIFY2((after != before) == (now > sizeBefore), qPrintable(answer));
        before = after;
        sizeBefore = now;
        if (i % 50 == 0)
            QCOMPARE(logFault(t().path(), options()), QString());
    }
    // It was a walk: much was done, and much refused.
    QVERIFY(answers.value(QStringLiteral("done")) > 100);
    QVERIFY(answers.value(QStringLiteral("wrongState")) > 20);
    QVERIFY(answers.value(QStringLiteral("notPermitted")) > 10);
    QVERIFY(sizeBefore > 250);
}

void TestLogWalk::noAlarmForAnHonestStore_data()
{
    QTest::addColumn<int>("seed");
    for (const int seed : {1, 2, 3})
        QTest::addRow("%d", seed) << seed;
}

/// Two doors, opened and closed in any order, each with this folder, another, or none.
void TestLogWalk::noAlarmForAnHonestStore()
{
    QFETCH(int, seed);
    std::mt19937 engine{unsigned(seed)};
    const auto below = [&](int n) { return int(engine() % unsigned(n)); };
    std::array<LocalOptions, 3> places = {options(), options(), options()};
    places[1].logFolder += QStringLiteral("2");
    places[2].logFolder.clear();
    std::array<std::unique_ptr<LockboxService>, 2> doors;
    for (int step = 0; step < 250; ++step) {
        auto &door = doors[size_t(below(2))];
        const int what = below(8);
        if (!door)
            door = need(openLocalStore(t().path(), places[size_t(below(3))]));
        else if (what == 0)
            door.reset();
        else if (what == 1)
            need(door->checkpoint(T::ada()));
        else if (what == 2)
            t().clock().advance(std::chrono::hours(below(20)));
        else if (what == 3)
            need(door->submitRequest(T::eve(), T::wish(QStringLiteral("SR"))));
        else
            need(door->changePolicy(T::ada(), {.decideWithin = 2h + step * 1s}));
        for (const auto &each : doors)
            QVERIFY(!each || (!need(each->info()).alarm && !need(each->logState(T::ada())).alarm));
        if (step % 10 == 0)
            QVERIFY(!need(localLogState(t().path(), places[size_t(below(3))])).alarm);
    }
    doors = {};
    for (const LocalOptions &place : places)
        QCOMPARE(logFault(t().path(), place), QString());
}

QTEST_GUILESS_MAIN(TestLogWalk)
#include "tst_logwalk.moc"
