#include "ui/blades/windowedtable.h"

#include "ui/blades/requestscroll.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace lockbox::ui {

namespace {

constexpr int nearby = 30; ///< Rows before an end of what is held at which more is asked for.

} // namespace

WindowedTable::WindowedTable(int keyRole, QWidget *parent)
    : ListTable(parent), m_keyRole(keyRole), m_anchor(new ScrollAnchor(*this, keyRole))
{
    const auto note = [this](const QModelIndex &row) { m_chosen = row.data(m_keyRole); };
    connect(this, &QTableView::clicked, this, note);
    connect(this, &ListTable::opened, this, note);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &WindowedTable::askForNeighbours);
}

void WindowedTable::setModel(QAbstractItemModel *model)
{
    m_anchor->noteChangesOf(*model);
    ListTable::setModel(model);
    m_anchor->restoreAfterChangesOf(*model);
    connect(model, &QAbstractItemModel::rowsInserted, this, &WindowedTable::restoreChoice);
    connect(model, &QAbstractItemModel::modelReset, this, &WindowedTable::restoreChoice);
}

void WindowedTable::setAtTrueTop(bool atTrueTop)
{
    m_anchor->setAtTrueTop(atTrueTop);
}

QVariant WindowedTable::currentKey() const
{
    return currentIndex().data(m_keyRole);
}

void WindowedTable::chooseRow(int row)
{
    if (!model() || row < 0 || row >= model()->rowCount())
        return;
    const QModelIndex index = model()->index(row, std::max(0, currentIndex().column()));
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect
                                                 | QItemSelectionModel::Rows);
    scrollTo(index);
}

void WindowedTable::chooseKey(const QVariant &key)
{
    m_chosen = key;
    if (key != currentKey())
        clearSelection();
    else if (!selectionModel()->isSelected(currentIndex()))
        selectionModel()->clearCurrentIndex(); // so that choosing it is a change, and known as ours
    restoreChoice();
}

void WindowedTable::restoreChoice()
{
    if (!m_chosen.isValid() || currentKey() == m_chosen)
        return;
    const QModelIndexList found =
        model()->match(model()->index(0, 0), m_keyRole, m_chosen, 1, Qt::MatchExactly);
    if (found.isEmpty())
        return;
    // It may have come back far from what is looked at.
    const int top = verticalScrollBar()->value();
    selectionModel()->setCurrentIndex(found.front(), QItemSelectionModel::ClearAndSelect
                                                         | QItemSelectionModel::Rows);
    verticalScrollBar()->setValue(top);
}

void WindowedTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    ListTable::currentChanged(current, previous);
    const QVariant key = current.data(m_keyRole);
    // A row that leaves the window keeps being the chosen one until somebody chooses another.
    if (key.isValid() && !m_anchor->isChanging())
        m_chosen = key;
    emit currentKeyChanged(key);
}

void WindowedTable::askForNeighbours()
{
    if (!model() || model()->rowCount() == 0)
        return;
    const int first = rowAt(0);
    const int last = rowAt(viewport()->height() - 1);
    if (last < 0 || last + nearby >= model()->rowCount())
        emit moreNeeded();
    if (first >= 0 && first < nearby)
        emit earlierNeeded();
}

void WindowedTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Home)
        emit firstRequested();
    else if (event->key() == Qt::Key_End)
        emit lastRequested();
    else
        ListTable::keyPressEvent(event);
}

} // namespace lockbox::ui
