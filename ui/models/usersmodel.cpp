#include "ui/models/usersmodel.h"

#include "core/domain/validation.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockbox::ui {

namespace {

/// Context of this file's texts for translators.
struct Users {
    Q_DECLARE_TR_FUNCTIONS(UsersModel)
};

QString headerText(UserColumn column)
{
    switch (column) {
    case UserColumn::DisplayName: return Users::tr("Display name");
    case UserColumn::UserName: return Users::tr("User name");
    case UserColumn::Roles: return Users::tr("Roles");
    case UserColumn::Email: return Users::tr("E-mail");
    case UserColumn::Status: break;
    }
    return Users::tr("Status");
}

QString cellText(const User &user, UserColumn column)
{
    switch (column) {
    case UserColumn::DisplayName: return user.displayName;
    case UserColumn::UserName: return user.userPrincipalName;
    case UserColumn::Roles: return userRolesText(user.roles);
    case UserColumn::Email: return user.email;
    case UserColumn::Status: break;
    }
    return userStatusText(userStatus(user));
}

QString sentence(const User &user)
{
    return Users::tr("%1, user name %2, roles: %3, e-mail %4, status: %5")
        .arg(user.displayName, user.userPrincipalName, userRolesText(user.roles),
             user.email.isEmpty() ? Users::tr("none") : user.email,
             userStatusText(userStatus(user)));
}

QString searchText(const User &user)
{
    const QStringList texts{user.displayName, user.userPrincipalName, user.email,
                            userRolesText(user.roles)};
    return texts.join(QLatin1Char('\n')).toCaseFolded();
}

} // namespace

UserStatus userStatus(const User &user)
{
    if (!deliverableAddress(user).isEmpty())
        return UserStatus::Active;
    return user.email.isEmpty() && user.alternateEmail.isEmpty() ? UserStatus::NoAddress
                                                                 : UserStatus::BadAddress;
}

QString userStatusText(UserStatus status)
{
    switch (status) {
    case UserStatus::NoAddress: return Users::tr("No e-mail address");
    case UserStatus::BadAddress: return Users::tr("Invalid e-mail address");
    case UserStatus::Active: break;
    }
    return Users::tr("Active");
}

QString userRolesText(const RoleSet &roles)
{
    if (roles.isEmpty())
        return Users::tr("User (no administrator access)");
    QStringList names;
    for (Role role : roles.toVector())
        names.append(displayName(role));
    return names.join(Users::tr(", "));
}

QVariant UsersModel::header(int column, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    return headerText(static_cast<UserColumn>(column));
}

QVariant UsersModel::cell(const User &user, int column, int role) const
{
    const auto which = static_cast<UserColumn>(column);
    switch (role) {
    case Qt::DisplayRole: return cellText(user, which);
    case Qt::ToolTipRole: return cellText(user, which);
    case Qt::AccessibleTextRole:
        return which == UserColumn::DisplayName
                   ? sentence(user)
                   : Users::tr("%1: %2").arg(headerText(which), cellText(user, which));
    case UserNameRole: return user.userPrincipalName;
    case UserSearchTextRole: return searchText(user);
    case UserProblemRole: return userStatus(user) != UserStatus::Active;
    case UserStatusCellRole: return which == UserColumn::Status;
    default: return {};
    }
}

UsersFilter::UsersFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
}

void UsersFilter::setSearch(const QString &search)
{
    if (search == m_search)
        return;
    m_search = search;
    m_words = search.toCaseFolded().simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

/// As people read, in every locale: the plain C locale would put all capitals first.
bool UsersFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto text = [](const QModelIndex &index) {
        return index.data().toString().toCaseFolded();
    };
    return QString::localeAwareCompare(text(left), text(right)) < 0;
}

bool UsersFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QString text = sourceModel()->index(row, 0, parent).data(UserSearchTextRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return text.contains(word); });
}

} // namespace lockbox::ui
