#pragma once

#include "ui/blades/userpresenter.h"
#include "ui/shell/blade.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace lockbox::ui {

class MessageBar;
class UserEmailField;
class UserQuestionBar;

/// One user: name, user name, the two e-mail addresses (changed in place), whether notices arrive, and roles.
class UserBlade final : public Blade
{
    Q_OBJECT

public:
    UserBlade(ConsoleContext &context, const QString &userPrincipalName, QWidget *parent = nullptr);

    QString title() const override;
    QString subtitle() const override { return m_presenter.userPrincipalName(); }
    bool mayClose() override;
    void refresh() override { m_presenter.refresh(); }
    QWidget *initialFocus() override;

private:
    void layOut();
    QWidget *makeRolesSection();
    void connectField(UserEmailField *field);
    void showUser();
    void showEmails();
    void showRoles();
    void takeFocus();
    void editRoles();
    bool hasChanges() const;

    ConsoleContext &m_context;
    UserPresenter m_presenter;
    MessageBar *m_messages;
    UserQuestionBar *m_question;
    QLabel *m_displayName;
    QLabel *m_userName;
    QLabel *m_side;
    UserEmailField *m_email;
    UserEmailField *m_alternateEmail;
    MessageBar *m_delivery;
    QLabel *m_roles;
    QPushButton *m_editRoles;
    bool m_hadFocus = false;
    bool m_leaving = false;
};

} // namespace lockbox::ui
