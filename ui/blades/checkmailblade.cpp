#include "ui/blades/checkmailblade.h"

#include "ui/blades/checkmailinput.h"
#include "ui/blades/checkmailverdict.h"
#include "ui/blades/userparts.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/placedialog.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>

namespace lockbox::ui {

CheckMailBlade::CheckMailBlade(ConsoleContext &context, const QString &mail, QWidget *parent)
    : Blade(parent),
      m_presenter(context),
      m_input(new CheckMailInput),
      m_message(new MessageBar),
      m_verdict(new CheckMailVerdict),
      m_check(parts::primaryButton(tr("Check"), QStringLiteral("checkMailNowButton"))),
      m_open(parts::button(tr("Open file…"), QStringLiteral("openMailButton"))),
      m_clear(parts::button(tr("Clear"), QStringLiteral("clearMailButton"))),
      m_footer(makeFooter())
{
    setObjectName(QStringLiteral("checkMailBlade"));
    layOut();
    connect(m_input, &CheckMailInput::edited, &m_presenter, &CheckMailPresenter::setText);
    connect(m_input, &CheckMailInput::fileDropped, this, &CheckMailBlade::takeFile);
    connect(m_input, &CheckMailInput::messageDropped, this, &CheckMailBlade::takeMessage);
    connect(m_check, &QPushButton::clicked, &m_presenter, &CheckMailPresenter::check);
    connect(m_open, &QPushButton::clicked, this, &CheckMailBlade::openFile);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_input->clear();
        m_presenter.setMessage({});
        m_input->setFocus(Qt::OtherFocusReason);
    });
    connect(&m_presenter, &CheckMailPresenter::changed, this, &CheckMailBlade::showState);
    connect(&m_presenter, &CheckMailPresenter::answered, this, &CheckMailBlade::onAnswered);
    showState();
    if (!mail.isEmpty())
        takeMessage(mail.toUtf8());
}

QWidget *CheckMailBlade::makeFooter()
{
    auto *footer = new QWidget(this);
    auto *layout = new QHBoxLayout(footer);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QPushButton *button : {m_check, m_open, m_clear})
        layout->addWidget(button);
    layout->addStretch();
    return footer;
}

void CheckMailBlade::layOut()
{
    m_input->setObjectName(QStringLiteral("mailInput"));
    m_input->setAccessibleName(tr("The mail"));
    m_input->setPlaceholderText(tr(
        "Paste the mail here with its headers (“show source” in most mail programs), or its text "
        "alone, or drop an .eml file."));
    m_input->setMinimumHeight(200);
    m_message->setObjectName(QStringLiteral("checkMailMessage"));
    auto *inner = new QWidget;
    auto *content = new QVBoxLayout(inner);
    content->setContentsMargins(24, 8, 24, 24);
    content->setSpacing(12);
    content->addWidget(m_message);
    content->addWidget(m_verdict);
    content->addWidget(parts::fieldLabel(tr("The mail"), m_input));
    content->addWidget(m_input, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(parts::scrolling(inner));
}

QWidget *CheckMailBlade::initialFocus()
{
    return m_input;
}

void CheckMailBlade::openFile()
{
    askForExistingFile(this, tr("Open a mail"), tr("Mails (*.eml);;All files (*)"),
                       [this](const QString &path) { takeFile(path); });
}

void CheckMailBlade::takeFile(const QString &path)
{
    const bool isRead = m_presenter.readFile(path);
    m_input->showMessage(m_presenter.message());
    if (isRead)
        m_presenter.check();
}

void CheckMailBlade::takeMessage(const QByteArray &message)
{
    m_presenter.setMessage(message);
    m_input->showMessage(message);
    m_presenter.check();
}

void CheckMailBlade::showState()
{
    m_check->setEnabled(m_presenter.canCheck());
    m_verdict->show(m_presenter);
    if (m_presenter.refusal().isEmpty())
        m_message->hide();
    else
        m_message->showError(m_presenter.refusal());
}

void CheckMailBlade::onAnswered()
{
    const QString text = m_presenter.verdict() ? m_presenter.headline() : m_presenter.refusal();
    findChild<QScrollArea *>()->ensureWidgetVisible(m_verdict);
    emit announced(text);
}

} // namespace lockbox::ui
