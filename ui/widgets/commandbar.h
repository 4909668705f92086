#pragma once

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace lockbox::ui {

/// The row of acts above a list: flat buttons with icons at the left, a search box or a filter at the right.
class CommandBar : public QWidget
{
    Q_OBJECT

public:
    explicit CommandBar(QWidget *parent = nullptr);

    QPushButton *addCommand(const QString &icon, const QString &text, const QString &objectName);
    void addAtEnd(QWidget *widget);

private:
    QHBoxLayout *m_layout;
    int m_commands = 0;
};

} // namespace lockbox::ui
