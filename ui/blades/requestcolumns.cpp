#include "ui/blades/requestcolumns.h"

#include "ui/models/requestroles.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>

#include <algorithm>

namespace lockbox::ui {

namespace {

struct Column {
    RequestColumn column;
    int width;
};

/// How the list is made: what decides comes first, so that it is seen beside an open blade.
constexpr Column defaults[] = {
    {RequestColumn::Reference, 132}, {RequestColumn::DateRequested, 160},
    {RequestColumn::Requestor, 150}, {RequestColumn::ActionStatus, 142},
    {RequestColumn::TimeLeft, 120},  {RequestColumn::Service, 100},
    {RequestColumn::Reason, 260},    {RequestColumn::DecidedBy, 150},
};

} // namespace

RequestColumns::RequestColumns(QHeaderView &header, const QString &settingsKey)
    : QObject(&header), m_header(header), m_key(QStringLiteral("lists/%1/columns").arg(settingsKey))
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
    connect(&header, &QHeaderView::sectionMoved, &m_saving, qOverload<>(&QTimer::start));
    connect(&header, &QHeaderView::sectionResized, &m_saving, qOverload<>(&QTimer::start));
    connect(&header, &QHeaderView::sortIndicatorChanged, &m_saving, qOverload<>(&QTimer::start));
    connect(&m_saving, &QTimer::timeout, this, &RequestColumns::save);
}

RequestColumns::~RequestColumns()
{
    if (m_saving.isActive())
        save();
}

/// What the words of a header take. The header's own hint keeps room for a sort arrow as well, in every column.
int RequestColumns::wordsWidth(int column) const
{
    constexpr int padding = 20;
    QFont font = m_header.font();
    font.setWeight(QFont::DemiBold);
    const QString words = m_header.model()->headerData(column, Qt::Horizontal).toString();
    return QFontMetrics(font).horizontalAdvance(words) + padding;
}

void RequestColumns::applyDefaults()
{
    int visual = 0;
    for (const Column &column : defaults) {
        const int logical = static_cast<int>(column.column);
        m_header.setSectionHidden(logical, false);
        m_header.moveSection(m_header.visualIndex(logical), visual++);
        // Never narrower than the header's own words, whatever the font.
        m_header.resizeSection(logical, std::max(column.width, wordsWidth(logical)));
    }
    m_header.setSortIndicator(-1, Qt::AscendingOrder);
}

void RequestColumns::restore()
{
    const QByteArray state = QSettings().value(m_key).toByteArray();
    if (!state.isEmpty() && !m_header.restoreState(state))
        applyDefaults();
}

void RequestColumns::save() const
{
    QSettings().setValue(m_key, m_header.saveState());
}

void RequestColumns::setShown(int column, bool shown)
{
    m_header.setSectionHidden(column, !shown);
    // A column that was dragged to nothing would be shown and still not be seen.
    if (shown && m_header.sectionSize(column) < m_header.minimumSectionSize())
        m_header.resizeSection(column, m_header.defaultSectionSize());
    m_saving.start();
}

void RequestColumns::fillMenu(QMenu &menu)
{
    for (int visual = 0; visual < m_header.count(); ++visual) {
        const int column = m_header.logicalIndex(visual);
        QAction *action =
            menu.addAction(m_header.model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!m_header.isSectionHidden(column));
        // Without its reference number a row is nobody's.
        action->setEnabled(column != static_cast<int>(RequestColumn::Reference));
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { setShown(column, shown); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Reset columns")), &QAction::triggered, this, [this] {
        applyDefaults();
        m_saving.start();
        emit wasReset();
    });
}

} // namespace lockbox::ui
