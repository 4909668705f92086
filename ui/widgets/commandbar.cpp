#include "ui/widgets/commandbar.h"

#include "ui/widgets/buttons.h"

#include <QHBoxLayout>

namespace lockbox::ui {

CommandBar::CommandBar(QWidget *parent) : QWidget(parent), m_layout(new QHBoxLayout(this))
{
    setFixedHeight(44);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    m_layout->addStretch(1);
}

QPushButton *CommandBar::addCommand(const QString &icon, const QString &text,
                                    const QString &objectName)
{
    auto *button = new SecondaryButton(text, this);
    button->setObjectName(objectName);
    button->setFlat(true);
    setThemeIcon(button, icon, Token::AccentText);
    m_layout->insertWidget(m_commands++, button);
    return button;
}

void CommandBar::addAtEnd(QWidget *widget)
{
    m_layout->addWidget(widget);
}

} // namespace lockbox::ui
