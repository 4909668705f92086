#include "tests/core/service/contosotenant.h"
#include "tests/core/store/sqlprobe.h"

#include <QJsonArray>
#include <QTest>

#include <functional>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using rules::Operation;
using T = ContosoTenant;

/// Something that changes the tenant; returns what refusal() says.
using Change = std::function<QString(ContosoTenant &)>;
Q_DECLARE_METATYPE(Change)

/// The history: what each change tells, in the transaction of the change, numbered without gaps.
class TestServiceHistory : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tenant = std::make_unique<ContosoTenant>(); }
    void beginsWithTheTenantAndItsUsers();
    void numbersHaveNoGaps();
    void numbersHaveNoGapsBetweenTwoDoors();
    void failedEventUndoesTheChange_data();
    void failedEventUndoesTheChange();
    void tellsWhoWasNotified();
    void tellsWhatWasSet();
    void comesInPages();
    void comesInPagesForARequest();
    void storyIsTheSameEverywhere();
    void hidesWhatTheCustomerMayNotSee_data();
    void hidesWhatTheCustomerMayNotSee();

private:
    ContosoTenant &t() { return *m_tenant; }
    std::unique_ptr<ContosoTenant> m_tenant;
};

void TestServiceHistory::beginsWithTheTenantAndItsUsers()
{
    const auto history = t().history();
    QCOMPARE(history.size(), size_t(13));
    const Event &created = history.front();
    QCOMPARE(toSlug(created.kind), QStringLiteral("tenant.created"));
    QVERIFY(created.at == T::start());
    QCOMPARE(created.after.value(QStringLiteral("name")).toString(), QStringLiteral("Contoso"));
    QCOMPARE(created.after.value(QStringLiteral("requireApproval")), QJsonValue(true));
    for (size_t i = 1; i < history.size(); ++i)
        QCOMPARE(toSlug(history[i].kind), QStringLiteral("user.added"));
    QCOMPARE(history[1].user, T::ada().userPrincipalName);
}

static void checkNumbers(const std::vector<Event> &history)
{
    for (size_t i = 0; i < history.size(); ++i)
        QCOMPARE(history[i].seq, qint64(i) + 1);
}

void TestServiceHistory::numbersHaveNoGaps()
{
    for (const RequestState state : allRequestStates()) {
        const QString id = t().inState(state).id.toString();
        // Refusals in between take no number.
        (void)t()->approveRequest(T::paul(), id, {});
        (void)t()->denyRequest(T::abe(), id, QString(2000, QLatin1Char('x')));
        (void)t()->submitRequest(T::eve(), {});
        (void)t()->addUser(T::ada(), {.userPrincipalName = T::abe().userPrincipalName,
                                      .displayName = QStringLiteral("Abe")});
        (void)t()->setRoles(T::ada(), T::ada().userPrincipalName, {});
    }
    checkNumbers(t().history());
    QCOMPARE(qint64(t().history().size()), need(t()->changes(T::ada(), -1, 0ms, {})).head);
}

void TestServiceHistory::numbersHaveNoGapsBetweenTwoDoors()
{
    const auto other = t().anotherDoor(5s);
    for (int i = 0; i < 20; ++i) {
        t().submitted();
        need(other->changePolicy(T::abe(), {.maxAccess = 3h + i * 1min}));
    }
    checkNumbers(t().history());
}

void TestServiceHistory::failedEventUndoesTheChange_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<Change>("change");
    const auto row = [](const char *kind, const Change &change) {
        QTest::newRow(kind) << QString::fromLatin1(kind) << change;
    };
    const auto act = [&](const char *kind, Operation operation, const Session &who,
                         const char *request) {
        row(kind, [=](ContosoTenant &t) {
            return refusal(T::act(t.door(), operation, who, QString::fromLatin1(request)));
        });
    };
    row("request.submitted", [](auto &t) {
        return refusal(t->submitRequest(T::eve(), T::wish(QStringLiteral("SR1"))));
    });
    act("request.authorized", Operation::Authorize, T::max(), "filed");
    act("request.notified", Operation::Authorize, T::max(), "filed"); // the second of two events
    act("request.rejected", Operation::Reject, T::max(), "filed");
    act("request.approved", Operation::Approve, T::abe(), "pending");
    act("request.denied", Operation::Deny, T::abe(), "pending");
    act("request.canceled", Operation::Cancel, T::eve(), "pending");
    act("access.recorded", Operation::RecordAction, T::eve(), "open");
    act("access.revoked", Operation::Revoke, T::ada(), "open");
    act("access.completed", Operation::Complete, T::eve(), "open");
    row("user.added", [](auto &t) {
        return refusal(t->addUser(T::ada(), {.userPrincipalName = QStringLiteral("n@contoso.com"),
                                             .displayName = QStringLiteral("N")}));
    });
    row("user.rolesChanged", [](auto &t) {
        return refusal(t->setRoles(T::ada(), T::bill().userPrincipalName, {Role::GlobalReader}));
    });
    row("user.emailChanged",
        [](auto &t) { return refusal(t->setEmail(T::ada(), T::bill().userPrincipalName, {})); });
    row("setting.changed",
        [](auto &t) { return refusal(t->changePolicy(T::ada(), {.maxAccess = 1h})); });
    row("clock.advanced", [](auto &t) { return refusal(t->advanceClock(T::ada(), 1h)); });
}

