#include "ui/blades/requestscroll.h"

#include "ui/blades/listtable.h"

#include <QHeaderView>
#include <QScrollBar>

namespace lockbox::ui {

ScrollAnchor::ScrollAnchor(ListTable &table, int keyRole)
    : QObject(&table), m_table(table), m_keyRole(keyRole)
{}

void ScrollAnchor::noteChangesOf(const QAbstractItemModel &model)
{
    connect(&model, &QAbstractItemModel::rowsAboutToBeInserted, this, &ScrollAnchor::note);
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &ScrollAnchor::note);
    connect(&model, &QAbstractItemModel::layoutAboutToBeChanged, this, &ScrollAnchor::note);
}

void ScrollAnchor::restoreAfterChangesOf(const QAbstractItemModel &model)
{
    connect(&model, &QAbstractItemModel::rowsInserted, this, &ScrollAnchor::restore);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &ScrollAnchor::restore);
    connect(&model, &QAbstractItemModel::layoutChanged, this, &ScrollAnchor::restore);
}

void ScrollAnchor::note()
{
    m_isChanging = true;
    m_key.clear();
    const int top = m_table.verticalScrollBar()->value();
    const int row = top / rowHeight();
    if (row >= m_table.model()->rowCount() || (m_atTrueTop && top == 0))
        return;
    m_key = m_table.model()->index(row, 0).data(m_keyRole);
    m_offset = top - row * rowHeight();
}

void ScrollAnchor::restore()
{
    m_isChanging = false;
    if (!m_key.isValid())
        return;
    const QAbstractItemModel *model = m_table.model();
    const QModelIndexList found =
        model->match(model->index(0, 0), m_keyRole, m_key, 1, Qt::MatchExactly);
    if (found.isEmpty())
        return;
    // The scroll bar learns of the new length only when the table is laid out.
    m_table.doItemsLayout();
    m_table.verticalScrollBar()->setValue(found.front().row() * rowHeight() + m_offset);
}

/// All rows have one height, so places follow from numbers, also while the table isn't laid out.
int ScrollAnchor::rowHeight() const
{
    return m_table.verticalHeader()->defaultSectionSize();
}

} // namespace lockbox::ui
