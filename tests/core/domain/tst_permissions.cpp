#include "core/domain/permission.h"
#include "tests/core/domain/permissioncases.h"

#include <QTest>

using namespace lockbox;
using rules::Operation;
using Owner = PermissionTable::Owner;

namespace {

/// Does not compile with an operation it doesn't know (-Wswitch): a new one belongs into the table.
constexpr int ordinal(Operation operation)
{
    using enum Operation;
    switch (operation) {
    case Submit: return 0;
    case Authorize: return 1;
    case Reject: return 2;
    case Approve: return 3;
    case Deny: return 4;
    case Cancel: return 5;
    case Revoke: return 6;
    case Complete: return 7;
    case RecordAction: return 8;
    case ReadRequests: return 9;
    case ReadUsers: return 10;
    case ReadSettings: return 11;
    case ReadEvents: return 12;
    case ManageUsers: return 13;
    case ChangeSettings: return 14;
    case ManageNotices: return 15;
    }
    return -1;
}

QChar letterOf(const Result<Role> &answer)
{
    return answer ? letterOf(*answer) : letterOf(answer.error().code);
}

/// The role in which the holder may do it at all: the letter that stands somewhere in the lines.
QChar everAllowed(const QString &holder, const QString &operation)
{
    const PermissionTable::Block block = permissionTable().blocks.value(holder);
    for (Owner owner : {Owner::Own, Owner::Other}) {
        for (qsizetype column = 0; column < permissionTable().states.size(); ++column) {
            if (const QChar cell = block.cell(operation, owner, column); cell.isLetter())
                return cell;
        }
    }
    return QLatin1Char('-');
}

/// The holders that the table must have: nobody's, each role, each two roles of one side.
QStringList wantedHolders()
{
    QStringList wanted{QStringLiteral("none")};
    for (const RoleInfo &first : allRoles()) {
        wanted.append(QString::fromLatin1(first.slug));
        for (const RoleInfo &second : allRoles()) {
            if (first.role < second.role && first.side == second.side)
                wanted.append(QStringLiteral("%1+%2").arg(QLatin1String(first.slug),
                                                          QLatin1String(second.slug)));
        }
    }
    wanted.sort();
    return wanted;
}

} // namespace

/// The whole table role × state × operation, against permissions.txt, which was written by hand.
class TestPermissions : public QObject
{
    Q_OBJECT

private slots:
    void tableHasEveryState();
    void tableHasEveryHolder();
    void tableHasEveryOperation();
    void operationsHaveNames();

    void everyCell_data() { addHolderRows(); }
    void everyCell();
    void whoMaySee_data() { addHolderRows(); }
    void whoMaySee();
    void whateverTheState_data() { addHolderRows(); }
    void whateverTheState();
    void refusalsSaySoInFull_data() { addHolderRows(); }
    void refusalsSaySoInFull();
    void sidesDoNotMix();
};

void TestPermissions::tableHasEveryState()
{
    QCOMPARE(permissionTable().problems, QStringList());
    QStringList slugs;
    for (RequestState state : allRequestStates())
        slugs.append(toSlug(state));
    QCOMPARE(permissionTable().states, slugs);
    for (RequestState state : allRequestStates()) {
        const auto ways = samples::samplesOf(state);
        QVERIFY2(!ways.empty(), qPrintable(toSlug(state)));
        for (const samples::Sample &sample : ways)
            QCOMPARE(toSlug(atTime(sample.request, samples::now).state), toSlug(state));
    }
}

void TestPermissions::tableHasEveryHolder()
{
    QStringList holders = permissionTable().holders;
    holders.sort();
    QCOMPARE(holders, wantedHolders());
}

void TestPermissions::tableHasEveryOperation()
{
    QCOMPARE(rules::allOperations().size(), size_t(16));
    for (size_t i = 0; i < rules::allOperations().size(); ++i)
        QCOMPARE(ordinal(rules::allOperations().at(i)), int(i));
    QStringList lines{QStringLiteral("see")};
    for (Operation operation : rules::allOperations())
        lines.append(rules::toSlug(operation));
    for (const QString &holder : permissionTable().holders) {
        const PermissionTable::Block block = permissionTable().blocks.value(holder);
        QCOMPARE(block.lines.size(), 2 * lines.size());
        for (const QString &line : std::as_const(lines))
            QVERIFY2(block.has(line, Owner::Own) && block.has(line, Owner::Other),
                     qPrintable(holder + QLatin1Char(' ') + line));
    }
}

