#include "tests/app/processes/storecheck.h"
#include "tests/app/support/lockboxprogram.h"
#include "tests/app/support/stocktenant.h"

#include <QHash>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <deque>

using namespace lockbox;
using namespace lockbox::test;

namespace {

constexpr int processCount = 64;
constexpr int requestCount = 200;

using ProcessList = std::vector<std::unique_ptr<QProcess>>;

} // namespace

/// Many processes decide the same requests at once: each is decided by exactly one, and every other is told by whom.
class TestRacing : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void eachProcessDecidesEachRequest();
    void commandsThatLoseAreToldToWhom();
    void whatIsSavedBesideAProcessThatComesAndGoesStays();

private:
    ProcessList startRacers();
    /// Who won each request, by what the processes were told. Fails the test where two won one.
    void readAnswers(const ProcessList &racers);
    void checkDecisions();

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_store;
    std::vector<RequestId> m_ids;
    QHash<QString, QString> m_winners;    ///< Request to user.
    QHash<QString, QStringList> m_blamed; ///< Request to those whom the losers were told.
};

void TestRacing::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = m_folder->filePath(QStringLiteral("race.lockbox"));
    m_winners.clear();
    m_blamed.clear();
    QVERIFY(createLocalStore(m_store, StockTenant::seed(), besideStore(m_store)));
    const auto service = openLocalStore(m_store, besideStore(m_store));
    QVERIFY(service);
    const auto ids = filePending(**service, requestCount);
    QVERIFY(ids);
    m_ids = *ids;
}

