#include "ui/blades/requeststable.h"

#include "ui/blades/requestscroll.h"
#include "ui/delegates/requestdelegate.h"
#include "ui/models/requestroles.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace lockbox::ui {

namespace {

constexpr int nearby = 30; ///< Rows before an end of what is held at which more is asked for.

} // namespace

RequestsTable::RequestsTable(QWidget *parent)
    : ListTable(parent), m_anchor(new ScrollAnchor(*this, RequestIdRole))
{
    auto *delegate = new RequestDelegate(this);
    setItemDelegate(delegate);
    connect(this, &ListTable::hovered, delegate, &RequestDelegate::setHoveredRow);
    connect(this, &QTableView::clicked, this,
            [this](const QModelIndex &row) { m_chosen = row.data(RequestIdRole).toString(); });
    connect(this, &ListTable::opened, this, [this](const QModelIndex &row) {
        m_chosen = row.data(RequestIdRole).toString();
        emit openRequested(m_chosen);
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &RequestsTable::askForNeighbours);
}

void RequestsTable::setModel(QAbstractItemModel *model)
{
    m_anchor->noteChangesOf(*model);
    ListTable::setModel(model);
    m_anchor->restoreAfterChangesOf(*model);
    connect(model, &QAbstractItemModel::rowsInserted, this, &RequestsTable::restoreChoice);
    connect(model, &QAbstractItemModel::modelReset, this, &RequestsTable::restoreChoice);
}

void RequestsTable::setAtTrueTop(bool atTrueTop)
{
    m_anchor->setAtTrueTop(atTrueTop);
}

QString RequestsTable::currentRequest() const
{
    return currentIndex().data(RequestIdRole).toString();
}

void RequestsTable::chooseRow(int row)
{
    if (!model() || row < 0 || row >= model()->rowCount())
        return;
    const QModelIndex index = model()->index(row, std::max(0, currentIndex().column()));
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect
                                                 | QItemSelectionModel::Rows);
    scrollTo(index);
}

void RequestsTable::chooseRequest(const QString &id)
{
    m_chosen = id;
    if (id != currentRequest())
        clearSelection();
    else if (!selectionModel()->isSelected(currentIndex()))
        selectionModel()->clearCurrentIndex(); // so that choosing it is a change, and known as ours
    restoreChoice();
}

void RequestsTable::restoreChoice()
{
    if (m_chosen.isEmpty() || currentRequest() == m_chosen)
        return;
    const QModelIndexList found =
        model()->match(model()->index(0, 0), RequestIdRole, m_chosen, 1, Qt::MatchExactly);
    if (found.isEmpty())
        return;
    // It may have come back far from what is looked at.
    const int top = verticalScrollBar()->value();
    selectionModel()->setCurrentIndex(found.front(), QItemSelectionModel::ClearAndSelect
                                                         | QItemSelectionModel::Rows);
    verticalScrollBar()->setValue(top);
}

void RequestsTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    ListTable::currentChanged(current, previous);
    const QString id = current.data(RequestIdRole).toString();
    // A row that leaves the window keeps being the chosen one until somebody chooses another.
    if (!id.isEmpty() && !m_anchor->isChanging())
        m_chosen = id;
    emit currentRequestChanged(id);
}

void RequestsTable::askForNeighbours()
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

void RequestsTable::keyPressEvent(QKeyEvent *event)
{
    if (!handleJump(*event) && !handleDecision(*event))
        ListTable::keyPressEvent(event);
}

bool RequestsTable::handleJump(const QKeyEvent &event)
{
    switch (event.key()) {
    case Qt::Key_Home: emit firstRequested(); return true;
    case Qt::Key_End: emit lastRequested(); return true;
    default: return false;
    }
}

bool RequestsTable::handleDecision(const QKeyEvent &event)
{
    if (event.modifiers() != Qt::NoModifier
        || (event.key() != Qt::Key_A && event.key() != Qt::Key_D))
        return false;
    const auto state = static_cast<RequestState>(currentIndex().data(RequestStateRole).toInt());
    const bool yes = event.key() == Qt::Key_A;
    if (!currentIndex().isValid()
        || (state != RequestState::Pending && state != RequestState::Submitted))
        return false;
    if (state == RequestState::Pending)
        emit actRequested(currentRequest(), yes ? RequestAct::Approve : RequestAct::Deny);
    else
        emit actRequested(currentRequest(), yes ? RequestAct::Authorize : RequestAct::Reject);
    return true;
}

} // namespace lockbox::ui
