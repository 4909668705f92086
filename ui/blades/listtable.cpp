#include "ui/blades/listtable.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace lockbox::ui {

/// With these a click chooses more rows than one, and opens none.
static constexpr Qt::KeyboardModifiers choosing = Qt::ControlModifier | Qt::ShiftModifier;

ListTable::ListTable(QWidget *parent) : QTableView(parent)
{
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
    verticalHeader()->setDefaultSectionSize(rowHeight);
    connect(this, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (!(QGuiApplication::keyboardModifiers() & choosing))
            emit opened(index);
    });
}

std::vector<int> ListTable::shownColumns() const
{
    std::vector<int> columns;
    for (int visual = 0; visual < model()->columnCount(); ++visual) {
        const int logical = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(logical))
            columns.push_back(logical);
    }
    return columns;
}

QString ListTable::chosenText() const
{
    QModelIndexList chosen = selectionModel()->selectedRows();
    std::sort(chosen.begin(), chosen.end());
    const auto line = [columns = shownColumns()](const auto &text) {
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

void ListTable::keyPressEvent(QKeyEvent *event)
{
    if (handleCommand(*event))
        return;
    const bool isPlain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
    const QString text = event->text();
    if (isPlain && !text.isEmpty() && text.front().isPrint() && !text.front().isSpace()) {
        emit typed(text);
        return;
    }
    QTableView::keyPressEvent(event);
}

bool ListTable::handleCommand(const QKeyEvent &event)
{
    if (event.matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(chosenText());
        return true;
    }
    if (event.key() != Qt::Key_Return && event.key() != Qt::Key_Enter)
        return false;
    if (currentIndex().isValid())
        emit opened(currentIndex());
    return true;
}

void ListTable::setHoveredRow(int row)
{
    if (row == m_hoveredRow)
        return;
    m_hoveredRow = row;
    viewport()->setCursor(row < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
    emit hovered(row);
    viewport()->update();
}

void ListTable::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    setHoveredRow(indexAt(event->position().toPoint()).row());
}

void ListTable::leaveEvent(QEvent *event)
{
    QTableView::leaveEvent(event);
    setHoveredRow(-1);
}

/// Who comes here by the keyboard finds a row to start from.
void ListTable::findStart()
{
    if (hasFocus() && !currentIndex().isValid() && model() && model()->rowCount() > 0)
        selectionModel()->setCurrentIndex(model()->index(0, 0), QItemSelectionModel::NoUpdate);
}

void ListTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    findStart();
}

void ListTable::rowsInserted(const QModelIndex &parent, int first, int last)
{
    QTableView::rowsInserted(parent, first, last);
    findStart();
}

void ListTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    // The ring is as wide as the row, and Qt repaints cells.
    viewport()->update();
}

void ListTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (!hasFocus() || !currentIndex().isValid())
        return;
    const int row = currentIndex().row();
    const QRect place(0, rowViewportPosition(row),
                      std::min(viewport()->width(), horizontalHeader()->length()), rowHeight);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::instance().color(Token::Accent), 2));
    painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), 2, 2);
}

} // namespace lockbox::ui
