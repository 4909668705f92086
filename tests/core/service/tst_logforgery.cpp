#include "tests/core/service/forger.h"
#include "tests/core/service/logwatch.h"
#include "tests/core/service/longhistory.h"

#include <QTest>

#include <functional>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

namespace {

using Forgery = std::function<void(T &, Forger &)>;

Actor actorOf(const Session &session, const RoleSet &roles)
{
    return {.userPrincipalName = session.userPrincipalName,
            .displayName = session.userPrincipalName,
            .roles = roles};
}

Actor abe()
{
    Actor actor = actorOf(T::abe(), {Role::LockboxApprover});
    actor.displayName = QStringLiteral("Abe Approver");
    return actor;
}

Event suppressed(const AccessRequest &request)
{
    Event event{.at = T::start(),
                .kind = EventKind::NoticeSuppressed,
                .actor = T::ada().userPrincipalName,
                .actorRole = Role::GlobalAdministrator,
                .request = request.id,
                .reference = request.reference};
    event.user = T::abe().userPrincipalName;
    event.details = {{QStringLiteral("notice"), QStringLiteral("decided")},
                     {QStringLiteral("address"), QStringLiteral("abe@contoso.com")}};
    return event;
}

} // namespace

Q_DECLARE_METATYPE(Forgery)

/// Events that fit the tables, their hashes and each other, and are signed with the log's own key:
/// only living through the history tells that they could not have happened.
class TestLogForgery : public QObject
{
    Q_OBJECT

private slots:
    void honestChangeIsNoAlarm();
    void livedHistoryIsNoAlarm();
    void forged_data();
    void forged();

private:
    /// What verifying finds after the log was signed as it is now.
    static LogFinding findingAfterSigning(T &tenant);
};

LogFinding TestLogForgery::findingAfterSigning(T &tenant)
{
    const LocalOptions options{.clock = &tenant.clock(), .logFolder = tenant.logFolder()};
    need(localCheckpoint(tenant.path(), options));
    if (need(localLogState(tenant.path(), options)).alarm)
        qFatal("the pin has seen it");
    const auto verified = need(verifyLocalStore(tenant.path(), {}, {}, options));
    return verified.finding.value_or(LogFinding());
}

/// What the rules allow may be written in this way: it is the same as by the door.
void TestLogForgery::honestChangeIsNoAlarm()
{
    T tenant;
    Forger forger(tenant);
    const AccessRequest request = tenant.authorized();
    forger.change(request, rules::approve(abe(), request, {}, T::policyOn(), tenant.clock().now()));
    const AccessRequest over = tenant.inState(RequestState::Denied);
    forger.tell(suppressed(over), forger.keyOf(over.id));
    const LogFinding found = findingAfterSigning(tenant);
    QVERIFY2(found.message.isEmpty(), qPrintable(found.message));
}

/// All that happens to a tenant and its settings, and a clock that went back.
static void live(T &tenant)
{
    const QString abe = T::abe().userPrincipalName;
    need(tenant->addUser(T::ada(), {.userPrincipalName = QStringLiteral("new@contoso.com"),
                                    .displayName = QStringLiteral("New"),
                                    .email = QStringLiteral(" new@contoso.com "),
                                    .side = Side::Provider}));
    need(tenant->setRoles(T::ada(), QStringLiteral("new@contoso.com"), {Role::Manager}));
    need(tenant->setRoles(T::ada(), T::paul().userPrincipalName,
                          {Role::GlobalAdministrator, Role::LockboxApprover}));
    need(tenant->setRoles(T::paul(), T::ada().userPrincipalName, {}));
    need(tenant->setRoles(T::paul(), T::ada().userPrincipalName, {Role::GlobalAdministrator}));
    const AccessRequest waits = tenant.authorized(QStringLiteral("LIVE1"));
    const AccessRequest unasked = tenant.submitted(QStringLiteral("LIVE2"));
    need(tenant->changePolicy(T::abe(), {.requireApproval = false, .maxAccess = 1h}));
    need(tenant->setRoles(T::ada(), abe, {}));
    need(tenant->authorizeRequest(T::max(), unasked.id.toString(), {}));
    need(tenant->approveRequest(T::mia(), waits.id.toString(), {}));
    need(tenant->changePolicy(T::mia(),
                              {.requireApproval = true, .decideWithin = 3h, .maxAccess = 3h}));
    need(tenant->setRoles(T::ada(), abe, {Role::Engineer}));
    need(tenant->setAlternateEmail(T::ada(), abe, QStringLiteral("abe@home.example")));
    need(tenant->changeNotifications(T::ada(), {.host = QStringLiteral("mail.contoso.com"),
                                                .sender = QStringLiteral("lockbox@contoso.com"),
                                                .timeZone = QStringLiteral("Europe/Berlin"),
                                                .optional = std::set{NoticeKind::RolesChanged}}));
    tenant.authorized(QStringLiteral("LIVE3"));
}

