#pragma once

#include "core/domain/user.h"
#include "ui/models/tablemodel.h"
#include "ui/models/userroles.h"

#include <QSortFilterProxyModel>

namespace lockbox::ui {

/// Whether notices reach a user.
enum class UserStatus { Active, NoAddress, BadAddress };

UserStatus userStatus(const User &user);
QString userStatusText(UserStatus status);
/// The roles' names in a row; the portal's words where there are none.
QString userRolesText(const RoleSet &roles);

/// The people of a tenant as a table.
class UsersModel final : public TableModel<User, QString>
{
    Q_OBJECT

public:
    using TableModel::TableModel;

    /// Shows `users` instead of what is shown now; rows that stay keep selection and scroll.
    void setUsers(std::vector<User> users) { mergeRows(std::move(users)); }

protected:
    int columns() const override { return userColumnCount; }
    QVariant header(int column, int role) const override;
    QVariant cell(const User &user, int column, int role) const override;
    QString keyOf(const User &user) const override { return user.userPrincipalName.toCaseFolded(); }
};

/// Sorts users as people read them, and keeps those in which every word of the search occurs.
class UsersFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit UsersFilter(QObject *parent = nullptr);
    void setSearch(const QString &search);
    QString search() const { return m_search; }

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_search;
    QStringList m_words;
};

} // namespace lockbox::ui
