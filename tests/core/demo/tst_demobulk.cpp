#include "core/demo/demobulk.h"
#include "core/demo/democalendar.h"
#include "core/demo/demoplayer.h"
#include "tests/core/demo/replay.h"
#include "tests/core/demo/storedump.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace lockbox;
using namespace lockbox::demo;
using namespace std::chrono_literals;

/// Large demo stores: written in bulk, and yet the same as if every step had been a call.
class TestDemoBulk : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void bulkEqualsPlayed_data();
    void bulkEqualsPlayed();
    void fileIsAnOrdinaryStore();
    void pagesHoldEverything();
    void pagesHoldEverythingBackwards();
    void countsAreRight();
    void searchFindsAllWords();
    void historyFollowsFromTheRules();
    void lifeGoesOn();
    void stopLeavesNothing_data();
    void stopLeavesNothing();

private:
    using Filler = Result<void> (*)(const QString &, const DemoOptions &, const Progress &);
    QString filled(const char *name, Filler filler, const DemoOptions &options)
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        QFile::remove(path);
        const ManualClock beginning(Calendar::start());
        if (!createLocalStore(path, demoSeed(), {.clock = &beginning}))
            qFatal("no store at %s", qPrintable(path));
        const auto ok = filler(path, options, {});
        if (!ok)
            qFatal("%s", qPrintable(ok.error().message));
        return path;
    }
    std::unique_ptr<LockboxService> open(const Clock &clock) const
    {
        auto service = openLocalStore(m_large, {.clock = &clock});
        if (!service)
            qFatal("%s", qPrintable(service.error().message));
        return std::move(*service);
    }
    QStringList ids(const std::vector<AccessRequest> &requests) const
    {
        QStringList all;
        for (const AccessRequest &request : requests)
            all.append(request.id.toString());
        return all;
    }

    static constexpr qint64 large = 20'000;
    QTemporaryDir m_folder;
    QString m_large;
    Session m_manager{.userPrincipalName = demoCast().manager};
    Session m_administrator{.userPrincipalName = demoCast().globalAdministrator};
    std::unique_ptr<ManualClock>
        m_clock; ///< By which the large store shows the demo's present for ever.
};

void TestDemoBulk::initTestCase()
{
    m_large = m_folder.filePath(QStringLiteral("large.lockbox"));
    qint64 last = 0;
    const auto made =
        createDemoStore(m_large, {.seed = 5, .requests = large}, [&](qint64 done, qint64 total) {
            const bool rising = done >= last && done <= total && total == large;
            last = done;
            return rising;
        });
    QVERIFY2(made.has_value(), made ? "" : qPrintable(made.error().message));
    QVERIFY(last > large * 9 / 10);
    const auto info = openLocalStore(m_large).value()->info();
    m_clock = std::make_unique<ManualClock>(demoNow() - info->clockOffset);
}

void TestDemoBulk::bulkEqualsPlayed_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<qint64>("requests");
    QTest::newRow("none") << quint64(1) << qint64(0);
    QTest::newRow("three") << quint64(1) << qint64(3);
    QTest::newRow("300") << quint64(1) << qint64(300);
    QTest::newRow("another seed") << quint64(99) << qint64(300);
    QTest::newRow("denser") << quint64(4) << qint64(2000);
}

void TestDemoBulk::bulkEqualsPlayed()
{
    QFETCH(quint64, seed);
    QFETCH(qint64, requests);
    const DemoOptions options{.seed = seed, .requests = requests};
    const QString played = filled("played.lockbox", playDemo, options);
    const QString loaded = filled("loaded.lockbox", loadDemo, options);
    const QStringList expected = storeDump(played);
    QVERIFY(expected.size() > requests * 5);
    QCOMPARE(storeDump(loaded), expected);
    QCOMPARE(schemaDump(loaded), schemaDump(played));
}

void TestDemoBulk::fileIsAnOrdinaryStore()
{
    QVERIFY(checkLocalStore(m_large).has_value());
    QCOMPARE(storeValue(m_large, QStringLiteral("PRAGMA journal_mode")), QStringLiteral("wal"));
    QCOMPARE(storeValue(m_large, QStringLiteral("SELECT count(*) FROM request")),
             QString::number(large));
    QCOMPARE(storeValue(m_large, QStringLiteral("SELECT max(seq) - count(*) FROM event")),
             QStringLiteral("0"));
    QCOMPARE(storeValue(m_large, QStringLiteral("SELECT count(*) FROM request_search_docsize")),
             QString::number(large));
}

void TestDemoBulk::pagesHoldEverything()
{
    const auto service = open(*m_clock);
    const auto all = allRequests(*service, m_manager, {.sort = RequestSort::SubmittedAt});
    QCOMPARE(qint64(all.size()), large);
    QVERIFY(std::is_sorted(all.begin(), all.end(), [](const auto &a, const auto &b) {
        return a.submittedAt > b.submittedAt;
    }));
    const QStringList each = ids(all);
    QCOMPARE(qint64(std::set<QString>(each.begin(), each.end()).size()), large);
}

