#pragma once

#include "core/base/error.h"
#include "core/domain/notifications.h"

#include <QCoreApplication>

namespace lockbox::ui {

/// What the blade "Notifications" decides, without its widgets: the wish, how it differs from what is stored, and what is said
/// beside the fields.
class NotificationsPresenter
{
    Q_DECLARE_TR_FUNCTIONS(NotificationsPresenter)

public:
    NotificationsPresenter(const NotificationSettings &stored, bool isDemo)
        : m_stored(stored), m_wish(stored), m_isDemo(isDemo)
    {}

    const NotificationSettings &wish() const { return m_wish; }
    /// A demo store takes no mail server; which notices there are, and in which time zone, can be set all the same.
    bool takesServer() const { return !m_isDemo; }

    void setHost(const QString &host) { m_wish.host = host.trimmed(); }
    /// Text that is no number becomes a port that the door refuses.
    void setPort(const QString &port) { m_wish.port = port.trimmed().toInt(); }
    /// The port follows where it was the one that is usual for what was chosen before.
    void setSecurity(MailSecurity security);
    void setAccount(const QString &account) { m_wish.account = account.trimmed(); }
    void setSender(const QString &sender) { m_wish.sender = sender.trimmed(); }
    /// utcOnly() or nothing: no other zone than UTC.
    void setTimeZone(const QString &zone);
    void setSent(NoticeKind kind, bool sent);

    bool isChanged() const { return m_wish != m_stored; }
    /// Only what differs from the store, so that another person's change of the rest is not undone.
    NotificationChange change() const;
    /// The store has these now; fields that were not touched follow, others keep the wish.
    void setStored(const NotificationSettings &settings);

    /// The text of the port's field.
    QString portText() const { return m_wish.port > 0 ? QString::number(m_wish.port) : QString(); }
    QString timeZoneText() const;
    /// What to know before choosing this security; empty where there is nothing to.
    QString securityWarning() const;
    /// Where the account's password comes from.
    static QString passwordText();
    /// Why no test mail can be sent now; empty where one can.
    QString testObstacle() const;

    /// Why no test mail was sent. What is not found is the password, and the refusal says itself what to do: no other advice is given.
    static QString testRefusal(const Error &error);

    static QString utcOnly() { return tr("UTC only"); }
    static int usualPort(MailSecurity security);

private:
    NotificationSettings m_stored;
    NotificationSettings m_wish;
    bool m_isDemo;
};

} // namespace lockbox::ui
