#pragma once

#include "ui/shell/consolecontext.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace lockbox::ui {

class CodeBlock;
class LongCall;
class MessageBar;

/// Sends a test mail the way that is stored, and tells what came of it; of a failure all that was said with the server. The mail
/// server may take its time: nothing else waits for it.
class NotificationsTest final : public QWidget
{
    Q_OBJECT

public:
    explicit NotificationsTest(ConsoleContext &context, QWidget *parent = nullptr);
    ~NotificationsTest() override;

    /// Why no test can be sent now; empty where one can.
    void setObstacle(const QString &obstacle);

signals:
    /// Told to screen readers.
    void announced(const QString &text);
    /// What came of it stands in this widget.
    void answered(QWidget *where);

private:
    void layOut();
    void send();
    void onAnswer(const QString &address, const Result<TestMail> &test);
    void showAnswer(const QString &address, const TestMail &test);
    void showState();

    ConsoleContext &m_context;
    LongCall *m_call;
    QString m_obstacle;
    bool m_isSending = false;
    QLineEdit *m_address;
    QLabel *m_error;
    QPushButton *m_send;
    QLabel *m_state;
    MessageBar *m_message;
    QLabel *m_dialogueLabel;
    CodeBlock *m_dialogue;
};

} // namespace lockbox::ui
