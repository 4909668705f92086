#include "tests/app/processes/storecheck.h"
#include "tests/app/support/stocktenant.h"

#include <QHash>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace lockbox;
using namespace lockbox::test;

/// A process that decides is killed in the middle of it, again and again: what it has acknowledged is kept, and nothing is half done.
class TestKilled : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatWasAcknowledged();

private:
    /// Starts a process, lets it decide for a while, kills it; the ids that it has acknowledged.
    QStringList decideAndKill(const QString &store);
    QRandomGenerator m_random{42};
};

QStringList TestKilled::decideAndKill(const QString &store)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::SeparateChannels);
    process.start(QStringLiteral(DECIDING_PROCESS), {QStringLiteral("loop"), store});
    if (!process.waitForReadyRead(30'000))
        qWarning("nothing was decided: %s", process.readAllStandardError().constData());
    // Then at any moment of its next decisions.
    while (m_random.bounded(3) != 0)
        process.waitForReadyRead(m_random.bounded(1, 15));
    ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
    process.waitForFinished();
    if (process.exitStatus() != QProcess::CrashExit)
        qWarning("it ended by itself: %s", process.readAllStandardError().constData());
    QStringList acknowledged;
    // A last line without its end was not acknowledged in full.
    while (process.canReadLine())
        acknowledged.append(QString::fromLatin1(process.readLine()).section(u' ', 0, 0));
    return acknowledged;
}

void TestKilled::keepsWhatWasAcknowledged()
{
    constexpr int kills = 200;
    const QTemporaryDir folder;
    const QString store = folder.filePath(QStringLiteral("killed.lockbox"));
    QVERIFY(createLocalStore(store, StockTenant::seed(), besideStore(store)));
    int acknowledged = 0;
    for (int i = 0; i < kills; ++i) {
        const QStringList ids = decideAndKill(store);
        QVERIFY2(!ids.isEmpty(), "a process had decided nothing before it was killed");
        acknowledged += static_cast<int>(ids.size());
        const auto service = openLocalStore(store, besideStore(store));
        QVERIFY2(service, qPrintable(service ? QString() : service.error().message));
        for (const QString &id : ids) {
            const auto details = (*service)->request({StockTenant::administrator()}, id);
            QVERIFY2(details, qPrintable(id));
            QCOMPARE(details->request.state, RequestState::Approved);
            QCOMPARE(details->request.decision->by, StockTenant::approver(0));
            QCOMPARE(details->timeline.back().kind, EventKind::RequestApproved);
        }
    }
    const QString wrong = checkWholeStore(store);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    const auto verified = verifyLocalStore(store, {}, {}, besideStore(store));
    QVERIFY(verified);
    QVERIFY(verified->isPinned);
    QVERIFY(verified->signedSize > 0);

    // The kills did come in the middle of things: some requests were filed and never decided.
    const auto service = openLocalStore(store, besideStore(store));
    QVERIFY(service);
    int undecided = 0;
    for (const AccessRequest &request : storedRequests(**service))
        undecided += request.state == RequestState::Approved ? 0 : 1;
    qInfo("%d decisions acknowledged, %d requests left undecided", acknowledged, undecided);
    QVERIFY(undecided > 0);
}

QTEST_GUILESS_MAIN(TestKilled)
#include "tst_killed.moc"
