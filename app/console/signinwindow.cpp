#include "app/console/signinwindow.h"

#include "ui/shell/consolecontext.h"
#include "ui/widgets/announce.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/textlabel.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace lockbox::ui {

SignInWindow::SignInWindow(ConsoleContext &context, QWidget *parent)
    : QWidget(parent, parent ? Qt::Dialog : Qt::Window),
      m_context(context),
      m_name(new QLineEdit),
      m_objection(new TextLabel({}, TextStyle::Caption, Token::Bad))
{
    setObjectName(QStringLiteral("signInWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Sign in - Customer Lockbox"));
    setFixedWidth(460);
    m_name->setObjectName(QStringLiteral("signInName"));
    m_name->setAccessibleName(tr("User name"));
    m_name->setPlaceholderText(tr("name@%1").arg(context.info().tenant.domain));
    m_objection->setObjectName(QStringLiteral("signInObjection"));
    m_objection->setWordWrap(true);
    m_objection->hide();
    auto *signInButton = new PrimaryButton(tr("Sign in"));
    signInButton->setObjectName(QStringLiteral("signInButton"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(32, 28, 32, 24);
    layout->setSpacing(8);
    layout->addWidget(
        new TextLabel(tr("Sign in to %1").arg(context.info().tenant.name), TextStyle::Title));
    layout->addSpacing(8);
    layout->addWidget(new TextLabel(tr("User name"), TextStyle::Body, Token::SecondText));
    layout->addWidget(m_name);
    layout->addWidget(m_objection);
    layout->addSpacing(12);
    layout->addWidget(signInButton, 0, Qt::AlignRight);
    connect(signInButton, &QPushButton::clicked, this, &SignInWindow::signIn);
    connect(m_name, &QLineEdit::returnPressed, this, &SignInWindow::signIn);
}

void SignInWindow::tryName(const QString &userPrincipalName)
{
    m_name->setText(userPrincipalName);
    signIn();
}

void SignInWindow::signIn()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty()) {
        showObjection(tr("Write your user name."));
        return;
    }
    m_context.runner().run<User>(
        this, QStringLiteral("signIn"),
        [name](LockboxService &service) { return service.account(Session{name}); },
        [this, name](Result<User> account) {
            if (account)
                emit signedIn(*account);
            else if (account.error().code == ErrorCode::NotFound
                     || account.error().code == ErrorCode::NotPermitted)
                showObjection(tr("There is no user %1 here.").arg(name));
            else
                showObjection(errorText(account.error()));
        });
}

void SignInWindow::showObjection(const QString &text)
{
    m_objection->setText(text);
    m_objection->show();
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
    announce(m_name, text);
}

} // namespace lockbox::ui
