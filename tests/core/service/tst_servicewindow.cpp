#include "tests/core/service/contosotenant.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// The facts that are easily built wrong: what the setting does to requests that are there already,
/// and how long access lasts.
class TestServiceWindow : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tenant = std::make_unique<ContosoTenant>(); }
    void offLeavesWhatWaits_data();
    void offLeavesWhatWaits();
    void offLetsWhatWaitsExpire();
    void onDoesNotEndAccess();
    void waitingDoesNotEatTheWindow();
    void windowIsTheLeastOfAll_data();
    void windowIsTheLeastOfAll();
    void policyOfTheMomentOfApprovalCounts();
    void timeToDecideIsThatOfTheNotification();
    void eachAccessEndsByItself();
    void windowThatIsTooLongIsRefused();

private:
    ContosoTenant &t() { return *m_tenant; }
    std::unique_ptr<ContosoTenant> m_tenant;
};

void TestServiceWindow::offLeavesWhatWaits_data()
{
    QTest::addColumn<rules::Operation>("operation");
    QTest::addColumn<QString>("state");
    using rules::Operation;
    QTest::newRow("approve") << Operation::Approve << QStringLiteral("approved");
    QTest::newRow("deny") << Operation::Deny << QStringLiteral("denied");
    QTest::newRow("cancel") << Operation::Cancel << QStringLiteral("canceled");
}

void TestServiceWindow::offLeavesWhatWaits()
{
    QFETCH(rules::Operation, operation);
    QFETCH(QString, state);
    const auto pending = t().authorized();
    need(t()->changePolicy(T::ada(), {.requireApproval = false}));
    QVERIFY(t().stored(pending.id) == pending);
    t().clock().advance(1h);
    QVERIFY(need(t()->request(T::abe(), pending.reference)).request == pending);
    QCOMPARE(need(t()->overview(T::abe())).waiting.size(), size_t(1));
    const auto decided = need(T::act(t().door(), operation, T::abe(), pending.reference));
    QCOMPARE(toSlug(decided.state), state);
    QVERIFY(decided.approvalRequired);
}

void TestServiceWindow::offLetsWhatWaitsExpire()
{
    const auto pending = t().authorized();
    need(t()->changePolicy(T::ada(), {.requireApproval = false}));
    t().clock().set(*pending.expiresAt);
    const auto expired = t().stored(pending.id);
    QCOMPARE(toSlug(expired.state), QStringLiteral("expired"));
    QVERIFY(!expired.access);
}

void TestServiceWindow::onDoesNotEndAccess()
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOff());
    const auto open = t().authorized(QStringLiteral("SR1"));
    QCOMPARE(toSlug(open.state), QStringLiteral("approved"));
    need(t()->changePolicy(T::ada(), {.requireApproval = true}));
    t().clock().advance(1h);
    QVERIFY(t().stored(open.id) == open);
    need(t()->recordAction(T::eve(), open.reference, QStringLiteral("went on")));
    t().clock().set(open.access->end);
    QCOMPARE(toSlug(t().stored(open.id).state), QStringLiteral("completed"));
    // The next one has to be approved.
    QCOMPARE(toSlug(t().authorized(QStringLiteral("SR2")).state), QStringLiteral("pending"));
}

void TestServiceWindow::waitingDoesNotEatTheWindow()
{
    const auto filed = t().submitted();
    t().clock().advance(48h); // nobody is hurried before the manager's yes
    const auto pending = need(t()->authorizeRequest(T::max(), filed.reference, {}));
    QVERIFY(*pending.expiresAt == t().clock().now() + 12h);
    t().clock().advance(12h - 1ms);
    const auto open = need(t()->approveRequest(T::abe(), filed.reference, {}));
    QVERIFY(open.access->start == t().clock().now());
    QVERIFY(open.access->end == t().clock().now() + 2h);
}

void TestServiceWindow::windowIsTheLeastOfAll_data()
{
    QTest::addColumn<std::chrono::seconds>("asked");
    QTest::addColumn<std::chrono::seconds>("policy");
    QTest::addColumn<std::optional<std::chrono::seconds>>("wish");
    QTest::addColumn<std::chrono::seconds>("window");
    using S = std::chrono::seconds;
    using W = std::optional<S>;
    QTest::newRow("as asked for") << S(2h) << S(4h) << W() << S(2h);
    QTest::newRow("as much as there is") << S(4h) << S(4h) << W() << S(4h);
    QTest::newRow("the policy's maximum") << S(4h) << S(1h) << W() << S(1h);
    QTest::newRow("shorter by the approver") << S(4h) << S(4h) << W(S(30min)) << S(30min);
    QTest::newRow("a second") << S(4h) << S(4h) << W(S(1s)) << S(1s);
    QTest::newRow("the approver's is all of it") << S(2h) << S(4h) << W(S(2h)) << S(2h);
    QTest::newRow("the approver's is the policy's") << S(4h) << S(1h) << W(S(1h)) << S(1h);
    QTest::newRow("a policy that has grown") << S(2h) << S(24h) << W() << S(2h);
}

