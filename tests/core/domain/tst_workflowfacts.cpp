#include "core/domain/rules.h"
#include "tests/core/domain/domainsamples.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::samples;
using std::chrono::seconds;

/// What is easily built wrong about the workflow, a test for each fact.
class TestWorkflowFacts : public QObject
{
    Q_OBJECT

private slots:
    void thereAreThreeTimes();
    void theClockStartsWhenTheCustomerIsTold();
    void waitingEatsNoAccess_data();
    void waitingEatsNoAccess();
    void windowIsTheLesser_data();
    void windowIsTheLesser();
    void theDeadlineIsTooLate_data();
    void theDeadlineIsTooLate();
    void theEndOfAccessIsTooLate();
    void expiredIsNotCompleted();
    void timeDecidesWhenNobodyLooks();
    void timeChangesNothingElse();
    void switchingOffLeavesTheWaitingWaiting();
    void switchingOnEndsNoAccess();
    void aStricterPolicyLeavesWhatWasGiven();
    void moreThanThePolicyIsRefused();
    void tooLateIsSaidFirst();
    void denyingTakesAComment();
    void verbsAreNotStates();
    void theEventNamesTheRoleHeld();

private:
    static Policy on() { return {.requireApproval = true}; }
    static Policy off() { return {.requireApproval = false}; }
};

void TestWorkflowFacts::thereAreThreeTimes()
{
    const AccessRequest wish = submitted();
    const auto filing = rules::submit(engineer(), {wish.reference, wish.service, wish.reason, 4h},
                                      on(), wish.id, filed);
    const auto yes = rules::authorize(manager(), filing->request, {}, on(), {}, notified);
    const auto decision = rules::approve(approver(), yes->request, {}, on(), decided);
    QVERIFY(decision.has_value());
    const AccessRequest &request = decision->request;
    QVERIFY(request.submittedAt == filed);
    QVERIFY(request.authorization->at == notified);
    QVERIFY(request.notifiedAt == notified);
    QVERIFY(request.decision->at == decided);
    QVERIFY(filing->events.front().at == filed);
    QVERIFY(yes->events.back().at == notified);
    QVERIFY(decision->events.front().at == decided);
}

void TestWorkflowFacts::theClockStartsWhenTheCustomerIsTold()
{
    const Timestamp late = filed + 72h;
    QVERIFY(!nextDeadline(submitted()));
    QVERIFY(atTime(submitted(), late).state == RequestState::Submitted);
    Policy policy = on();
    policy.decideWithin = 2h;
    const auto change = rules::authorize(manager(), submitted(), {}, policy, {}, late);
    QVERIFY(change.has_value());
    QVERIFY(change->request.notifiedAt == late);
    QVERIFY(change->request.expiresAt == late + 2h);
}

void TestWorkflowFacts::waitingEatsNoAccess_data()
{
    QTest::addColumn<qint64>("waited");
    QTest::newRow("at once") << qint64(0);
    QTest::newRow("a millisecond") << qint64(1);
    QTest::newRow("six hours") << qint64(6 * 3600 * 1000);
    QTest::newRow("to the last millisecond") << qint64(12 * 3600 * 1000 - 1);
}

void TestWorkflowFacts::waitingEatsNoAccess()
{
    QFETCH(qint64, waited);
    const Timestamp moment = notified + std::chrono::milliseconds(waited);
    const auto change = rules::approve(approver(), pending(), {}, on(), moment);
    QVERIFY(change.has_value());
    QVERIFY(change->request.access->start == moment);
    QVERIFY(change->request.access->end == moment + 4h);
}

