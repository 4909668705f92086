#include "core/domain/rules.h"
#include "tests/core/domain/domainsamples.h"
#include "tests/core/domain/eventtext.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::samples;

/// Each step of the workflow: the request that comes of it, and word for word the events of it.
class TestTransitions : public QObject
{
    Q_OBJECT

private slots:
    void submit();
    void authorizeAsksTheCustomer();
    void authorizeWithoutAsking();
    void reject();
    void approve();
    void approveForLess();
    void deny();
    void cancelBeforeTheManager();
    void cancelByAnApprover();
    void revoke();
    void completeByTheEngineer();
    void recordAction();
    void expire();
    void endOfAccess();
    void textsAreTrimmed();
};

#define VERIFY_STORY(change, text)                                                                 \
    do {                                                                                           \
        QVERIFY2((change).has_value(), "it was refused");                                          \
        const QString story = toText(*(change));                                                   \
        QVERIFY2(story == (text), qPrintable(story));                                              \
    } while (false)

void TestTransitions::submit()
{
    const AccessRequest wanted = submitted();
    const auto change =
        rules::submit(engineer(), {wanted.reference, wanted.service, wanted.reason, 4h},
                      Policy{.requireApproval = true}, wanted.id, filed);
    VERIFY_STORY(change, QStringLiteral(R"(2026-02-05T19:11:55Z request.submitted
  by dana@provider.example as engineer
  on EXSR359123 979f5fcc-0000-4000-8000-c56ab355d452
  duration: absent -> 14400
  reason: absent -> "Mail is stuck in the outbox"
  requestor: absent -> "dana@provider.example"
  service: absent -> "Exchange"
  state: absent -> "submitted"
  submittedAt: absent -> "2026-02-05T19:11:55Z"
)"));
    QVERIFY(change->request == wanted);
}

void TestTransitions::authorizeAsksTheCustomer()
{
    const std::vector<rules::Recipient> told = {
        {QStringLiteral("gwen@x.net"), QStringLiteral("g@y.net")},
        {QStringLiteral("alex@x.net"), {}}};
    const auto change =
        rules::authorize(manager(), submitted(), QStringLiteral("case is known"),
                         Policy{.requireApproval = true, .decideWithin = 12h}, told, notified);
    VERIFY_STORY(change, QStringLiteral(R"(2026-02-05T20:00:00Z request.authorized
  by mona@provider.example as manager
  on EXSR359123 979f5fcc-0000-4000-8000-c56ab355d452
  authorizedAt: null -> "2026-02-05T20:00:00Z"
  authorizedBy: null -> "mona@provider.example"
  with comment "case is known"
2026-02-05T20:00:00Z request.notified
  by mona@provider.example as manager
  on EXSR359123 979f5fcc-0000-4000-8000-c56ab355d452
  expiresAt: null -> "2026-02-06T08:00:00Z"
  notifiedAt: null -> "2026-02-05T20:00:00Z"
  state: "submitted" -> "pending"
  with recipients [{"address":"g@y.net","user":"gwen@x.net"},{"address":null,"user":"alex@x.net"}]
)"));
    QVERIFY(change->request == pending());
}

void TestTransitions::authorizeWithoutAsking()
{
    const auto change =
        rules::authorize(manager(), submitted(), {}, Policy{.requireApproval = false}, {}, decided);
    VERIFY_STORY(change, QStringLiteral(R"(2026-02-05T21:30:00.250Z request.authorized
  by mona@provider.example as manager
  on EXSR359123 979f5fcc-0000-4000-8000-c56ab355d452
  authorizedAt: null -> "2026-02-05T21:30:00.250Z"
  authorizedBy: null -> "mona@provider.example"
2026-02-05T21:30:00.250Z request.approved
  by mona@provider.example as manager
  on EXSR359123 979f5fcc-0000-4000-8000-c56ab355d452
  accessEnd: null -> "2026-02-06T01:30:00.250Z"
  accessStart: null -> "2026-02-05T21:30:00.250Z"
  approvalRequired: true -> false
  comment: null -> ""
  decidedAt: null -> "2026-02-05T21:30:00.250Z"
  decidedBy: null -> "mona@provider.example"
  decidedByName: null -> "Mona Manager"
  decidedRole: null -> "manager"
  endedBy: null -> null
  state: "submitted" -> "approved"
)"));
    QVERIFY(change->request == approvedWithoutAsking());
}

void TestTransitions::reject()
{
    const auto change =
        rules::reject(manager(), submitted(), QStringLiteral("not needed"), notified);
    VERIFY_STORY(change, QStringLiteral(R"(2026-02-05T20:00:00Z request.rejected
  by mona@provider.example as manager
  on EXSR359123 979f5fcc-0000-4000-8000-c56ab355d452
  comment: null -> "not needed"
  decidedAt: null -> "2026-02-05T20:00:00Z"
  decidedBy: null -> "mona@provider.example"
  decidedByName: null -> "Mona Manager"
  decidedRole: null -> "manager"
  state: "submitted" -> "rejected"
  with comment "not needed"
)"));
    QVERIFY(!change->request.visibleToCustomer());
    QVERIFY(!change->request.access);
}

void TestTransitions::approve()
{
    const auto change =
        rules::approve(approver(), pending(), {.window = {}, .comment = QStringLiteral("go ahead")},
                       Policy{.requireApproval = true}, decided);
    VERIFY_STORY(change, QStringLiteral(R"(2026-02-05T21:30:00.250Z request.approved
  by alex@contoso.example as customer-lockbox-access-approver
  on EXSR359123 979f5fcc-0000-4000-8000-c56ab355d452
  accessEnd: null -> "2026-02-06T01:30:00.250Z"
  accessStart: null -> "2026-02-05T21:30:00.250Z"
  comment: null -> "go ahead"
  decidedAt: null -> "2026-02-05T21:30:00.250Z"
  decidedBy: null -> "alex@contoso.example"
  decidedByName: null -> "Alex Approver"
  decidedRole: null -> "customer-lockbox-access-approver"
  endedBy: null -> null
  state: "pending" -> "approved"
  with comment "go ahead"
)"));
    QVERIFY(change->request == approved());
}

void TestTransitions::approveForLess()
{
    const auto change = rules::approve(admin(), pending(), {.window = 30min, .comment = {}},
                                       Policy{.requireApproval = true}, decided);
    QVERIFY(change.has_value());
    AccessRequest wanted = approved();
    wanted.decision = Decision{.by = admin().userPrincipalName,
                               .byName = admin().displayName,
                               .role = Role::GlobalAdministrator,
                               .at = decided,
                               .comment = {}};
    wanted.access->end = decided + 30min;
    QVERIFY(change->request == wanted);
    QCOMPARE(change->request.duration, std::chrono::seconds(4h));
    QCOMPARE(change->events.size(), size_t(1));
}

void TestTransitions::deny()
{
    const auto change = rules::deny(approver(), pending(), QStringLiteral("ask us first"),
                                    Policy{.requireApproval = true}, decided);
    VERIFY_STORY(change, QStringLiteral(R"(2026-02-05T21:30:00.250Z request.denied
  by alex@contoso.example as customer-lockbox-access-approver
  on EXSR359123 979f5fcc-0000-4000-8000-c56ab355d452
  comment: null -> "ask us first"
  decidedAt: null -> "2026-02-05T21:30:00.250Z"
  decidedBy: null -> "alex@contoso.example"
  decidedByName: null -> "Alex Approver"
  decidedRole: null -> "customer-lockbox-access-approver"
  state: "pending" -> "denied"
  with comment "ask us first"
)"));
    QVERIFY(!change->request.access);
}

void TestTransitions::cancelBeforeTheManager()
{
    const auto change = rules::cancel(engineer(), submitted(), QStringLiteral("solved"), notified);
    VERIFY_STORY(change, QStringLiteral(R"(2026-02-05T20:00:00Z request.canceled
  by dana@provider.example as engineer
  on EXSR359123 979f5fcc-0000-4000-8000-c56ab355d452
  comment: null -> "solved"
  decidedAt: null -> "2026-02-05T20:00:00Z"
  decidedBy: null -> "dana@provider.example"
  decidedByName: null -> "Dana Engineer"
  decidedRole: null -> "engineer"
  state: "submitted" -> "canceled"
  with comment "solved"
)"));
    QVERIFY(!change->request.visibleToCustomer());
}

void TestTransitions::cancelByAnApprover()
{
    const auto change = rules::cancel(approver(), pending(), {}, decided);
    QVERIFY(change.has_value());
    AccessRequest wanted = pending();
    wanted.state = RequestState::Canceled;
    wanted.decision = Decision{.by = approver().userPrincipalName,
                               .byName = approver().displayName,
                               .role = Role::LockboxApprover,
                               .at = decided,
                               .comment = {}};
    QVERIFY(change->request == wanted);
    QCOMPARE(change->events.size(), size_t(1));
    QVERIFY(change->events.front().details.isEmpty());
}

void TestTransitions::revoke()
{
    const auto change = rules::revoke(admin(), approved(), QStringLiteral("enough"), now);
    VERIFY_STORY(change, QStringLiteral(R"(2026-02-05T23:00:00Z access.revoked
  by gwen@contoso.example as global-administrator
  on EXSR359123 979f5fcc-0000-4000-8000-c56ab355d452
  accessEnd: "2026-02-06T01:30:00.250Z" -> "2026-02-05T23:00:00Z"
  accessStart: "2026-02-05T21:30:00.250Z" -> "2026-02-05T21:30:00.250Z"
  endedBy: null -> "gwen@contoso.example"
  state: "approved" -> "revoked"
  with comment "enough"
)"));
    QVERIFY(change->request.decision == approved().decision);
}

void TestTransitions::completeByTheEngineer()
{
    const auto change = rules::complete(engineer(), approved(), QStringLiteral("mended"), now);
    VERIFY_STORY(change, QStringLiteral(R"(2026-02-05T23:00:00Z access.completed
  by dana@provider.example as engineer
  on EXSR359123 979f5fcc-0000-4000-8000-c56ab355d452
  accessEnd: "2026-02-06T01:30:00.250Z" -> "2026-02-05T23:00:00Z"
  accessStart: "2026-02-05T21:30:00.250Z" -> "2026-02-05T21:30:00.250Z"
  endedBy: null -> "dana@provider.example"
  state: "approved" -> "completed"
  with comment "mended"
)"));
    QVERIFY(change->request.decision == approved().decision);
}

void TestTransitions::recordAction()
{
    const auto change =
        rules::recordAction(engineer(), approved(), QStringLiteral("read the queue"), now);
    VERIFY_STORY(change, QStringLiteral(R"(2026-02-05T23:00:00Z access.recorded
  by dana@provider.example as engineer
  on EXSR359123 979f5fcc-0000-4000-8000-c56ab355d452
  with action "read the queue"
)"));
    QVERIFY(change->request == approved());
}

void TestTransitions::expire()
{
    QVERIFY(!rules::elapse(pending(), deadline - 1ms));
    const auto change = rules::elapse(pending(), deadline + 40min);
    VERIFY_STORY(change, QStringLiteral(R"(2026-02-06T08:00:00Z request.expired
  by the clock as nobody
  on EXSR359123 979f5fcc-0000-4000-8000-c56ab355d452
  state: "pending" -> "expired"
)"));
    AccessRequest wanted = pending();
    wanted.state = RequestState::Expired;
    QVERIFY(change->request == wanted);
}

void TestTransitions::endOfAccess()
{
    QVERIFY(!rules::elapse(approved(), windowEnd - 1ms));
    const auto change = rules::elapse(approved(), windowEnd + 48h);
    VERIFY_STORY(change, QStringLiteral(R"(2026-02-06T01:30:00.250Z access.completed
  by the clock as nobody
  on EXSR359123 979f5fcc-0000-4000-8000-c56ab355d452
  state: "approved" -> "completed"
)"));
    AccessRequest wanted = approved();
    wanted.state = RequestState::Completed;
    QVERIFY(change->request == wanted);
}

void TestTransitions::textsAreTrimmed()
{
    const auto filing = rules::submit(engineer(),
                                      {QStringLiteral("  SR1\n"), QStringLiteral(" exchange "),
                                       QStringLiteral("\tline\r\ntwo "), 1h},
                                      {}, submitted().id, filed);
    QVERIFY(filing.has_value());
    QCOMPARE(filing->request.reference, QStringLiteral("SR1"));
    QCOMPARE(filing->events.front().reference, QStringLiteral("SR1"));
    QCOMPARE(filing->request.service, QStringLiteral("Exchange"));
    QCOMPARE(filing->request.reason, QStringLiteral("line\ntwo"));
    const auto denial = rules::deny(approver(), pending(), QStringLiteral(" no \n"), {}, decided);
    QVERIFY(denial.has_value());
    QCOMPARE(denial->request.decision->comment, QStringLiteral("no"));
    QCOMPARE(denial->events.front().details.value(QStringLiteral("comment")).toString(),
             QStringLiteral("no"));
}

QTEST_GUILESS_MAIN(TestTransitions)
#include "tst_transitions.moc"
