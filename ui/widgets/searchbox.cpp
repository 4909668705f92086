#include "ui/widgets/searchbox.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QToolButton>

namespace lockbox::ui {

SearchBox::SearchBox(const QString &name, QWidget *parent)
    : QLineEdit(parent), m_glass(new QAction(this))
{
    setPlaceholderText(name);
    setAccessibleName(name);
    setClearButtonEnabled(true);
    nameButtons(tr("Clear the search"));
    addAction(m_glass, QLineEdit::LeadingPosition);
    nameButtons(tr("Search"));
    dress();
    connect(&Theme::instance(), &Theme::changed, this, &SearchBox::dress);
}

void SearchBox::nameButtons(const QString &name)
{
    for (QToolButton *button : findChildren<QToolButton *>()) {
        if (button->accessibleName().isEmpty())
            button->setAccessibleName(name);
    }
}

QSize SearchBox::sizeHint() const
{
    return {qMax(240, QLineEdit::sizeHint().width()), QLineEdit::sizeHint().height()};
}

void SearchBox::keyPressEvent(QKeyEvent *event)
{
    // An empty box lets Escape through, to whatever it closes.
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchBox::dress()
{
    m_glass->setIcon(Theme::instance().icon(QStringLiteral("search"), Token::SecondText));
}

} // namespace lockbox::ui
