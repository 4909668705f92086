#include "tests/core/demo/replay.h"
#include "tests/core/service/contosotenant.h"
#include "tests/core/store/requestsamples.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using rules::Operation;
using T = ContosoTenant;

/// Everybody does anything at any time, from two doors: what is in the file always follows from its
/// history.
class TestServiceLife : public QObject
{
    Q_OBJECT

private slots:
    void staysWhole_data();
    void staysWhole();

private:
    ContosoTenant &t() { return *m_tenant; }
    int pick(int below) { return test::pick(m_random, below); }
    Session actorFor(Operation operation);
    QString someRequest();
    void step();
    void checkCounts();
    void checkHistory();

    std::unique_ptr<ContosoTenant> m_tenant;
    std::unique_ptr<LockboxService> m_other;
    std::mt19937 m_random;
    QStringList m_ids;
    int m_done = 0;
    int m_refused = 0;
};

void TestServiceLife::staysWhole_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<bool>("requireApproval");
    for (const quint32 seed : {1U, 2U, 3U, 4U})
        QTest::addRow("On, seed %u", seed) << seed << true;
    QTest::addRow("Off") << 5U << false;
}

/// Mostly somebody who may do that.
Session TestServiceLife::actorFor(Operation operation)
{
    static const Session people[] = {T::ada(), T::abe(), T::gil(), T::paul(),
                                     T::eve(), T::ed(),  T::mae(), T::max()};
    if (pick(3) == 0)
        return people[pick(8)];
    switch (operation) {
    case Operation::Submit: return pick(3) == 0 ? T::ed() : T::eve();
    case Operation::Complete:
    case Operation::RecordAction: return T::eve();
    case Operation::Authorize:
    case Operation::Reject: return pick(2) == 0 ? T::max() : T::mae();
    default: return pick(2) == 0 ? T::ada() : T::abe();
    }
}

/// Mostly one of the newest.
QString TestServiceLife::someRequest()
{
    if (m_ids.isEmpty() || pick(20) == 0)
        return QStringLiteral("EXSR1");
    return m_ids.at(m_ids.size() - 1 - pick(std::min(5, static_cast<int>(m_ids.size()))));
}

void TestServiceLife::step()
{
    const Operation operation = rules::allOperations()[size_t(pick(9))];
    const Session who = actorFor(operation);
    LockboxService &door = pick(2) == 0 ? t().door() : *m_other;
    t().clock().advance(pick(6) == 0 ? pick(6 * 3600) * 1s : pick(60) * 1ms);
    // What the clock has done meanwhile is no part of what is refused.
    const qint64 head = need(door.changes(T::paul(), -1, 0ms, {})).head;
    const QStringList before = pick(10) == 0 ? t().dump() : QStringList();
    const auto answer =
        operation == Operation::Submit
            ? door.submitRequest(who, {.reference = QStringLiteral("EXSR%1").arg(pick(30)),
                                       .service = QStringLiteral("Teams"),
                                       .reason = QStringLiteral("Chats are lost"),
                                       .duration = pick(300) * 1min})
            : T::act(door, operation, who, someRequest());
    if (answer) {
        ++m_done;
        if (operation == Operation::Submit)
            m_ids.append(answer->id.toString());
        QVERIFY(t().stored(answer->id) == *answer);
        return;
    }
    ++m_refused;
    QCOMPARE(need(door.changes(T::paul(), -1, 0ms, {})).head, head);
    if (!before.isEmpty())
        QCOMPARE(t().dump(), before);
}

void TestServiceLife::checkCounts()
{
    for (const Session &who : {T::max(), T::gil(), T::eve(), T::ed()}) {
        RequestCounts real;
        for (const AccessRequest &request : demo::allRequests(t().door(), who))
            ++real[request.state];
        RequestCounts kept = need(m_other->requestCounts(who));
        std::erase_if(kept, [](const auto &count) { return count.second == 0; });
        QVERIFY(kept == real);
    }
}

void TestServiceLife::checkHistory()
{
    demo::Replay replay(need(t()->users(T::ada(), {})), need(t()->policy(T::ada())));
    QCOMPARE(replay.run(t().history()), QString());
    const auto requests = demo::allRequests(t().door(), T::max());
    QCOMPARE(qsizetype(requests.size()), replay.requests().size());
    for (const AccessRequest &request : requests)
        QVERIFY2(request == replay.requests().value(request.id), qPrintable(request.id.toString()));
}

void TestServiceLife::staysWhole()
{
    QFETCH(quint32, seed);
    QFETCH(bool, requireApproval);
    m_tenant = std::make_unique<ContosoTenant>(Policy{.requireApproval = requireApproval});
    m_other = t().anotherDoor(5s);
    m_random.seed(seed);
    m_ids.clear();
    m_done = m_refused = 0;
    for (int i = 0; i < 2000 && !QTest::currentTestFailed(); ++i) {
        step();
        if (i % 100 == 0)
            checkCounts();
    }
    checkCounts();
    checkHistory();
    QVERIFY(t().check());
    // It was a life: much was done, and much refused.
    QVERIFY2(m_done > 100 && m_refused > 100, qPrintable(QString::number(m_done)));
    QSet<QString> states;
    for (const auto &[state, count] : need(t()->requestCounts(T::max())))
        states.insert(toSlug(state));
    QVERIFY(states.size() >= (requireApproval ? 8 : 6));
}

QTEST_GUILESS_MAIN(TestServiceLife)
#include "tst_servicelife.moc"