/// Keeps back whatever waits to be sent, also of requests that are over; how many.
static int suppressSome(T &tenant)
{
    int count = 0;
    const auto waiting =
        need(tenant->deliveries(T::ada(), {.states = {DeliveryState::Queued}, .limit = 1000}));
    for (const Delivery &delivery : waiting) {
        need(tenant->suppressDelivery(T::ada(), delivery.id));
        ++count;
    }
    return count;
}

void TestLogForgery::livedHistoryIsNoAlarm()
{
    LongHistory history;
    T &tenant = history.tenant();
    live(tenant);
    QVERIFY(suppressSome(tenant) > 20);
    tenant.clock().advance(-1h);
    tenant.authorized(QStringLiteral("LIVE4"));
    tenant.clock().advance(100h);
    need(tenant->requests(T::max(), {})); // writes down what the clock has done
    const LogFinding found = findingAfterSigning(tenant);
    QVERIFY2(found.message.isEmpty(), qPrintable(found.message));
    QVERIFY(logSize(tenant.path()) > 300);
}

static void forgedDecisions()
{
    const auto row = [](const char *name, const char *field, const char *words,
                        const Forgery &forgery) {
        QTest::newRow(name) << forgery << QString::fromLatin1(field) << QString::fromLatin1(words);
    };
    const auto approvedBy = [](const Actor &actor) {
        return [=](T &tenant, Forger &forger) {
            const AccessRequest request = tenant.authorized();
            forger.change(request,
                          rules::approve(actor, request, {}, T::policyOn(), tenant.clock().now()));
        };
    };
    row("by no approver", "kind", "paul@contoso.com may not approve",
        approvedBy(actorOf(T::paul(), {Role::LockboxApprover})));
    row("by nobody known", "actor", "no user nobody@contoso.com",
        approvedBy(actorOf(T::nobody(), {Role::LockboxApprover})));
    row("in another role", "actorRole", "customer-lockbox-access-approver",
        approvedBy(actorOf(T::abe(), {Role::GlobalAdministrator})));
    row("by a former approver", "kind", "abe@contoso.com may not approve",
        [=](T &tenant, Forger &forger) {
            need(tenant->setRoles(T::ada(), T::abe().userPrincipalName, {}));
            approvedBy(abe())(tenant, forger);
        });
    row("after the deadline", "kind", "expired at", [](T &tenant, Forger &forger) {
        const AccessRequest request = tenant.authorized();
        AccessRequest longer = request;
        *longer.expiresAt += 10h;
        forger.change(request, rules::approve(abe(), longer, {}, T::policyOn(), *request.expiresAt),
                      [&](AccessRequest &after) { after.expiresAt = request.expiresAt; });
    });
    row("for longer than asked", "duration", "longer than was asked for",
        [](T &tenant, Forger &forger) {
            const AccessRequest request = tenant.authorized();
            AccessRequest longer = request;
            longer.duration = 4h;
            forger.change(request,
                          rules::approve(abe(), longer, {}, T::policyOn(), tenant.clock().now()),
                          [&](AccessRequest &after) { after.duration = request.duration; });
        });
    row("for longer than allowed", "duration", "longer than the tenant allows",
        [](T &tenant, Forger &forger) {
            const AccessRequest request = tenant.authorized();
            need(tenant->changePolicy(T::ada(), {.maxAccess = 1h}));
            forger.change(request,
                          rules::approve(abe(), request, {}, T::policyOn(), tenant.clock().now()));
        });
}

