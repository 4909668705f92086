#pragma once

#include "ui/shell/blade.h"
#include "ui/shell/consolecontext.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace lockbox::ui {

class EmptyState;
class MessageBar;
class NotificationsCard;

/// Settings → Security & privacy: a page of blocks, one of them *Customer Lockbox*.
class SecurityBlade final : public Blade
{
    Q_OBJECT

public:
    explicit SecurityBlade(ConsoleContext &context, QWidget *parent = nullptr);

    QString title() const override { return tr("Security & privacy"); }
    void refresh() override;
    QWidget *initialFocus() override;

private:
    /// What the page shows, read in one call.
    struct Content {
        Policy policy;
        std::vector<User> approvers;
        std::optional<NotificationSettings> notifications; ///< For those who may read them.
    };

    void layOut();
    QWidget *makeLockboxBlock();
    QWidget *makeApproversBlock();
    /// With what only those may read who may read the customer's users, or without.
    static Result<Content> read(LockboxService &service, const Session &session, bool withUsers);
    void showContent();
    void showPolicy();
    void showApprovers();
    void showNotifications();
    void editLockbox();
    void editNotifications();

    ConsoleContext &m_context;
    std::optional<Content> m_content;
    std::optional<Error> m_error;
    bool m_isEditWanted = false; ///< Pressed before there was anything to edit.
    MessageBar *m_messages;
    QStackedWidget *m_faces;
    EmptyState *m_empty;
    QPushButton *m_edit;
    QLabel *m_require = nullptr;
    QLabel *m_decideWithin = nullptr;
    QLabel *m_maxAccess = nullptr;
    QLabel *m_comment = nullptr;
    QWidget *m_approversBlock = nullptr;
    QLabel *m_approversText = nullptr;
    QLabel *m_unreachable = nullptr;
    NotificationsCard *m_notifications;
};

} // namespace lockbox::ui
