#include "tests/core/service/contosotenant.h"
#include "tests/core/store/olderstore.h"
#include "tests/core/store/sqlprobe.h"

#include <QDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// A store that can't be written is read all the same, and nothing is left beside it.
class TestReadOnlyStore : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { lock({}); }
    void isReadWhereItCannotBeWritten_data();
    void isReadWhereItCannotBeWritten();
    void showsWhatTheClockHasDone();
    void showsWhatItsOwnerDoes_data();
    void showsWhatItsOwnerDoes();
    void showsWhatItsOwnerHasOnlyLogged();
    void readingOfTwoMomentsIsRefused();
    void logWithoutItsIndexIsRefused();
    void olderStoreIsRefused();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("copy #1?.lockbox")); }
    std::unique_ptr<LockboxService> open() const
    {
        return need(openLocalStore(path(), {.clock = &m_tenant->clock()}));
    }
    QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }
    void setChangedAt(const QDateTime &time) const
    {
        QFile changed(path());
        QVERIFY(changed.open(QIODevice::ReadWrite));
        QVERIFY(changed.setFileTime(time, QFileDevice::FileModificationTime));
    }
    /// Takes the right to write from the "file", the "folder", both or none of them.
    void lock(const QStringList &what) const;
    void add(const QString &reference) const
    {
        need(open()->submitRequest(T::eve(), T::wish(reference)));
    }
    static qint64 seen(LockboxService &door)
    {
        return qint64(need(door.requests(T::max(), {})).items.size());
    }

    std::unique_ptr<ContosoTenant> m_tenant;
    std::unique_ptr<QTemporaryDir> m_folder;
};

static const QString file = QStringLiteral("file");
static const QString folder = QStringLiteral("folder");

void TestReadOnlyStore::initTestCase()
{
#ifdef Q_OS_UNIX
    // For root everything can be written.
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        QSKIP("root can't become somebody else here");
#endif
}

void TestReadOnlyStore::init()
{
    m_tenant = std::make_unique<ContosoTenant>();
    m_tenant->approved();
    m_tenant->authorized(QStringLiteral("SR2"));
    SqlProbe(m_tenant->path()).rows(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QFile::copy(m_tenant->path(), path()));
    setChangedAt(QDateTime::currentDateTime().addDays(-1));
}

void TestReadOnlyStore::lock(const QStringList &what) const
{
    const QFile::Permissions read = QFile::ReadOwner | QFile::ExeOwner;
    QFile::setPermissions(m_folder->path(),
                          what.contains(folder) ? read : read | QFile::WriteOwner);
    QFile::setPermissions(path(), what.contains(file) ? read : read | QFile::WriteOwner);
}

void TestReadOnlyStore::isReadWhereItCannotBeWritten_data()
{
    QTest::addColumn<QStringList>("what");
    QTest::newRow("file") << QStringList{file};
    QTest::newRow("folder") << QStringList{folder};
    QTest::newRow("both") << QStringList{file, folder};
}

void TestReadOnlyStore::isReadWhereItCannotBeWritten()
{
    QFETCH(QStringList, what);
    lock(what);
    {
        const auto door = open();
        QCOMPARE(need(door->requests(T::max(), {})).items,
                 need((*m_tenant)->requests(T::max(), {})).items);
        QCOMPARE(need(door->events(T::ada(), {})).items,
                 need((*m_tenant)->events(T::ada(), {})).items);
        QCOMPARE(need(door->overview(T::ada())).waiting.size(), size_t(1));
        const auto refused = door->submitRequest(T::eve(), T::wish(QStringLiteral("SR3")));
        QCOMPARE(refusal(refused), QStringLiteral("storeUnwritable"));
        QVERIFY2(refused.error().message.contains(path()), qPrintable(refused.error().message));
        QCOMPARE(refusal(setDemoClock(path(), T::start(), m_tenant->clock())),
                 QStringLiteral("storeUnwritable"));
        need(checkLocalStore(path()));
        QCOMPARE(files().size(), 1);
    }
    QCOMPARE(files().size(), 1);
    lock({});
    add(QStringLiteral("SR3"));
}