static void forgedRest()
{
    const auto row = [](const char *name, const char *field, const char *words,
                        const Forgery &forgery) {
        QTest::newRow(name) << forgery << QString::fromLatin1(field) << QString::fromLatin1(words);
    };
    row("one's own, as manager", "kind", "of their own", [](T &tenant, Forger &forger) {
        const AccessRequest request =
            need(tenant->submitRequest(T::mae(), T::wish(QStringLiteral("SR1"))));
        AccessRequest other = request;
        other.requestor = T::eve().userPrincipalName;
        forger.change(
            request,
            rules::reject(actorOf(T::mae(), {Role::Manager}), other, {}, tenant.clock().now()),
            [&](AccessRequest &after) { after.requestor = request.requestor; });
    });
    row("expired early", "at", "by the rules it is", [](T &tenant, Forger &forger) {
        const AccessRequest request = tenant.authorized();
        AccessRequest shorter = request;
        *shorter.expiresAt -= 11h;
        forger.change(request, *rules::elapse(shorter, *shorter.expiresAt),
                      [&](AccessRequest &after) { after.expiresAt = request.expiresAt; });
    });
    row("approvers not told", "recipients", "the approvers were", [](T &tenant, Forger &forger) {
        const AccessRequest request = tenant.submitted();
        forger.change(request, rules::authorize(actorOf(T::max(), {Role::Manager}), request, {},
                                                T::policyOn(), {}, tenant.clock().now()));
    });
    row("half an act", "kind", "request.notified", [](T &tenant, Forger &forger) {
        const AccessRequest request = tenant.submitted();
        auto change = need(rules::authorize(actorOf(T::max(), {Role::Manager}), request, {},
                                            T::policyOn(), {}, tenant.clock().now()));
        change.events.pop_back();
        forger.change(request, change, [&](AccessRequest &after) {
            const auto authorization = after.authorization;
            after = request;
            after.authorization = authorization;
        });
    });
    row("not asked, though asking was on", "kind", "", [](T &tenant, Forger &forger) {
        const AccessRequest request = tenant.submitted();
        forger.change(request, rules::authorize(actorOf(T::max(), {Role::Manager}), request, {},
                                                T::policyOff(), {}, tenant.clock().now()));
    });
    row("roles by an approver", "actor", "abe@contoso.com may not manage users",
        [](T &, Forger &forger) {
            forger.giveRoles(T::paul(), {Role::LockboxApprover}, T::abe());
        });
    row("the last administrator's roles", "roles", "the last global administrator",
        [](T &, Forger &forger) { forger.giveRoles(T::ada(), {}, T::ada()); });
    row("settings by a reader", "actor", "rita@contoso.com may not change settings",
        [](T &, Forger &forger) { forger.turnOff(T::rita(), Role::LockboxApprover); });
    row("settings in another role", "actorRole", "abe@contoso.com would have done it as",
        [](T &, Forger &forger) { forger.turnOff(T::abe(), Role::GlobalAdministrator); });
}

static void forgedEvents()
{
    const auto row = [](const char *name, const char *field, const char *words,
                        const Forgery &forgery) {
        QTest::newRow(name) << forgery << QString::fromLatin1(field) << QString::fromLatin1(words);
    };
    row("a log's second start", "kind", "a log already", [](T &tenant, Forger &forger) {
        Event event{.at = tenant.clock().now(), .kind = EventKind::LogStarted};
        event.details.insert(QStringLiteral("events"), logSize(tenant.path()));
        forger.tell(event);
    });
    row("a real store's clock", "kind", "only a demo store", [](T &tenant, Forger &forger) {
        Event event{.at = tenant.clock().now(),
                    .kind = EventKind::ClockAdvanced,
                    .actor = T::ada().userPrincipalName};
        event.details.insert(QStringLiteral("by"), 60);
        forger.tell(event);
    });
    row("a log's start in somebody's story", "request", "log.started says nothing of",
        [](T &tenant, Forger &forger) {
            const AccessRequest request = tenant.submitted();
            forger.tell({.kind = EventKind::LogStarted, .request = request.id},
                        forger.keyOf(request.id));
        });
    row("a notice of a request to come", "request", "not filed yet", [](T &, Forger &forger) {
        auto change =
            need(rules::submit(actorOf(T::eve(), {Role::Engineer}), T::wish(QStringLiteral("SR1")),
                               T::policyOn(), RequestId(RandomIdSource().next()), T::start()));
        const qint64 key = forger.file(change.request);
        forger.tell(suppressed(change.request), key);
        forger.tell(change.events.front(), key);
    });
    row("a notice of another reference", "reference", "which was filed as EXSR359123",
        [](T &tenant, Forger &forger) {
            const AccessRequest over = tenant.inState(RequestState::Denied);
            Event event = suppressed(over);
            event.reference = QStringLiteral("SR9");
            forger.tell(event, forger.keyOf(over.id));
        });
}

void TestLogForgery::forged_data()
{
    QTest::addColumn<Forgery>("forgery");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("words");
    forgedDecisions();
    forgedRest();
    forgedEvents();
}

void TestLogForgery::forged()
{
    QFETCH(Forgery, forgery);
    QFETCH(QString, field);
    QFETCH(QString, words);
    T tenant;
    Forger forger(tenant);
    forgery(tenant, forger);
    const LogFinding found = findingAfterSigning(tenant);
    const QString said = QStringLiteral("%1|%2|%3").arg(found.seq).arg(found.field, found.message);
    QCOMPARE(said.section(QLatin1Char('|'), 1, 1), field);
    QVERIFY2(found.message.contains(words), qPrintable(said));
    // The newest event, or the first of two.
    QVERIFY2(found.seq > 0 && found.seq >= logSize(tenant.path()) - 1, qPrintable(said));
}

QTEST_GUILESS_MAIN(TestLogForgery)
#include "tst_logforgery.moc"
