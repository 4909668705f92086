#include "tests/ui/blades/requests/consolefixture.h"
#include "ui/blades/listtable.h"
#include "ui/blades/useraddblade.h"
#include "ui/blades/usersblade.h"
#include "ui/models/userroles.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagebar.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

using namespace lockbox;
using namespace lockbox::ui;
using samples::Console;
using samples::Host;

/// The page Active users by keyboard, and what it remembers.
class TestUsersBlade : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().apply(ThemeMode::Light); }
    void init();
    void cleanup();
    void theFirstRowIsMarkedForWhoComesByKeyboard();
    void aRowIsMarkedAlsoWhereRowsComeLater();
    void downFromTheSearchGoesToWhatItFound();
    void typingSearches();
    void clickAndEnterOpen();
    void hoversRowsNotCells();
    void copiesRows();
    void remembersColumnsBeyondThePersona();
    void theNameCantBeHidden();
    void tellsWhoWasAdded();

private:
    std::unique_ptr<Host> open()
    {
        return std::make_unique<Host>(new UsersBlade(m_console->context()));
    }
    ListTable *table() const { return m_host->find<ListTable>("usersTable"); }
    QLineEdit *search() const { return m_host->find<QLineEdit>("usersSearch"); }
    /// The row around which there is a ring, or -1.
    int ringedRow() const;

    std::unique_ptr<Console> m_console;
    std::unique_ptr<Host> m_host;
};

void TestUsersBlade::init()
{
    m_console = std::make_unique<Console>();
    m_host = open();
    QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
    m_host->blade()->initialFocus()->setFocus();
    QTRY_VERIFY(table() && table()->model()->rowCount() == 5);
}

void TestUsersBlade::cleanup()
{
    m_host.reset();
    m_console.reset();
}

int TestUsersBlade::ringedRow() const
{
    const QImage image = table()->viewport()->grab().toImage();
    for (int row = 0; row < table()->model()->rowCount(); ++row) {
        const QPoint edge(0, table()->rowViewportPosition(row) + ListTable::rowHeight / 2);
        if (image.pixelColor(edge) == Theme::instance().color(Token::Accent))
            return row;
    }
    return -1;
}

void TestUsersBlade::theFirstRowIsMarkedForWhoComesByKeyboard()
{
    QVERIFY(table()->hasFocus());
    QCOMPARE(ringedRow(), 0);
    QTest::keyClick(table(), Qt::Key_Down);
    QCOMPARE(ringedRow(), 1);
}

void TestUsersBlade::aRowIsMarkedAlsoWhereRowsComeLater()
{
    UsersBlade page(m_console->context(), m_host.get());
    page.show();
    page.initialFocus()->setFocus();
    const auto *rows = page.findChild<ListTable *>();
    QVERIFY(rows->hasFocus());
    QCOMPARE(rows->model()->rowCount(), 0);
    QTRY_COMPARE(rows->model()->rowCount(), 5);
    QCOMPARE(rows->currentIndex().row(), 0);
}

void TestUsersBlade::downFromTheSearchGoesToWhatItFound()
{
    search()->setFocus();
    QCOMPARE(ringedRow(), -1);
    QTest::keyClicks(search(), QStringLiteral("provider.example"));
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QTest::keyClick(search(), Qt::Key_Down);
    QVERIFY(table()->hasFocus());
    QCOMPARE(ringedRow(), 0);
}

void TestUsersBlade::typingSearches()
{
    QTest::keyClicks(table(), QStringLiteral("m"));
    QVERIFY(search()->hasFocus());
    QTest::keyClicks(search(), QStringLiteral("ia"));
    QCOMPARE(search()->text(), QStringLiteral("mia"));
    QCOMPARE(table()->model()->rowCount(), 1);
}

void TestUsersBlade::clickAndEnterOpen()
{
    QTest::keyClick(table(), Qt::Key_Down);
    QTest::keyClick(table(), Qt::Key_Return);
    QCOMPARE(m_host->opens.size(), 1);
    QCOMPARE(m_host->opens.last()->subtitle(), samples::approver().userPrincipalName);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {},
                      table()->visualRect(table()->model()->index(3, 1)).center());
    QCOMPARE(m_host->opens.size(), 2);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::ControlModifier,
                      table()->visualRect(table()->model()->index(2, 1)).center());
    QCOMPARE(m_host->opens.size(), 2);
}