/// Policies change while a request waits.
void TestServiceWindow::windowIsTheLeastOfAll()
{
    QFETCH(std::chrono::seconds, asked);
    QFETCH(std::chrono::seconds, policy);
    QFETCH(std::optional<std::chrono::seconds>, wish);
    QFETCH(std::chrono::seconds, window);
    rules::NewRequest request = T::wish(QStringLiteral("SR1"));
    request.duration = asked;
    need(t()->submitRequest(T::eve(), request));
    need(t()->authorizeRequest(T::max(), request.reference, {}));
    need(t()->changePolicy(T::ada(), {.maxAccess = policy}));
    t().clock().advance(7h);
    const auto open =
        need(t()->approveRequest(T::abe(), request.reference, {.window = wish, .comment = {}}));
    const Timestamp now = t().clock().now();
    QVERIFY(open.access == (AccessWindow{.start = now, .end = now + window, .endedBy = {}}));
    QVERIFY(open.duration == asked); // what was asked for stays on record
    t().clock().set(now + window - 1ms);
    QCOMPARE(toSlug(t().stored(open.id).state), QStringLiteral("approved"));
    t().clock().set(now + window);
    QCOMPARE(toSlug(t().stored(open.id).state), QStringLiteral("completed"));
}

void TestServiceWindow::policyOfTheMomentOfApprovalCounts()
{
    const auto open = t().approved(QStringLiteral("SR1"));
    need(t()->changePolicy(T::ada(), {.maxAccess = 15min}));
    t().clock().advance(1h);
    QVERIFY(t().stored(open.id) == open);
    // With the setting Off, the policy cuts as well.
    const auto filed =
        need(t()->submitRequest(T::eve(), {.reference = QStringLiteral("SR2"),
                                           .service = QStringLiteral("Teams"),
                                           .reason = QStringLiteral("Chats are lost"),
                                           .duration = 15min}));
    need(t()->changePolicy(T::ada(), {.requireApproval = false, .maxAccess = 4h}));
    const auto unasked = need(t()->authorizeRequest(T::max(), filed.reference, {}));
    QVERIFY(unasked.access->end == t().clock().now() + 15min);
}

void TestServiceWindow::timeToDecideIsThatOfTheNotification()
{
    need(t()->changePolicy(T::ada(), {.decideWithin = 3h}));
    const auto pending = t().authorized();
    QVERIFY(*pending.expiresAt == t().clock().now() + 3h);
    need(t()->changePolicy(T::ada(), {.decideWithin = 168h}));
    t().clock().advance(3h);
    QCOMPARE(toSlug(t().stored(pending.id).state), QStringLiteral("expired"));
}

/// Ending one access leaves others alone that overlap, even of the same service request.
void TestServiceWindow::eachAccessEndsByItself()
{
    const auto first = t().approved(QStringLiteral("SR1"));
    const auto second = t().approved(QStringLiteral("SR1"));
    const auto third = t().approved(QStringLiteral("SR1"));
    need(t()->revokeAccess(T::ada(), first.id.toString(), {}));
    QVERIFY(t().stored(second.id) == second);
    need(t()->completeAccess(T::eve(), second.id.toString(), {}));
    QVERIFY(t().stored(third.id) == third);
    t().clock().set(third.access->end);
    QCOMPARE(toSlug(t().stored(third.id).state), QStringLiteral("completed"));
    QVERIFY(t().stored(first.id).access->end < third.access->end);
}

void TestServiceWindow::windowThatIsTooLongIsRefused()
{
    const auto pending = t().authorized();
    const QStringList before = t().dump();
    QCOMPARE(refusal(t()->approveRequest(T::abe(), pending.reference,
                                         {.window = 2h + 1s, .comment = {}})),
             QStringLiteral("invalidArgument duration"));
    QCOMPARE(t().dump(), before);
    need(t()->changePolicy(T::ada(), {.maxAccess = 1h}));
    QCOMPARE(refusal(t()->approveRequest(T::abe(), pending.reference,
                                         {.window = 1h + 1s, .comment = {}})),
             QStringLiteral("invalidArgument duration"));
    need(t()->approveRequest(T::abe(), pending.reference, {.window = 1h, .comment = {}}));
}

QTEST_GUILESS_MAIN(TestServiceWindow)
#include "tst_servicewindow.moc"
