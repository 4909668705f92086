#include "core/remote/remotelockbox.h"
#include "tests/app/daemon/lockboxd.h"
#include "tests/core/store/storefixture.h"

#include <QDir>
#include <QDirIterator>
#include <QScopeGuard>
#include <QTest>

#include <csignal>
#include <future>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// A backup that is taken while people work: it is one moment of the store, can be served elsewhere, and what is put back in part is found out.
class TestLockboxdBackup : public QObject
{
    Q_OBJECT

private slots:
    void takenWhilePeopleWork();
    void storeAloneIsFoundOut();
    void bothGoOnTogether();
    void badPlacesAreRefused_data();
    void badPlacesAreRefused();

private:
    static Outcome backUp(const Lockboxd &service, const QString &folder)
    {
        return service.run({QStringLiteral("backup"), folder});
    }
    static rules::NewRequest request(int number)
    {
        return {.reference = QStringLiteral("EXSR%1").arg(number),
                .service = QStringLiteral("Exchange"),
                .reason = QStringLiteral("Mail flow stops at one mailbox"),
                .duration = 1h};
    }
    static void copyFolder(const QString &from, const QString &to)
    {
        QProcess copying;
        copying.start(QStringLiteral("cp"), {QStringLiteral("-aT"), from, to});
        if (!copying.waitForFinished() || copying.exitCode() != 0)
            qFatal("%s", copying.readAllStandardError().constData());
    }
    static qint64 eventsIn(const Outcome &backup)
    {
        static const QRegularExpression form(QStringLiteral("log has ([0-9]+) events, root "));
        return form.match(backup.text()).captured(1).toLongLong();
    }
    static void remove(const QString &path)
    {
        if (!QFile::remove(path))
            qFatal("%s can't be removed", qPrintable(path));
    }
};

