#include "ui/blades/userpresenter.h"

namespace lockbox::ui {

UserPresenter::UserPresenter(ConsoleContext &context, const QString &userPrincipalName,
                             QObject *parent)
    : QObject(parent), m_context(context), m_userPrincipalName(userPrincipalName)
{}

const QString &UserPresenter::email(Address address) const
{
    return address == Address::First ? m_user->email : m_user->alternateEmail;
}

bool UserPresenter::isNewEmail(Address address, const QString &email) const
{
    return m_user && email.trimmed() != this->email(address);
}

bool UserPresenter::isMissed() const
{
    return m_user && isApprover(m_user->roles) && deliverableAddress(*m_user).isEmpty();
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
    const bool hasAny = !m_user->email.isEmpty() || !m_user->alternateEmail.isEmpty();
    if (isMissed())
        return hasAny
                   ? tr("No notice can reach this user, who is an approver: no address here is "
                        "one that a mail can be delivered to.")
                   : tr("No notice can reach this user, who is an approver: there is no address.");
    return hasAny ? tr("No notice can reach this user: no address here is one that a mail can be "
                       "delivered to.")
                  : tr("No notice can reach this user: there is no address.");
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

void UserPresenter::saveEmail(Address address, const QString &email)
{
    if (m_saving)
        return;
    m_saving = true;
    emit changed();
    const Session session = m_context.session();
    const QString name = m_userPrincipalName;
    m_context.runner().run<User>(
        this, {},
        [session, name, address, email = email.trimmed()](LockboxService &service) {
            return address == Address::First ? service.setEmail(session, name, email)
                                             : service.setAlternateEmail(session, name, email);
        },
        [this, address](Result<User> user) {
            m_saving = false;
            if (user)
                m_user = *user;
            emit changed();
            if (user)
                emit emailSaved(address);
            else
                emit emailRefused(address, user.error());
        });
}

} // namespace lockbox::ui
