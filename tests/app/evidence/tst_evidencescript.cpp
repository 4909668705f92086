#include "tests/app/evidence/evidencestore.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <cctype>

using namespace lockbox::test;

/// A folder is checked without the program: by an independent script of openssl and coreutils, and by the commands that VERIFY.md
/// gives to a person.
class TestEvidenceScript : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void scriptAccepts_data();
    void scriptAccepts();
    void scriptRefusesAChangedByte_data();
    void scriptRefusesAChangedByte();
    void scriptRefusesASecondSpelling();
    void scriptRefusesWhatIsMissing_data();
    void scriptRefusesWhatIsMissing();
    void instructionsWork_data();
    void instructionsWork();
    void instructionsFindAChange_data();
    void instructionsFindAChange();

private:
    /// A copy of the folder of one request.
    QString copy(const QString &name) const;

    EvidenceStore m_store;
    QString m_request;
    QString m_time;
};

namespace {

Outcome bash(const QStringList &arguments, const QString &folder)
{
    QProcess process;
    QProcessEnvironment environment = LockboxProgram::cleanEnvironment();
    environment.insert(QStringLiteral("PATH"), QFileInfo(LockboxProgram::path()).path() + u':'
                                                   + environment.value(QStringLiteral("PATH")));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.start(QStringLiteral("bash"), arguments);
    Outcome outcome;
    if (process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit)
        outcome.exitCode = process.exitCode();
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    return outcome;
}

Outcome script(const QString &folder)
{
    return bash(
        {QStringLiteral(LOCKBOX_SOURCE_DIR "/tests/app/evidence/verify-evidence.sh"), folder},
        QDir::tempPath());
}

/// All commands of VERIFY.md, in one shell, as somebody pastes them.
Outcome instructions(const QString &folder)
{
    static const QRegularExpression block(QStringLiteral("```sh\n(.*?)```"),
                                          QRegularExpression::DotMatchesEverythingOption);
    const QString text = QString::fromUtf8(readFile(folder + QStringLiteral("/VERIFY.md")));
    QString commands;
    for (auto match = block.globalMatch(text); match.hasNext();)
        commands += match.next().captured(1);
    return bash({QStringLiteral("-c"), commands}, folder);
}

} // namespace

void TestEvidenceScript::initTestCase()
{
    for (const char *tool : {"bash", "openssl", "sha256sum", "basenc"}) {
        if (QStandardPaths::findExecutable(QLatin1String(tool)).isEmpty())
            QSKIP("a tool is missing that the script takes");
    }
    m_request = m_store.exported(QStringLiteral("--request EXSR359123 --no-pdf"),
                                 QStringLiteral("request"));
    m_time = m_store.exported(QStringLiteral("--from 2020-01-01 --no-pdf"), QStringLiteral("time"));
}

QString TestEvidenceScript::copy(const QString &name) const
{
    const QString folder = m_store.filePath(QString(name).replace(u'/', u'-'));
    QDir(folder).removeRecursively();
    copyFolder(m_request, folder);
    return folder;
}

void TestEvidenceScript::scriptAccepts_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("a request") << m_request;
    QTest::newRow("a time") << m_time;
}

void TestEvidenceScript::scriptAccepts()
{
    QFETCH(QString, folder);
    const Outcome outcome = script(folder);
    QVERIFY2(outcome.exitCode == 0, outcome.report().constData());
    const auto events = readFile(folder + QStringLiteral("/events.jsonl")).count('\n');
    QVERIFY2(outcome.text().startsWith(QStringLiteral("%1 events stand in the log").arg(events)),
             outcome.report().constData());
}

void TestEvidenceScript::scriptRefusesAChangedByte_data()
{
    QTest::addColumn<QString>("file");
    const QStringList proofs = QDir(m_request + QStringLiteral("/proofs")).entryList(QDir::Files);
    for (const QString &file :
         {QStringLiteral("events.jsonl"), QStringLiteral("checkpoint"), QStringLiteral("key.vkey"),
          QStringLiteral("key.pem"), QStringLiteral("proofs/") + proofs.first()})
        QTest::newRow(qPrintable(file)) << file;
}

void TestEvidenceScript::scriptRefusesAChangedByte()
{
    QFETCH(QString, file);
    const QString folder = copy(QStringLiteral("script-") + file);
    const QByteArray bytes = readFile(folder + u'/' + file);
    // Bytes from the beginning to the end of it.
    for (qsizetype i = 0; i < bytes.size(); i += std::max<qsizetype>(bytes.size() / 12, 1)) {
        QByteArray changed = bytes;
        changed[i] = char(changed.at(i) ^ 1);
        writeFile(folder + u'/' + file, changed);
        const Outcome outcome = script(folder);
        QVERIFY2(outcome.exitCode > 0, qPrintable(QStringLiteral("byte %1\n").arg(i)
                                                  + QString::fromUtf8(outcome.report())));
    }
}

