#include "app/console/changepassworddialog.h"

#include "app/console/background.h"
#include "app/console/newpasswordfields.h"
#include "ui/widgets/announce.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace lockbox::ui {

ChangePasswordDialog::ChangePasswordDialog(RemoteOptions options, const QString &userName,
                                           QWidget *parent)
    : QDialog(parent),
      m_options(std::move(options)),
      m_present(new QLineEdit),
      m_new(new NewPasswordFields),
      m_objection(new TextLabel({}, TextStyle::Caption, Token::Bad)),
      m_go(new PrimaryButton(tr("Change password")))
{
    m_options.breaker = std::make_shared<LineBreaker>();
    setObjectName(QStringLiteral("changePasswordDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Change password - Customer Lockbox"));
    setFixedWidth(460);
    m_present->setObjectName(QStringLiteral("presentPassword"));
    m_present->setAccessibleName(tr("Present password"));
    m_present->setEchoMode(QLineEdit::Password);
    m_objection->setObjectName(QStringLiteral("changePasswordProblem"));
    m_objection->setWordWrap(true);
    m_objection->hide();
    m_go->setObjectName(QStringLiteral("changePassword"));
    layOut(userName);
    connect(m_present, &QLineEdit::returnPressed, this, &ChangePasswordDialog::check);
    connect(m_new, &NewPasswordFields::returnPressed, this, &ChangePasswordDialog::check);
    connect(m_go, &QPushButton::clicked, this, &ChangePasswordDialog::check);
    m_present->setFocus();
}

ChangePasswordDialog::~ChangePasswordDialog()
{
    m_options.breaker->close();
}

void ChangePasswordDialog::layOut(const QString &userName)
{
    auto *cancel = new SecondaryButton(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    for (QPushButton *button : {m_go, static_cast<QPushButton *>(cancel)}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(32, 28, 32, 24);
    layout->setSpacing(8);
    layout->addWidget(new TextLabel(tr("Change password"), TextStyle::Title));
    layout->addWidget(new TextLabel(userName, TextStyle::Caption, Token::SecondText));
    layout->addSpacing(8);
    layout->addWidget(new TextLabel(tr("Present password"), TextStyle::Body, Token::SecondText));
    layout->addWidget(m_present);
    layout->addWidget(m_new);
    layout->addWidget(m_objection);
    layout->addSpacing(12);
    layout->addLayout(buttons);
}

void ChangePasswordDialog::check()
{
    if (!m_go->isEnabled())
        return;
    if (m_present->text().isEmpty())
        return object(tr("Write your present password."), m_present);
    if (const QString wrong = m_new->check(); !wrong.isEmpty())
        return object(wrong, nullptr);
    m_objection->hide();
    m_go->setEnabled(false);
    m_call = inBackground(
        this,
        [options = m_options, present = m_present->text().toUtf8(), password = m_new->password()] {
            return lockbox::changePassword(options, present, password);
        },
        [this](const Result<void> &changed) { onAnswered(changed); });
}

void ChangePasswordDialog::onAnswered(const Result<void> &changed)
{
    m_go->setEnabled(true);
    if (changed) {
        accept();
        return;
    }
    const Error &error = changed.error();
    const bool isNew = error.code == ErrorCode::InvalidArgument;
    const bool isWrong = error.code == ErrorCode::SignInRequired;
    object(isWrong ? errorText(Error{.code = ErrorCode::InvalidArgument, .message = error.message})
                   : errorText(error),
           isNew ? m_new->first() : m_present);
}

void ChangePasswordDialog::object(const QString &text, QLineEdit *field)
{
    m_objection->setText(text);
    m_objection->show();
    if (field) {
        field->setFocus(Qt::OtherFocusReason);
        field->selectAll();
    }
    announce(field ? static_cast<QWidget *>(field) : m_new, text);
}

} // namespace lockbox::ui
