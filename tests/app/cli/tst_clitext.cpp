#include "tests/app/cli/clistore.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace lockbox::test;

/// What people read: aligned tables, stories in words, colours on a terminal only.
class TestCliText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyCommandSpeaksInWords_data();
    void everyCommandSpeaksInWords();
    void tablesAreAligned();
    void wideCharactersKeepTheColumns();
    void showTellsTheStory();
    void errorsAreOneLineOfPlainText();
    void coloursAreForTerminals();
    void noColourMeansNone();
    void longTextsAreCutOnTerminalsOnly();

private:
    Outcome say(const QString &user, const QString &line) const;
    /// The same on a terminal of its own, 100 columns wide; empty where `script` is missing.
    QString onTerminal(const QString &user, const QString &line, bool noColour = false) const;

    CliStore m_store;
    QString m_id;
    const QString m_longReason =
        QStringLiteral("The mail flow of one mailbox stops each night for some minutes, "
                       "and then goes on by itself as if nothing had happened at all; "
                       "logs of the transport tell nothing of it");
};

void TestCliText::initTestCase()
{
    m_id = m_store.pending();
    (void)m_store.done(m_store.engineer(),
                       QStringLiteral("request submit --service OneDrive --reference 案件-42 "
                                      "--reason '%1' --duration 1h")
                           .arg(m_longReason));
    (void)m_store.done(m_store.manager(), QStringLiteral("request authorize 案件-42"));
}

Outcome TestCliText::say(const QString &user, const QString &line) const
{
    return LockboxProgram().run(
        QStringList{QStringLiteral("--store"), m_store.path(), QStringLiteral("--as"), user}
        + words(line));
}

QString TestCliText::onTerminal(const QString &user, const QString &line, bool noColour) const
{
    QProcess process;
    QProcessEnvironment environment = LockboxProgram::cleanEnvironment();
    environment.insert(QStringLiteral("TERM"), QStringLiteral("xterm-256color"));
    environment.insert(QStringLiteral("LOCKBOX_STORE"), m_store.path());
    environment.insert(QStringLiteral("LOCKBOX_USER"), user);
    if (noColour)
        environment.insert(QStringLiteral("NO_COLOR"), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(QStringLiteral("script"),
                  {QStringLiteral("-qec"),
                   QStringLiteral("stty cols 100; '%1' %2").arg(LockboxProgram::path(), line),
                   QStringLiteral("/dev/null")});
    if (!process.waitForStarted() || !process.waitForFinished())
        return {};
    return QString::fromUtf8(process.readAllStandardOutput()).remove(u'\r');
}

void TestCliText::everyCommandSpeaksInWords_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("word");
    const auto row = [](const QString &user, const char *line, const char *word) {
        QTest::newRow(line) << user << QString::fromUtf8(line) << QString::fromUtf8(word);
    };
    row(m_store.admin(), "user list", "Alex Approver");
    row(m_store.admin(), "user show max@provider.example", "Max Manager");
    row(m_store.admin(), "user add new@contoso.example --name New --email new@contoso.example",
        "new@contoso.example");
    row(m_store.admin(), "user set-roles new@contoso.example global-reader", "Global reader");
    row(m_store.admin(), "user set-email new@contoso.example other@contoso.example",
        "other@contoso.example");
    row(m_store.admin(), "setting show", "12h");
    row(m_store.admin(), "setting set max-access 4h", "4h");
    row(m_store.admin(), "event list", "EXSR359123");
    row(m_store.admin(), "clock show", "UTC");
    row(m_store.admin(), "store check", "");
    row(m_store.admin(), "Get-AccessToCustomerDataRequest -ApprovalStatus Pending", "EXSR359123");
    row(m_store.engineer(),
        "request submit --service Teams --reference W-1 --reason why --duration 1h", "W-1");
    row(m_store.manager(), "request authorize W-1", "W-1");
    row(m_store.admin(), "request approve W-1", "W-1");
    row(m_store.engineer(), "request record W-1 --action 'Read a log'", "W-1");
    row(m_store.engineer(), "request complete W-1", "W-1");
}

void TestCliText::everyCommandSpeaksInWords()
{
    QFETCH(QString, user);
    QFETCH(QString, line);
    QFETCH(QString, word);
    const Outcome outcome = say(user, line);
    QVERIFY2(outcome.exitCode == 0, outcome.report().constData());
    QCOMPARE(outcome.err, QByteArray());
    QVERIFY(!outcome.out.trimmed().isEmpty());
    QVERIFY2(outcome.text().contains(word), outcome.out.constData());
    QVERIFY2(!outcome.text().startsWith(u'{') && !outcome.out.contains('\x1b'),
             outcome.out.constData());
}

