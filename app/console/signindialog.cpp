#include "app/console/signindialog.h"

#include "app/console/background.h"
#include "app/console/newpasswordfields.h"
#include "ui/widgets/announce.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QStackedWidget>

namespace lockbox::ui {

SignInDialog::SignInDialog(RemoteOptions options, const QString &tenant, const QString &userName,
                           QWidget *parent)
    : QDialog(parent),
      m_options(std::move(options)),
      m_pages(new QStackedWidget),
      m_name(new QLineEdit(userName)),
      m_password(new QLineEdit),
      m_code(new QLineEdit),
      m_new(new NewPasswordFields),
      m_objection(new TextLabel({}, TextStyle::Caption, Token::Bad)),
      m_other(new LinkButton({})),
      m_go(new PrimaryButton({}))
{
    m_options.token.clear();
    m_options.breaker = std::make_shared<LineBreaker>();
    setObjectName(QStringLiteral("signInDialog"));
    setWindowTitle(tr("Sign in - Customer Lockbox"));
    setFixedWidth(460);
    m_objection->setObjectName(QStringLiteral("signInProblem"));
    m_objection->setWordWrap(true);
    m_pages->addWidget(passwordPage());
    m_pages->addWidget(codePage());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(32, 28, 32, 24);
    layout->setSpacing(8);
    layout->addWidget(new TextLabel(tr("Sign in to %1").arg(tenant), TextStyle::Title));
    layout->addWidget(
        new TextLabel(m_options.url.authority(), TextStyle::Caption, Token::SecondText));
    layout->addSpacing(8);
    layout->addWidget(m_pages);
    layout->addWidget(m_objection);
    layout->addWidget(m_other, 0, Qt::AlignLeft);
    layout->addSpacing(12);
    layout->addLayout(buttons());
    showCode(false);
}

SignInDialog::~SignInDialog()
{
    m_options.breaker->close();
}

static void addField(QVBoxLayout *layout, QLineEdit *field, const QString &label,
                     const QString &name)
{
    field->setObjectName(name);
    field->setAccessibleName(label);
    layout->addWidget(new TextLabel(label, TextStyle::Body, Token::SecondText));
    layout->addWidget(field);
}

static QVBoxLayout *pageLayout(QWidget *page)
{
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    return layout;
}

QWidget *SignInDialog::passwordPage()
{
    auto *page = new QWidget;
    auto *layout = pageLayout(page);
    addField(layout, m_name, tr("User name"), QStringLiteral("passwordName"));
    addField(layout, m_password, tr("Password"), QStringLiteral("password"));
    m_name->setMaxLength(320);
    m_password->setEchoMode(QLineEdit::Password);
    connect(m_name, &QLineEdit::returnPressed, this, &SignInDialog::check);
    connect(m_password, &QLineEdit::returnPressed, this, &SignInDialog::check);
    return page;
}

QWidget *SignInDialog::codePage()
{
    auto *page = new QWidget;
    auto *layout = pageLayout(page);
    addField(layout, m_code, tr("One-time code"), QStringLiteral("oneTimeCode"));
    m_code->setPlaceholderText(QStringLiteral("XXXX-XXXX-XXXX-XXXX"));
    m_code->setMaxLength(64);
    auto *what =
        new TextLabel(tr("Your administrator has it from “lockboxd invite”. It works once, "
                         "and for a day."),
                      TextStyle::Caption, Token::SecondText);
    what->setWordWrap(true);
    layout->addWidget(what);
    layout->addWidget(m_new);
    connect(m_code, &QLineEdit::returnPressed, this, &SignInDialog::check);
    connect(m_new, &NewPasswordFields::returnPressed, this, &SignInDialog::check);
    return page;
}

QLayout *SignInDialog::buttons()
{
    m_other->setObjectName(QStringLiteral("signInOther"));
    m_go->setObjectName(QStringLiteral("passwordSignIn"));
    auto *cancel = new SecondaryButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("passwordCancel"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    row->addWidget(m_go);
    row->addWidget(cancel);
    for (QPushButton *button : {m_other, m_go, static_cast<QPushButton *>(cancel)})
        button->setAutoDefault(false);
    connect(m_other, &QPushButton::clicked, this,
            [this] { showCode(m_pages->currentIndex() == 0); });
    connect(m_go, &QPushButton::clicked, this, &SignInDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    return row;
}

void SignInDialog::showCode(bool isCode)
{
    m_pages->setCurrentIndex(isCode ? 1 : 0);
    // The dialog is as high as the page that is shown.
    m_pages->widget(0)->setVisible(!isCode);
    m_pages->widget(1)->setVisible(isCode);
    m_pages->setFixedHeight(m_pages->currentWidget()->sizeHint().height());
    m_objection->hide();
    m_other->setText(isCode ? tr("I have a password") : tr("I have a one-time code"));
    m_go->setText(isCode ? tr("Set password and sign in") : tr("Sign in"));
    QLineEdit *first = isCode ? m_code : m_name->text().isEmpty() ? m_name : m_password;
    first->setFocus(Qt::OtherFocusReason);
    fit();
}

/// As high as what it says.
void SignInDialog::fit()
{
    layout()->invalidate();
    setFixedHeight(layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width())
                                                 : layout()->totalSizeHint().height());
}

void SignInDialog::check()
{
    if (!m_go->isEnabled())
        return;
    if (m_pages->currentIndex() == 0)
        checkPassword();
    else
        checkCode();
}

void SignInDialog::checkPassword()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return object(tr("Write your user name."), m_name);
    if (m_password->text().isEmpty())
        return object(tr("Write your password."), m_password);
    run([options = m_options, name, password = m_password->text().toUtf8()] {
        return signInToService(options, name, password);
    });
}

void SignInDialog::checkCode()
{
    const QString code = m_code->text().trimmed();
    if (code.isEmpty())
        return object(tr("Write the one-time code."), m_code);
    if (const QString wrong = m_new->check(); !wrong.isEmpty())
        return object(wrong, nullptr);
    run([options = m_options, code, password = m_new->password()] {
        return redeemCode(options, code, password);
    });
}

void SignInDialog::run(std::function<Result<RemoteSignIn>()> call)
{
    m_objection->hide();
    fit();
    setBusy(true);
    m_call = inBackground(this, std::move(call),
                          [this](const Result<RemoteSignIn> &signIn) { onAnswered(signIn); });
}

void SignInDialog::onAnswered(const Result<RemoteSignIn> &signIn)
{
    setBusy(false);
    if (signIn) {
        m_signIn = *signIn;
        accept();
        return;
    }
    const Error &error = signIn.error();
    const bool isPassword = m_pages->currentIndex() == 0;
    // Its own words say it all: that something is wrong, or when it may be tried again.
    const bool isTold = error.code == ErrorCode::SignInRequired
                        || error.code == ErrorCode::TooManyTries
                        || error.code == ErrorCode::InvalidArgument;
    const QString text =
        isTold ? errorText(Error{.code = ErrorCode::InvalidArgument, .message = error.message})
               : errorText(error);
    object(text, isPassword                                 ? m_password
                 : error.code == ErrorCode::InvalidArgument ? m_new->first()
                                                            : m_code);
}

void SignInDialog::setBusy(bool isBusy)
{
    m_pages->setEnabled(!isBusy);
    m_other->setEnabled(!isBusy);
    m_go->setEnabled(!isBusy);
    if (isBusy)
        m_go->setText(tr("Signing in…"));
    else
        m_go->setText(m_pages->currentIndex() == 1 ? tr("Set password and sign in")
                                                   : tr("Sign in"));
}

void SignInDialog::object(const QString &text, QLineEdit *field)
{
    m_objection->setText(text);
    m_objection->show();
    fit();
    if (field) {
        field->setFocus(Qt::OtherFocusReason);
        field->selectAll();
    }
    announce(field ? static_cast<QWidget *>(field) : m_new, text);
}

} // namespace lockbox::ui
