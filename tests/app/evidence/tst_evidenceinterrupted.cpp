#include "tests/app/evidence/evidencestore.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace lockbox::test;

/// An export that is stopped half-way leaves nothing.
class TestEvidenceInterrupted : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void signalEndsIt_data();
    void signalEndsIt();

private:
    QStringList files() const
    {
        return QDir(m_folder.path())
            .entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
    }
    bool isUnderWay(const QString &file) const;

    QTemporaryDir m_folder;
    QTemporaryDir m_storeFolder;
    QString m_store;
    QString m_admin;
};

void TestEvidenceInterrupted::initTestCase()
{
    m_store = m_storeFolder.filePath(QStringLiteral("demo.lockbox"));
    const Outcome made = LockboxProgram().run(
        {QStringLiteral("--json"), QStringLiteral("init"), m_store, QStringLiteral("--demo"),
         QStringLiteral("--requests"), QStringLiteral("1500")});
    QVERIFY2(made.exitCode == 0, made.report().constData());
    m_admin =
        made.json()[QStringLiteral("personas")][QStringLiteral("globalAdministrator")].toString();
}

/// Whether the half-made folder has that file.
bool TestEvidenceInterrupted::isUnderWay(const QString &file) const
{
    const QStringList parts =
        QDir(m_folder.path()).entryList({QStringLiteral("evidence.part-*")}, QDir::Dirs);
    return !parts.isEmpty()
           && QFile::exists(m_folder.filePath(parts.first()) + QLatin1Char('/') + file);
}

void TestEvidenceInterrupted::signalEndsIt_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("signal");
    QTest::newRow("while events are read") << "events.jsonl" << SIGINT;
    QTest::newRow("while the report is printed") << "report.pdf" << SIGTERM;
}

void TestEvidenceInterrupted::signalEndsIt()
{
    QFETCH(QString, file);
    QFETCH(int, signal);
    QProcess process;
    process.setProcessEnvironment(LockboxProgram::cleanEnvironment());
    process.start(LockboxProgram::path(),
                  {QStringLiteral("--json"), QStringLiteral("--store"), m_store,
                   QStringLiteral("--as"), m_admin, QStringLiteral("evidence"),
                   QStringLiteral("export"), QStringLiteral("--from"), QStringLiteral("2000-01-01"),
                   QStringLiteral("-o"), m_folder.filePath(QStringLiteral("evidence"))});
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(isUnderWay(file) || process.state() == QProcess::NotRunning, 60'000);
    QVERIFY2(process.state() == QProcess::Running, process.readAllStandardError().constData());
    ::kill(pid_t(process.processId()), signal);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("\"interrupted\""));
    QCOMPARE(files(), QStringList());
}

QTEST_GUILESS_MAIN(TestEvidenceInterrupted)
#include "tst_evidenceinterrupted.moc"