void TestWorkflowFacts::windowIsTheLesser_data()
{
    QTest::addColumn<int>("requested");
    QTest::addColumn<int>("granted"); // Minutes; 0: the approver named none.
    QTest::addColumn<int>("most");
    QTest::addColumn<int>("window");
    QTest::newRow("as requested") << 60 << 0 << 240 << 60;
    QTest::newRow("as much as the policy allows") << 240 << 0 << 240 << 240;
    QTest::newRow("policy is stricter by now") << 240 << 0 << 60 << 60;
    QTest::newRow("approver grants less") << 240 << 30 << 240 << 30;
    QTest::newRow("approver grants all") << 240 << 240 << 240 << 240;
    QTest::newRow("approver grants what a stricter policy allows") << 240 << 60 << 60 << 60;
    QTest::newRow("approver grants less than a stricter policy") << 240 << 30 << 60 << 30;
}

void TestWorkflowFacts::windowIsTheLesser()
{
    using std::chrono::minutes;
    QFETCH(int, requested);
    QFETCH(int, granted);
    QFETCH(int, most);
    QFETCH(int, window);
    AccessRequest request = pending();
    request.duration = minutes(requested);
    Policy policy = on();
    policy.maxAccess = minutes(most);
    rules::Approval approval;
    if (granted > 0)
        approval.window = minutes(granted);
    const auto change = rules::approve(approver(), request, approval, policy, decided);
    QVERIFY(change.has_value());
    QVERIFY(change->request.access->end - change->request.access->start == minutes(window));

    if (granted == 0) { // The same where nobody needs to be asked.
        request = submitted();
        request.duration = minutes(requested);
        policy.requireApproval = false;
        const auto direct = rules::authorize(manager(), request, {}, policy, {}, decided);
        QVERIFY(direct.has_value());
        QVERIFY(direct->request.access->start == decided);
        QVERIFY(direct->request.access->end == decided + minutes(window));
    }
}

void TestWorkflowFacts::theDeadlineIsTooLate_data()
{
    QTest::addColumn<QString>("verb");
    for (const char *verb : {"approve", "deny", "cancel"})
        QTest::newRow(verb) << QString::fromLatin1(verb);
}

void TestWorkflowFacts::theDeadlineIsTooLate()
{
    QFETCH(QString, verb);
    const auto decide = [&](Timestamp moment) {
        if (verb == QStringLiteral("approve"))
            return rules::approve(approver(), pending(), {}, on(), moment);
        if (verb == QStringLiteral("deny"))
            return rules::deny(approver(), pending(), QStringLiteral("no"), on(), moment);
        return rules::cancel(engineer(), pending(), {}, moment);
    };
    QVERIFY(decide(deadline - 1ms).has_value());
    for (const Timestamp late : {deadline, deadline + 1ms, deadline + 1h}) {
        const auto change = decide(late);
        QVERIFY(!change.has_value());
        QCOMPARE(change.error().code, ErrorCode::WrongState);
        QCOMPARE(change.error().state, QStringLiteral("expired"));
        QVERIFY(change.error().decidedBy.isEmpty());
        QVERIFY(!change.error().decidedAt);
    }
}

void TestWorkflowFacts::theEndOfAccessIsTooLate()
{
    const QString words = QStringLiteral("looked at the queue");
    QVERIFY(rules::recordAction(engineer(), approved(), words, windowEnd - 1ms).has_value());
    QVERIFY(rules::complete(engineer(), approved(), {}, windowEnd - 1ms).has_value());
    QVERIFY(rules::revoke(approver(), approved(), {}, windowEnd - 1ms).has_value());
    for (const auto &change : {rules::recordAction(engineer(), approved(), words, windowEnd),
                               rules::complete(engineer(), approved(), {}, windowEnd),
                               rules::revoke(approver(), approved(), {}, windowEnd)}) {
        QVERIFY(!change.has_value());
        QCOMPARE(change.error().code, ErrorCode::WrongState);
        QCOMPARE(change.error().state, QStringLiteral("completed"));
        QCOMPARE(change.error().decidedBy, approver().userPrincipalName);
        QVERIFY(change.error().decidedAt == decided);
    }
}