/// Where an event can't be written, what it tells of isn't either.
void TestServiceHistory::failedEventUndoesTheChange()
{
    QFETCH(QString, kind);
    QFETCH(Change, change);
    m_tenant = std::make_unique<ContosoTenant>(T::policyOn(), T::Kind::Demo);
    t().submitted(QStringLiteral("filed"));
    t().authorized(QStringLiteral("pending"));
    t().approved(QStringLiteral("open"));
    SqlProbe probe(t().path());
    probe.stumbleAt(kind);
    const QStringList before = t().dump();
    QCOMPARE(change(t()), QStringLiteral("internal"));
    QCOMPARE(t().dump(), before);
    probe.stumbleNoMore();
    QCOMPARE(change(t()), QStringLiteral("done"));
    checkNumbers(t().history());
}

void TestServiceHistory::tellsWhoWasNotified()
{
    need(t()->setRoles(T::ada(), T::gil().userPrincipalName,
                       {Role::GlobalReader, Role::LockboxApprover}));
    const auto pending = t().authorized();
    const Event event = t().lastEvent();
    QCOMPARE(toSlug(event.kind), QStringLiteral("request.notified"));
    QVERIFY(event.request == pending.id);
    QMap<QString, QJsonValue> told;
    for (const QJsonValue &one : event.details.value(QStringLiteral("recipients")).toArray())
        told.insert(one[QStringLiteral("user")].toString(), one[QStringLiteral("address")]);
    // Global administrators and approvers, and nobody else; the alternate address where the main
    // one is missing; null for whom no mail can reach.
    const QMap<QString, QJsonValue> expected = {
        {T::ada().userPrincipalName, T::ada().userPrincipalName},
        {T::abe().userPrincipalName, T::abe().userPrincipalName},
        {T::gil().userPrincipalName, T::gil().userPrincipalName},
        {T::mia().userPrincipalName, QStringLiteral("mia@home.example")},
        {T::mo().userPrincipalName, QJsonValue()}};
    QCOMPARE(told, expected);
    QVERIFY(told.value(T::mo().userPrincipalName).isNull());
    const auto overview = need(t()->overview(T::gil()));
    QCOMPARE(overview.approvers, 5);
    QCOMPARE(overview.unreachableApprovers, 1);
}

void TestServiceHistory::tellsWhatWasSet()
{
    const Policy changed = need(t()->changePolicy(
        T::ada(), {.requireApproval = false, .decideWithin = 12h, .maxAccess = 2h}));
    const Event event = t().lastEvent();
    QCOMPARE(toSlug(event.kind), QStringLiteral("setting.changed"));
    QCOMPARE(event.before, (QJsonObject{{QStringLiteral("requireApproval"), true},
                                        {QStringLiteral("maxAccess"), 14400}}));
    QCOMPARE(event.after, (QJsonObject{{QStringLiteral("requireApproval"), false},
                                       {QStringLiteral("maxAccess"), 7200}}));
    QVERIFY(need(t().anotherDoor()->policy(T::gil())) == changed);
    QVERIFY(changed.commentRequiredOnDeny);
}

