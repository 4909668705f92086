#include "tests/core/service/contosotenant.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// Each use case of a request's life, from the door to the file and back.
class TestServiceRequests : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tenant = std::make_unique<ContosoTenant>(); }
    void isSubmitted();
    void isSubmittedTrimmedAndSpelledProperly();
    void isAuthorizedWithTheSettingOn();
    void isAuthorizedWithTheSettingOff();
    void isRejected();
    void isApproved();
    void isDenied();
    void isDeniedWithoutCommentWhereNoneIsRequired();
    void isCanceledByItsEngineer();
    void isCanceledByAnApprover();
    void isRevoked();
    void isCompletedByItsEngineer();
    void actionsAreRecorded();

private:
    ContosoTenant &t() { return *m_tenant; }
    /// Compares what a call returned with what the file has, and the story with `kinds`.
    void checkStored(const AccessRequest &returned, const QStringList &kinds)
    {
        QVERIFY(t().stored(returned.id) == returned);
        QCOMPARE(t().timeline(returned.id), kinds);
        QVERIFY(need(t().anotherDoor()->request(T::max(), returned.id.toString())).request
                == returned);
    }
    QString id(const AccessRequest &request) const { return request.id.toString(); }

    std::unique_ptr<ContosoTenant> m_tenant;
};

static QStringList kinds(std::initializer_list<EventKind> list)
{
    QStringList slugs;
    for (const EventKind kind : list)
        slugs.append(toSlug(kind));
    return slugs;
}

using enum EventKind;

void TestServiceRequests::isSubmitted()
{
    t().clock().advance(5min);
    const auto request =
        need(t()->submitRequest(T::eve(), T::wish(QStringLiteral("CLB#TEST02052018"))));
    QVERIFY(!request.id.isNull());
    QCOMPARE(request.reference, QStringLiteral("CLB#TEST02052018"));
    QCOMPARE(request.requestor, T::eve().userPrincipalName);
    QCOMPARE(toSlug(request.state), QStringLiteral("submitted"));
    QVERIFY(request.submittedAt == T::start() + 5min);
    QVERIFY(!request.authorization && !request.notifiedAt && !request.expiresAt);
    QVERIFY(!request.decision && !request.access);
    checkStored(request, kinds({RequestSubmitted}));
    const Event event = t().lastEvent();
    QCOMPARE(event.actor, T::eve().userPrincipalName);
    QVERIFY(event.actorRole == Role::Engineer);
    QVERIFY(event.at == request.submittedAt);
    QCOMPARE(event.reference, request.reference);
    QCOMPARE(event.after.value(QStringLiteral("duration")).toInt(), 7200);
}

void TestServiceRequests::isSubmittedTrimmedAndSpelledProperly()
{
    const auto request = need(t()->submitRequest(
        {QStringLiteral("EVE@Fabrikam.com")}, {.reference = QStringLiteral("  EXSR1 "),
                                               .service = QStringLiteral("sharepoint"),
                                               .reason = QStringLiteral("\n A line\r\nand one \n"),
                                               .duration = 1s}));
    QCOMPARE(request.reference, QStringLiteral("EXSR1"));
    QCOMPARE(request.service, QStringLiteral("SharePoint"));
    QCOMPARE(request.reason, QStringLiteral("A line\nand one"));
    QCOMPARE(request.requestor, T::eve().userPrincipalName);
    checkStored(request, kinds({RequestSubmitted}));
}

void TestServiceRequests::isAuthorizedWithTheSettingOn()
{
    const auto filed = t().submitted();
    t().clock().advance(3h);
    const auto request = need(t()->authorizeRequest(T::max(), id(filed), QStringLiteral(" ok ")));
    const Timestamp now = t().clock().now();
    QCOMPARE(toSlug(request.state), QStringLiteral("pending"));
    QVERIFY(request.authorization == (Authorization{.by = T::max().userPrincipalName, .at = now}));
    QVERIFY(request.notifiedAt == now);
    QVERIFY(request.expiresAt == now + 12h); // from now, not from the filing
    QVERIFY(request.approvalRequired);
    QVERIFY(!request.decision && !request.access);
    checkStored(request, kinds({RequestSubmitted, RequestAuthorized, RequestNotified}));
    const auto story = need(t()->request(T::max(), id(request))).timeline;
    QCOMPARE(story[1].details.value(QStringLiteral("comment")).toString(), QStringLiteral("ok"));
    QVERIFY(story[1].actorRole == Role::Manager);
}

void TestServiceRequests::isAuthorizedWithTheSettingOff()
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOff());
    const auto request = t().authorized();
    const Timestamp now = t().clock().now();
    QCOMPARE(toSlug(request.state), QStringLiteral("approved"));
    QVERIFY(!request.approvalRequired);
    QVERIFY(!request.notifiedAt && !request.expiresAt);
    QVERIFY(request.decision.has_value());
    QCOMPARE(request.decision->by, T::max().userPrincipalName);
    QVERIFY(request.decision->role == Role::Manager);
    QVERIFY(request.access == (AccessWindow{.start = now, .end = now + 2h, .endedBy = {}}));
    checkStored(request, kinds({RequestSubmitted, RequestAuthorized, RequestApproved}));
}

void TestServiceRequests::isRejected()
{
    const auto request =
        need(t()->rejectRequest(T::max(), id(t().submitted()), QStringLiteral("not needed")));
    QCOMPARE(toSlug(request.state), QStringLiteral("rejected"));
    QVERIFY(!request.authorization);
    QVERIFY(request.decision
            == (Decision{.by = T::max().userPrincipalName,
                         .byName = QStringLiteral("Max Manager"),
                         .role = Role::Manager,
                         .at = t().clock().now(),
                         .comment = QStringLiteral("not needed")}));
    checkStored(request, kinds({RequestSubmitted, RequestRejected}));
    // The customer never hears of it.
    QCOMPARE(refusal(t()->request(T::ada(), id(request))), QStringLiteral("notFound"));
}