void TestEvidenceScript::scriptRefusesASecondSpelling()
{
    const QString folder = copy(QStringLiteral("spelling"));
    const QString proof =
        folder + QStringLiteral("/proofs/")
        + QDir(folder + QStringLiteral("/proofs")).entryList(QDir::Files).constFirst();
    // The last character of 32 bytes in base64 has two bits that stand for nothing.
    static const QRegularExpression hash(QStringLiteral("\n[A-Za-z0-9+/]{42}([A-Za-z0-9+/])=\n"));
    const QByteArray alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    QByteArray text = readFile(proof);
    const qsizetype at = hash.match(QString::fromUtf8(text)).capturedStart(1);
    QVERIFY(at > 0 && !script(folder).exitCode);
    text[at] = alphabet.at(alphabet.indexOf(text.at(at)) + 1);
    writeFile(proof, text);
    QVERIFY(script(folder).exitCode > 0);
}

void TestEvidenceScript::scriptRefusesWhatIsMissing_data()
{
    scriptRefusesAChangedByte_data();
}

void TestEvidenceScript::scriptRefusesWhatIsMissing()
{
    QFETCH(QString, file);
    const QString folder = copy(QStringLiteral("without-") + file);
    QVERIFY(QFile::remove(folder + u'/' + file));
    QVERIFY(script(folder).exitCode > 0);
}

void TestEvidenceScript::instructionsWork_data()
{
    scriptAccepts_data();
}

void TestEvidenceScript::instructionsWork()
{
    QFETCH(QString, folder);
    const Outcome outcome = instructions(folder);
    const QByteArray events = readFile(folder + QStringLiteral("/events.jsonl"));
    const QString said = outcome.text();
    QVERIFY2(!said.contains(QStringLiteral("WRONG")), outcome.report().constData());
    QCOMPARE(outcome.err, QByteArray());
    static const QRegularExpression seq(QStringLiteral("\"seq\":(\\d+)"));
    const QString first = seq.match(QString::fromUtf8(events)).captured(1);
    const QStringList lines = said.split(u'\n');
    for (const QString &line :
         {QStringLiteral("1. key.pem is the key of key.vkey."),
          QStringLiteral("2. The checkpoint is signed."),
          QStringLiteral("3. Event %1 stands in the log.").arg(first),
          QStringLiteral("4. %1 of %1 events stand in the log.").arg(events.count('\n'))})
        QVERIFY2(lines.contains(line), outcome.report().constData());
    QVERIFY2(said.startsWith(QStringLiteral("All right")), outcome.report().constData());
}

void TestEvidenceScript::instructionsFindAChange_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("behind");
    QTest::addColumn<QStringList>("wrong");
    const QString proof =
        QStringLiteral("proofs/")
        + QDir(m_request + QStringLiteral("/proofs")).entryList(QDir::Files).first();
    const auto row = [](const char *name, const QString &file, const QByteArray &behind,
                        const char *wrong) {
        QTest::newRow(name) << file << behind << QString::fromLatin1(wrong).split(u' ');
    };
    const QString events = QStringLiteral("events.jsonl");
    const QByteArray size = readFile(m_request + QStringLiteral("/checkpoint")).split('\n').at(1);
    row("the first event", events, "Mail ", "3. 4.");
    row("another event", events, "Go ", "4.");
    row("the proof's index", proof, "\nindex ", "4.");
    row("the root", QStringLiteral("checkpoint"), '\n' + size + '\n', "2. 3. 4.");
    row("the key", QStringLiteral("key.pem"), "MCowBQYDK2VwAyEA", "1. 2.");
}

/// Changes the letter behind `behind` to another one.
static void changeBehind(const QString &path, const QByteArray &behind)
{
    QByteArray bytes = readFile(path);
    const qsizetype at = bytes.indexOf(behind);
    if (at < 0)
        qFatal("%s has no %s", qPrintable(path), behind.constData());
    char &letter = bytes[at + behind.size()];
    letter = std::isdigit(letter) ? (letter == '1' ? '2' : '1') : (letter == 'a' ? 'b' : 'a');
    writeFile(path, bytes);
}

void TestEvidenceScript::instructionsFindAChange()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, behind);
    QFETCH(QStringList, wrong);
    const QString folder = copy(QStringLiteral("pasted-") + file);
    changeBehind(folder + u'/' + file, behind);
    const Outcome outcome = instructions(folder);
    QVERIFY2(outcome.err.startsWith("lockbox: "), outcome.report().constData());
    for (const QString &number :
         {QStringLiteral("1."), QStringLiteral("2."), QStringLiteral("3."), QStringLiteral("4.")})
        QVERIFY2(outcome.text().contains(number + QStringLiteral(" WRONG"))
                     == wrong.contains(number),
                 outcome.report().constData());
}

QTEST_GUILESS_MAIN(TestEvidenceScript)
#include "tst_evidencescript.moc"