void TestDemoBulk::pagesHoldEverythingBackwards()
{
    const auto service = open(*m_clock);
    std::vector<AccessRequest> all;
    RequestQuery query{.sort = RequestSort::PendingFirst, .fromEnd = true, .limit = 1000};
    for (;;) {
        const auto page = service->requests(m_manager, query);
        all.insert(all.begin(), page->items.begin(), page->items.end());
        if (page->previous.isEmpty())
            break;
        query.fromEnd = false;
        query.after = page->previous;
    }
    QCOMPARE(ids(all), ids(allRequests(*service, m_manager)));
    QCOMPARE(all.front().state, RequestState::Pending);
}

void TestDemoBulk::countsAreRight()
{
    const auto service = open(*m_clock);
    for (const Session &session :
         {m_manager, m_administrator, Session{.userPrincipalName = demoCast().engineer}}) {
        RequestCounts counted;
        for (const AccessRequest &request : allRequests(*service, session))
            ++counted[request.state];
        QCOMPARE(*service->requestCounts(session), counted);
    }
    QCOMPARE(service->requestCounts(m_manager)->at(RequestState::Pending), 3);
    QCOMPARE(service->requestCounts(m_manager)->at(RequestState::Approved), 2);
}

void TestDemoBulk::searchFindsAllWords()
{
    const auto service = open(*m_clock);
    const auto all = allRequests(*service, m_manager);
    for (const char *word : {"umlauts", "Kestrel", "petrichor", "webb", "CLB"}) {
        const QString text = QString::fromLatin1(word);
        const auto expected =
            std::count_if(all.begin(), all.end(), [&](const AccessRequest &request) {
                const QString whole = request.reason + QLatin1Char(' ') + request.reference
                                      + QLatin1Char(' ') + request.requestor;
                return whole.contains(text, Qt::CaseInsensitive);
            });
        QCOMPARE(qsizetype(allRequests(*service, m_manager, {.search = text}).size()), expected);
    }
}

void TestDemoBulk::historyFollowsFromTheRules()
{
    const auto service = open(*m_clock);
    Replay replay(demoSeed().users, demoSeed().policy);
    QCOMPARE(replay.run(allEvents(*service, m_administrator)), QString());
    const auto requests = allRequests(*service, m_manager);
    const auto wrong =
        std::find_if(requests.begin(), requests.end(), [&](const AccessRequest &request) {
            return replay.requests().value(request.id) != request;
        });
    QVERIFY2(wrong == requests.end(),
             qPrintable(wrong == requests.end() ? QString() : wrong->id.toString()));
}

void TestDemoBulk::lifeGoesOn()
{
    const QString copy = m_folder.filePath(QStringLiteral("copy.lockbox"));
    QVERIFY(QFile::copy(m_large, copy));
    auto service = openLocalStore(copy, {.clock = m_clock.get()}).value();
    const auto waiting = service->overview(m_administrator)->waiting;
    QCOMPARE(waiting.size(), size_t(3));
    const auto before = service->changes(m_administrator, -1, 0ms, {})->head;
    QVERIFY(service->approveRequest(m_administrator, waiting[0].id.toString(), {}).has_value());
    const Session engineer{.userPrincipalName = demoCast().engineer};
    const auto filed = service->submitRequest(engineer, {.reference = QStringLiteral("EXSR1"),
                                                         .service = QStringLiteral("Exchange"),
                                                         .reason = QStringLiteral("one more"),
                                                         .duration = 1h});
    QVERIFY(filed.has_value());
    QCOMPARE(service->changes(m_administrator, before, 0ms, {})->head, before + 2);
    QCOMPARE(service->requests(m_manager, {.search = QStringLiteral("one more")})->items.size(),
             size_t(1));
    QVERIFY(service->advanceClock(m_administrator, 24h).has_value());
    QVERIFY(service->overview(m_administrator)->waiting.empty());
}

void TestDemoBulk::stopLeavesNothing_data()
{
    QTest::addColumn<int>("percent");
    QTest::newRow("at once") << 0;
    QTest::newRow("while loading") << 40;
    QTest::newRow("while indexing") << 80;
}

void TestDemoBulk::stopLeavesNothing()
{
    QFETCH(int, percent);
    const auto files = [&] { return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden); };
    const QStringList before = files();
    const auto made = createDemoStore(
        m_folder.filePath(QStringLiteral("stopped.lockbox")), {.seed = 1, .requests = 6000},
        [&](qint64 done, qint64 total) { return done * 100 < total * percent; });
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::Interrupted);
    QCOMPARE(files(), before);
}

QTEST_GUILESS_MAIN(TestDemoBulk)
#include "tst_demobulk.moc"