void TestServiceRequests::isApproved()
{
    const auto pending = t().authorized();
    t().clock().advance(5h);
    const auto request = need(t()->approveRequest(T::abe(), id(pending),
                                                  {.window = {}, .comment = QStringLiteral("go")}));
    const Timestamp now = t().clock().now();
    QCOMPARE(toSlug(request.state), QStringLiteral("approved"));
    QVERIFY(request.decision
            == (Decision{.by = T::abe().userPrincipalName,
                         .byName = QStringLiteral("Abe Approver"),
                         .role = Role::LockboxApprover,
                         .at = now,
                         .comment = QStringLiteral("go")}));
    QVERIFY(request.access == (AccessWindow{.start = now, .end = now + 2h, .endedBy = {}}));
    checkStored(request,
                kinds({RequestSubmitted, RequestAuthorized, RequestNotified, RequestApproved}));
    const Event event = t().lastEvent();
    QCOMPARE(event.actor, T::abe().userPrincipalName);
    QVERIFY(event.actorRole == Role::LockboxApprover);
    QCOMPARE(event.before.value(QStringLiteral("state")).toString(), QStringLiteral("pending"));
}

void TestServiceRequests::isDenied()
{
    const auto request =
        need(t()->denyRequest(T::ada(), id(t().authorized()), QStringLiteral("why?")));
    QCOMPARE(toSlug(request.state), QStringLiteral("denied"));
    QCOMPARE(request.decision->by, T::ada().userPrincipalName);
    QVERIFY(request.decision->role == Role::GlobalAdministrator);
    QCOMPARE(request.decision->comment, QStringLiteral("why?"));
    QVERIFY(!request.access);
    checkStored(request,
                kinds({RequestSubmitted, RequestAuthorized, RequestNotified, RequestDenied}));
}

void TestServiceRequests::isDeniedWithoutCommentWhereNoneIsRequired()
{
    need(t()->changePolicy(T::ada(), {.commentRequiredOnDeny = false}));
    const auto request = need(t()->denyRequest(T::ada(), id(t().authorized()), {}));
    QCOMPARE(request.decision->comment, QString());
    checkStored(request,
                kinds({RequestSubmitted, RequestAuthorized, RequestNotified, RequestDenied}));
}

void TestServiceRequests::isCanceledByItsEngineer()
{
    const auto early = need(t()->cancelRequest(T::eve(), id(t().submitted()), {}));
    QCOMPARE(toSlug(early.state), QStringLiteral("canceled"));
    QVERIFY(early.decision->role == Role::Engineer);
    checkStored(early, kinds({RequestSubmitted, RequestCanceled}));
    const auto late = need(t()->cancelRequest(T::eve(), id(t().authorized()), {}));
    checkStored(late,
                kinds({RequestSubmitted, RequestAuthorized, RequestNotified, RequestCanceled}));
}

void TestServiceRequests::isCanceledByAnApprover()
{
    const auto request =
        need(t()->cancelRequest(T::abe(), id(t().authorized()), QStringLiteral("a mistake")));
    QCOMPARE(toSlug(request.state), QStringLiteral("canceled"));
    QVERIFY(request.decision->role == Role::LockboxApprover);
    checkStored(request,
                kinds({RequestSubmitted, RequestAuthorized, RequestNotified, RequestCanceled}));
}

void TestServiceRequests::isRevoked()
{
    const auto open = t().approved();
    t().clock().advance(10min);
    const auto request =
        need(t()->revokeAccess(T::ada(), id(open), QStringLiteral("that is enough")));
    QCOMPARE(toSlug(request.state), QStringLiteral("revoked"));
    QVERIFY(request.decision == open.decision); // who approved is not forgotten
    QVERIFY(request.access
            == (AccessWindow{.start = open.access->start,
                             .end = t().clock().now(),
                             .endedBy = T::ada().userPrincipalName}));
    checkStored(request, kinds({RequestSubmitted, RequestAuthorized, RequestNotified,
                                RequestApproved, AccessRevoked}));
    QCOMPARE(t().lastEvent().details.value(QStringLiteral("comment")).toString(),
             QStringLiteral("that is enough"));
}

void TestServiceRequests::isCompletedByItsEngineer()
{
    const auto open = t().approved();
    t().clock().advance(10min);
    const auto request = need(t()->completeAccess(T::eve(), id(open), {}));
    QCOMPARE(toSlug(request.state), QStringLiteral("completed"));
    QVERIFY(request.access->end == t().clock().now());
    QCOMPARE(request.access->endedBy, T::eve().userPrincipalName);
    checkStored(request, kinds({RequestSubmitted, RequestAuthorized, RequestNotified,
                                RequestApproved, AccessCompleted}));
}

void TestServiceRequests::actionsAreRecorded()
{
    const auto open = t().approved();
    for (const char *action : {"opened the mailbox", "ran a trace"}) {
        t().clock().advance(1min);
        const auto request =
            need(t()->recordAction(T::eve(), id(open), QString::fromLatin1(action)));
        QVERIFY(request == open);
        const Event event = t().lastEvent();
        QCOMPARE(event.details.value(QStringLiteral("action")).toString(),
                 QString::fromLatin1(action));
        QVERIFY(event.at == t().clock().now());
    }
    checkStored(open, kinds({RequestSubmitted, RequestAuthorized, RequestNotified, RequestApproved,
                             AccessRecorded, AccessRecorded}));
}

QTEST_GUILESS_MAIN(TestServiceRequests)
#include "tst_servicerequests.moc"
