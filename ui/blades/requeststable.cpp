#include "ui/blades/requeststable.h"

#include "ui/blades/requestscroll.h"
#include "ui/delegates/requestdelegate.h"
#include "ui/models/requestroles.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessiblechoice.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace lockbox::ui {

namespace {

constexpr int nearby = 30; ///< Rows before an end of what is held at which more is asked for.

/// A mouse press that opens a row: the plain left button.
bool isPlainClick()
{
    return (QApplication::keyboardModifiers() & (Qt::ControlModifier | Qt::ShiftModifier)) == 0;
}

} // namespace

RequestsTable::RequestsTable(QWidget *parent)
    : QTableView(parent),
      m_delegate(new RequestDelegate(this)),
      m_anchor(new ScrollAnchor(*this, RequestIdRole))
{
    setItemDelegate(m_delegate);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(RequestDelegate::rowHeight);
    connect(this, &QTableView::clicked, this, &RequestsTable::onClicked);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &RequestsTable::askForNeighbours);
}

void RequestsTable::setModel(QAbstractItemModel *model)
{
    m_anchor->noteChangesOf(*model);
    QTableView::setModel(model);
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
    QTableView::currentChanged(current, previous);
    const QString id = current.data(RequestIdRole).toString();
    // A row that leaves the window keeps being the chosen one until somebody chooses another.
    if (!id.isEmpty() && !m_anchor->isChanging())
        m_chosen = id;
    viewport()->update();
    emit currentRequestChanged(id);
}

void RequestsTable::onClicked(const QModelIndex &index)
{
    m_chosen = index.data(RequestIdRole).toString();
    if (isPlainClick())
        emit openRequested(m_chosen);
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

QString RequestsTable::chosenText() const
{
    QModelIndexList chosen = selectionModel()->selectedRows();
    std::sort(chosen.begin(), chosen.end());
    std::vector<int> columns;
    for (int visual = 0; visual < model()->columnCount(); ++visual) {
        const int logical = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(logical))
            columns.push_back(logical);
    }
    const auto line = [&](const auto &text) {
        QStringList cells;
        for (int column : columns)
            cells.append(text(column).simplified());
        return cells;
    };
    const auto cells = [&](const QModelIndex &index) {
        return line([&](int column) { return index.siblingAtColumn(column).data().toString(); });
    };
    if (chosen.size() == 1) {
        QStringList texts = cells(chosen.front());
        texts.removeAll(QString());
        return texts.join(QStringLiteral(", "));
    }
    QStringList lines;
    if (!chosen.isEmpty())
        lines.append(line([&](int column) {
                         return model()->headerData(column, Qt::Horizontal).toString();
                     }).join(QLatin1Char('\t')));
    for (const QModelIndex &index : chosen)
        lines.append(cells(index).join(QLatin1Char('\t')));
    return lines.join(QLatin1Char('\n'));
}

void RequestsTable::keyPressEvent(QKeyEvent *event)
{
    if (handleCommand(*event) || handleDecision(*event))
        return;
    const bool isPlain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
    const QString text = event->text();
    if (isPlain && !text.isEmpty() && text.front().isPrint() && !text.front().isSpace()) {
        emit typed(text);
        return;
    }
    QTableView::keyPressEvent(event);
}

bool RequestsTable::handleCommand(const QKeyEvent &event)
{
    if (event.matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(chosenText());
        return true;
    }
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!currentRequest().isEmpty())
            emit openRequested(currentRequest());
        return true;
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

void RequestsTable::setHoveredRow(int row)
{
    if (row == m_delegate->hoveredRow())
        return;
    m_delegate->setHoveredRow(row);
    viewport()->setCursor(row < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
    viewport()->update();
}

void RequestsTable::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    setHoveredRow(indexAt(event->position().toPoint()).row());
}

void RequestsTable::leaveEvent(QEvent *event)
{
    QTableView::leaveEvent(event);
    setHoveredRow(-1);
}

void RequestsTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    // Who comes here by the keyboard finds a row to start from.
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0)
        selectionModel()->setCurrentIndex(model()->index(0, 0), QItemSelectionModel::NoUpdate);
}

QRect RequestsTable::rowRect(int row) const
{
    return {0, rowViewportPosition(row),
            std::min(viewport()->width(), horizontalHeader()->length()), rowHeight(row)};
}

void RequestsTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (!hasFocus() || !currentIndex().isValid())
        return;
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::instance().color(Token::Accent), 2));
    painter.drawRoundedRect(QRectF(rowRect(currentIndex().row())).adjusted(1, 1, -1, -1), 2, 2);
}

} // namespace lockbox::ui