void TestCliText::tablesAreAligned()
{
    const QStringList lines =
        say(m_store.admin(), QStringLiteral("user list")).text().split(u'\n', Qt::SkipEmptyParts);
    QVERIFY(lines.size() >= 7);
    // Every address of the customer's stands in the same column.
    QSet<qsizetype> columns;
    for (const QString &line : lines) {
        if (const qsizetype place =
                line.indexOf(QRegularExpression(QStringLiteral("\\S+@contoso\\.example")));
            place >= 0)
            columns.insert(place);
        QVERIFY2(!line.endsWith(u' '), qPrintable(line));
    }
    QCOMPARE(columns.size(), 1);
}

void TestCliText::wideCharactersKeepTheColumns()
{
    const QString text =
        say(m_store.admin(), QStringLiteral("request list --state pending")).text();
    qsizetype plain = -1;
    qsizetype wide = -1;
    for (const QString &line : text.split(u'\n')) {
        if (line.contains(QStringLiteral("EXSR359123")))
            plain = line.indexOf(m_store.engineer());
        if (line.contains(QStringLiteral("案件-42")))
            wide = line.indexOf(m_store.engineer());
    }
    QVERIFY(plain > 0 && wide > 0);
    // Two characters of the reference take two columns each.
    QCOMPARE(wide, plain - 2);
}

void TestCliText::showTellsTheStory()
{
    const QString text = say(m_store.admin(), QStringLiteral("request show EXSR359123")).text();
    for (const QString &part :
         {m_id, QStringLiteral("EXSR359123"), QStringLiteral("Mail flow stops at one mailbox"),
          QStringLiteral("Exchange"), QStringLiteral("Provider Engineer"), m_store.engineer(),
          m_store.manager(), m_store.approver(), QStringLiteral("04:00:00"), QStringLiteral("UTC")})
        QVERIFY2(text.contains(part), qPrintable(part + QStringLiteral(" in ") + text));
    // Local time beside it: the tests run in Europe/Berlin.
    const QRegularExpression times(QStringLiteral("\\d\\d:\\d\\d(:\\d\\d)?[^\\n]*UTC"));
    QVERIFY2(times.match(text).hasMatch(), qPrintable(text));
}

void TestCliText::errorsAreOneLineOfPlainText()
{
    const Outcome outcome = say(m_store.admin(), QStringLiteral("request approve 'a\x1b[31mred'"));
    QCOMPARE(outcome.exitCode, 3);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY2(outcome.err.startsWith("lockbox: ") && !outcome.err.contains('\x1b'),
             outcome.err.constData());
    QCOMPARE(outcome.err.count('\n'), 1);
    const Outcome unknown = say(m_store.admin(), QStringLiteral("a\x1b[31mred"));
    QCOMPARE(unknown.exitCode, 2);
    QVERIFY2(!unknown.err.contains('\x1b'), unknown.err.constData());
}

void TestCliText::coloursAreForTerminals()
{
    const QString text = onTerminal(m_store.admin(), QStringLiteral("request list"));
    if (text.isEmpty())
        QSKIP("there is no `script` here to make a terminal with");
    QVERIFY2(text.contains(QStringLiteral("\x1b[")), qPrintable(text));
    QVERIFY(!say(m_store.admin(), QStringLiteral("request list")).out.contains('\x1b'));
}

void TestCliText::noColourMeansNone()
{
    const QString text = onTerminal(m_store.admin(), QStringLiteral("request list"), true);
    if (text.isEmpty())
        QSKIP("there is no `script` here to make a terminal with");
    QVERIFY2(!text.contains(u'\x1b'), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("EXSR359123")));
}

void TestCliText::longTextsAreCutOnTerminalsOnly()
{
    const QString text = onTerminal(m_store.admin(), QStringLiteral("request list"), true);
    if (text.isEmpty())
        QSKIP("there is no `script` here to make a terminal with");
    QVERIFY2(text.contains(QChar(u'…')), qPrintable(text));
    QVERIFY(!text.contains(m_longReason));
    const QString piped = say(m_store.admin(), QStringLiteral("request list")).text();
    QVERIFY2(piped.contains(m_longReason), qPrintable(piped));
}

QTEST_GUILESS_MAIN(TestCliText)
#include "tst_clitext.moc"
