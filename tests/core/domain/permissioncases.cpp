#include "tests/core/domain/permissioncases.h"

#include <QFile>
#include <QTest>

namespace lockbox {

using Owner = PermissionTable::Owner;

const PermissionTable &permissionTable()
{
    static const PermissionTable table = [] {
        QFile file(QStringLiteral(LOCKBOX_SOURCE_DIR "/tests/core/domain/permissions.txt"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("permissions.txt is missing");
        return PermissionTable(QString::fromUtf8(file.readAll()));
    }();
    return table;
}

QChar letterOf(Role role)
{
    switch (role) {
    case Role::GlobalAdministrator: return QLatin1Char('G');
    case Role::LockboxApprover: return QLatin1Char('A');
    case Role::GlobalReader: return QLatin1Char('R');
    case Role::SecurityReader: return QLatin1Char('S');
    case Role::Engineer: return QLatin1Char('E');
    case Role::Manager: return QLatin1Char('M');
    default: return QLatin1Char('?');
    }
}

QChar letterOf(ErrorCode refusal)
{
    switch (refusal) {
    case ErrorCode::NotPermitted: return QLatin1Char('-');
    case ErrorCode::WrongState: return QLatin1Char('.');
    default: return QLatin1Char('?');
    }
}

Actor actorFor(const QString &holder, Owner owner)
{
    Actor actor = owner == Owner::Own ? samples::engineer() : samples::otherEngineer();
    actor.roles = PermissionTable::rolesOf(holder);
    return actor;
}

QChar PermissionCase::cell(const QString &line) const
{
    return permissionTable().blocks.value(holder).cell(line, owner, column);
}

bool PermissionCase::seen() const
{
    const QChar see = cell(QStringLiteral("see"));
    return see == QLatin1Char('y')
           || (see == QLatin1Char('c') && sample.request.authorization.has_value());
}

QString PermissionCase::text(const QString &line) const
{
    const QString whose = owner == Owner::Own ? QStringLiteral("own") : QStringLiteral("other");
    return QStringLiteral("%1: %2 %3 request, %4 (%5)")
        .arg(holder, line, whose, state, QLatin1String(sample.how));
}

std::vector<PermissionCase> permissionCases(const QString &holder)
{
    std::vector<PermissionCase> cases;
    const QStringList &states = permissionTable().states;
    for (qsizetype column = 0; column < states.size(); ++column) {
        const auto state = parseRequestState(states.at(column));
        if (!state)
            qFatal("permissions.txt names an unknown state: %s", qPrintable(states.at(column)));
        for (const samples::Sample &sample : samples::samplesOf(*state)) {
            for (Owner owner : {Owner::Own, Owner::Other})
                cases.push_back({holder, owner, states.at(column), sample, column});
        }
    }
    return cases;
}

void addHolderRows()
{
    QTest::addColumn<QString>("holder");
    for (const QString &holder : permissionTable().holders)
        QTest::newRow(qPrintable(holder)) << holder;
}

} // namespace lockbox
