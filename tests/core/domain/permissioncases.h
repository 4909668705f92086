#pragma once

#include "tests/core/domain/domainsamples.h"
#include "tests/core/domain/permissiontable.h"

/// The cells of permissions.txt as cases to try out.
namespace lockbox {

/// permissions.txt, read once.
const PermissionTable &permissionTable();

/// A cell's letter for an answer: the role's, '-' for NotPermitted, '.' for WrongState, else '?'.
QChar letterOf(Role role);
QChar letterOf(ErrorCode refusal);

/// The one who asks: the samples' requestor, or somebody else, with the holder's roles.
Actor actorFor(const QString &holder, PermissionTable::Owner owner);

/// One holder, one owner, one way in which a request is in one state.
struct PermissionCase {
    QString holder;
    PermissionTable::Owner owner;
    QString state;
    samples::Sample sample;
    qsizetype column;

    Actor actor() const { return actorFor(holder, owner); }
    QChar cell(const QString &line) const;
    bool seen() const;
    QString text(const QString &line) const;
};

std::vector<PermissionCase> permissionCases(const QString &holder);

/// Makes a row for each holder, in the column "holder".
void addHolderRows();

} // namespace lockbox
