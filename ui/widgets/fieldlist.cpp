#include "ui/widgets/fieldlist.h"

#include "ui/widgets/textlabel.h"

#include <QVBoxLayout>

namespace lockbox::ui {

FieldList::FieldList(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(2);
}

void FieldList::setFields(const std::vector<Field> &fields)
{
    if (fields == m_fields)
        return;
    m_fields = fields;
    while (m_rows.size() > fields.size()) {
        delete m_rows.back().label;
        delete m_rows.back().value;
        m_rows.pop_back();
    }
    while (m_rows.size() < fields.size())
        m_rows.push_back(addRow());
    for (size_t i = 0; i < fields.size(); ++i)
        fill(m_rows[i], fields[i]);
}

FieldList::Row FieldList::addRow()
{
    Row row{new TextLabel({}, TextStyle::Caption, Token::SecondText, this),
            new TextLabel({}, TextStyle::Body, Token::Text, this)};
    row.value->setWordWrap(true);
    row.value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    row.value->setContentsMargins(0, 0, 0, 10);
    m_layout->addWidget(row.label);
    m_layout->addWidget(row.value);
    return row;
}

void FieldList::fill(const Row &row, const Field &field)
{
    row.label->setText(field.label);
    row.value->setText(field.value);
    row.value->setToolTip(field.toolTip);
    row.value->setAccessibleName(tr("%1: %2").arg(field.label, field.value));
}

} // namespace lockbox::ui
