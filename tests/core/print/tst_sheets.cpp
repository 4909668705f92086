#include "core/print/pdf.h"
#include "core/print/sheets.h"

#include <QAbstractTextDocumentLayout>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

using namespace lockbox;

/// A long document comes onto sheets whole: no row is torn apart, no heading stands alone, nothing is lost.
class TestSheets : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void nothingIsLost_data();
    void nothingIsLost();
    void rowsStayWhole();
    void tablesHeadingIsRepeated();
    void rowThatIsTooTallIsCutBetweenLines();
    void headingStaysWithWhatFollows();

private:
    std::unique_ptr<PrintingWithoutDisplay> m_printing;
};

namespace {

constexpr qreal height = 700;

/// A document in one column.
class Column
{
public:
    explicit Column(const QString &html)
    {
        m_document.setDocumentMargin(0);
        m_document.setTextWidth(500);
        m_document.setHtml(html);
    }

    const QTextDocument &document() const { return m_document; }
    qreal end() const { return m_document.documentLayout()->documentSize().height(); }
    QRectF place(const QTextBlock &block) const
    {
        return m_document.documentLayout()->blockBoundingRect(block);
    }
    std::vector<Sheet> sheets() const { return sheetsOf(m_document, height); }
    /// The sheet on which the whole of it is; -1 where there is none.
    int sheetOf(const QRectF &place) const
    {
        const auto all = sheets();
        for (size_t i = 0; i < all.size(); ++i) {
            if (place.top() >= all.at(i).top - 0.5 && place.bottom() <= all.at(i).bottom + 0.5)
                return int(i);
        }
        return -1;
    }

private:
    QTextDocument m_document;
};

QString table(int rows, int lines)
{
    QString html =
        QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"4\"><thead>"
                       "<tr><th>No.</th><th>What</th></tr></thead><tbody>");
    for (int row = 0; row < rows; ++row)
        html += QStringLiteral("<tr><td>%1</td><td>Text%2<p>More</p></td></tr>")
                    .arg(row)
                    .arg(QStringLiteral("<br>line").repeated(lines));
    return html + QStringLiteral("</tbody></table>");
}

QString paragraphs(int count)
{
    return QStringLiteral("<p>A line of text</p>").repeated(count);
}

} // namespace

void TestSheets::initTestCase()
{
    m_printing = std::make_unique<PrintingWithoutDisplay>();
}

void TestSheets::nothingIsLost_data()
{
    QTest::addColumn<QString>("html");
    QTest::newRow("nothing") << "";
    QTest::newRow("paragraphs") << paragraphs(300);
    QTest::newRow("table") << table(200, 2);
    QTest::newRow("rows of all heights")
        << table(40, 1) + table(3, 200) + paragraphs(50) + table(10, 20);
    QTest::newRow("headings only") << QStringLiteral("<h2>Heading</h2>").repeated(200);
    QTest::newRow("a table that is all heading")
        << QStringLiteral("<table><thead>%1</thead></table>")
               .arg(QStringLiteral("<tr><th>x</th></tr>").repeated(300));
    QTest::newRow("one long word") << QString(40000, u'x');
    QTest::newRow("list")
        << QStringLiteral("<ul>%1</ul>").arg(QStringLiteral("<li>point</li>").repeated(200));
}

void TestSheets::nothingIsLost()
{
    QFETCH(QString, html);
    const Column column(html);
    const auto sheets = column.sheets();
    QVERIFY(!sheets.empty());
    qreal at = 0;
    for (const Sheet &sheet : sheets) {
        QCOMPARE(sheet.top, at);
        QVERIFY(sheet.bottom > sheet.top || sheets.size() == 1);
        QVERIFY(sheet.bottom - sheet.top + sheet.headingHeight() <= height + 0.5);
        at = sheet.bottom;
    }
    QCOMPARE(at, column.end());
}

void TestSheets::rowsStayWhole()
{
    const Column column(table(100, 3));
    QVERIFY(column.sheets().size() > 5);
    const auto *rows =
        qobject_cast<QTextTable *>(column.document().rootFrame()->childFrames().at(0));
    QVERIFY(rows);
    for (int row = 0; row < rows->rows(); ++row) {
        const int first =
            column.sheetOf(column.place(rows->cellAt(row, 1).firstCursorPosition().block()));
        const int last =
            column.sheetOf(column.place(rows->cellAt(row, 1).lastCursorPosition().block()));
        QVERIFY(first >= 0);
        QCOMPARE(last, first);
        QCOMPARE(column.sheetOf(column.place(rows->cellAt(row, 0).firstCursorPosition().block())),
                 first);
    }
}

void TestSheets::tablesHeadingIsRepeated()
{
    const Column column(paragraphs(5) + table(100, 3) + paragraphs(100));
    const auto *rows =
        qobject_cast<QTextTable *>(column.document().rootFrame()->childFrames().at(0));
    const QRectF heading = column.place(rows->cellAt(0, 0).firstCursorPosition().block());
    const QRectF firstRow = column.place(rows->cellAt(1, 0).firstCursorPosition().block());
    const qreal end = column.document()
                          .documentLayout()
                          ->frameBoundingRect(const_cast<QTextTable *>(rows))
                          .bottom();
    const auto sheets = column.sheets();
    QCOMPARE(sheets.front().headingHeight(), 0);
    int repeated = 0;
    for (const Sheet &sheet : sheets) {
        const bool goesOn = sheet.top > firstRow.top() && sheet.top < end - 1;
        QCOMPARE(sheet.headingHeight() > 0, goesOn);
        if (!goesOn)
            continue;
        ++repeated;
        QVERIFY(sheet.headingTop <= heading.top());
        QVERIFY(sheet.headingBottom >= heading.bottom());
        QVERIFY(sheet.headingBottom <= firstRow.top());
    }
    QVERIFY(repeated > 3);
}

void TestSheets::rowThatIsTooTallIsCutBetweenLines()
{
    const Column column(table(1, 300));
    const auto *rows =
        qobject_cast<QTextTable *>(column.document().rootFrame()->childFrames().at(0));
    const QTextBlock block = rows->cellAt(1, 1).firstCursorPosition().block();
    const QRectF place = column.place(block);
    QVERIFY(place.height() > 2 * height);
    for (int i = 0; i < block.layout()->lineCount(); ++i) {
        const QTextLine line = block.layout()->lineAt(i);
        QVERIFY(column.sheetOf({0, place.top() + line.y(), 1, line.height()}) >= 0);
    }
}

void TestSheets::headingStaysWithWhatFollows()
{
    for (int above = 1; above < 60; ++above) {
        for (const QString &below : {paragraphs(3), table(3, 1)}) {
            const Column column(paragraphs(above) + QStringLiteral("<h2>Heading</h2>") + below);
            QTextBlock heading = column.document().begin();
            while (heading.blockFormat().headingLevel() == 0)
                heading = heading.next();
            const QTextBlock next = heading.next();
            QCOMPARE(column.sheetOf(column.place(next)), column.sheetOf(column.place(heading)));
            // Of a table not only the heading.
            const QTextBlock third = next.next().next();
            if (below.startsWith(QStringLiteral("<table")))
                QCOMPARE(column.sheetOf(column.place(third)),
                         column.sheetOf(column.place(heading)));
        }
    }
}

QTEST_APPLESS_MAIN(TestSheets)
#include "tst_sheets.moc"
