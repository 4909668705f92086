#pragma once

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QPushButton;

namespace lockbox::ui {

/// The row of acts above a list: flat buttons with icons at the left, a search box or a filter at the right. Where there is no
/// room for all, the buttons show their icons only; their words are then told on hover.
class CommandBar : public QWidget
{
    Q_OBJECT

public:
    explicit CommandBar(QWidget *parent = nullptr);

    QPushButton *addCommand(const QString &icon, const QString &text, const QString &objectName);
    void addAtEnd(QWidget *widget);

protected:
    bool event(QEvent *event) override;

private:
    struct Command {
        QPushButton *button;
        QString text;
        int width = 0; ///< With its text, in pixels.
    };

    int neededWidth();
    void fit();

    QHBoxLayout *m_layout;
    std::vector<Command> m_commands;
};

} // namespace lockbox::ui
