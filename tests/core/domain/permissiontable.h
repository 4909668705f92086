#pragma once

#include "core/domain/role.h"

#include <QHash>

namespace lockbox {

/// permissions.txt, read: what each kind of holder may do. Knows slugs and letters only, no rule.
class PermissionTable
{
public:
    enum class Owner { Own, Other };

    /// One set of roles, and its cells: nine letters a line.
    struct Block {
        QHash<QString, QString> lines; ///< "cancel own" → "E.E......"

        bool has(const QString &line, Owner owner) const;
        QChar cell(const QString &line, Owner owner, qsizetype state) const;
    };

    /// Reads the file's text; a line that is not understood is kept in `problems`.
    explicit PermissionTable(const QString &text);

    QStringList problems;
    QStringList states;
    QStringList holders; ///< Keys of `blocks` as they come in the file: "none", "a", "a+b".
    QHash<QString, Block> blocks;

    static RoleSet rolesOf(const QString &holder);

private:
    void readLine(const QString &line, bool indented);
    void readHead(const QString &line);
    void readCells(const QString &line);
    void addHolder(const QString &holder);

    QStringList m_open; ///< The holders of the block that is being read.
    QString m_alone;
    bool m_inCells = false;
};

} // namespace lockbox