void TestWorkflowFacts::expiredIsNotCompleted()
{
    const auto nobodyAnswered = rules::elapse(pending(), deadline);
    const auto windowOver = rules::elapse(approved(), windowEnd);
    QVERIFY(nobodyAnswered && windowOver);
    QCOMPARE(toSlug(nobodyAnswered->request.state), QStringLiteral("expired"));
    QCOMPARE(toSlug(windowOver->request.state), QStringLiteral("completed"));
    QCOMPARE(toSlug(nobodyAnswered->events.front().kind), QStringLiteral("request.expired"));
    QCOMPARE(toSlug(windowOver->events.front().kind), QStringLiteral("access.completed"));
    QVERIFY(!nobodyAnswered->request.access && !nobodyAnswered->request.decision);
    // An open window has outlived the time to decide, and has not expired.
    QVERIFY(atTime(approved(), deadline).state == RequestState::Completed);
}

void TestWorkflowFacts::timeDecidesWhenNobodyLooks()
{
    for (const auto later : {0ms, 1ms, std::chrono::milliseconds(24h * 1000)}) {
        QVERIFY(atTime(pending(), deadline + later).state == RequestState::Expired);
        const auto expiry = rules::elapse(pending(), deadline + later);
        QVERIFY(expiry && expiry->events.size() == 1);
        QVERIFY(expiry->events.front().at == deadline);
        QVERIFY(expiry->events.front().actor.isEmpty());
        const auto end = rules::elapse(approved(), windowEnd + later);
        QVERIFY(end && end->events.size() == 1);
        QVERIFY(end->events.front().at == windowEnd);
        QVERIFY(end->request.access->end == windowEnd);
        QVERIFY(end->request.access->endedBy.isEmpty());
    }
}

void TestWorkflowFacts::timeChangesNothingElse()
{
    for (RequestState state : allRequestStates()) {
        const AccessRequest request = samplesOf(state).front().request;
        const bool waits = state == RequestState::Pending || state == RequestState::Approved;
        QCOMPARE(nextDeadline(request).has_value(), waits);
        QVERIFY(atTime(request, now) == request);
        QVERIFY(!rules::elapse(request, now));
        QCOMPARE(rules::elapse(request, now + 24h * 365).has_value(), waits);
        QCOMPARE(atTime(request, now + 24h * 365) == request, !waits);
        QCOMPARE(isFinal(state), !waits && state != RequestState::Submitted);
    }
}

void TestWorkflowFacts::switchingOffLeavesTheWaitingWaiting()
{
    const auto yes = rules::approve(approver(), pending(), {}, off(), decided);
    QVERIFY(yes.has_value());
    QVERIFY(yes->request.approvalRequired);
    QCOMPARE(yes->request.decision->by, approver().userPrincipalName);
    QVERIFY(rules::deny(admin(), pending(), QStringLiteral("no"), off(), decided).has_value());
    // The manager's part is over; a second yes can't pass the customer by.
    const auto again = rules::authorize(manager(), pending(), {}, off(), {}, decided);
    QVERIFY(!again.has_value());
    QCOMPARE(again.error().code, ErrorCode::WrongState);
    // What was filed before and is agreed to afterwards needs nobody.
    const auto direct = rules::authorize(manager(), submitted(), {}, off(), {}, decided);
    QVERIFY(direct->request.state == RequestState::Approved);
    QVERIFY(!direct->request.approvalRequired);
    QVERIFY(!direct->request.notifiedAt && !direct->request.expiresAt);
}

void TestWorkflowFacts::switchingOnEndsNoAccess()
{
    const AccessRequest open = approvedWithoutAsking();
    QVERIFY(atTime(open, windowEnd - 1ms) == open);
    QVERIFY(atTime(open, windowEnd).state == RequestState::Completed);
    const auto note =
        rules::recordAction(engineer(), open, QStringLiteral("looked"), windowEnd - 1ms);
    QVERIFY(note.has_value());
    QVERIFY(rules::revoke(approver(), open, {}, now).has_value());
}

