#pragma once

#include <QFrame>
#include <QPointer>

#include <functional>

class QLabel;
class QPushButton;

namespace lockbox::ui {

/// A question asked in place, with two answers: "discard or keep editing?", "really switch off?". Hidden until asked.
class UserQuestionBar : public QFrame
{
    Q_OBJECT

public:
    struct Question {
        QString text;
        QString yes; ///< Label of the button that goes ahead.
        QString no;  ///< Label of the button that goes back; it gets the focus.
    };

    explicit UserQuestionBar(QWidget *parent = nullptr);

    /// Shows the question; `onYes` is called when it is accepted. A newer question replaces an older one.
    void ask(const Question &question, std::function<void()> onYes);
    void dismiss();

signals:
    /// Told to screen readers.
    void asked(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_text;
    QPushButton *m_yes;
    QPushButton *m_no;
    std::function<void()> m_onYes;
    QPointer<QWidget> m_focusBefore;
};

} // namespace lockbox::ui
