#include "core/demo/demo.h"
#include "tests/core/demo/replay.h"
#include "tests/core/demo/storedump.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace lockbox;
using namespace lockbox::demo;
using namespace std::chrono_literals;

/// The demo store as it is made by default: through the use cases.
class TestDemoStore : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void clockStandsAtTheDemosPresent();
    void everyStateOccurs();
    void threeWaitWithDifferentTimesLeft();
    void twoHaveAccess();
    void historyFollowsFromTheRules();
    void countsAreRight();
    void sameSeedSameContent();
    void otherSeedOtherContent();
    void smallStores_data();
    void smallStores();
    void progressIsTold();
    void stopLeavesNothing();
    void existingFileIsLeftAlone();
    void logOfAFormerStoreIsLeftAlone();
    void missingFolder();
    void numberOutOfRange();

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    static std::unique_ptr<LockboxService> open(const QString &path, const Clock *clock = nullptr)
    {
        auto service = openLocalStore(path, {.clock = clock});
        if (!service)
            qFatal("%s", qPrintable(service.error().message));
        return std::move(*service);
    }
    /// A clock by which the store shows the demo's present for ever.
    ManualClock standing(const QString &path) const
    {
        return ManualClock(demoNow() - open(path)->info()->clockOffset);
    }

    QTemporaryDir m_folder;
    QString m_default;
    Session m_manager{.userPrincipalName = demoCast().manager};
    Session m_administrator{.userPrincipalName = demoCast().globalAdministrator};
};

void TestDemoStore::initTestCase()
{
    m_default = path("default.lockbox");
    const auto made = createDemoStore(m_default, {});
    QVERIFY2(made.has_value(), made ? "" : qPrintable(made.error().message));
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden),
             QStringList{QStringLiteral("default.lockbox")});
}

void TestDemoStore::clockStandsAtTheDemosPresent()
{
    const auto service = open(m_default);
    const auto info = service->info();
    QVERIFY(info->demo);
    const auto now = service->now();
    QVERIFY(*now >= demoNow());
    QVERIFY(*now < demoNow() + 10min);
    QVERIFY(service->personas().has_value());
    QCOMPARE(service->personas()->size(), size_t(30));
}

void TestDemoStore::everyStateOccurs()
{
    const auto clock = standing(m_default);
    const auto service = open(m_default, &clock);
    const auto counts = service->requestCounts(m_manager);
    qint64 all = 0;
    for (RequestState state : allRequestStates()) {
        const qint64 count = counts->contains(state) ? counts->at(state) : 0;
        QVERIFY2(count > 0, qPrintable(toSlug(state)));
        all += count;
    }
    QCOMPARE(all, 200);
    QCOMPARE(counts->at(RequestState::Pending), 3);
    QCOMPARE(counts->at(RequestState::Approved), 2);
    QCOMPARE(counts->at(RequestState::Submitted), 2);
    QVERIFY(counts->at(RequestState::Completed) > 80);
    QVERIFY(counts->at(RequestState::Denied) >= 8);
    QVERIFY(counts->at(RequestState::Expired) >= 6);
}

void TestDemoStore::threeWaitWithDifferentTimesLeft()
{
    const auto clock = standing(m_default);
    const auto overview = open(m_default, &clock)->overview(m_administrator);
    QCOMPARE(overview->waiting.size(), size_t(3));
    const auto left = [&](size_t i) { return *overview->waiting[i].expiresAt - demoNow(); };
    QVERIFY(left(0) > 35min && left(0) < 45min);
    QVERIFY(left(1) > 4h && left(1) < 6h);
    QVERIFY(left(2) > 10h && left(2) < 12h);
    QCOMPARE(overview->unreachableApprovers, 2);
}

void TestDemoStore::twoHaveAccess()
{
    const auto clock = standing(m_default);
    const auto service = open(m_default, &clock);
    const auto overview = service->overview(m_administrator);
    QCOMPARE(overview->openAccess.size(), size_t(2));
    for (const AccessRequest &request : overview->openAccess) {
        QVERIFY(request.access->start < demoNow());
        QVERIFY(request.access->end > demoNow() + 30min);
        const auto story = service->request(m_administrator, request.id.toString());
        QCOMPARE(story->timeline.back().kind, EventKind::AccessRecorded);
    }
}

