#pragma once

#include "core/domain/notifications.h"
#include "ui/widgets/card.h"

class QLabel;
class QPushButton;

namespace lockbox::ui {

/// The block "Notifications" of the settings page: how notices are sent, and which.
class NotificationsCard final : public Card
{
    Q_OBJECT

public:
    explicit NotificationsCard(QWidget *parent = nullptr);

    void showSettings(const NotificationSettings &settings, bool isDemo);
    void setEditable(bool editable);

    /// "smtp.contoso.com, port 587, STARTTLS", or why nothing is sent.
    static QString wayText(const NotificationSettings &settings, bool isDemo);
    /// Which of the notices that can be turned off are sent.
    static QString noticesText(const NotificationSettings &settings);

signals:
    void editRequested();

private:
    QPushButton *m_edit;
    QLabel *m_way;
    QLabel *m_trouble;
    QWidget *m_senderRow;
    QLabel *m_sender;
    QLabel *m_timeZone;
    QLabel *m_notices;
};

} // namespace lockbox::ui
