#include "ui/blades/requestfieldrow.h"

#include "ui/widgets/textlabel.h"

#include <QBoxLayout>

#include <algorithm>

namespace lockbox::ui {

namespace {

constexpr int labelWidth = 148;
constexpr int valueWidth = 172; ///< What is left beside the label in the narrowest blade.

/// The widest piece that should stay in one line: ids and accounts are read, and copied, as a whole.
int widestWord(const QString &text, const QFontMetrics &metrics)
{
    int widest = 0;
    for (const QString &word : text.simplified().split(QLatin1Char(' ')))
        widest = std::max(widest, metrics.horizontalAdvance(word));
    return widest;
}

} // namespace

RequestFieldRow::RequestFieldRow(QWidget *parent)
    : QWidget(parent),
      m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this)),
      m_label(new TextLabel({}, TextStyle::Body, Token::SecondText, this)),
      m_value(new TextLabel({}, TextStyle::Body, Token::Text, this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->addWidget(m_label);
    m_layout->addWidget(m_value, 1);
    m_label->setMinimumWidth(labelWidth);
    for (TextLabel *label : {m_label, m_value}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    }
    m_value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // A word that is longer than the blade is cut, it doesn't push the others out.
    m_value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void RequestFieldRow::show(const RequestPresenter::Field &field)
{
    if (field.label != m_label->text())
        m_label->setText(field.label);
    if (field.value != m_value->text())
        m_value->setText(field.value);
    const bool fits = widestWord(field.value, m_value->fontMetrics()) <= valueWidth;
    m_layout->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_layout->setSpacing(fits ? 16 : 4);
    m_value->setToolTip(field.toolTip);
    // A value is found by what it is called and by what it says.
    m_value->setAccessibleName(tr("%1: %2").arg(field.label, field.value));
}

} // namespace lockbox::ui
