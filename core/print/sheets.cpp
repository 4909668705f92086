#include "core/print/sheets.h"

#include <QAbstractTextDocumentLayout>
#include <QPaintDevice>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

#include <algorithm>
#include <limits>

namespace lockbox {

namespace {

/// The rows of a table: where they begin, and how many of them are its heading.
struct Rows {
    std::vector<qreal> tops;
    qreal bottom = 0;
    size_t headings = 0;

    /// Whether the table goes on at `y`, so that its heading has to be repeated.
    bool goesOnAt(qreal y) const
    {
        return headings > 0 && headings < tops.size() && y > tops.at(headings) && y < bottom;
    }
};

/// Where a document may be cut.
class Cuts
{
public:
    explicit Cuts(const QTextDocument &document);

    std::vector<Sheet> sheets(qreal height) const;

private:
    void addBlock(const QTextBlock &block);
    void addTable(const QTextTable &table);
    qreal rowTop(const QTextTable &table, int row) const;
    Sheet sheetFrom(qreal top, qreal height) const;
    /// The last cut that leaves something on the sheet from `top` on, or one between lines.
    qreal cutBefore(qreal limit, qreal top) const;
    qreal lineBefore(qreal limit, qreal top) const;

    const QTextDocument &m_document;
    const QAbstractTextDocumentLayout &m_layout;
    std::vector<qreal> m_cuts; ///< Ascending.
    std::vector<Rows> m_tables;
    bool m_isBehindHeading = false;
};

Cuts::Cuts(const QTextDocument &document)
    : m_document(document), m_layout(*document.documentLayout())
{
    const QTextFrame *root = document.rootFrame();
    for (auto it = root->begin(); !it.atEnd(); ++it) {
        if (const auto *table = qobject_cast<const QTextTable *>(it.currentFrame()))
            addTable(*table);
        else if (it.currentBlock().isValid())
            addBlock(it.currentBlock());
    }
}

void Cuts::addBlock(const QTextBlock &block)
{
    if (!m_isBehindHeading)
        m_cuts.push_back(m_layout.blockBoundingRect(block).top());
    m_isBehindHeading = block.blockFormat().headingLevel() > 0;
}

void Cuts::addTable(const QTextTable &table)
{
    Rows rows{.tops = {},
              .bottom = m_layout.frameBoundingRect(const_cast<QTextTable *>(&table)).bottom(),
              .headings = size_t(table.format().headerRowCount())};
    for (int row = 0; row < table.rows(); ++row)
        rows.tops.push_back(rowTop(table, row));
    for (size_t row = 0; row < rows.tops.size(); ++row) {
        // A table may begin on a new sheet, but its heading stays with its first row.
        const bool isCut = row == 0 ? !m_isBehindHeading : row > rows.headings;
        if (isCut)
            m_cuts.push_back(rows.tops.at(row));
    }
    m_tables.push_back(std::move(rows));
    m_isBehindHeading = false;
}

/// Above the text of the row's cells, between the line above it and the row before.
qreal Cuts::rowTop(const QTextTable &table, int row) const
{
    constexpr qreal pixelsAnInch = 96;
    const QPaintDevice *device = m_layout.paintDevice();
    const qreal pixel = device ? device->logicalDpiY() / pixelsAnInch : 1;
    qreal top = std::numeric_limits<qreal>::max();
    for (int column = 0; column < table.columns(); ++column) {
        const QTextTableCell cell = table.cellAt(row, column);
        const QTextTableCellFormat format = cell.format().toTableCellFormat();
        const qreal padding = std::max(format.topPadding(), table.format().cellPadding());
        const QTextBlock first = cell.firstCursorPosition().block();
        top = std::min(top, m_layout.blockBoundingRect(first).top()
                                - (padding + format.topBorder() + 1) * pixel);
    }
    return top;
}

std::vector<Sheet> Cuts::sheets(qreal height) const
{
    const qreal end = m_layout.documentSize().height();
    std::vector<Sheet> sheets;
    for (qreal top = 0; sheets.empty() || top < end; top = sheets.back().bottom)
        sheets.push_back(sheetFrom(top, height));
    return sheets;
}

Sheet Cuts::sheetFrom(qreal top, qreal height) const
{
    Sheet sheet{.top = top, .bottom = m_layout.documentSize().height()};
    for (const Rows &rows : m_tables) {
        if (rows.goesOnAt(top)) {
            sheet.headingTop = rows.tops.front();
            sheet.headingBottom = rows.tops.at(rows.headings);
        }
    }
    const qreal limit = top + height - sheet.headingHeight();
    if (sheet.bottom > limit)
        sheet.bottom = cutBefore(limit, top);
    return sheet;
}

qreal Cuts::cutBefore(qreal limit, qreal top) const
{
    const auto behind = std::upper_bound(m_cuts.begin(), m_cuts.end(), limit);
    const qreal cut = behind == m_cuts.begin() ? top : *std::prev(behind);
    return cut > top ? cut : lineBefore(limit, top);
}

qreal Cuts::lineBefore(qreal limit, qreal top) const
{
    qreal cut = limit;
    for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
        const QRectF place = m_layout.blockBoundingRect(block);
        if (place.top() >= limit || place.bottom() <= limit)
            continue;
        for (int i = 0; i < block.layout()->lineCount(); ++i) {
            const QTextLine line = block.layout()->lineAt(i);
            const qreal lineTop = place.top() + line.y();
            if (lineTop < limit && lineTop + line.height() > limit && lineTop > top)
                cut = std::min(cut, lineTop);
        }
    }
    return cut;
}

} // namespace

std::vector<Sheet> sheetsOf(const QTextDocument &document, qreal height)
{
    return Cuts(document).sheets(height);
}

} // namespace lockbox