void TestUsersBlade::hoversRowsNotCells()
{
    const auto places = [this](int row) {
        QList<QPoint> all;
        for (int column = 0; column < 3; ++column)
            all.append(table()->visualRect(table()->model()->index(row, column)).topLeft()
                       + QPoint(3, 5));
        return all;
    };
    const auto hovered = [this](const QPoint &at) {
        return table()->viewport()->grab().toImage().pixelColor(at)
               == Theme::instance().color(Token::HoveredRow);
    };
    QTest::mouseMove(table()->viewport(), places(2).at(1));
    for (const QPoint &place : places(2))
        QTRY_VERIFY(hovered(place));
    QTest::mouseMove(table()->viewport(), places(3).at(1));
    for (const QPoint &place : places(2))
        QTRY_VERIFY(!hovered(place));
    // The rows change under the pointer, which stays where it is.
    QTest::keyClicks(search(), QStringLiteral("mia"));
    for (const QPoint &place : places(0))
        QVERIFY(!hovered(place));
}

void TestUsersBlade::copiesRows()
{
    table()->selectRow(1);
    QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             QStringLiteral("Ben Cole, ben@contoso.example, Customer Lockbox access approver, "
                            "Active, ben@contoso.example"));
    table()->selectAll();
    QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 6);
    QCOMPARE(lines.front(), QStringLiteral("Display name\tUser name\tRoles\tStatus\tE-mail"));
}

void TestUsersBlade::remembersColumnsBeyondThePersona()
{
    const int email = static_cast<int>(UserColumn::Email);
    table()->horizontalHeader()->resizeSection(email, 177);
    table()->sortByColumn(email, Qt::DescendingOrder);
    const auto saved = [] {
        return !QSettings().value(QStringLiteral("lists/users/columns")).toByteArray().isEmpty();
    };
    QTRY_VERIFY(saved());
    // The next persona's page is made before the former one's goes.
    const std::unique_ptr<Host> former = std::exchange(m_host, open());
    QTRY_COMPARE(table()->model()->rowCount(), 5);
    QHeaderView *header = table()->horizontalHeader();
    QCOMPARE(header->sectionSize(email), 177);
    QCOMPARE(header->sortIndicatorSection(), email);
    QCOMPARE(table()->model()->index(0, 0).data().toString(), QStringLiteral("Rea Lund"));
    auto *menu = m_host->find<QPushButton>("usersColumnsButton")->menu();
    emit menu->aboutToShow();
    menu->actions().last()->trigger();
    QVERIFY(header->sectionSize(email) != 177);
    QCOMPARE(table()->model()->index(0, 0).data().toString(), QStringLiteral("Ada Berg"));
}

void TestUsersBlade::theNameCantBeHidden()
{
    auto *menu = m_host->find<QPushButton>("usersColumnsButton")->menu();
    emit menu->aboutToShow();
    QVERIFY(!menu->actions().first()->isEnabled());
    menu->actions().at(2)->trigger();
    QVERIFY(table()->isColumnHidden(static_cast<int>(UserColumn::Roles)));
}

void TestUsersBlade::tellsWhoWasAdded()
{
    m_host->press("addUserButton");
    auto *blade = qobject_cast<UserAddBlade *>(m_host->opens.last());
    QVERIFY(blade);
    emit blade->added(samples::reader());
    QSignalSpy read(table()->model(), &QAbstractItemModel::dataChanged);
    QVERIFY(m_console->service().setEmail(Console::session(samples::admin()),
                                          samples::reader().userPrincipalName,
                                          QStringLiteral("other@contoso.example")));
    m_host->blade()->refresh();
    QTRY_VERIFY(read.count() > 0);
    const auto *message = m_host->findChild<MessageBar *>();
    QVERIFY(message->isVisible());
    QCOMPARE(message->text(), QStringLiteral("Rea Lund was added"));
}

QTEST_MAIN(TestUsersBlade)
#include "tst_usersblade.moc"
