#include "core/domain/rules.h"
#include "tests/core/domain/permissioncases.h"

#include <QHash>
#include <QTest>

using namespace lockbox;
using rules::Operation;

namespace {

/// What an operation makes of a request in the states in which it is allowed, and its last event.
struct Step {
    const char *operation;
    const char *from;
    const char *to;
    const char *event;
};

constexpr Step steps[] = {
    {"authorize", "submitted", "pending", "request.notified"},
    {"reject", "submitted", "rejected", "request.rejected"},
    {"approve", "pending", "approved", "request.approved"},
    {"deny", "pending", "denied", "request.denied"},
    {"cancel", "submitted", "canceled", "request.canceled"},
    {"cancel", "pending", "canceled", "request.canceled"},
    {"revoke", "approved", "revoked", "access.revoked"},
    {"complete", "approved", "completed", "access.completed"},
    {"record-action", "approved", "approved", "access.recorded"},
};

const Step *stepOf(const QString &operation, const QString &from)
{
    for (const Step &step : steps) {
        if (operation == QLatin1String(step.operation) && from == QLatin1String(step.from))
            return &step;
    }
    return nullptr;
}

Result<rules::Change> perform(Operation operation, const Actor &actor, const AccessRequest &request)
{
    const QString words = QStringLiteral("in plain words");
    const Policy policy{.requireApproval = true};
    const Timestamp now = samples::now;
    switch (operation) {
    case Operation::Authorize: return rules::authorize(actor, request, words, policy, {}, now);
    case Operation::Reject: return rules::reject(actor, request, words, now);
    case Operation::Approve: return rules::approve(actor, request, {}, policy, now);
    case Operation::Deny: return rules::deny(actor, request, words, policy, now);
    case Operation::Cancel: return rules::cancel(actor, request, words, now);
    case Operation::Revoke: return rules::revoke(actor, request, words, now);
    case Operation::Complete: return rules::complete(actor, request, words, now);
    case Operation::RecordAction: return rules::recordAction(actor, request, words, now);
    default: return failure(ErrorCode::Internal, QStringLiteral("no rule of one request"));
    }
}

const std::vector<Operation> &operationsOnOneRequest()
{
    using enum Operation;
    static const std::vector<Operation> operations = {Authorize, Reject, Approve,  Deny,
                                                      Cancel,    Revoke, Complete, RecordAction};
    return operations;
}

/// Empty, or what is wrong with what came of an allowed operation.
QString objection(const rules::Change &change, const Actor &actor, QChar cell, const Step &step)
{
    if (toSlug(change.request.state) != QLatin1String(step.to))
        return QStringLiteral("became ") + toSlug(change.request.state);
    if (change.events.empty() || toSlug(change.events.back().kind) != QLatin1String(step.event))
        return QStringLiteral("tells the wrong event");
    for (const Event &event : change.events) {
        if (event.actor != actor.userPrincipalName || event.at != samples::now)
            return QStringLiteral("names the wrong person or time");
        if (!event.actorRole || letterOf(*event.actorRole) != cell)
            return QStringLiteral("names the wrong role");
        if (event.request != change.request.id || event.reference != change.request.reference)
            return QStringLiteral("names the wrong request");
    }
    return {};
}

} // namespace

/// Each rule against permissions.txt: who is refused and why, and what becomes of the request else.
class TestRulesTable : public QObject
{
    Q_OBJECT

private slots:
    void everyRule_data() { addHolderRows(); }
    void everyRule();
    void submitting_data() { addHolderRows(); }
    void submitting();
    void everyStepIsTaken();
};

void TestRulesTable::everyRule()
{
    QFETCH(QString, holder);
    QStringList wrong;
    for (const PermissionCase &one : permissionCases(holder)) {
        for (Operation operation : operationsOnOneRequest()) {
            const QString line = rules::toSlug(operation);
            const QChar cell = one.cell(line);
            const auto change = perform(operation, one.actor(), one.sample.request);
            if (!change) {
                if (letterOf(change.error().code) != cell)
                    wrong.append(one.text(line) + QStringLiteral(" refused: ")
                                 + change.error().message);
                continue;
            }
            const Step *step = stepOf(line, one.state);
            const QString what = !cell.isLetter() || !step
                                     ? QStringLiteral("allowed")
                                     : objection(*change, one.actor(), cell, *step);
            if (!what.isEmpty())
                wrong.append(one.text(line) + QLatin1Char(' ') + what);
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void TestRulesTable::submitting()
{
    QFETCH(QString, holder);
    const AccessRequest sample = samples::submitted();
    const auto change = rules::submit(
        actorFor(holder, PermissionTable::Owner::Own),
        {sample.reference, sample.service, sample.reason, sample.duration}, {}, sample.id, {});
    const QChar cell = permissionTable().blocks.value(holder).cell(QStringLiteral("submit"),
                                                                   PermissionTable::Owner::Own, 0);
    QCOMPARE(change.has_value(), cell == QLatin1Char('E'));
    if (change)
        QCOMPARE(change->events.front().actorRole, std::optional(Role::Engineer));
    else
        QCOMPARE(change.error().code, ErrorCode::NotPermitted);
}

/// The table of steps and the table of permissions must speak of the same cells.
void TestRulesTable::everyStepIsTaken()
{
    QStringList allowed;
    for (const QString &holder : permissionTable().holders) {
        for (const PermissionCase &one : permissionCases(holder)) {
            for (Operation operation : operationsOnOneRequest()) {
                const QString line = rules::toSlug(operation);
                if (one.cell(line).isLetter())
                    allowed.append(line + QLatin1Char(' ') + one.state);
            }
        }
    }
    allowed.removeDuplicates();
    allowed.sort();
    QStringList taken;
    for (const Step &step : steps)
        taken.append(
            QStringLiteral("%1 %2").arg(QLatin1String(step.operation), QLatin1String(step.from)));
    taken.sort();
    QCOMPARE(allowed, taken);
}

QTEST_GUILESS_MAIN(TestRulesTable)
#include "tst_rulestable.moc"
