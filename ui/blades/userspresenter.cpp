#include "ui/blades/userspresenter.h"

#include <algorithm>

namespace lockbox::ui {

UsersPresenter::UsersPresenter(ConsoleContext &context, QObject *parent)
    : QObject(parent), m_context(context)
{
    m_filter.setSourceModel(&m_model);
    m_filter.sort(0);
}

UsersPresenter::Face UsersPresenter::face() const
{
    if (!m_context.may(rules::Operation::ReadUsers))
        return Face::NoAccess;
    if (!m_read)
        return m_error ? Face::Failed : Face::Loading;
    return m_filter.rowCount() > 0 ? Face::List : Face::NoMatch;
}

QString UsersPresenter::countText() const
{
    const auto &users = m_model.rows();
    const int all = static_cast<int>(users.size());
    if (const int shown = m_filter.rowCount(); shown != all)
        return tr("%1 of %2 users").arg(shown).arg(all);
    const auto mute = std::count_if(users.begin(), users.end(), [](const User &user) {
        return userStatus(user) != UserStatus::Active;
    });
    const QString count = all == 1 ? tr("1 user") : tr("%1 users").arg(all);
    return mute == 0 ? count : tr("%1, %2 can't be reached by e-mail").arg(count).arg(mute);
}

void UsersPresenter::setSearch(const QString &search)
{
    if (search == m_filter.search())
        return;
    m_filter.setSearch(search);
    emit changed();
}

void UsersPresenter::refresh()
{
    if (!m_context.may(rules::Operation::ReadUsers)) {
        m_model.setUsers({});
        m_error.reset();
        m_read = false;
        emit changed();
        return;
    }
    const Session session = m_context.session();
    m_context.runner().run<std::vector<User>>(
        this, QStringLiteral("users.list"),
        [session](LockboxService &service) { return service.users(session, {}); },
        [this](Result<std::vector<User>> users) {
            m_error = users ? std::nullopt : std::optional(users.error());
            if (users) {
                m_read = true;
                m_model.setUsers(std::move(*users));
            }
            emit changed();
        });
}

} // namespace lockbox::ui