void TestPermissions::operationsHaveNames()
{
    const QStringList names = {QStringLiteral("submit"),
                               QStringLiteral("authorize"),
                               QStringLiteral("reject"),
                               QStringLiteral("approve"),
                               QStringLiteral("deny"),
                               QStringLiteral("cancel"),
                               QStringLiteral("revoke"),
                               QStringLiteral("complete"),
                               QStringLiteral("record-action"),
                               QStringLiteral("read-requests"),
                               QStringLiteral("read-users"),
                               QStringLiteral("read-settings"),
                               QStringLiteral("read-events"),
                               QStringLiteral("manage-users"),
                               QStringLiteral("change-settings"),
                               QStringLiteral("manage-notices")};
    for (Operation operation : rules::allOperations())
        QCOMPARE(rules::toSlug(operation), names.at(ordinal(operation)));
}

void TestPermissions::everyCell()
{
    QFETCH(QString, holder);
    QStringList wrong;
    for (const PermissionCase &one : permissionCases(holder)) {
        for (Operation operation : rules::allOperations()) {
            const QString line = rules::toSlug(operation);
            const QChar actual = letterOf(
                rules::permission(one.actor(), operation, one.sample.request, samples::now));
            if (actual != one.cell(line))
                wrong.append(
                    QStringLiteral("%1: %2, not %3").arg(one.text(line), actual, one.cell(line)));
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void TestPermissions::whoMaySee()
{
    QFETCH(QString, holder);
    for (const PermissionCase &one : permissionCases(holder)) {
        const bool seen = rules::canSee(one.actor(), one.sample.request);
        QVERIFY2(seen == one.seen(), qPrintable(one.text(QStringLiteral("see"))));
    }
}

void TestPermissions::whateverTheState()
{
    QFETCH(QString, holder);
    for (Operation operation : rules::allOperations()) {
        const QString line = rules::toSlug(operation);
        const auto answer = rules::permission(actorFor(holder, Owner::Other), operation);
        QVERIFY2(letterOf(answer) == everAllowed(holder, line), qPrintable(line));
        if (!answer) {
            QVERIFY(answer.error().message.startsWith(samples::otherEngineer().userPrincipalName));
            QVERIFY(answer.error().message.contains(QStringLiteral("takes the role")));
        }
    }
}

void TestPermissions::refusalsSaySoInFull()
{
    QFETCH(QString, holder);
    for (const PermissionCase &one : permissionCases(holder)) {
        for (Operation operation : rules::allOperations()) {
            const QString line = rules::toSlug(operation);
            if (one.cell(line).isLetter())
                continue;
            const auto answer =
                rules::permission(one.actor(), operation, one.sample.request, samples::now);
            QVERIFY2(!answer, qPrintable(one.text(line)));
            const Error &error = answer.error();
            QVERIFY2(!error.message.isEmpty() && !error.message.endsWith(QLatin1Char('.')),
                     qPrintable(one.text(line)));
            // Those who may not see the request don't learn from a refusal where it stands, unless
            // the refusal itself is about this request and not about their roles.
            const bool aboutRoles = everAllowed(holder, line) == QLatin1Char('-');
            const bool told = !aboutRoles || one.seen();
            const auto decision = one.sample.request.decision;
            QVERIFY2(error.state == (told ? one.state : QString()), qPrintable(one.text(line)));
            QCOMPARE(error.decidedBy, told && decision ? decision->by : QString());
            QCOMPARE(error.decidedAt,
                     told && decision ? std::optional(decision->at) : std::nullopt);
        }
    }
}

void TestPermissions::sidesDoNotMix()
{
    for (const RoleInfo &first : allRoles()) {
        for (const RoleInfo &second : allRoles()) {
            const auto checked = checkRoles({first.role, second.role});
            QCOMPARE(checked.has_value(), first.side == second.side);
            if (!checked)
                QCOMPARE(checked.error().field, QStringLiteral("role"));
        }
    }
}

QTEST_GUILESS_MAIN(TestPermissions)
#include "tst_permissions.moc"