void TestServiceHistory::comesInPages()
{
    t().approved();
    const auto whole = t().history();
    for (const int limit : {1, 5, 1000}) {
        std::vector<Event> walked;
        EventQuery query{.request = {}, .after = 0, .limit = limit};
        for (;;) {
            const auto page = need(t()->events(T::rita(), query));
            QVERIFY(std::cmp_less_equal(page.items.size(), limit));
            walked.insert(walked.end(), page.items.begin(), page.items.end());
            if (page.next.isEmpty())
                break;
            QCOMPARE(qsizetype(page.items.size()), limit);
            query.after = page.next.toLongLong();
        }
        QVERIFY(walked == whole);
    }
    const auto none = need(t()->events(T::rita(), {.request = {}, .after = 10'000}));
    QVERIFY(none.items.empty() && none.next.isEmpty());
}

void TestServiceHistory::comesInPagesForARequest()
{
    const auto open = t().approved(QStringLiteral("SR1"));
    t().approved(QStringLiteral("SR2"));
    need(t()->recordAction(T::eve(), QStringLiteral("SR1"), QStringLiteral("looked")));
    QStringList kinds;
    EventQuery query{.request = QStringLiteral("SR1"), .after = 0, .limit = 2};
    for (;;) {
        const auto page = need(t()->events(T::gil(), query));
        for (const Event &event : page.items) {
            QVERIFY(event.request == open.id);
            kinds.append(toSlug(event.kind));
        }
        if (page.next.isEmpty())
            break;
        query.after = page.next.toLongLong();
    }
    QCOMPARE(kinds, t().timeline(open.id));
    QCOMPARE(kinds.size(), 5);
}

void TestServiceHistory::storyIsTheSameEverywhere()
{
    const auto open = t().approved();
    std::vector<Event> ofRequest = t().history();
    std::erase_if(ofRequest, [&](const Event &event) { return event.request != open.id; });
    QVERIFY(need(t()->request(T::gil(), open.reference)).timeline == ofRequest);
    QVERIFY(need(t()->events(T::gil(), {.request = open.id.toString()})).items == ofRequest);
    auto changes = need(t()->changes(T::gil(), 0, 0ms, {})).events;
    QVERIFY(changes == t().history());
    // The provider's side does not learn who the customer's approvers are.
    for (const Session &who : {T::eve(), T::max()}) {
        auto timeline = need(t()->request(who, open.reference)).timeline;
        QCOMPARE(timeline.size(), ofRequest.size());
        QCOMPARE(timeline[2].details, (QJsonObject{{QStringLiteral("notified"), 3},
                                                   {QStringLiteral("unreachable"), 1}}));
        timeline[2].details = ofRequest[2].details;
        // Nor from where anybody else came to a service.
        auto seen = ofRequest;
        for (Event &event : seen) {
            if (event.actor != who.userPrincipalName)
                event.method = event.address = QString();
        }
        QVERIFY(timeline == seen);
    }
}

void TestServiceHistory::hidesWhatTheCustomerMayNotSee_data()
{
    QTest::addColumn<Session>("reader");
    QTest::newRow("administrator") << T::ada();
    QTest::newRow("approver") << T::abe();
    QTest::newRow("global reader") << T::gil();
    QTest::newRow("security reader") << T::rita();
}

/// Of a request that the manager has not agreed to, or has rejected, or that was withdrawn before.
void TestServiceHistory::hidesWhatTheCustomerMayNotSee()
{
    QFETCH(Session, reader);
    const auto filed = t().submitted(QStringLiteral("SR1"));
    const auto rejected = t().submitted(QStringLiteral("SR2"));
    need(t()->rejectRequest(T::max(), rejected.id.toString(), {}));
    const auto withdrawn = t().submitted(QStringLiteral("SR3"));
    need(t()->cancelRequest(T::eve(), withdrawn.id.toString(), {}));
    const auto pending = t().authorized(QStringLiteral("SR4"));
    const auto seen = [&](int limit) {
        std::vector<Event> events;
        EventQuery query{.request = {}, .after = 0, .limit = limit};
        for (;;) {
            const auto page = need(t()->events(reader, query));
            events.insert(events.end(), page.items.begin(), page.items.end());
            if (page.next.isEmpty())
                return events;
            query.after = page.next.toLongLong();
        }
    };
    std::vector<Event> expected = t().history();
    QCOMPARE(expected.size(), size_t(13 + 5 + 3));
    std::erase_if(expected, [&](const Event &event) {
        return !event.request.isNull() && event.request != pending.id;
    });
    for (const int limit : {1, 7, 1000})
        QVERIFY(seen(limit) == expected);
    QVERIFY(need(t()->changes(reader, 0, 0ms, {})).events == expected);
    // With the manager's yes all of it is there, at its place.
    need(t()->authorizeRequest(T::max(), filed.id.toString(), {}));
    expected = t().history();
    std::erase_if(expected, [&](const Event &event) {
        return event.request == rejected.id || event.request == withdrawn.id;
    });
    QVERIFY(seen(7) == expected);
}

QTEST_GUILESS_MAIN(TestServiceHistory)
#include "tst_servicehistory.moc"
