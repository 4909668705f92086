#include "ui/blades/listcolumns.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>

#include <algorithm>

namespace lockbox::ui {

ListColumns::ListColumns(QHeaderView &header, const QString &settingsKey, Defaults defaults)
    : QObject(&header),
      m_header(header),
      m_key(QStringLiteral("lists/%1/columns").arg(settingsKey)),
      m_defaults(std::move(defaults))
{
    m_saving.setSingleShot(true);
    m_saving.setInterval(300);
    applyDefaults();
    restore();
    header.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&header, &QHeaderView::customContextMenuRequested, this, [this](const QPoint &at) {
        auto *menu = new QMenu(&m_header);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillMenu(*menu);
        menu->popup(m_header.mapToGlobal(at));
    });
    connect(&header, &QHeaderView::sectionMoved, this, &ListColumns::note);
    connect(&header, &QHeaderView::sectionResized, this, &ListColumns::note);
    connect(&header, &QHeaderView::sortIndicatorChanged, this, &ListColumns::note);
    connect(&m_saving, &QTimer::timeout, this, &ListColumns::save);
}

ListColumns::~ListColumns()
{
    if (m_saving.isActive())
        save();
}

int ListColumns::widthFor(const QString &text)
{
    constexpr int margins = 20;
    return margins + QFontMetrics(Theme::instance().font(TextStyle::Body)).horizontalAdvance(text);
}

/// What the words of a header take. The header's own hint keeps room for a sort arrow as well, in every column.
int ListColumns::wordsWidth(int column) const
{
    constexpr int padding = 20;
    QFont font = m_header.font();
    font.setWeight(QFont::DemiBold);
    const QString words = m_header.model()->headerData(column, Qt::Horizontal).toString();
    return QFontMetrics(font).horizontalAdvance(words) + padding;
}

void ListColumns::applyDefaults()
{
    int visual = 0;
    for (const auto &[column, width] : m_defaults.columns) {
        m_header.setSectionHidden(column, false);
        m_header.moveSection(m_header.visualIndex(column), visual++);
        // Never narrower than the header's own words, whatever the font.
        m_header.resizeSection(column, std::max(width, wordsWidth(column)));
    }
    m_header.setSortIndicator(m_defaults.sortedBy, Qt::AscendingOrder);
}

void ListColumns::restore()
{
    const QByteArray state = QSettings().value(m_key).toByteArray();
    if (!state.isEmpty() && !m_header.restoreState(state))
        applyDefaults();
}

void ListColumns::note()
{
    m_state = m_header.saveState();
    m_saving.start();
}

void ListColumns::save() const
{
    QSettings().setValue(m_key, m_state);
}

void ListColumns::setShown(int column, bool shown)
{
    m_header.setSectionHidden(column, !shown);
    // A column that was dragged to nothing would be shown and still not be seen.
    if (shown && m_header.sectionSize(column) < m_header.minimumSectionSize())
        m_header.resizeSection(column, m_header.defaultSectionSize());
    note();
}

void ListColumns::fillMenu(QMenu &menu)
{
    for (int visual = 0; visual < m_header.count(); ++visual) {
        const int column = m_header.logicalIndex(visual);
        QAction *action =
            menu.addAction(m_header.model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!m_header.isSectionHidden(column));
        action->setEnabled(column != m_defaults.columns.front().column);
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { setShown(column, shown); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Reset columns")), &QAction::triggered, this, [this] {
        applyDefaults();
        note();
    });
}

} // namespace lockbox::ui
