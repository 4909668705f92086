#include "ui/blades/userblade.h"

#include "ui/blades/rolesblade.h"
#include "ui/blades/useremailfield.h"
#include "ui/blades/userparts.h"
#include "ui/blades/userquestionbar.h"
#include "ui/models/usersmodel.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statetext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace lockbox::ui {

UserBlade::UserBlade(ConsoleContext &context, const QString &userPrincipalName, QWidget *parent)
    : Blade(parent),
      m_context(context),
      m_presenter(context, userPrincipalName),
      m_messages(new MessageBar),
      m_question(new UserQuestionBar),
      m_displayName(parts::text({})),
      m_userName(parts::text(userPrincipalName)),
      m_side(parts::text({})),
      m_email(new UserEmailField(m_presenter, UserPresenter::Address::First, tr("E-mail"),
                                 QStringLiteral("Email"))),
      m_alternateEmail(new UserEmailField(m_presenter, UserPresenter::Address::Alternate,
                                          tr("Alternate e-mail"),
                                          QStringLiteral("AlternateEmail"))),
      m_delivery(new MessageBar),
      m_roles(parts::text({})),
      m_editRoles(
          parts::button(tr("Edit"), QStringLiteral("editRolesButton"), QStringLiteral("edit")))
{
    setObjectName(QStringLiteral("userBlade"));
    layOut();
    connectField(m_email);
    connectField(m_alternateEmail);
    connect(&m_presenter, &UserPresenter::changed, this, &UserBlade::showUser);
    connect(m_editRoles, &QPushButton::clicked, this, &UserBlade::editRoles);
    connect(m_question, &UserQuestionBar::asked, this, &Blade::announced);
    showUser();
    refresh();
}

void UserBlade::layOut()
{
    auto *inner = new QWidget;
    auto *content = new QVBoxLayout(inner);
    content->setContentsMargins(24, 8, 24, 24);
    content->setSpacing(4);
    const auto addField = [content](const QString &label, QWidget *value) {
        content->addWidget(parts::fieldLabel(label));
        content->addWidget(value);
        content->addSpacing(12);
    };
    addField(tr("Display name"), m_displayName);
    addField(tr("User name"), m_userName);
    addField(tr("Belongs to"), m_side);
    m_delivery->setObjectName(QStringLiteral("userDelivery"));
    m_delivery->setClosable(false);
    content->addWidget(m_email);
    content->addSpacing(12);
    content->addWidget(m_alternateEmail);
    content->addWidget(parts::caption(
        tr("Used where the first address is missing or no mail can be delivered to it.")));
    content->addSpacing(4);
    content->addWidget(m_delivery);
    content->addSpacing(12);
    content->addWidget(makeRolesSection());
    content->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    auto *bars = new QVBoxLayout;
    bars->setContentsMargins(24, 0, 24, 0);
    bars->addWidget(m_messages);
    bars->addWidget(m_question);
    layout->addLayout(bars);
    layout->addWidget(parts::scrolling(inner), 1);
}

QWidget *UserBlade::makeRolesSection()
{
    m_roles->setObjectName(QStringLiteral("userRoles"));
    m_editRoles->setAccessibleDescription(tr("Edit the roles of this user"));
    auto *section = new QWidget;
    auto *layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->addWidget(parts::fieldLabel(tr("Roles")), 1);
    head->addWidget(m_editRoles);
    layout->addLayout(head);
    layout->addWidget(m_roles);
    return section;
}

void UserBlade::connectField(UserEmailField *field)
{
    connect(field, &UserEmailField::edited, this, &UserBlade::showEmails);
    connect(field, &UserEmailField::refused, this, &Blade::announced);
    connect(field, &UserEmailField::saved, this, [this](const QString &text) {
        m_messages->showGood(text);
        emit announced(text);
    });
}

QString UserBlade::title() const
{
    return m_presenter.user() ? m_presenter.user()->displayName : m_presenter.userPrincipalName();
}

QWidget *UserBlade::initialFocus()
{
    return m_editRoles->isVisibleTo(this) ? m_editRoles : nullptr;
}

bool UserBlade::hasChanges() const
{
    return m_email->hasChanges() || m_alternateEmail->hasChanges();
}

void UserBlade::showUser()
{
    if (const auto &error = m_presenter.error())
        m_messages->showMessage(MessageBar::Kind::Error, errorText(*error));
    else if (m_messages->kind() == MessageBar::Kind::Error)
        m_messages->hide();
    const auto &user = m_presenter.user();
    if (user) {
        m_displayName->setText(user->displayName);
        m_side->setText(parts::sideName(m_context.info().tenant, user->side));
    }
    showEmails();
    showRoles();
    emit titleChanged();
    takeFocus();
}

/// When the blade opens there is nothing yet that could take the focus, so its frame has it.
void UserBlade::takeFocus()
{
    if (m_hadFocus || !m_presenter.user())
        return;
    m_hadFocus = true;
    QWidget *first = initialFocus();
    if (first && parentWidget() && parentWidget()->hasFocus())
        first->setFocus(Qt::OtherFocusReason);
}

void UserBlade::showEmails()
{
    m_email->showStored();
    m_alternateEmail->showStored();
    const QString delivery = m_presenter.deliveryText();
    if (delivery.isEmpty() || hasChanges())
        m_delivery->hide();
    else if (m_presenter.isMissed())
        m_delivery->showError(delivery);
    else
        m_delivery->showInfo(delivery);
}

void UserBlade::showRoles()
{
    m_editRoles->setVisible(m_presenter.mayManage() && m_presenter.user());
    if (!m_presenter.user())
        return;
    const User &user = *m_presenter.user();
    QStringList names;
    for (Role role : user.roles.toVector())
        names.append(displayName(role));
    m_roles->setText(names.isEmpty() ? userRolesText({}) : names.join(QLatin1Char('\n')));
    m_roles->setAccessibleName(tr("Roles: %1").arg(userRolesText(user.roles)));
}

void UserBlade::editRoles()
{
    if (!m_presenter.user())
        return;
    auto *blade = new RolesBlade(m_context, *m_presenter.user());
    connect(blade, &RolesBlade::saved, this, [this](const User &user) {
        m_messages->showMessage(MessageBar::Kind::Good,
                                tr("Roles of %1 saved").arg(user.displayName));
        refresh();
    });
    emit openRequested(blade);
}

bool UserBlade::mayClose()
{
    if (m_leaving || !hasChanges())
        return true;
    m_question->ask({.text = tr("The new e-mail address is not saved."),
                     .yes = tr("Discard changes"),
                     .no = tr("Keep editing")},
                    [this] {
                        m_leaving = true;
                        emit closeRequested();
                    });
    return false;
}

} // namespace lockbox::ui