void TestReadOnlyStore::showsWhatTheClockHasDone()
{
    lock({file});
    const auto door = open();
    m_tenant->clock().advance(13h);
    const auto counts = need(door->requestCounts(T::max()));
    QCOMPARE(counts.at(RequestState::Expired), 1);
    QCOMPARE(counts.at(RequestState::Completed), 1);
    QVERIFY(need(door->overview(T::ada())).waiting.empty());
}

void TestReadOnlyStore::showsWhatItsOwnerDoes_data()
{
    QTest::addColumn<bool>("atOnce");
    QTest::newRow("later") << false;
    QTest::newRow("within a tick of the file system's clock") << true;
}

void TestReadOnlyStore::showsWhatItsOwnerDoes()
{
    QFETCH(bool, atOnce);
    const QDateTime tick = QDateTime::currentDateTime();
    if (atOnce)
        setChangedAt(tick);
    lock({file});
    const auto door = open();
    QCOMPARE(seen(*door), 2);
    const qint64 head = need(door->changes(T::max(), 0, 0ms, {})).head;
    lock({});
    add(QStringLiteral("SR3"));
    if (atOnce)
        setChangedAt(tick);
    lock({file});
    const auto start = std::chrono::steady_clock::now();
    QVERIFY(!need(door->changes(T::max(), head, 60s, {})).events.empty());
    QVERIFY(std::chrono::steady_clock::now() - start < 30s);
    QCOMPARE(seen(*door), 3);
    QCOMPARE(files().size(), 1);
}

void TestReadOnlyStore::showsWhatItsOwnerHasOnlyLogged()
{
    auto owner = open();
    need(owner->submitRequest(T::eve(), T::wish(QStringLiteral("SR3"))));
    lock({file});
    {
        const auto door = open();
        QCOMPARE(seen(*door), 3);
        need(owner->submitRequest(T::eve(), T::wish(QStringLiteral("SR4"))));
        QCOMPARE(seen(*door), 4);
        QCOMPARE(refusal(door->submitRequest(T::eve(), T::wish(QStringLiteral("SR5")))),
                 QStringLiteral("storeUnwritable"));
    }
    QCOMPARE(files().size(), 3);
    need(owner->submitRequest(T::eve(), T::wish(QStringLiteral("SR5"))));
    owner.reset();
    QCOMPARE(files().size(), 1);
}

void TestReadOnlyStore::readingOfTwoMomentsIsRefused()
{
    lock({file});
    const auto database = need(Database::open(path(), 0ms));
    QVERIFY(database->isReadOnly());
    Transaction reading(*database, Transaction::Kind::Read);
    need(reading.begun());
    lock({});
    add(QStringLiteral("SR3"));
    lock({file});
    QCOMPARE(refusal(reading.commit()), QStringLiteral("storeLocked"));
}

void TestReadOnlyStore::logWithoutItsIndexIsRefused()
{
    m_tenant->submitted(QStringLiteral("SR3"));
    QVERIFY(
        QFile::copy(m_tenant->path() + QStringLiteral("-wal"), path() + QStringLiteral("-wal")));
    const QStringList before = files();
    lock({file, folder});
    const auto opened = openLocalStore(path());
    QCOMPARE(refusal(opened), QStringLiteral("storeUnwritable"));
    QVERIFY2(opened.error().message.contains(path() + QStringLiteral("-wal")),
             qPrintable(opened.error().message));
    QCOMPARE(files(), before);
    // Where it can be written, what is in the log is there.
    lock({});
    QCOMPARE(seen(*open()), 3);
}

void TestReadOnlyStore::olderStoreIsRefused()
{
    makeOlder(path());
    lock({file});
    const auto opened = openLocalStore(path());
    QCOMPARE(refusal(opened), QStringLiteral("storeUnwritable"));
    QVERIFY2(opened.error().message.contains(QStringLiteral("older")),
             qPrintable(opened.error().message));
    QCOMPARE(files().size(), 1);
    lock({});
    QCOMPARE(seen(*open()), 2);
}

QTEST_GUILESS_MAIN(TestReadOnlyStore)
#include "tst_readonlystore.moc"
