#include "ui/widgets/card.h"

#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lockbox::ui {

/// The same with and without something beside the heading, so that cards in a row line up.
static constexpr int headingHeight = 36;

Card::Card(QWidget *parent) : QFrame(parent)
{
    setProperty("card", true);
}

Card::Card(const QString &heading, QWidget *parent) : Card(parent)
{
    setHeading(heading);
}

void Card::layOut()
{
    if (m_body)
        return;
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(24, 20, 24, 24);
    outer->setSpacing(12);
    m_heading = new TextLabel({}, TextStyle::Heading);
    m_heading->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_heading->setMinimumHeight(headingHeight);
    auto *head = new QHBoxLayout;
    head->addWidget(m_heading, 1);
    m_head = head;
    outer->addLayout(head);
    m_body = new QVBoxLayout;
    m_body->setSpacing(8);
    outer->addLayout(m_body, 1);
}

void Card::setHeading(const QString &heading)
{
    layOut();
    m_heading->setText(heading);
    setAccessibleName(heading);
}

QVBoxLayout *Card::body()
{
    layOut();
    return m_body;
}

void Card::addToHeading(QWidget *widget)
{
    layOut();
    m_head->addWidget(widget);
}

} // namespace lockbox::ui
