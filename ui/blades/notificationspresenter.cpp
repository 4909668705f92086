#include "ui/blades/notificationspresenter.h"

#include "ui/widgets/errortext.h"

namespace lockbox::ui {

namespace {

template<typename T>
std::optional<T> ifDifferent(const T &wish, const T &stored)
{
    return wish == stored ? std::nullopt : std::optional<T>(wish);
}

template<typename T>
void follow(T &wish, const T &before, const T &now)
{
    if (wish == before)
        wish = now;
}

} // namespace

int NotificationsPresenter::usualPort(MailSecurity security)
{
    switch (security) {
    case MailSecurity::StartTls: return 587; // RFC 6409
    case MailSecurity::Tls: return 465;      // RFC 8314
    case MailSecurity::None: break;
    }
    return 25;
}

void NotificationsPresenter::setSecurity(MailSecurity security)
{
    if (m_wish.port == usualPort(m_wish.security))
        m_wish.port = usualPort(security);
    m_wish.security = security;
}

void NotificationsPresenter::setTimeZone(const QString &zone)
{
    const QString name = zone.trimmed();
    m_wish.timeZone = name == utcOnly() ? QString() : name;
}

QString NotificationsPresenter::timeZoneText() const
{
    return m_wish.timeZone.isEmpty() ? utcOnly() : m_wish.timeZone;
}

void NotificationsPresenter::setSent(NoticeKind kind, bool sent)
{
    if (sent)
        m_wish.optional.insert(kind);
    else
        m_wish.optional.erase(kind);
}

NotificationChange NotificationsPresenter::change() const
{
    return {.host = ifDifferent(m_wish.host, m_stored.host),
            .port = ifDifferent(m_wish.port, m_stored.port),
            .security = ifDifferent(m_wish.security, m_stored.security),
            .account = ifDifferent(m_wish.account, m_stored.account),
            .sender = ifDifferent(m_wish.sender, m_stored.sender),
            .timeZone = ifDifferent(m_wish.timeZone, m_stored.timeZone),
            .optional = ifDifferent(m_wish.optional, m_stored.optional)};
}

void NotificationsPresenter::setStored(const NotificationSettings &settings)
{
    const NotificationSettings before = m_stored;
    m_stored = settings;
    follow(m_wish.host, before.host, settings.host);
    follow(m_wish.port, before.port, settings.port);
    follow(m_wish.security, before.security, settings.security);
    follow(m_wish.account, before.account, settings.account);
    follow(m_wish.sender, before.sender, settings.sender);
    follow(m_wish.timeZone, before.timeZone, settings.timeZone);
    follow(m_wish.optional, before.optional, settings.optional);
}

QString NotificationsPresenter::securityWarning() const
{
    if (m_wish.security != MailSecurity::None)
        return {};
    return m_wish.account.isEmpty()
               ? tr("Anybody on the way to the server can read and change the mails.")
               : tr("Anybody on the way to the server can read and change the mails, and read the "
                    "account's password.");
}

QString NotificationsPresenter::passwordText()
{
    return tr("The password is not kept in the store. Whatever sends the notices takes it from "
              "LOCKBOX_MAIL_PASSWORD in its environment, from the file that "
              "LOCKBOX_MAIL_PASSWORD_FILE names (mode 0600), or from the system's keychain, where "
              "“lockbox notify password” puts it.");
}

QString NotificationsPresenter::testObstacle() const
{
    if (m_isDemo)
        return tr("Nothing leaves a demo store, so there is nothing to test.");
    if (isChanged())
        return tr("Save the changes first: the test goes the way that is stored.");
    if (m_stored.host.isEmpty())
        return tr("No mail server is set.");
    return m_stored.sender.isEmpty() ? tr("No sender's address is set.") : QString();
}

QString NotificationsPresenter::testRefusal(const Error &error)
{
    Error told = error;
    if (error.code == ErrorCode::NotFound)
        told.code = ErrorCode::InvalidArgument;
    return errorText(told);
}

} // namespace lockbox::ui
