#pragma once

#include <QFrame>

class QPushButton;

namespace lockbox::ui {

class IconButton;
class TextLabel;

/// A bar at the top of what a message concerns. Hidden until there is one; tells screen readers when it appears.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Info, Good, Warning, Error };

    explicit MessageBar(QWidget *parent = nullptr);

    /// `action` is the text of a button beside the message; none where it is empty.
    void showMessage(Kind kind, const QString &text, const QString &action = {});
    void showInfo(const QString &text, const QString &action = {});
    void showGood(const QString &text, const QString &action = {});
    void showWarning(const QString &text, const QString &action = {});
    void showError(const QString &text, const QString &action = {});

    Kind kind() const { return m_kind; }
    QString text() const;
    void setClosable(bool closable);

signals:
    void actionTriggered();

private:
    void dress();

    Kind m_kind = Kind::Info;
    TextLabel *m_icon;
    TextLabel *m_text;
    QPushButton *m_action;
    IconButton *m_close;
};

} // namespace lockbox::ui