void TestDemoStore::historyFollowsFromTheRules()
{
    const auto clock = standing(m_default);
    const auto service = open(m_default, &clock);
    const auto events = allEvents(*service, m_administrator);
    Replay replay(demoSeed().users, demoSeed().policy);
    QCOMPARE(replay.run(events), QString());
    const auto requests = allRequests(*service, m_manager);
    QCOMPARE(qsizetype(requests.size()), replay.requests().size());
    for (const AccessRequest &request : requests)
        QVERIFY2(replay.requests().value(request.id) == request, qPrintable(request.reference));
}

void TestDemoStore::countsAreRight()
{
    const auto clock = standing(m_default);
    const auto service = open(m_default, &clock);
    for (const Session &session :
         {m_manager, m_administrator, Session{.userPrincipalName = demoCast().engineer}}) {
        RequestCounts counted;
        for (const AccessRequest &request : allRequests(*service, session))
            ++counted[request.state];
        RequestCounts kept = *service->requestCounts(session);
        std::erase_if(kept, [](const auto &count) { return count.second == 0; });
        QCOMPARE(kept, counted);
    }
}

void TestDemoStore::sameSeedSameContent()
{
    QVERIFY(createDemoStore(path("again.lockbox"), {}).has_value());
    QCOMPARE(storeDump(path("again.lockbox")), storeDump(m_default));
}

void TestDemoStore::otherSeedOtherContent()
{
    QVERIFY(createDemoStore(path("other.lockbox"), {.seed = 2}).has_value());
    QVERIFY(storeDump(path("other.lockbox")) != storeDump(m_default));
}

void TestDemoStore::smallStores_data()
{
    QTest::addColumn<qint64>("requests");
    for (qint64 requests : {0, 1, 3, 5, 7, 8, 12})
        QTest::addRow("%lld", requests) << requests;
}

void TestDemoStore::smallStores()
{
    QFETCH(qint64, requests);
    const QString file = path(QTest::currentDataTag());
    QVERIFY(createDemoStore(file, {.seed = 3, .requests = requests}).has_value());
    const auto clock = standing(file);
    const auto service = open(file, &clock);
    QCOMPARE(qint64(allRequests(*service, m_manager).size()), requests);
    QCOMPARE(qint64(service->overview(m_administrator)->waiting.size()),
             std::min<qint64>(requests, 3));
    Replay replay(demoSeed().users, demoSeed().policy);
    QCOMPARE(replay.run(allEvents(*service, m_administrator)), QString());
}

void TestDemoStore::progressIsTold()
{
    std::vector<qint64> told;
    const auto progress = [&](qint64 done, qint64 total) {
        told.push_back(done);
        return total == 50;
    };
    QVERIFY(createDemoStore(path("progress.lockbox"), {.seed = 1, .requests = 50}, progress)
                .has_value());
    QCOMPARE(told.size(), size_t(50));
    QCOMPARE(told.back(), 50);
    QVERIFY(std::is_sorted(told.begin(), told.end()));
}

void TestDemoStore::stopLeavesNothing()
{
    const auto before = QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden);
    const auto made =
        createDemoStore(path("stopped.lockbox"), {}, [](qint64 done, qint64) { return done < 20; });
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::Interrupted);
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden), before);
}

void TestDemoStore::existingFileIsLeftAlone()
{
    QFile file(path("mine.txt"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("mine");
    file.close();
    const auto made = createDemoStore(file.fileName(), {});
    QCOMPARE(made.error().code, ErrorCode::AlreadyExists);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("mine"));
}

void TestDemoStore::logOfAFormerStoreIsLeftAlone()
{
    QFile log(path("former.lockbox-wal"));
    QVERIFY(log.open(QIODevice::WriteOnly));
    const auto made = createDemoStore(path("former.lockbox"), {.seed = 1, .requests = 1});
    QCOMPARE(made.error().code, ErrorCode::AlreadyExists);
    QVERIFY2(made.error().message.contains(log.fileName()), qPrintable(made.error().message));
    QVERIFY(!QFile::exists(path("former.lockbox")));
}

void TestDemoStore::missingFolder()
{
    const auto made = createDemoStore(path("no/such/folder.lockbox"), {});
    QCOMPARE(made.error().code, ErrorCode::StoreMissing);
}

void TestDemoStore::numberOutOfRange()
{
    for (qint64 requests : {-1LL, 10'000'001LL}) {
        const auto made = createDemoStore(path("range.lockbox"), {.seed = 1, .requests = requests});
        QCOMPARE(made.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(made.error().field, QStringLiteral("requests"));
    }
    QVERIFY(!QFile::exists(path("range.lockbox")));
}

QTEST_GUILESS_MAIN(TestDemoStore)
#include "tst_demostore.moc"
