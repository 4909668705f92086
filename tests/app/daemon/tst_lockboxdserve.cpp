#include "core/demo/demo.h"
#include "core/remote/remotelockbox.h"
#include "tests/app/daemon/lockboxd.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

#include <csignal>
#include <future>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// A running lockboxd from its start to its end: who gets in, what others learn of a decision and when, and what stays of it.
class TestLockboxdServe : public QObject
{
    Q_OBJECT

private slots:
    void wrongPasswordsLockTheAccount();
    void rightTriesDontLockTheAddress();
    void decisionShowsAtOnceElsewhere();
    void endAnswersWhoWaits_data();
    void endAnswersWhoWaits();
    void killedKeepsWhatWasAcknowledged();
    void startsAgainOnItsPort();
    void demoStoreIsServed();

private:
    static inline const QByteArray password = Lockboxd::password();

    /// Waits for news after `after` as an open console does; ready when the service holds the call.
    static std::future<Result<Changes>> waitForNews(const Lockboxd &service,
                                                    const QByteArray &token, const QString &user,
                                                    qint64 after, std::chrono::seconds wait)
    {
        const double before = service.metric("lockboxd_waiting");
        auto news = std::async(std::launch::async, [=, options = service.remote(token)] {
            const auto door = openRemoteStore(options);
            return door ? (*door)->changes({user}, after, wait, {}) : failure(door);
        });
        if (!QTest::qWaitFor([&] { return service.metric("lockboxd_waiting") > before; }, 20'000))
            qFatal("nobody waits for news");
        return news;
    }
};

void TestLockboxdServe::wrongPasswordsLockTheAccount()
{
    Lockboxd service;
    service.set("sign_in.tries_of_account", QStringLiteral("3"));
    service.makeStore();
    QVERIFY(service.serve());
    const QString name = StockTenant::administrator();
    const RemoteSignIn before = service.enter(name);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(refusal(signInToService(service.remote(), name, "wrong wrong wrong")),
                 QStringLiteral("signInRequired"));
    QCOMPARE(refusal(signInToService(service.remote(), name, password)),
             QStringLiteral("tooManyTries"));
    QCOMPARE(refusal(proveToService(service.remote(before.token), password)),
             QStringLiteral("tooManyTries"));
    // Who is in stays in, and others come in.
    need(openRemoteStore(service.remote(before.token)));
    service.enter(StockTenant::approver(0));
    QVERIFY(service.log().contains("status=429"));
}

void TestLockboxdServe::rightTriesDontLockTheAddress()
{
    Lockboxd service;
    service.set("sign_in.tries_of_address", QStringLiteral("2"));
    service.makeStore();
    QVERIFY(service.serve());
    for (int i = 0; i < 4; ++i)
        service.enter(StockTenant::approver(i));
    const QString name = StockTenant::approver(0);
    QCOMPARE(refusal(signInToService(service.remote(), name, "wrong wrong wrong")),
             QStringLiteral("signInRequired"));
    for (int i = 0; i < 4; ++i)
        need(signInToService(service.remote(), name, password));
    QCOMPARE(refusal(redeemCode(service.remote(), QStringLiteral("0000"), password)),
             QStringLiteral("signInRequired"));
    QCOMPARE(refusal(signInToService(service.remote(), name, password)),
             QStringLiteral("tooManyTries"));
}

void TestLockboxdServe::decisionShowsAtOnceElsewhere()
{
    Lockboxd service;
    service.makeStore();
    const AccessRequest request = service.filePending();
    QVERIFY(service.serve());
    const auto approver = service.doorOf(StockTenant::approver(0));
    const QString watcher = StockTenant::administrator();
    const QByteArray token = service.enter(watcher).token;
    const qint64 head = need(approver->changes({StockTenant::approver(0)}, -1, 0s, {})).head;
    auto news = waitForNews(service, token, watcher, head, 30s);
    need(approver->approveRequest({StockTenant::approver(0)}, request.id.toString(), {}));
    QVERIFY(news.wait_for(1s) == std::future_status::ready);
    const Changes seen = need(news.get());
    QCOMPARE(seen.events.size(), size_t(1));
    QCOMPARE(seen.events.front().kind, EventKind::RequestApproved);
    QCOMPARE(seen.head, head + 1);
}

void TestLockboxdServe::endAnswersWhoWaits_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<bool>("hasTls");
    QTest::newRow("SIGTERM") << SIGTERM << false;
    QTest::newRow("SIGTERM, with TLS") << SIGTERM << true;
    QTest::newRow("SIGINT") << SIGINT << false;
}

void TestLockboxdServe::endAnswersWhoWaits()
{
    QFETCH(int, signal);
    QFETCH(bool, hasTls);
    Lockboxd service;
    service.makeStore();
    if (hasTls)
        service.useTls();
    QVERIFY(service.serve());
    const QString name = StockTenant::administrator();
    const QByteArray token = service.enter(name).token;
    const auto door = need(openRemoteStore(service.remote(token)));
    const qint64 head = need(door->changes({name}, -1, 0s, {})).head;
    // The plain question, and the client's door, which would go on waiting.
    auto answer = std::async(std::launch::async, [&, options = service.remote(token)] {
        const QString path = QStringLiteral("/v1/changes?after=%1&wait=30s").arg(head);
        return HttpClient(options).ask({.path = path});
    });
    QVERIFY(QTest::qWaitFor([&] { return service.metric("lockboxd_waiting") == 1; }, 20'000));
    auto news = waitForNews(service, token, name, head, 30s);
    const auto begun = steady_clock::now();
    QCOMPARE(service.end(signal, 10s), 0);
    QVERIFY(steady_clock::now() - begun < 2s);
    QVERIFY(answer.wait_for(1s) == std::future_status::ready);
    const HttpAnswer nothing = need(answer.get());
    QCOMPARE(nothing.status, 200);
    QCOMPARE(nothing.body, QStringLiteral("{\"value\":[],\"head\":%1}").arg(head).toUtf8());
    QVERIFY(news.wait_for(5s) == std::future_status::ready);
    QCOMPARE(refusal(news.get()), QStringLiteral("unreachable"));
    QVERIFY(service.log().contains(" stopping: "));
    // Nobody asks in a circle meanwhile.
    QVERIFY2(service.log().count(" path=/v1/changes ") < 6, service.log().constData());
}

void TestLockboxdServe::killedKeepsWhatWasAcknowledged()
{
    Lockboxd service;
    service.makeStore();
    const QString engineer = StockTenant::engineer();
    QByteArray token;
    QStringList acknowledged;
    for (int run = 0; run < 5; ++run) {
        QVERIFY(service.serve());
        if (run == 0)
            token = service.enter(engineer).token;
        const auto options = service.remote(token);
        // In the middle of its work: each call that was answered counts.
        auto filing = std::async(std::launch::async, [&] {
            const auto door = need(openRemoteStore(options));
            QStringList ids;
            for (int i = 0; i < 1000; ++i) {
                const auto filed = door->submitRequest(
                    {engineer}, {.reference = QStringLiteral("EXSR%1").arg(i),
                                 .service = QStringLiteral("Exchange"),
                                 .reason = QStringLiteral("Mail flow stops at one mailbox"),
                                 .duration = 1h});
                if (!filed)
                    return ids;
                ids.append(filed->id.toString());
            }
            return ids;
        });
        const auto before = service.log().count("path=/v1/requests ");
        const auto filed = [&] { return service.log().count("path=/v1/requests ") - before; };
        QVERIFY(QTest::qWaitFor([&] { return filed() > 10; }, 30'000));
        QCOMPARE(service.end(SIGKILL, 10s), -1);
        acknowledged += filing.get();
    }
    QVERIFY(acknowledged.size() > 50);
    QVERIFY(service.serve());
    const auto door = need(openRemoteStore(service.remote(token)));
    for (const QString &id : acknowledged)
        QCOMPARE(need(door->request({engineer}, id)).request.state, RequestState::Submitted);
    const auto admin = service.doorOf(StockTenant::administrator());
    const auto verified = need(admin->verifyLog({StockTenant::administrator()}, {}, {}));
    QVERIFY2(!verified.finding,
             qPrintable(verified.finding ? verified.finding->message : QString()));
    QVERIFY(verified.head.size >= acknowledged.size());
    QCOMPARE(service.end(SIGTERM, 10s), 0);
    const Outcome doctor = service.run({QStringLiteral("doctor")});
    QVERIFY2(doctor.exitCode == 0, doctor.report().constData());
}

void TestLockboxdServe::startsAgainOnItsPort()
{
    Lockboxd service;
    service.makeStore();
    QVERIFY(service.serve());
    const int port = service.port();
    const auto door = service.doorOf(StockTenant::administrator());
    for (const int signal : {SIGTERM, SIGKILL}) {
        service.end(signal, 10s);
        service.set("listen.port", QString::number(port));
        QVERIFY(service.serve());
        QCOMPARE(service.port(), port);
        need(door->account({StockTenant::administrator()}));
    }
}

void TestLockboxdServe::demoStoreIsServed()
{
    Lockboxd service;
    need(demo::createDemoStore(service.store(),
                               {.requests = 20, .logFolder = service.options().logFolder}));
    QVERIFY(service.serve());
    const QString name = demo::demoCast().approver;
    const auto door = service.doorOf(name);
    QVERIFY(need(door->info()).demo);
    const Timestamp before = need(door->now());
    need(door->advanceClock({name}, 24h));
    QVERIFY(need(door->now()) - before >= 24h);
    QVERIFY(!need(door->requests({name}, {})).items.empty());
    QCOMPARE(service.get("/readyz").status, 200);
    // Nothing leaves a demo store, and nothing is wrong with that.
    QVERIFY2(!service.log().contains(" notices"), service.log().constData());
    QCOMPARE(service.end(SIGTERM, 10s), 0);
}

QTEST_GUILESS_MAIN(TestLockboxdServe)
#include "tst_lockboxdserve.moc"