void TestLockboxdBackup::takenWhilePeopleWork()
{
    Lockboxd service;
    service.makeStore();
    QVERIFY(service.serve());
    const QString engineer = StockTenant::engineer();
    const QString admin = StockTenant::administrator();
    service.enter(admin);
    std::atomic<int> filed = 0;
    std::atomic<bool> isDone = false;
    auto filing = std::async(std::launch::async,
                             [&, options = service.remote(service.enter(engineer).token)] {
                                 const auto door = need(openRemoteStore(options));
                                 while (!isDone)
                                     need(door->submitRequest({engineer}, request(filed++)));
                             });
    const auto ends = qScopeGuard([&] { isDone = true; });
    QVERIFY(QTest::qWaitFor([&] { return filed > 20; }, 30'000));
    const int before = filed;
    const Outcome taken = backUp(service, service.path("backup"));
    const int after = filed;
    QVERIFY(QTest::qWaitFor([&] { return filed > after + 5; }, 30'000));
    isDone = true;
    filing.get();
    QVERIFY2(taken.exitCode == 0, taken.report().constData());

    // Nobody else can read any of it, and nothing else is there.
    QDirIterator files(service.path("backup"), QDir::Files | QDir::Hidden,
                       QDirIterator::Subdirectories);
    QStringList names;
    while (files.hasNext()) {
        const QFileInfo file(files.next());
        QCOMPARE(file.permissions() & (QFile::ReadOther | QFile::ReadGroup), QFile::Permissions());
        names += file.suffix();
    }
    names.sort();
    QCOMPARE(names.count(QStringLiteral("store")), 1);
    QVERIFY2(names.size() >= 4, qPrintable(names.join(QLatin1Char(' '))));
    QVERIFY(!names.contains(QStringLiteral("lock")));
    QVERIFY(QDir(service.path("")).entryList({QStringLiteral("*partial*")}).isEmpty());

    // Served in another place, as on another machine.
    Lockboxd restored;
    copyFolder(service.path("backup"), restored.path("here"));
    restored.set("store.path", restored.path("here/lockbox.store"));
    restored.set("store.log_folder", QString());
    const Outcome doctor = restored.run({QStringLiteral("doctor")});
    QVERIFY2(doctor.exitCode == 0, doctor.report().constData());
    const qint64 events = eventsIn(taken);
    QVERIFY2(doctor.out.contains(QByteArray::number(events) + " events"), doctor.out.constData());
    QVERIFY(restored.serve());
    QCOMPARE(restored.get("/readyz").status, 200);
    const auto door = need(openRemoteStore(restored.remote(
        need(signInToService(restored.remote(), admin, Lockboxd::password())).token)));
    const auto verified = need(door->verifyLog({admin}, {}, {}));
    QVERIFY(!verified.finding);
    QVERIFY(verified.head.size >= events);
    const auto desk = restored.doorOf(engineer);
    const auto counts = need(desk->requestCounts({engineer}));
    const qint64 count = counts.at(RequestState::Submitted);
    QVERIFY2(count >= before && count <= after + 1, qPrintable(QString::number(count)));
    need(desk->submitRequest({engineer}, request(filed)));
    // It is signed as before: by the key that came along.
    QCOMPARE(restored.end(SIGTERM, 10s), 0);
    const Outcome signedLog = restored.run({QStringLiteral("doctor")});
    QVERIFY2(signedLog.exitCode == 0, signedLog.report().constData());
}

void TestLockboxdBackup::storeAloneIsFoundOut()
{
    Lockboxd service;
    service.makeStore();
    QVERIFY(backUp(service, service.path("backup")).exitCode == 0);
    service.filePending();
    remove(service.store());
    QVERIFY(QFile::copy(service.path("backup/lockbox.store"), service.store()));
    QVERIFY(service.serve());
    QCOMPARE(service.get("/readyz").status, 503);
    QCOMPARE(service.end(SIGTERM, 10s), 0);
    const Outcome repin = service.run({QStringLiteral("repin")});
    QVERIFY2(repin.exitCode == 0, repin.report().constData());
    QVERIFY(service.serve());
    QCOMPARE(service.get("/readyz").status, 200);
    service.filePending();
    QCOMPARE(service.end(SIGTERM, 10s), 0);
}

void TestLockboxdBackup::bothGoOnTogether()
{
    Lockboxd service;
    service.makeStore();
    const Outcome taken = backUp(service, service.path("backup"));
    QVERIFY2(taken.exitCode == 0, taken.report().constData());
    service.filePending();
    remove(service.store());
    QVERIFY(QDir(service.options().logFolder).removeRecursively());
    QVERIFY(QFile::copy(service.path("backup/lockbox.store"), service.store()));
    copyFolder(service.path("backup/log"), service.options().logFolder);
    QVERIFY(service.serve());
    QCOMPARE(service.get("/readyz").status, 200);
    const auto door = service.doorOf(StockTenant::administrator());
    QCOMPARE(need(door->verifyLog({StockTenant::administrator()}, {}, {})).head.size,
             eventsIn(taken));
    QCOMPARE(service.end(SIGTERM, 10s), 0);
}

void TestLockboxdBackup::badPlacesAreRefused_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("exists") << QStringLiteral("there") << QByteArray("exists already");
    QTest::newRow("a file") << QStringLiteral("file") << QByteArray("exists already");
    QTest::newRow("no folder above")
        << QStringLiteral("none/backup") << QByteArray("can't be made");
}

void TestLockboxdBackup::badPlacesAreRefused()
{
    QFETCH(QString, place);
    QFETCH(QByteArray, words);
    Lockboxd service;
    service.makeStore();
    QVERIFY(QDir(service.path("")).mkdir(QStringLiteral("there")));
    QVERIFY(QFile::copy(service.store(), service.path("file")));
    const auto before = QDir(service.path("")).entryList();
    const Outcome refused = backUp(service, service.path(place.toLatin1().constData()));
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains(words), refused.err.constData());
    QCOMPARE(QDir(service.path("")).entryList(), before);
    QVERIFY(QDir(service.path("there")).isEmpty());
}

QTEST_GUILESS_MAIN(TestLockboxdBackup)
#include "tst_lockboxdbackup.moc"
