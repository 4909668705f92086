#include "tests/core/domain/permissiontable.h"

namespace lockbox {

static QString keyOf(const QString &line, PermissionTable::Owner owner)
{
    return line
           + (owner == PermissionTable::Owner::Own ? QStringLiteral(" own")
                                                   : QStringLiteral(" other"));
}

bool PermissionTable::Block::has(const QString &line, Owner owner) const
{
    return lines.contains(keyOf(line, owner));
}

QChar PermissionTable::Block::cell(const QString &line, Owner owner, qsizetype state) const
{
    const QString cells = lines.value(keyOf(line, owner));
    return state < cells.size() ? cells.at(state) : QChar(QLatin1Char('?'));
}

PermissionTable::PermissionTable(const QString &text)
{
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        if (!line.isEmpty() && !line.startsWith(QLatin1Char('#')))
            readLine(line.simplified(), line.startsWith(QLatin1Char(' ')));
    }
}

void PermissionTable::addHolder(const QString &holder)
{
    if (blocks.contains(holder))
        problems.append(QStringLiteral("twice: %1").arg(holder));
    holders.append(holder);
    m_open.append(holder);
    blocks.insert(holder, {});
}

void PermissionTable::readLine(const QString &line, bool indented)
{
    if (indented) {
        readCells(line);
    } else {
        if (m_inCells)
            m_open.clear();
        readHead(line);
    }
    m_inCells = indented;
}

void PermissionTable::readHead(const QString &line)
{
    QStringList words = line.split(QLatin1Char(' '));
    const QString first = words.takeFirst();
    if (first == QStringLiteral("states")) {
        states = words;
    } else if (first == QStringLiteral("holder") && words.size() == 1) {
        m_alone = words.front();
        addHolder(m_alone);
    } else if (first == QStringLiteral("with")) {
        for (const QString &other : std::as_const(words))
            addHolder(m_alone + QLatin1Char('+') + other);
    } else {
        problems.append(QStringLiteral("not understood: %1").arg(line));
    }
}

void PermissionTable::readCells(const QString &line)
{
    const QStringList words = line.split(QLatin1Char(' '));
    if (words.size() != states.size() + 2) {
        problems.append(QStringLiteral("not a cell for each state: %1").arg(line));
        return;
    }
    const QString cells = words.mid(2).join(QString());
    for (Owner owner : {Owner::Own, Owner::Other}) {
        const QString key = keyOf(words.at(0), owner);
        if (words.at(1) != QStringLiteral("any") && !key.endsWith(QLatin1Char(' ') + words.at(1)))
            continue;
        for (const QString &holder : std::as_const(m_open)) {
            if (blocks[holder].lines.contains(key))
                problems.append(QStringLiteral("twice for %1: %2").arg(holder, line));
            blocks[holder].lines.insert(key, cells);
        }
    }
}

RoleSet PermissionTable::rolesOf(const QString &holder)
{
    RoleSet roles;
    if (holder == QStringLiteral("none"))
        return roles;
    const QStringList slugs = holder.split(QLatin1Char('+'));
    for (const QString &slug : slugs) {
        const auto role = parseRole(slug);
        if (!role)
            qFatal("permissions.txt names an unknown role: %s", qPrintable(slug));
        roles.insert(*role);
    }
    return roles;
}

} // namespace lockbox
