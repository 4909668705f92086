#include "app/console/passworddialog.h"

#include "ui/widgets/announce.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QUrl>
#include <QVBoxLayout>

namespace lockbox::ui {

/// A refusal as a sentence.
static QString sentence(const QString &refusal)
{
    return refusal.isEmpty() ? refusal
                             : refusal.front().toUpper() + refusal.mid(1) + QLatin1Char('.');
}

PasswordDialog::PasswordDialog(const QString &service, const QString &userName, const QString &why,
                               QWidget *parent)
    : QDialog(parent),
      m_name(new QLineEdit(userName)),
      m_password(new QLineEdit),
      m_objection(new TextLabel(sentence(why), TextStyle::Caption, Token::Bad))
{
    setObjectName(QStringLiteral("passwordDialog"));
    setWindowTitle(tr("Sign in - Customer Lockbox"));
    setFixedWidth(460);
    m_name->setObjectName(QStringLiteral("passwordName"));
    m_name->setAccessibleName(tr("User name"));
    m_name->setReadOnly(!userName.isEmpty());
    m_name->setFocusPolicy(userName.isEmpty() ? Qt::StrongFocus : Qt::NoFocus);
    m_password->setObjectName(QStringLiteral("password"));
    m_password->setAccessibleName(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_objection->setObjectName(QStringLiteral("passwordObjection"));
    m_objection->setWordWrap(true);
    m_objection->setVisible(!why.isEmpty());
    layOut(service, why);
    (userName.isEmpty() ? m_name : m_password)->setFocus();
}

void PasswordDialog::layOut(const QString &service, const QString &why)
{
    auto *signIn = new PrimaryButton(tr("Sign in"));
    signIn->setObjectName(QStringLiteral("passwordSignIn"));
    auto *cancel = new SecondaryButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("passwordCancel"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(signIn);
    buttons->addWidget(cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(32, 28, 32, 24);
    layout->setSpacing(8);
    layout->addWidget(
        new TextLabel(tr("Sign in to %1").arg(QUrl(service).authority()), TextStyle::Title));
    layout->addSpacing(8);
    layout->addWidget(new TextLabel(tr("User name"), TextStyle::Body, Token::SecondText));
    layout->addWidget(m_name);
    layout->addWidget(new TextLabel(tr("Password"), TextStyle::Body, Token::SecondText));
    layout->addWidget(m_password);
    layout->addWidget(m_objection);
    layout->addSpacing(12);
    layout->addLayout(buttons);
    connect(signIn, &QPushButton::clicked, this, &PasswordDialog::check);
    connect(m_password, &QLineEdit::returnPressed, this, &PasswordDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    if (!why.isEmpty())
        announce(m_password, sentence(why));
}

void PasswordDialog::check()
{
    QLineEdit *missing = userName().isEmpty()   ? m_name
                         : password().isEmpty() ? m_password
                                                : nullptr;
    if (!missing) {
        accept();
        return;
    }
    m_objection->setText(missing == m_name ? tr("Write your user name.")
                                           : tr("Write your password."));
    m_objection->show();
    missing->setFocus(Qt::OtherFocusReason);
    announce(missing, m_objection->text());
}

QString PasswordDialog::userName() const
{
    return m_name->text().trimmed();
}

QByteArray PasswordDialog::password() const
{
    return m_password->text().toUtf8();
}

} // namespace lockbox::ui
