#include "ui/blades/userblade.h"

#include "ui/blades/rolesblade.h"
#include "ui/blades/userparts.h"
#include "ui/blades/userquestionbar.h"
#include "ui/models/usersmodel.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statetext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
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
      m_email(new QLineEdit),
      m_emailText(parts::text({})),
      m_emailButtons(new QWidget),
      m_saveEmail(parts::primaryButton(tr("Save"), QStringLiteral("saveEmailButton"))),
      m_cancelEmail(parts::button(tr("Cancel"), QStringLiteral("cancelEmailButton"))),
      m_emailError(parts::fieldError(QStringLiteral("emailError"))),
      m_delivery(parts::text({}, TextStyle::Caption, Token::Wait)),
      m_roles(parts::text({})),
      m_editRoles(
          parts::button(tr("Edit"), QStringLiteral("editRolesButton"), QStringLiteral("edit")))
{
    setObjectName(QStringLiteral("userBlade"));
    layOut();
    connectEditor();
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
    content->addWidget(parts::fieldLabel(tr("E-mail"), m_email));
    content->addWidget(makeEmailEditor());
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

QWidget *UserBlade::makeEmailEditor()
{
    m_email->setObjectName(QStringLiteral("userEmail"));
    m_email->setAccessibleName(tr("E-mail"));
    m_delivery->setObjectName(QStringLiteral("userDelivery"));
    auto *buttons = new QHBoxLayout(m_emailButtons);
    buttons->setContentsMargins(0, 4, 0, 0);
    buttons->setSpacing(8);
    buttons->addWidget(m_saveEmail);
    buttons->addWidget(m_cancelEmail);
    buttons->addStretch();
    auto *editor = new QWidget;
    auto *layout = new QVBoxLayout(editor);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (QWidget *part : std::initializer_list<QWidget *>{m_emailText, m_email, m_emailError,
                                                          m_delivery, m_emailButtons})
        layout->addWidget(part);
    return editor;
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

void UserBlade::connectEditor()
{
    const auto save = [this] {
        if (m_presenter.isNewEmail(m_email->text()))
            m_presenter.saveEmail(m_email->text());
    };
    connect(m_email, &QLineEdit::textEdited, this, [this] {
        m_emailError->hide();
        showEmail();
    });
    connect(m_email, &QLineEdit::returnPressed, this, save);
    connect(m_saveEmail, &QPushButton::clicked, this, save);
    connect(m_cancelEmail, &QPushButton::clicked, this, [this] {
        m_email->setText(m_presenter.user()->email);
        m_emailError->hide();
        m_email->setFocus();
        showEmail();
    });
    connect(&m_presenter, &UserPresenter::emailSaved, this, [this] {
        m_email->setText(m_presenter.user()->email);
        m_email->setModified(false);
        showEmail();
        m_messages->showMessage(MessageBar::Kind::Good, tr("E-mail address saved"));
        emit announced(tr("E-mail address saved"));
    });
    connect(&m_presenter, &UserPresenter::emailRefused, this, [this](const Error &error) {
        m_emailError->setText(errorText(error));
        m_emailError->show();
        m_email->setFocus();
        emit announced(errorText(error));
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
    return m_presenter.mayManage() && m_email->isModified()
           && m_presenter.isNewEmail(m_email->text());
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
        if (!hasChanges() && m_email->text() != user->email)
            m_email->setText(user->email);
    }
    showEmail();
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

void UserBlade::showEmail()
{
    const bool editable = m_presenter.mayManage() && m_presenter.user();
    const bool changed = editable && hasChanges();
    m_email->setVisible(editable);
    m_email->setReadOnly(m_presenter.isSaving());
    m_emailText->setVisible(!editable);
    if (const auto &user = m_presenter.user())
        m_emailText->setText(user->email.isEmpty() ? tr("None") : user->email);
    m_emailButtons->setVisible(changed);
    m_emailButtons->setEnabled(!m_presenter.isSaving());
    const QString delivery = m_presenter.deliveryText();
    m_delivery->setText(delivery);
    m_delivery->setVisible(!delivery.isEmpty() && !changed);
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
