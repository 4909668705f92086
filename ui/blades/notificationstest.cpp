#include "ui/blades/notificationstest.h"

#include "ui/async/longcall.h"
#include "ui/blades/notificationspresenter.h"
#include "ui/blades/userparts.h"
#include "ui/widgets/codeblock.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statetext.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace lockbox::ui {

NotificationsTest::NotificationsTest(ConsoleContext &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_call(new LongCall(context.factory())),
      m_address(new QLineEdit(deliverableAddress(context.account()))),
      m_error(parts::fieldError(QStringLiteral("testMailError"))),
      m_send(parts::button(tr("Send test mail"), QStringLiteral("sendTestMailButton"))),
      m_state(parts::caption({})),
      m_message(new MessageBar),
      m_dialogueLabel(parts::fieldLabel(tr("All that was said with the server"))),
      m_dialogue(new CodeBlock(tr("All that was said with the server")))
{
    layOut();
    connect(m_send, &QPushButton::clicked, this, &NotificationsTest::send);
    connect(m_address, &QLineEdit::returnPressed, this, &NotificationsTest::send);
    connect(m_address, &QLineEdit::textEdited, this, [this] {
        m_error->hide();
        showState();
    });
    showState();
}

NotificationsTest::~NotificationsTest()
{
    m_call->leave();
}

void NotificationsTest::layOut()
{
    m_address->setObjectName(QStringLiteral("testMailAddress"));
    m_address->setAccessibleName(tr("Send a test mail to"));
    m_state->setObjectName(QStringLiteral("testMailState"));
    m_message->setObjectName(QStringLiteral("testMailMessage"));
    m_dialogue->setObjectName(QStringLiteral("testMailDialogue"));
    m_dialogueLabel->hide();
    m_dialogue->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_address, 1);
    row->addWidget(m_send);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(parts::text(tr("Test"), TextStyle::Heading));
    layout->addSpacing(8);
    layout->addWidget(parts::fieldLabel(tr("Send a test mail to"), m_address));
    layout->addLayout(row);
    layout->addWidget(m_error);
    layout->addWidget(m_state);
    layout->addWidget(m_message);
    layout->addWidget(m_dialogueLabel);
    layout->addWidget(m_dialogue);
}

void NotificationsTest::setObstacle(const QString &obstacle)
{
    m_obstacle = obstacle;
    showState();
}

void NotificationsTest::showState()
{
    m_address->setEnabled(m_obstacle.isEmpty() && !m_isSending);
    m_send->setEnabled(m_address->isEnabled() && !m_address->text().trimmed().isEmpty());
    m_state->setText(m_isSending ? tr("Sending…") : m_obstacle);
    m_state->setVisible(!m_state->text().isEmpty());
}

void NotificationsTest::send()
{
    if (!m_send->isEnabled())
        return;
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_error, m_message, m_dialogueLabel, m_dialogue})
        widget->hide();
    const QString address = m_address->text().trimmed();
    m_isSending = true;
    m_call->start<TestMail>(
        [session = m_context.session(), address](LockboxService &service, const LogProgress &) {
            return service.sendTestMail(session, address);
        },
        [this, address](const Result<TestMail> &test) { onAnswer(address, test); });
    showState();
    emit announced(m_state->text());
}

void NotificationsTest::onAnswer(const QString &address, const Result<TestMail> &test)
{
    m_isSending = false;
    showState();
    if (test) {
        showAnswer(address, *test);
        return;
    }
    const QString text = NotificationsPresenter::testRefusal(test.error());
    if (test.error().field == QLatin1String("to")) {
        m_error->setText(text);
        m_error->show();
        m_address->setFocus(Qt::OtherFocusReason);
    } else {
        m_message->showError(text);
        emit answered(m_message);
    }
    emit announced(text);
}

void NotificationsTest::showAnswer(const QString &address, const TestMail &test)
{
    if (test.sent)
        m_message->showGood(tr("Sent to %1. The server's words: %2").arg(address, test.words));
    else
        m_message->showError(tr("Not sent to %1: %2").arg(address, test.words));
    const bool hasDialogue = !test.sent && !test.dialogue.isEmpty();
    m_dialogueLabel->setVisible(hasDialogue);
    m_dialogue->setVisible(hasDialogue);
    m_dialogue->setCode(hasDialogue ? test.dialogue : QString());
    emit announced(m_message->text());
    emit answered(m_message);
}

} // namespace lockbox::ui
