#include "ui/blades/requestcolumns.h"
#include "ui/models/requestroles.h"
#include "ui/theme/theme.h"
#include "ui/widgets/statebadge.h"

#include <QHeaderView>
#include <QSettings>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;

/// How a list's columns are made, and that what people make of them is kept to the end.
class TestListColumns : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void everyStateFitsIntoItsColumn();
    void aTextFitsIntoItsWidth();
    void thePortalsColumnsComeFirst();
    void aChangeRightBeforeTheEndIsKept();

private:
    /// A table with columns, as at the next start of the program.
    std::unique_ptr<QTableView> open();

    std::unique_ptr<QTemporaryDir> m_dir;
    QStandardItemModel m_model{1, requestColumnCount};
};

void TestListColumns::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QCoreApplication::setOrganizationName(QStringLiteral("lockbox-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_dir->path());
    Theme::instance().apply(ThemeMode::Light);
}

std::unique_ptr<QTableView> TestListColumns::open()
{
    auto table = std::make_unique<QTableView>();
    table->setModel(&m_model);
    new RequestColumns(*table->horizontalHeader(), QStringLiteral("test"));
    return table;
}

void TestListColumns::everyStateFitsIntoItsColumn()
{
    const auto table = open();
    const int room = table->columnWidth(static_cast<int>(RequestColumn::ActionStatus)) - 16;
    for (const RequestState state : allRequestStates())
        QVERIFY(stateBadgeSize(state, Theme::instance().font(TextStyle::Caption)).width() <= room);
}

void TestListColumns::aTextFitsIntoItsWidth()
{
    const QFontMetrics metrics(Theme::instance().font(TextStyle::Body));
    for (const QString &text :
         {QStringLiteral("CLB#TEST02062026"), QStringLiteral("10 h 58 m left"),
          QStringLiteral("henrik.sorensen@contoso.onmicrosoft.com")})
        QCOMPARE(metrics.elidedText(text, Qt::ElideRight, ListColumns::widthFor(text) - 16), text);
}

void TestListColumns::thePortalsColumnsComeFirst()
{
    const auto table = open();
    using enum RequestColumn;
    int visual = 0;
    for (const RequestColumn column : {Reference, DateRequested, Requestor, ActionStatus, TimeLeft})
        QCOMPARE(table->horizontalHeader()->visualIndex(static_cast<int>(column)), visual++);
}

void TestListColumns::aChangeRightBeforeTheEndIsKept()
{
    auto table = open();
    table->horizontalHeader()->resizeSection(0, 233);
    table.reset();
    table = open();
    QCOMPARE(table->horizontalHeader()->sectionSize(0), 233);
}

QTEST_MAIN(TestListColumns)
#include "tst_listcolumns.moc"
