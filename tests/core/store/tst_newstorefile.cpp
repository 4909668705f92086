#include "core/store/newstorefile.h"
#include "core/store/schema.h"
#include "tests/core/store/storefixture.h"

#include <QDir>
#include <QTest>

#include <barrier>
#include <thread>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// A store that is being made gets its name when it is whole, and takes nobody else's.
class TestNewStoreFile : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void isKeptWholeInOneFile();
    void isRemovedUnlessKept();
    void takenPlacesAreRefused_data();
    void takenPlacesAreRefused();
    void placesTakenMeanwhileAreRefused_data();
    void placesTakenMeanwhileAreRefused();
    void missingFolder();
    void isNotKeptWhileSomebodyReadsIt();
    void onlyOneOfManyIsKept();

private:
    QString place() const { return m_folder->filePath(QStringLiteral("new.lockbox")); }
    QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }
    static std::unique_ptr<Database> make(const NewStoreFile &file)
    {
        auto database = need(Database::open(file.path(), 0ms, true));
        need(createSchema(*database));
        return database;
    }
    void takePlace(const QString &name) const
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine");
    }
    static void placesThatAreTaken();
    void checkRefused(const Result<void> &refused, const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestNewStoreFile::isKeptWholeInOneFile()
{
    NewStoreFile file(place());
    need(file.checkPlace());
    make(file);
    QCOMPARE(files().size(), 1);
    QVERIFY(!QFile::exists(place()));
    need(file.keep());
    QCOMPARE(files(), QStringList{QStringLiteral("new.lockbox")});
    const auto database = need(Database::open(place(), 0ms));
    QCOMPARE(need(database->value(QStringLiteral("PRAGMA user_version"))).toInt(), schemaVersion());
    need(database->checkIntegrity());
}

void TestNewStoreFile::isRemovedUnlessKept()
{
    {
        const NewStoreFile file(place());
        const auto open = make(file);
        QVERIFY(files().size() > 1); // the log, too
    }
    QCOMPARE(files(), QStringList());
}

void TestNewStoreFile::placesThatAreTaken()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"new.lockbox", "new.lockbox-wal", "new.lockbox-shm", "new.lockbox-journal"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestNewStoreFile::checkRefused(const Result<void> &refused, const QString &name) const
{
    QCOMPARE(refusal(refused), QStringLiteral("alreadyExists"));
    const QString message = refused.error().message;
    QVERIFY2(message.startsWith(m_folder->filePath(name) + u' '), qPrintable(message));
}

void TestNewStoreFile::takenPlacesAreRefused_data()
{
    placesThatAreTaken();
}

void TestNewStoreFile::takenPlacesAreRefused()
{
    QFETCH(QString, name);
    takePlace(name);
    checkRefused(NewStoreFile(place()).checkPlace(), name);
    QCOMPARE(files(), QStringList{name});
}

void TestNewStoreFile::placesTakenMeanwhileAreRefused_data()
{
    placesThatAreTaken();
}

void TestNewStoreFile::placesTakenMeanwhileAreRefused()
{
    QFETCH(QString, name);
    {
        NewStoreFile file(place());
        need(file.checkPlace());
        make(file);
        takePlace(name);
        checkRefused(file.keep(), name);
    }
    QCOMPARE(files(), QStringList{name});
    QFile theirs(m_folder->filePath(name));
    QVERIFY(theirs.open(QIODevice::ReadOnly));
    QCOMPARE(theirs.readAll(), QByteArray("mine"));
}

void TestNewStoreFile::missingFolder()
{
    const NewStoreFile file(m_folder->filePath(QStringLiteral("no/such/folder")));
    QCOMPARE(refusal(file.checkPlace()), QStringLiteral("storeMissing"));
}

/// What they read may be in the log only, which does not come along.
void TestNewStoreFile::isNotKeptWhileSomebodyReadsIt()
{
    {
        NewStoreFile file(place());
        const auto database = make(file);
        Transaction reading(*database, Transaction::Kind::Read);
        need(database->value(QStringLiteral("SELECT count(*) FROM request")));
        QCOMPARE(refusal(file.keep()), QStringLiteral("internal"));
    }
    QCOMPARE(files(), QStringList());
}

void TestNewStoreFile::onlyOneOfManyIsKept()
{
    constexpr int makers = 8;
    for (int round = 0; round < 10; ++round) {
        init();
        std::barrier start(makers);
        std::vector<std::string> answers(makers);
        {
            std::vector<std::jthread> threads;
            for (std::string &answer : answers)
                threads.emplace_back([&answer, &start, path = place()] {
                    NewStoreFile file(path);
                    make(file);
                    start.arrive_and_wait();
                    answer = refusal(file.keep()).toStdString();
                });
        }
        std::sort(answers.begin(), answers.end());
        QCOMPARE(answers.back(), "done");
        QCOMPARE(std::count(answers.begin(), answers.end(), "alreadyExists"), makers - 1);
        QCOMPARE(files(), QStringList{QStringLiteral("new.lockbox")});
        need(need(Database::open(place(), 0ms))->checkIntegrity());
    }
}

QTEST_GUILESS_MAIN(TestNewStoreFile)
#include "tst_newstorefile.moc"
