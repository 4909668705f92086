#pragma once

#include <QWidget>

class QPushButton;

namespace lockbox::ui {

class TextLabel;

/// What stands where there is nothing to show: an icon, a sentence, and the next step as a button.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// Without `action` there is no button.
    void setContent(const QString &icon, const QString &title, const QString &text,
                    const QString &action = {});

signals:
    void actionTriggered();

private:
    void dress();

    QString m_icon;
    TextLabel *m_picture;
    TextLabel *m_title;
    TextLabel *m_text;
    QPushButton *m_action;
};

} // namespace lockbox::ui
