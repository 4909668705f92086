#include "ui/shell/pagearea.h"

#include "ui/shell/blade.h"
#include "ui/shell/pagefactory.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/messagebar.h"

#include <QHBoxLayout>
#include <QStackedWidget>

namespace lockbox::ui {

PageArea::PageArea(QWidget *parent)
    : QWidget(parent),
      m_messages(new MessageBar),
      m_group(new TextLabel({}, TextStyle::Title, Token::SecondText)),
      m_arrow(new TextLabel(QStringLiteral("›"), TextStyle::Title, Token::SecondText)),
      m_title(new ElidedLabel({}, TextStyle::Title)),
      m_asOf(new TextLabel({}, TextStyle::BodyStrong, Token::Bad)),
      m_stack(new QStackedWidget)
{
    setObjectName(QStringLiteral("pageArea"));
    setAttribute(Qt::WA_StyledBackground);
    m_messages->setObjectName(QStringLiteral("pageMessages"));
    m_title->setObjectName(QStringLiteral("pageTitle"));
    m_asOf->setObjectName(QStringLiteral("asOf"));
    m_asOf->hide();
    auto *way = new QHBoxLayout;
    way->setSpacing(8);
    way->addWidget(m_group);
    way->addWidget(m_arrow);
    way->addWidget(m_title, 1);
    way->addWidget(m_asOf);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(24, 16, 24, 8);
    head->setSpacing(8);
    head->addWidget(m_messages);
    head->addLayout(way);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);
}

void PageArea::addPage(const QString &id, Blade *page)
{
    m_pages.insert(id, page);
    m_stack->addWidget(page);
}

void PageArea::showPage(const PageFactory &factory)
{
    m_group->setText(factory.group);
    m_group->setVisible(!factory.group.isEmpty());
    m_arrow->setVisible(!factory.group.isEmpty());
    m_title->setText(factory.title);
    m_stack->setCurrentWidget(m_pages.value(factory.id));
}

Blade *PageArea::current() const
{
    return qobject_cast<Blade *>(m_stack->currentWidget());
}

void PageArea::setAsOf(const QString &text)
{
    m_asOf->setText(text);
    m_asOf->setVisible(!text.isEmpty());
}

void PageArea::removePage(const QString &id)
{
    Blade *page = m_pages.take(id);
    if (!page)
        return;
    m_stack->removeWidget(page);
    page->hide();
    page->deleteLater();
}

void PageArea::clear()
{
    for (const QString &id : m_pages.keys())
        removePage(id);
    m_messages->hide();
}

} // namespace lockbox::ui
