#include "ui/widgets/codeblock.h"

#include "ui/theme/theme.h"

#include <QFontDatabase>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTextDocument>
#include <QtMath>

namespace lockbox::ui {

CodeBlock::CodeBlock(const QString &name, QWidget *parent) : QTextEdit(parent)
{
    setAccessibleName(name);
    setReadOnly(true);
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAnywhere);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    dress();
    connect(&Theme::instance(), &Theme::changed, this, &CodeBlock::dress);
}

void CodeBlock::dress()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(Theme::instance().font(TextStyle::Caption).pointSizeF());
    setFont(font);
    fitHeight();
}

void CodeBlock::setCode(const QString &code)
{
    if (code == toPlainText())
        return; // what is chosen stays chosen
    setPlainText(code);
    fitHeight();
}

void CodeBlock::fitHeight()
{
    document()->setTextWidth(viewport()->width());
    const int around = qMax(0, height() - viewport()->height()); // the frame and its padding
    const int needed = qCeil(document()->size().height()) + around;
    if (needed != height())
        setFixedHeight(needed);
    verticalScrollBar()->setRange(0, 0); // there is nothing to scroll to
}

void CodeBlock::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    fitHeight();
}

void CodeBlock::keyPressEvent(QKeyEvent *event)
{
    // It closes the blade.
    if (event->key() == Qt::Key_Escape)
        event->ignore();
    else
        QTextEdit::keyPressEvent(event);
}

} // namespace lockbox::ui
