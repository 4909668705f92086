#pragma once

#include "ui/shell/blade.h"
#include "ui/shell/consolecontext.h"

class QPushButton;
class QVBoxLayout;

namespace lockbox::ui {

class MessageBar;
class UserQuestionBar;

/// A blade in which something is edited: scrolling content, a bar for messages, questions asked in
/// place, and a footer with the button that saves and the one that leaves. Closing with unsaved
/// changes asks first.
class UserFormBlade : public Blade
{
    Q_OBJECT

public:
    struct Labels {
        QString save;
        QString leave;
    };

    UserFormBlade(ConsoleContext &context, const Labels &labels, QWidget *parent = nullptr);

    QWidget *footer() override { return m_footer; }
    bool mayClose() override;

protected:
    virtual bool hasChanges() const = 0;
    /// The save button was pressed.
    virtual void save() = 0;

    ConsoleContext &context() { return m_context; }
    QVBoxLayout &content() { return *m_content; }
    MessageBar &messages() { return *m_messages; }
    UserQuestionBar &question() { return *m_question; }
    QPushButton &saveButton() { return *m_save; }
    QPushButton &leaveButton() { return *m_leave; }

    /// While saving, the footer is disabled and the blade stays open.
    void setSaving(bool saving);
    bool isSaving() const { return m_saving; }
    /// Closes without asking.
    void leave();
    /// What was entered stays; the message bar says why it was refused.
    void tellRefusal(const Error &error);

private:
    QWidget *makeFooter();
    void layOut();

    ConsoleContext &m_context;
    MessageBar *m_messages;
    UserQuestionBar *m_question;
    QVBoxLayout *m_content = nullptr;
    QPushButton *m_save;
    QPushButton *m_leave;
    QWidget *m_footer;
    bool m_saving = false;
    bool m_leaving = false;
};

} // namespace lockbox::ui
