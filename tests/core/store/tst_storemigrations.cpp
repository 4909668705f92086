#include "core/store/schema.h"
#include "core/store/storefile.h"
#include "tests/core/store/sqlprobe.h"
#include "tests/core/store/storefixture.h"

#include <QDir>
#include <QTest>

#include <barrier>
#include <thread>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// Stores of older schemas are brought up to date where they are, with all that is in them; newer
/// and foreign ones are refused.
class TestStoreMigrations : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepsWhatOlderStoresHold_data();
    void keepsWhatOlderStoresHold();
    void lostEventsAreNotForgotten_data();
    void lostEventsAreNotForgotten();
    void fillsTheSearchIndex();
    void isDoneOnce();
    void severalAtOnceDoItOnce();
    void failedStepLeavesTheStoreAsItWas();
    void refusesANewerStore();
    void refusesANewerStoreBehindAnOldHeader();
    void refusesAnotherProgramsDatabase();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("old.lockbox")); }
    /// A store of that schema with the content of migrations/NNNN.sql, as the data rows name it.
    void makeOld(int version) const;
    static QString dataFile(const QString &name)
    {
        return QStringLiteral(LOCKBOX_SOURCE_DIR "/tests/core/store/migrations/") + name;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

static QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void TestStoreMigrations::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestStoreMigrations::makeOld(int version) const
{
    const auto database = need(Database::open(path(), 1s, true));
    need(migrateSchema(*database, version));
    const QString script =
        textOf(dataFile(QStringLiteral("%1.sql").arg(version, 4, 10, QLatin1Char('0'))));
    for (const QString &statement : splitStatements(script))
        need(database->run(statement));
}

void TestStoreMigrations::keepsWhatOlderStoresHold_data()
{
    QTest::addColumn<int>("version");
    const QStringList files = QDir(dataFile({})).entryList({QStringLiteral("*.sql")});
    // A released schema without its store here would go untested.
    QCOMPARE(files.size(), schemaVersion() - 1);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file.left(4).toInt();
}

/// All tables but the search index's own.
static QStringList content(const QString &path)
{
    SqlProbe probe(path);
    QStringList lines;
    const QStringList tables = probe.rows(QStringLiteral(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite_%' ORDER BY name"));
    for (const QString &table : tables) {
        lines.append(QStringLiteral("-- ") + table);
        QStringList columns;
        const QStringList names =
            probe.rows(QStringLiteral("SELECT name FROM pragma_table_xinfo('%1')").arg(table));
        for (const QString &name : names)
            columns.append(
                name == QLatin1String("phrase_key") // made by chance
                    ? QStringLiteral("length(phrase_key) || ' bytes'")
                    : QStringLiteral("iif(typeof(%1) = 'blob', 'x' || hex(%1), %1)").arg(name));
        lines.append(probe.rows(QStringLiteral("SELECT %2 FROM %1 ORDER BY 1, 2")
                                    .arg(table, columns.join(QLatin1Char(',')))));
    }
    return lines;
}

void TestStoreMigrations::keepsWhatOlderStoresHold()
{
    QFETCH(int, version);
    makeOld(version);
    QCOMPARE(SqlProbe(path()).row(QStringLiteral("PRAGMA user_version")), QString::number(version));
    const auto database = need(Database::open(path(), 1s));
    need(migrateSchema(*database));
    QCOMPARE(need(database->value(QStringLiteral("PRAGMA user_version"))).toInt(), schemaVersion());
    QCOMPARE(need(database->value(QStringLiteral("PRAGMA integrity_check"))), QStringLiteral("ok"));
    QCOMPARE(need(database->value(QStringLiteral("PRAGMA foreign_key_check"))), QString());
    need(checkSchema(*database));
    const QString expected =
        dataFile(QStringLiteral("%1.expected").arg(version, 4, 10, QLatin1Char('0')));
    const QString actual = content(path()).join(QLatin1Char('\n')) + QLatin1Char('\n');
    if (actual != textOf(expected)) {
        QFile file(expected + QStringLiteral(".actual"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(actual.toUtf8());
    }
    QCOMPARE(actual.split(QLatin1Char('\n')), textOf(expected).split(QLatin1Char('\n')));
}

void TestStoreMigrations::lostEventsAreNotForgotten_data()
{
    QTest::addColumn<QString>("lost");
    QTest::newRow("the first") << QStringLiteral("1");
    QTest::newRow("one in the middle") << QStringLiteral("2");
    QTest::newRow("the last") << QStringLiteral("4");
    QTest::newRow("all") << QStringLiteral("1, 2, 3, 4");
}

/// A history with a hole does not become a log that says it was always so.
void TestStoreMigrations::lostEventsAreNotForgotten()
{
    QFETCH(QString, lost);
    makeOld(1);
    SqlProbe probe(path());
    probe.rows(QStringLiteral("DROP TRIGGER event_is_never_deleted"));
    probe.rows(QStringLiteral("DELETE FROM event WHERE seq IN (%1)").arg(lost));
    const auto migrated = migrateSchema(*need(Database::open(path(), 1s)));
    QCOMPARE(refusal(migrated), QStringLiteral("storeDamaged"));
    QVERIFY2(migrated.error().message.contains(QStringLiteral("lost events")),
             qPrintable(migrated.error().message));
    QCOMPARE(probe.rows(QStringLiteral("SELECT count(*) FROM event")),
             QStringList(QString::number(4 - lost.split(QLatin1Char(',')).size())));
}

void TestStoreMigrations::fillsTheSearchIndex()
{
    makeOld(1);
    const auto database = need(Database::open(path(), 1s));
    need(migrateSchema(*database));
    RequestStore requests(*database);
    for (const auto &[word, key] :
         {std::pair(QStringLiteral("muller"), 1), std::pair(QStringLiteral("clb#test"), 2)}) {
        const auto page = need(requests.page(1, {.search = word}, {}));
        QCOMPARE(page.items.size(), size_t(1));
        QCOMPARE(page.items.front().key, key);
    }
}

void TestStoreMigrations::isDoneOnce()
{
    makeOld(1);
    const auto database = need(Database::open(path(), 1s));
    need(migrateSchema(*database));
    const QStringList before = content(path());
    need(migrateSchema(*database));
    QCOMPARE(content(path()), before);
}

/// The program may be started twice after an update.
void TestStoreMigrations::severalAtOnceDoItOnce()
{
    constexpr int openers = 6;
    for (int round = 0; round < 10; ++round) {
        init();
        makeOld(1);
        std::barrier start(openers);
        std::vector<std::string> refusals(openers);
        {
            std::vector<std::jthread> threads;
            for (std::string &answer : refusals)
                threads.emplace_back([&answer, &start, file = path()] {
                    const auto database = need(Database::open(file, 10s));
                    start.arrive_and_wait();
                    if (const auto ok = migrateSchema(*database); !ok)
                        answer = ok.error().message.toStdString();
                });
        }
        QCOMPARE(refusals, std::vector<std::string>(openers));
    }
}

void TestStoreMigrations::failedStepLeavesTheStoreAsItWas()
{
    makeOld(1);
    // The step's second half stumbles over a table that is not as it should be.
    SqlProbe(path()).rows(QStringLiteral("ALTER TABLE request RENAME COLUMN reason TO motive"));
    const QStringList before = content(path());
    const auto database = need(Database::open(path(), 1s));
    QCOMPARE(refusal(migrateSchema(*database)), QStringLiteral("storeDamaged"));
    QCOMPARE(content(path()), before);
    QCOMPARE(need(database->value(QStringLiteral("PRAGMA user_version"))), QStringLiteral("1"));
    QCOMPARE(SqlProbe(path()).rows(
                 QStringLiteral("SELECT name FROM sqlite_schema WHERE name = 'request_search'")),
             QStringList());
}

void TestStoreMigrations::refusesANewerStore()
{
    makeOld(1);
    SqlProbe(path()).rows(QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion() + 1));
    const auto looked = inspectStoreFile(path());
    QCOMPARE(refusal(looked), QStringLiteral("storeTooNew"));
    QVERIFY(looked.error().message.contains(path()));
    const auto migrated = migrateSchema(*need(Database::open(path(), 0ms)));
    QCOMPARE(refusal(migrated), QStringLiteral("storeTooNew"));
}

/// While somebody has a store open, its newest header may be in the write-ahead log only.
void TestStoreMigrations::refusesANewerStoreBehindAnOldHeader()
{
    makeOld(1);
    const auto newer = need(Database::open(path(), 0ms));
    need(newer->run(QStringLiteral("PRAGMA wal_autocheckpoint = 0")));
    need(newer->run(QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion() + 1)));
    QVERIFY(inspectStoreFile(path()));
    const QStringList before = content(path());
    QCOMPARE(refusal(migrateSchema(*need(Database::open(path(), 0ms)))),
             QStringLiteral("storeTooNew"));
    QCOMPARE(content(path()), before);
}

void TestStoreMigrations::refusesAnotherProgramsDatabase()
{
    makeOld(1);
    for (int id : {0, 0x4d504243, -1}) {
        SqlProbe(path()).rows(QStringLiteral("PRAGMA application_id = %1").arg(id));
        const auto looked = inspectStoreFile(path());
        QCOMPARE(refusal(looked), QStringLiteral("storeForeign"));
        QVERIFY(looked.error().message.contains(QStringLiteral("another program")));
    }
}

QTEST_GUILESS_MAIN(TestStoreMigrations)
#include "tst_storemigrations.moc"
