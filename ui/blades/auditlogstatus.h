#pragma once

#include "ui/shell/consolecontext.h"
#include "ui/widgets/card.h"

class QBoxLayout;
class QProgressBar;
class QPushButton;

namespace lockbox::ui {

class TextLabel;

/// Tells above the list of events how it stands with the log, and has it verified.
class AuditLogStatus : public Card
{
    Q_OBJECT

public:
    explicit AuditLogStatus(ConsoleContext &context, QWidget *parent = nullptr);

    QPushButton *verifyButton() const { return m_verify; }

signals:
    void checkpointRequested();
    void keyRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QLayout *makeWords();
    QLayout *makeButtons();
    QPushButton *addButton(QLayout *row, const QString &text, const QString &icon,
                           const QString &objectName);
    void show();
    void showIcon();
    void showProgress();

    ConsoleContext &m_context;
    QBoxLayout *m_layout;
    TextLabel *m_icon;
    TextLabel *m_sentence;
    TextLabel *m_details;
    QProgressBar *m_progress;
    QPushButton *m_verify = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_export = nullptr;
    QPushButton *m_copy = nullptr;
};

} // namespace lockbox::ui
