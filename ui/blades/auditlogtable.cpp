#include "ui/blades/auditlogtable.h"

#include "ui/delegates/eventdelegate.h"
#include "ui/models/eventroles.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace lockbox::ui {

namespace {

constexpr int leastWhat = 300;

} // namespace

AuditLogTable::AuditLogTable(QWidget *parent) : WindowedTable(EventSeqRole, parent)
{
    auto *delegate = new EventDelegate(this);
    setItemDelegate(delegate);
    connect(this, &ListTable::hovered, delegate, &EventDelegate::setHoveredRow);
    // What is left of it are clicks: the keyboard is at rows, whatever cell was clicked last.
    connect(this, &ListTable::opened, this, [this](const QModelIndex &cell) {
        open(cell, cell.column() == static_cast<int>(EventColumn::Request));
    });
}

void AuditLogTable::open(const QModelIndex &row, bool asksForRequest)
{
    const QString request = row.data(EventRequestRole).toString();
    if (asksForRequest && !request.isEmpty())
        emit requestRequested(request);
    else if (row.isValid())
        emit eventRequested(row.data(EventSeqRole).toLongLong());
}

void AuditLogTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        open(currentIndex(), event->modifiers().testFlag(Qt::ControlModifier));
    else
        WindowedTable::keyPressEvent(event);
}

void AuditLogTable::resizeEvent(QResizeEvent *event)
{
    const int bottom = visualRect(currentIndex()).bottom();
    const bool wasSeen = currentIndex().isValid() && bottom > 0 && bottom < m_height;
    WindowedTable::resizeEvent(event);
    fitWhat();
    m_height = viewport()->height();
    if (!wasSeen)
        return;
    const int left = horizontalScrollBar()->value();
    scrollTo(currentIndex());
    horizontalScrollBar()->setValue(left);
}

void AuditLogTable::fitWhat()
{
    constexpr int what = static_cast<int>(EventColumn::What);
    QHeaderView *header = horizontalHeader();
    if (header->count() <= what || header->isSectionHidden(what))
        return;
    const int spare = viewport()->width() - header->length();
    const int width = std::max(leastWhat, header->sectionSize(what) + spare);
    if (width != header->sectionSize(what))
        header->resizeSection(what, width);
}

} // namespace lockbox::ui
