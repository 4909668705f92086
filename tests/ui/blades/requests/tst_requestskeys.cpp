#include "requestspage.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;
using samples::Console;
using samples::list;
using samples::RequestsPage;

/// The page Customer Lockbox Requests by keyboard, and what its header can do.
class TestRequestsKeys : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_page = std::make_unique<RequestsPage>(); }
    void cleanup() { m_page.reset(); }
    void opensByEnter();
    void decidesByKeys();
    void typingGoesToTheSearch();
    void homeAndEnd();
    void copiesRows();
    void remembersColumns();
    void sortsByHeader();

private:
    std::unique_ptr<RequestsPage> m_page;
};

void TestRequestsKeys::opensByEnter()
{
    m_page->console().pending(QStringLiteral("A"));
    const QString id = m_page->console().pending(QStringLiteral("B"));
    m_page->open();
    QTRY_COMPARE(m_page->references().size(), 2);
    m_page->table()->setFocus();
    m_page->table()->chooseRow(1);
    QTest::keyClick(m_page->table(), Qt::Key_Up);
    QCOMPARE(m_page->table()->currentIndex().row(), 0);
    QCOMPARE(m_page->text(0, RequestColumn::Reference), QStringLiteral("B"));
    QTest::keyClick(m_page->table(), Qt::Key_Return);
    QVERIFY(m_page->opened());
    QCOMPARE(m_page->opened()->requestId(), id);
    // The list keeps what was chosen.
    QCOMPARE(m_page->table()->currentRequest(), id);
}

void TestRequestsKeys::decidesByKeys()
{
    const QString id = m_page->console().pending(QStringLiteral("A"));
    m_page->open();
    QTRY_COMPARE(m_page->references().size(), 1);
    m_page->table()->chooseRow(0);
    QTest::keyClick(m_page->table(), Qt::Key_D);
    QVERIFY(m_page->opened());
    m_page->opened()->show();
    QTRY_VERIFY(
        m_page->opened()->footer()->findChild<QPushButton *>(QStringLiteral("confirmDenyButton")));
    QTest::keyClick(m_page->table(), Qt::Key_A);
    QCOMPARE(m_page->host().opens.size(), 2);
    QTRY_VERIFY(m_page->opened()->footer()->findChild<QPushButton *>(
        QStringLiteral("confirmApproveButton")));
    QCOMPARE(m_page->console().now(id).state, RequestState::Pending);
}

void TestRequestsKeys::typingGoesToTheSearch()
{
    const QString id = m_page->console().pending(QStringLiteral("EXSR1"));
    QVERIFY(m_page->console().service().denyRequest(Console::session(samples::admin()), id,
                                                    QStringLiteral("no")));
    m_page->open();
    QTRY_COMPARE(m_page->references().size(), 1);
    m_page->table()->setFocus();
    m_page->table()->chooseRow(0);
    // Not waiting, so that "a" is a letter.
    QTest::keyClick(m_page->table(), 'a');
    auto *search = m_page->host().find<QLineEdit>("requestsSearch");
    QCOMPARE(search->text(), QStringLiteral("a"));
    QVERIFY(m_page->host().opens.isEmpty());
}

void TestRequestsKeys::homeAndEnd()
{
    for (int i = 0; i < 130; ++i)
        m_page->console().pending(QStringLiteral("R%1").arg(i));
    m_page->open();
    QTRY_VERIFY(m_page->references().size() >= 100);
    m_page->table()->setFocus();
    QTest::keyClick(m_page->table(), Qt::Key_End);
    QTRY_COMPARE(
        m_page->text(std::max(0, m_page->table()->currentIndex().row()), RequestColumn::Reference),
        QStringLiteral("R0"));
    QTest::keyClick(m_page->table(), Qt::Key_Home);
    QTRY_COMPARE(
        m_page->text(std::max(0, m_page->table()->currentIndex().row()), RequestColumn::Reference),
        QStringLiteral("R129"));
    QCOMPARE(m_page->table()->currentIndex().row(), 0);
}

void TestRequestsKeys::copiesRows()
{
    m_page->console().pending(QStringLiteral("A"));
    m_page->console().pending(QStringLiteral("B"));
    m_page->open();
    QTRY_COMPARE(m_page->references().size(), 2);
    m_page->table()->chooseRow(0);
    QTest::keyClick(m_page->table(), Qt::Key_C, Qt::ControlModifier);
    const QString one = QGuiApplication::clipboard()->text();
    QVERIFY2(one.startsWith(QStringLiteral("B, ")), qPrintable(one));
    QVERIFY(one.contains(QStringLiteral("Microsoft Engineer, Pending")));
    QTest::keyClick(m_page->table(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(m_page->table(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith(
        QStringLiteral("Reference number\tDate requested (UTC)\tRequestor\tAction status\t")));
    QVERIFY(lines[2].startsWith(QStringLiteral("A\t")));
}

void TestRequestsKeys::remembersColumns()
{
    m_page->console().pending(QStringLiteral("A"));
    m_page->open();
    QTRY_COMPARE(m_page->references().size(), 1);
    auto *menu = m_page->host().find<QPushButton>("columnsButton")->menu();
    emit menu->aboutToShow();
    for (QAction *action : menu->actions()) {
        if (action->text() == QLatin1String("Reason"))
            action->trigger();
        if (action->text() == QLatin1String("Reference number"))
            QVERIFY(!action->isEnabled());
    }
    const int reason = static_cast<int>(RequestColumn::Reason);
    const int service = static_cast<int>(RequestColumn::Service);
    QVERIFY(m_page->table()->isColumnHidden(reason));
    QHeaderView *header = m_page->table()->horizontalHeader();
    header->moveSection(header->visualIndex(service), 1);
    header->resizeSection(service, 177);
    m_page->open();
    header = m_page->table()->horizontalHeader();
    QVERIFY(m_page->table()->isColumnHidden(reason));
    QCOMPARE(header->visualIndex(service), 1);
    QCOMPARE(header->sectionSize(service), 177);
    menu = m_page->host().find<QPushButton>("columnsButton")->menu();
    emit menu->aboutToShow();
    menu->actions().last()->trigger();
    QVERIFY(!m_page->table()->isColumnHidden(reason));
    QVERIFY(header->visualIndex(service) != 1);
}

void TestRequestsKeys::sortsByHeader()
{
    for (const char *reference : {"B", "C", "A"})
        m_page->console().pending(QString::fromLatin1(reference));
    m_page->open();
    QTRY_COMPARE(m_page->references(), list("A C B"));
    QHeaderView *header = m_page->table()->horizontalHeader();
    const auto click = [&](RequestColumn column) {
        const int logical = static_cast<int>(column);
        QTest::mouseClick(
            header->viewport(), Qt::LeftButton, {},
            QPoint(header->sectionViewportPosition(logical) + header->sectionSize(logical) / 2,
                   header->height() / 2));
    };
    click(RequestColumn::Reference);
    QTRY_COMPARE(m_page->references(), list("A B C"));
    click(RequestColumn::Reference);
    QTRY_COMPARE(m_page->references(), list("C B A"));
    click(RequestColumn::DateRequested);
    QTRY_COMPARE(m_page->references(), list("A C B"));
    QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
    // A column that the store can't sort by leaves all as it is.
    click(RequestColumn::TimeLeft);
    QCOMPARE(header->sortIndicatorSection(), static_cast<int>(RequestColumn::DateRequested));
    QCOMPARE(m_page->references(), list("A C B"));
}

QTEST_MAIN(TestRequestsKeys)
#include "tst_requestskeys.moc"
