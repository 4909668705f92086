#include "tests/app/cli/clistore.h"

#include <QFile>
#include <QProcess>
#include <QTest>

using namespace lockbox::test;

/// The command lines that the README and the help show work when they are pasted into a shell.
class TestCliExamples : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void readmeWorks_data();
    void readmeWorks();
    void helpIsNoUsageError_data();
    void helpIsNoUsageError();

private:
    /// A folder with the files that examples read.
    void prepare(const QString &folder) const;

    QTemporaryDir m_files;
};

namespace {

/// Runs `text` as a shell does, in `folder`, and stops at the first failure.
Outcome inShell(const QString &text, const QString &folder)
{
    QProcessEnvironment environment = LockboxProgram::cleanEnvironment();
    environment.insert(QStringLiteral("PATH"), QStringLiteral(LOCKBOX_BIN_DIR ":")
                                                   + environment.value(QStringLiteral("PATH")));
    // Examples that name nobody find who acts, and where, in the environment.
    environment.insert(QStringLiteral("LOCKBOX_STORE"), QStringLiteral("missing.lockbox"));
    environment.insert(QStringLiteral("LOCKBOX_USER"), QStringLiteral("admin@contoso.com"));
    QProcess shell;
    shell.setProcessEnvironment(environment);
    shell.setWorkingDirectory(folder);
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-ec"), text});
    Outcome outcome;
    if (shell.waitForFinished(120'000) && shell.exitStatus() == QProcess::NormalExit)
        outcome.exitCode = shell.exitCode();
    outcome.out = shell.readAllStandardOutput();
    outcome.err = shell.readAllStandardError();
    return outcome;
}

/// The README's blocks of shell in which `lockbox` itself is called.
QStringList readmeBlocks()
{
    QFile file(QStringLiteral(LOCKBOX_SOURCE_DIR "/README.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList blocks;
    const QStringList parts = QString::fromUtf8(file.readAll()).split(QStringLiteral("```"));
    for (qsizetype i = 1; i < parts.size(); i += 2) {
        if (parts.at(i).startsWith(QLatin1String("sh\n"))
            && parts.at(i).contains(QLatin1String("\nlockbox ")))
            blocks.append(parts.at(i).mid(3));
    }
    return blocks;
}

/// The examples at the end of a command's help.
QStringList examplesOf(const QString &command)
{
    const QString help = LockboxProgram().run(words(command + QStringLiteral(" --help"))).text();
    const QString examples = help.mid(help.lastIndexOf(QLatin1String("\nExample")));
    QStringList lines;
    for (const QString &line : examples.split(u'\n')) {
        if (!lines.isEmpty() && lines.last().endsWith(u'\\'))
            lines.last() += u'\n' + line;
        else if (line.startsWith(QLatin1String("  lockbox ")))
            lines.append(line);
    }
    return lines;
}

} // namespace

void TestCliExamples::initTestCase()
{
    const CliStore store;
    const Outcome made =
        inShell(QStringLiteral("export LOCKBOX_STORE='%1' LOCKBOX_USER=%2\n"
                               "lockbox log key > contoso.vkey\n"
                               "lockbox log checkpoint -o january.checkpoint\n"
                               "lockbox log show 5 --raw > event5.json\n"
                               "lockbox log prove 5 -o event5.tlog-proof\n"
                               "echo secret > password.txt; echo hello > suspicious.eml\n"
                               "lockbox evidence export --from 2020-01-01 "
                               "-o EXSR359123-evidence\n")
                    .arg(store.path(), CliStore::admin()),
                m_files.path());
    QVERIFY2(made.exitCode == 0, made.report().constData());
}

void TestCliExamples::prepare(const QString &folder) const
{
    const Outcome copied = inShell(QStringLiteral("cp -R '%1'/* .").arg(m_files.path()), folder);
    if (copied.exitCode != 0)
        qFatal("the files can't be copied: %s", copied.report().constData());
}

void TestCliExamples::readmeWorks_data()
{
    QTest::addColumn<QString>("text");
    const QStringList blocks = readmeBlocks();
    QCOMPARE(blocks.size(), 3);
    QTest::newRow("own names") << blocks.at(0);
    QTest::newRow("log and evidence") << blocks.at(0) + blocks.at(1);
    // The last block decides about the first one's request itself.
    QString undecided;
    for (const QString &line : blocks.at(0).split(u'\n')) {
        if (!line.startsWith(QLatin1String("lockbox request approve")))
            undecided += line + u'\n';
    }
    QTest::newRow("names of the portal") << undecided + blocks.at(2);
}

void TestCliExamples::readmeWorks()
{
    QFETCH(QString, text);
    const QTemporaryDir folder;
    const Outcome outcome = inShell(text, folder.path());
    QVERIFY2(outcome.exitCode == 0, outcome.report().constData());
}

void TestCliExamples::helpIsNoUsageError_data()
{
    QTest::addColumn<QString>("command");
    for (const QString &command : commandNames())
        QTest::newRow(qPrintable(command)) << command;
}

void TestCliExamples::helpIsNoUsageError()
{
    QFETCH(QString, command);
    const QTemporaryDir folder;
    const QStringList examples = examplesOf(command);
    QVERIFY(!examples.isEmpty());
    prepare(folder.path());
    for (const QString &example : examples) {
        const Outcome outcome = inShell(example, folder.path());
        // The stores and services that they name are missing here, which is found once all else makes sense.
        const QList<int> notThere =
            example.contains(QStringLiteral("https://")) ? QList<int>{1, 4} : QList<int>{6};
        QVERIFY2(outcome.exitCode == 0 || notThere.contains(outcome.exitCode),
                 qPrintable(example + u'\n' + QString::fromUtf8(outcome.report())));
    }
}

QTEST_GUILESS_MAIN(TestCliExamples)
#include "tst_cliexamples.moc"
