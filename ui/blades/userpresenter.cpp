#include "ui/blades/userpresenter.h"

namespace lockbox::ui {

UserPresenter::UserPresenter(ConsoleContext &context, const QString &userPrincipalName,
                             QObject *parent)
    : QObject(parent), m_context(context), m_userPrincipalName(userPrincipalName)
{}

bool UserPresenter::isNewEmail(const QString &email) const
{
    return m_user && email.trimmed() != m_user->email;
}

QString UserPresenter::deliveryText() const
{
    if (!m_user)
        return {};
    const QString address = deliverableAddress(*m_user);
    if (!address.isEmpty())
        return address == m_user->email
                   ? QString()
                   : tr("Notices go to the alternate address %1.").arg(address);
    if (isApprover(m_user->roles))
        return tr("This approver gets no notices: there is no address they could be delivered to.");
    return m_user->email.isEmpty() ? QString() : tr("Nothing can be delivered to this address.");
}

void UserPresenter::refresh()
{
    const Session session = m_context.session();
    const QString name = m_userPrincipalName;
    m_context.runner().run<User>(
        this, QStringLiteral("user.read"),
        [session, name](LockboxService &service) { return service.user(session, name); },
        [this](Result<User> user) {
            m_error = user ? std::nullopt : std::optional(user.error());
            if (user)
                m_user = std::move(*user);
            emit changed();
        });
}

void UserPresenter::saveEmail(const QString &email)
{
    if (m_saving)
        return;
    m_saving = true;
    emit changed();
    const Session session = m_context.session();
    const QString name = m_userPrincipalName;
    m_context.runner().run<User>(
        this, {},
        [session, name, email](LockboxService &service) {
            return service.setEmail(session, name, email.trimmed());
        },
        [this](Result<User> user) {
            m_saving = false;
            if (user)
                m_user = *user;
            emit changed();
            if (user)
                emit emailSaved();
            else
                emit emailRefused(user.error());
        });
}

} // namespace lockbox::ui