ProcessList TestRacing::startRacers()
{
    ProcessList racers;
    for (int i = 0; i < processCount; ++i) {
        racers.push_back(std::make_unique<QProcess>());
        racers.back()->start(
            QStringLiteral(DECIDING_PROCESS),
            {QStringLiteral("race"), m_store, StockTenant::approver(i), QString::number(i % 4)});
    }
    for (const auto &racer : racers) {
        if (!racer->canReadLine() && !racer->waitForReadyRead(60'000))
            qWarning("a process did not start: %s", racer->readAllStandardError().constData());
        racer->readLine();
    }
    for (const auto &racer : racers) {
        racer->write("go\n");
        racer->waitForBytesWritten();
    }
    return racers;
}

void TestRacing::readAnswers(const ProcessList &racers)
{
    for (size_t i = 0; i < racers.size(); ++i) {
        QProcess &racer = *racers[i];
        QVERIFY(racer.state() == QProcess::NotRunning || racer.waitForFinished(120'000));
        QCOMPARE(racer.readAllStandardError(), QByteArray());
        QCOMPARE(racer.exitCode(), 0);
        int answers = 0;
        while (racer.canReadLine()) {
            const QString line = QString::fromUtf8(racer.readLine().trimmed());
            const QString id = line.section(u' ', 0, 0);
            ++answers;
            if (line.section(u' ', 1, 1) == QLatin1String("lost")) {
                m_blamed[id].append(line.section(u' ', 3));
                continue;
            }
            QVERIFY2(!m_winners.contains(id), qPrintable(id));
            m_winners.insert(id, StockTenant::approver(static_cast<int>(i)));
        }
        QCOMPARE(answers, requestCount);
    }
}

void TestRacing::checkDecisions()
{
    const auto service = openLocalStore(m_store, besideStore(m_store));
    QVERIFY(service);
    for (const AccessRequest &request : storedRequests(**service)) {
        const QString id = request.id.toString();
        QVERIFY2(request.decision, qPrintable(id));
        QCOMPARE(m_winners.value(id), request.decision->by);
        for (const QString &blamed : m_blamed.value(id))
            QCOMPARE(blamed, request.decision->by);
    }
    const QString wrong = checkWholeStore(m_store);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestRacing::eachProcessDecidesEachRequest()
{
    readAnswers(startRacers());
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(m_winners.size(), requestCount);
    const QSet<QString> winners(m_winners.cbegin(), m_winners.cend());
    QVERIFY2(winners.size() > 1, "one process was done before the others began");
    for (const RequestId &id : m_ids)
        QCOMPARE(m_blamed.value(id.toString()).size(), processCount - 1);
    checkDecisions();
}

/// The real command, always 64 of them at once; each request is wanted by several.
void TestRacing::commandsThatLoseAreToldToWhom()
{
    constexpr int rivals = 6;
    struct Run {
        QString id;
        QString user;
        std::unique_ptr<QProcess> process;
    };
    std::deque<Run> running;
    const auto settle = [&](Run &run) {
        QVERIFY(run.process->state() == QProcess::NotRunning
                || run.process->waitForFinished(120'000));
        const Outcome outcome{.exitCode = run.process->exitCode(),
                              .out = run.process->readAllStandardOutput(),
                              .err = run.process->readAllStandardError()};
        if (outcome.exitCode == 0) {
            QVERIFY2(!m_winners.contains(run.id), outcome.report().constData());
            QCOMPARE(outcome.json().value(QStringLiteral("decidedBy")).toString(), run.user);
            m_winners.insert(run.id, run.user);
            return;
        }
        QVERIFY2(outcome.exitCode == 5, outcome.report().constData());
        QCOMPARE(outcome.out, QByteArray());
        const QJsonObject error = outcome.error();
        QCOMPARE(error.value(QStringLiteral("code")).toString(), QStringLiteral("wrongState"));
        QVERIFY(!error.value(QStringLiteral("state")).toString().isEmpty());
        QVERIFY(!error.value(QStringLiteral("decidedAt")).toString().isEmpty());
        m_blamed[run.id].append(error.value(QStringLiteral("decidedBy")).toString());
    };
    static const QStringList verbs = {QStringLiteral("approve"), QStringLiteral("deny"),
                                      QStringLiteral("cancel")};
    for (int i = 0; i < requestCount * rivals; ++i) {
        Run run{.id = m_ids[size_t(i / rivals)].toString(),
                .user = StockTenant::approver(i % processCount),
                .process = std::make_unique<QProcess>()};
        run.process->setProcessEnvironment(LockboxProgram::cleanEnvironment());
        run.process->start(LockboxProgram::path(),
                           {QStringLiteral("--store"), m_store, QStringLiteral("--as"), run.user,
                            QStringLiteral("--json"), QStringLiteral("request"),
                            verbs.at(i % verbs.size()), run.id, QStringLiteral("--comment"),
                            QStringLiteral("by %1").arg(run.user)});
        running.push_back(std::move(run));
        if (running.size() == processCount) {
            settle(running.front());
            running.pop_front();
        }
        if (QTest::currentTestFailed())
            return;
    }
    for (Run &run : running)
        settle(run);
    QCOMPARE(m_winners.size(), requestCount);
    for (const RequestId &id : m_ids)
        QCOMPARE(m_blamed.value(id.toString()).size(), rivals - 1);
    checkDecisions();
}

/// A console has the store open several times, once a thread. Opening it again must not cost its locks: the command line would
/// then take itself for the last one, and take the write-ahead log along.
void TestRacing::whatIsSavedBesideAProcessThatComesAndGoesStays()
{
    const auto first = openLocalStore(m_store, besideStore(m_store));
    QVERIFY(first);
    QVERIFY((*first)->info());
    const auto second = openLocalStore(m_store, besideStore(m_store));
    QVERIFY(second);
    const LockboxScript commandLine(m_store);
    for (int i = 0; i < 3; ++i) {
        const QString id = m_ids[static_cast<size_t>(i)].toString();
        (void)commandLine.done(StockTenant::administrator(),
                               {QStringLiteral("request"), QStringLiteral("show"), id});
        LockboxService &service = i % 2 == 0 ? **first : **second;
        const auto approved = service.approveRequest({StockTenant::approver(0)}, id, {});
        QVERIFY2(approved, approved ? "" : qPrintable(approved.error().message));
        const QJsonObject seen = commandLine.done(
            StockTenant::administrator(), {QStringLiteral("request"), QStringLiteral("show"), id});
        QCOMPARE(seen.value(QStringLiteral("state")).toString(), QStringLiteral("approved"));
    }
}

QTEST_GUILESS_MAIN(TestRacing)
#include "tst_racing.moc"
