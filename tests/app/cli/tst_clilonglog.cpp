#include "tests/app/cli/clistore.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace lockbox::test;

/// A history that is too long to be looked through in one go: searches go on, and who waits learns how far it is.
class TestCliLongLog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void searchGoesOnToTheOtherEnd();
    void searchIsFullBeforeItSaysThatThereIsMore();
    void searchTellsHowFarItIs();
    void verifyTellsHowFarItIs();
    void verifyCanBeStopped_data();
    void verifyCanBeStopped();

private:
    /// On a terminal; without `script` there is none.
    QString seen(const QString &line) const;
    QJsonObject list(const QString &options) const;

    static QString admin() { return QStringLiteral("amara.okafor@contoso.onmicrosoft.com"); }
    QTemporaryDir m_folder;
    LockboxProgram m_program;
};

void TestCliLongLog::initTestCase()
{
    const QString path = m_folder.filePath(QStringLiteral("long.lockbox"));
    const Outcome made = m_program.run({QStringLiteral("init"), path, QStringLiteral("--demo"),
                                        QStringLiteral("--requests"), QStringLiteral("11000")});
    QVERIFY2(made.exitCode == 0, made.report().constData());
    m_program.environment().insert(QStringLiteral("LOCKBOX_STORE"), path);
    m_program.environment().insert(QStringLiteral("LOCKBOX_USER"), admin());
    const Outcome state = m_program.run(words(QStringLiteral("log state --json")));
    QVERIFY(state.json()[QStringLiteral("size")].toInteger() > 50'000);
}

QString TestCliLongLog::seen(const QString &line) const
{
    return m_program.seenOnTerminal(line);
}

QJsonObject TestCliLongLog::list(const QString &options) const
{
    const Outcome listed = m_program.run(words(QStringLiteral("--json log list ") + options));
    return listed.exitCode == 0 ? listed.json() : QJsonObject();
}

void TestCliLongLog::searchGoesOnToTheOtherEnd()
{
    const QString last = m_program.run(words(QStringLiteral("log state --json")))
                             .json()[QStringLiteral("size")]
                             .toVariant()
                             .toString();
    // The first event of all, from the newest on; and what is only at the end, from the first on.
    const QJsonObject first = list(QStringLiteral("--newest --kind tenant.created"));
    QCOMPARE(first[QStringLiteral("value")].toArray().size(), 1);
    QCOMPARE(first[QStringLiteral("value")][0][QStringLiteral("seq")].toInteger(), 1);
    QVERIFY(first[QStringLiteral("next")].isNull());
    const Outcome filed = m_program.run(
        words(QStringLiteral("--json user set-email %1 far.end@contoso.example").arg(admin())));
    QVERIFY2(filed.exitCode == 0, filed.report().constData());
    const QJsonObject changed = list(QStringLiteral("--search FAR.end"));
    QCOMPARE(changed[QStringLiteral("value")].toArray().size(), 1);
    QVERIFY(changed[QStringLiteral("value")][0][QStringLiteral("seq")].toInteger()
            > last.toLongLong());
}

void TestCliLongLog::searchIsFullBeforeItSaysThatThereIsMore()
{
    const Outcome changed = m_program.run(
        words(QStringLiteral("--json user set-email %1 near.end@contoso.example").arg(admin())));
    QVERIFY2(changed.exitCode == 0, changed.report().constData());
    // At the near end, then at the far one: each gives a part of what is wanted.
    const QString options =
        QStringLiteral("--newest --kind user.emailChanged,user.added --until %1 ")
            .arg(list(QStringLiteral(
                "--newest --search near.end"))[QStringLiteral("value")][0][QStringLiteral("at")]
                     .toString()
                     .left(10));
    const qint64 all =
        list(options + QStringLiteral("--limit 1000"))[QStringLiteral("value")].toArray().size();
    QVERIFY(all > 30);
    const QString wanted = QString::number(all - 5);
    const QJsonObject page = list(options + QStringLiteral("--limit ") + wanted);
    QCOMPARE(page[QStringLiteral("value")].toArray().size(), all - 5);
    const QString next = page[QStringLiteral("next")].toString();
    QVERIFY(!next.isEmpty());
    const QJsonObject rest = list(options + QStringLiteral("--after ") + next);
    QCOMPARE(rest[QStringLiteral("value")].toArray().size(), 5);
    QVERIFY(rest[QStringLiteral("next")].isNull());
}

void TestCliLongLog::searchTellsHowFarItIs()
{
    const QString text = seen(QStringLiteral("log list --newest --kind tenant.created"));
    if (text.isEmpty())
        QSKIP("there is no `script` here to make a terminal with");
    static const QRegularExpression remark(QStringLiteral("looking: 0 found, at event \\d+"));
    QVERIFY2(text.contains(remark), qPrintable(text));
    QVERIFY2(text.lastIndexOf(QStringLiteral("\x1b[K")) > text.lastIndexOf(remark),
             qPrintable(text));
    QVERIFY(m_program.run(words(QStringLiteral("log list --newest --kind tenant.created")))
                .err.isEmpty());
}

void TestCliLongLog::verifyTellsHowFarItIs()
{
    const QString text = seen(QStringLiteral("log verify"));
    if (text.isEmpty())
        QSKIP("there is no `script` here to make a terminal with");
    static const QRegularExpression remark(
        QStringLiteral("verifying: \\d+ %, [1-9]\\d* events a second"));
    QVERIFY2(text.contains(remark), qPrintable(text));
    // The remark is gone at the end.
    QVERIFY2(text.lastIndexOf(QStringLiteral("\x1b[K")) > text.lastIndexOf(remark),
             qPrintable(text));
}

void TestCliLongLog::verifyCanBeStopped_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("INT") << SIGINT;
    QTest::newRow("TERM") << SIGTERM;
}

/// Whether the process has taken the signal into its own hands.
static bool catches(qint64 process, int signal)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return false;
    static const QRegularExpression caught(QStringLiteral("SigCgt:\\s*([0-9a-f]+)"));
    const auto mask =
        caught.match(QString::fromLatin1(status.readAll())).captured(1).toULongLong(nullptr, 16);
    return mask & (1ULL << (signal - 1));
}

void TestCliLongLog::verifyCanBeStopped()
{
    if (!QFile::exists(QStringLiteral("/proc/self/status")))
        QSKIP("there is no way here to learn what a process does with a signal");
    QFETCH(int, signal);
    QProcess process;
    process.setProcessEnvironment(m_program.environment());
    process.start(LockboxProgram::path(), words(QStringLiteral("log verify --json")));
    QVERIFY(process.waitForStarted());
    while (!catches(process.processId(), signal) && !process.waitForFinished(1)) {}
    ::kill(static_cast<pid_t>(process.processId()), signal);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QVERIFY(process.readAllStandardError().contains("\"interrupted\""));
}

QTEST_GUILESS_MAIN(TestCliLongLog)
#include "tst_clilonglog.moc"
