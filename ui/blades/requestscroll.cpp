#include "ui/blades/requestscroll.h"

#include "ui/blades/requeststable.h"

#include <QScrollBar>

namespace lockbox::ui {

ScrollAnchor::ScrollAnchor(RequestsTable &table, int keyRole)
    : QObject(&table), m_table(table), m_keyRole(keyRole)
{
    const QAbstractItemModel *model = table.model();
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, &ScrollAnchor::note);
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &ScrollAnchor::note);
    connect(model, &QAbstractItemModel::layoutAboutToBeChanged, this, &ScrollAnchor::note);
    connect(model, &QAbstractItemModel::rowsInserted, this, &ScrollAnchor::restore);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &ScrollAnchor::restore);
    connect(model, &QAbstractItemModel::layoutChanged, this, &ScrollAnchor::restore);
}

void ScrollAnchor::note()
{
    m_key.clear();
    const int row = m_table.rowAt(0);
    if (row < 0 || (m_atTrueTop && m_table.verticalScrollBar()->value() == 0))
        return;
    m_key = m_table.model()->index(row, 0).data(m_keyRole);
    m_offset = m_table.rowViewportPosition(row);
}

void ScrollAnchor::restore()
{
    if (!m_key.isValid())
        return;
    const QAbstractItemModel *model = m_table.model();
    const QModelIndexList found =
        model->match(model->index(0, 0), m_keyRole, m_key, 1, Qt::MatchExactly);
    if (found.isEmpty())
        return;
    m_table.updateGeometries();
    QScrollBar *bar = m_table.verticalScrollBar();
    bar->setValue(bar->value() + m_table.rowViewportPosition(found.front().row()) - m_offset);
}

} // namespace lockbox::ui