void TestWorkflowFacts::aStricterPolicyLeavesWhatWasGiven()
{
    // Deadlines are the request's own: neither rule asks what the policy says by now.
    Policy strict = on();
    strict.decideWithin = 1h;
    strict.maxAccess = 15min;
    const auto yes = rules::approve(approver(), pending(), {}, strict, deadline - 1ms);
    QVERIFY(yes.has_value());
    QVERIFY(yes->request.expiresAt == deadline);
    QVERIFY(yes->request.duration == seconds(4h));
    QVERIFY(*nextDeadline(approved()) == windowEnd);
}

/// Nobody gets less than what they were told: what can't be granted is refused, not shortened.
void TestWorkflowFacts::moreThanThePolicyIsRefused()
{
    Policy strict = on();
    strict.maxAccess = 1h;
    for (const auto &[window, allowed] : {std::pair(3600s, true), std::pair(3601s, false)}) {
        const rules::Approval approval{.window = window, .comment = {}};
        const auto change = rules::approve(approver(), pending(), approval, strict, decided);
        QCOMPARE(change.has_value(), allowed);
        if (!change) {
            QCOMPARE(change.error().code, ErrorCode::InvalidArgument);
            QCOMPARE(change.error().field, QStringLiteral("duration"));
            QVERIFY(change.error().message.contains(QStringLiteral("the tenant allows")));
        }
    }
}

void TestWorkflowFacts::tooLateIsSaidFirst()
{
    const rules::Approval tooMuch{.window = 99h, .comment = {}};
    const auto approval = rules::approve(approver(), pending(), tooMuch, on(), deadline);
    QVERIFY(!approval.has_value());
    QCOMPARE(approval.error().code, ErrorCode::WrongState);
    const auto denial = rules::deny(approver(), pending(), {}, on(), deadline);
    QVERIFY(!denial.has_value());
    QCOMPARE(denial.error().code, ErrorCode::WrongState);
}

void TestWorkflowFacts::denyingTakesAComment()
{
    for (const QString &comment : {QString(), QStringLiteral("  \n\t ")}) {
        const auto denial = rules::deny(approver(), pending(), comment, on(), decided);
        QVERIFY(!denial.has_value());
        QCOMPARE(denial.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(denial.error().field, QStringLiteral("comment"));
        Policy easy = on();
        easy.commentRequiredOnDeny = false;
        QVERIFY(rules::deny(approver(), pending(), comment, easy, decided).has_value());
        QVERIFY(
            rules::approve(approver(), pending(), {.window = {}, .comment = comment}, on(), decided)
                .has_value());
    }
}

void TestWorkflowFacts::verbsAreNotStates()
{
    for (const char *verb : {"approve", "deny", "cancel", "revoke", "reject", "expire", ""})
        QVERIFY2(!parseRequestState(QString::fromLatin1(verb)), verb);
}

void TestWorkflowFacts::theEventNamesTheRoleHeld()
{
    Actor both = approver();
    both.roles.insert(Role::SecurityReader);
    const auto asApprover = rules::approve(both, pending(), {}, on(), decided);
    both.roles.insert(Role::GlobalAdministrator);
    both.displayName = QStringLiteral("Alex Newname");
    const auto asAdmin = rules::approve(both, pending(), {}, on(), decided);
    QCOMPARE(asApprover->events.front().actorRole, std::optional(Role::LockboxApprover));
    QCOMPARE(asApprover->request.decision->role, Role::LockboxApprover);
    QCOMPARE(asAdmin->events.front().actorRole, std::optional(Role::GlobalAdministrator));
    QCOMPARE(asAdmin->request.decision->role, Role::GlobalAdministrator);
    QCOMPARE(asAdmin->request.decision->byName, QStringLiteral("Alex Newname"));
    QCOMPARE(asAdmin->events.front().actor, approver().userPrincipalName);
    QVERIFY(asAdmin->events.front().at == decided);
}

QTEST_GUILESS_MAIN(TestWorkflowFacts)
#include "tst_workflowfacts.moc"
