#include "ui/blades/notificationscard.h"

#include "ui/blades/notificationspresenter.h"
#include "ui/blades/userparts.h"
#include "ui/models/eventtext.h"
#include "ui/models/noticenames.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace lockbox::ui {

NotificationsCard::NotificationsCard(QWidget *parent)
    : Card(tr("Notifications"), parent),
      m_edit(parts::button(tr("Edit"), QStringLiteral("editNotificationsButton"),
                           QStringLiteral("edit")))
{
    setMaximumWidth(760);
    m_edit->setAccessibleName(tr("Edit notifications"));
    m_edit->setAccessibleDescription(tr("Edit how notices are sent"));
    addToHeading(m_edit);
    body()->addWidget(parts::text(tr("How approvers and administrators are told by e-mail")));
    const auto add = [this](const char *name, const QString &label) {
        constexpr int labelWidth = 240; // the values are long
        return parts::valueLine(*body(), QString::fromLatin1(name), label, labelWidth);
    };
    m_way = add("notificationsWayValue", tr("Mail server"));
    m_sender = add("notificationsSenderValue", tr("Sender"));
    m_senderRow = m_sender->parentWidget();
    m_timeZone = add("notificationsZoneValue", tr("Time zone in mails, beside UTC"));
    m_notices = add("notificationsKindsValue", tr("Optional notices"));
    m_trouble = parts::text(tr("Nothing can be sent before a mail server and a sender's address "
                               "are set."),
                            TextStyle::Body, Token::Wait);
    m_trouble->setObjectName(QStringLiteral("notificationsTrouble"));
    body()->addWidget(m_trouble);
    connect(m_edit, &QPushButton::clicked, this, &NotificationsCard::editRequested);
}

QString NotificationsCard::wayText(const NotificationSettings &settings, bool isDemo)
{
    if (isDemo)
        return tr("Nothing leaves a demo store: notices arrive in the approver's inbox");
    if (settings.host.isEmpty())
        return tr("No mail server is set");
    const QString security = settings.security == MailSecurity::None
                                 ? tr("not secured")
                                 : mailSecurityName(settings.security);
    return tr("%1, port %2, %3").arg(settings.host, QString::number(settings.port), security);
}

QString NotificationsCard::noticesText(const NotificationSettings &settings)
{
    if (settings.optional == NotificationSettings::optionalNotices())
        return tr("All");
    QStringList names;
    for (const NoticeKind kind : settings.optional)
        names.append(noticeName(kind));
    return names.isEmpty() ? tr("None") : names.join(tr(", "));
}

void NotificationsCard::showSettings(const NotificationSettings &settings, bool isDemo)
{
    const auto orElse = [](const QString &text, const QString &other) {
        return text.isEmpty() ? other : text;
    };
    const auto show = [](QLabel *value, const QString &label, const QString &text) {
        parts::setValue(*value, label, text);
        constexpr int longest = 30; // a longer host or address would make the page wider than it is
        value->setText(withoutLongWords(text, longest));
        value->setToolTip(value->text() == text ? QString() : text);
    };
    show(m_way, tr("Mail server"), wayText(settings, isDemo));
    show(m_sender, tr("Sender"), orElse(settings.sender, tr("No sender's address is set")));
    show(m_timeZone, tr("Time zone in mails, beside UTC"),
         orElse(settings.timeZone, NotificationsPresenter::utcOnly()));
    show(m_notices, tr("Optional notices"), noticesText(settings));
    m_senderRow->setVisible(!isDemo);
    m_trouble->setVisible(!isDemo && !settings.incompleteReason().isEmpty());
}

void NotificationsCard::setEditable(bool editable)
{
    m_edit->setVisible(editable);
}

} // namespace lockbox::ui
