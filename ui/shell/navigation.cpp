#include "ui/shell/navigation.h"

#include "ui/shell/navigationbutton.h"
#include "ui/widgets/buttons.h"

#include <QVBoxLayout>

namespace lockbox::ui {

Navigation::Navigation(QWidget *parent)
    : QFrame(parent),
      m_layout(new QVBoxLayout(this)),
      m_toggle(new IconButton(QStringLiteral("menu"), {}))
{
    setObjectName(QStringLiteral("navigation"));
    setAccessibleName(tr("Navigation"));
    m_toggle->setObjectName(QStringLiteral("navigationToggle"));
    m_layout->setContentsMargins(0, 8, 1, 8);
    m_layout->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 0, 0, 4);
    head->addWidget(m_toggle, 0, Qt::AlignLeft);
    m_layout->addLayout(head);
    m_layout->addStretch(1);
    connect(m_toggle, &QToolButton::clicked, this, [this] {
        setCompact(!m_isCompact);
        emit compactChanged(m_isCompact);
    });
    showWidth();
}

void Navigation::setPages(const std::vector<PageFactory> &pages)
{
    clear();
    for (const PageFactory &page : pages)
        addPage(page);
    showWidth();
}

void Navigation::clear()
{
    for (NavigationButton *button : std::as_const(m_pages))
        button->deleteLater();
    for (const Group &group : std::as_const(m_groups))
        group.heading->deleteLater();
    m_pages.clear();
    m_groups.clear();
}

void Navigation::addPage(const PageFactory &page)
{
    if (!page.group.isEmpty() && !m_groups.contains(page.group))
        addGroup(page);
    const auto kind =
        page.group.isEmpty() ? NavigationButton::Kind::Page : NavigationButton::Kind::PageInGroup;
    auto *button = new NavigationButton(kind, page.icon, page.title, this);
    button->setObjectName(QStringLiteral("navigation.%1").arg(page.id));
    m_layout->insertWidget(m_layout->count() - 1, button);
    m_pages.insert(page.id, button);
    if (!page.group.isEmpty())
        m_groups[page.group].pages.push_back(button);
    connect(button, &QPushButton::clicked, this, [this, id = page.id] { emit chosen(id); });
}

void Navigation::addGroup(const PageFactory &first)
{
    const QString name = first.group;
    auto *heading =
        new NavigationButton(NavigationButton::Kind::Group, first.groupIcon, name, this);
    heading->setObjectName(QStringLiteral("navigationGroup.%1").arg(name));
    m_layout->insertWidget(m_layout->count() - 1, heading);
    m_groups.insert(name, Group{heading, {}});
    connect(heading, &QPushButton::clicked, this, [this, name] {
        m_groups[name].isUnfolded = !m_groups[name].isUnfolded;
        showGroup(name);
    });
}

void Navigation::showGroup(const QString &name)
{
    const Group &group = m_groups[name];
    group.heading->setUnfolded(group.isUnfolded);
    group.heading->setVisible(!m_isCompact);
    for (NavigationButton *page : group.pages)
        page->setVisible(group.isUnfolded || m_isCompact);
}

void Navigation::setCurrent(const QString &pageId)
{
    for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page)
        page.value()->setCurrent(page.key() == pageId);
}

void Navigation::setCompact(bool compact)
{
    m_isCompact = compact;
    showWidth();
}

void Navigation::showWidth()
{
    setFixedWidth(m_isCompact ? narrow : wide);
    m_toggle->setName(m_isCompact ? tr("Expand the navigation") : tr("Collapse the navigation"));
    for (NavigationButton *page : std::as_const(m_pages))
        page->setCompact(m_isCompact);
    for (const QString &name : m_groups.keys())
        showGroup(name);
}

} // namespace lockbox::ui
