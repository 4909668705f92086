#include "ui/widgets/commandbar.h"

#include "ui/widgets/buttons.h"

#include <QEvent>
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
    button->setAccessibleName(text);
    m_layout->insertWidget(static_cast<int>(m_commands.size()), button);
    m_commands.push_back({.button = button, .text = text});
    return button;
}

void CommandBar::addAtEnd(QWidget *widget)
{
    m_layout->addWidget(widget);
}

/// With all texts. A button that hides its text now is remembered as it was with it.
int CommandBar::neededWidth()
{
    int needed = 0;
    for (Command &command : m_commands) {
        if (!command.button->text().isEmpty())
            command.width = command.button->sizeHint().width();
        if (!command.button->isHidden())
            needed += command.width + m_layout->spacing();
    }
    for (int i = static_cast<int>(m_commands.size()); i < m_layout->count(); ++i) {
        const QWidget *widget = m_layout->itemAt(i)->widget();
        if (widget && !widget->isHidden())
            needed += widget->sizeHint().width() + m_layout->spacing();
    }
    return needed;
}

void CommandBar::fit()
{
    const bool fits = neededWidth() <= width();
    for (const Command &command : m_commands) {
        command.button->setText(fits ? command.text : QString());
        command.button->setToolTip(fits ? QString() : command.text);
    }
}

bool CommandBar::event(QEvent *event)
{
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        fit();
    return done;
}

} // namespace lockbox::ui
