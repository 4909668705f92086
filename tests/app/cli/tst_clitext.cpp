#include "core/store/database.h"
#include "tests/app/cli/clistore.h"

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
    void storedTextsCantSteerATerminal_data();
    void storedTextsCantSteerATerminal();
    void coloursAreForTerminals();
    void noColourMeansNone();
    void longTextsAreCutOnTerminalsOnly();

private:
    Outcome say(const QString &user, const QString &line) const;
    /// The same on a terminal of its own, 100 columns wide; empty where `script` is missing.
    QString onTerminal(const QString &user, const QString &line, bool noColour = false) const;

    /// A store whose texts somebody has changed by another program; with a pending and an approved request.
    static const CliStore &tamperedStore();

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
    LockboxProgram program;
    program.environment().insert(QStringLiteral("LOCKBOX_STORE"), m_store.path());
    program.environment().insert(QStringLiteral("LOCKBOX_USER"), user);
    if (noColour)
        program.environment().insert(QStringLiteral("NO_COLOR"), QStringLiteral("1"));
    return program.seenOnTerminal(line).remove(u'\r');
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

const CliStore &TestCliText::tamperedStore()
{
    static const CliStore store;
    static bool isTampered = false;
    if (std::exchange(isTampered, true))
        return store;
    (void)store.pending(QStringLiteral("P-1"));
    (void)store.pending(QStringLiteral("A-1"), QStringLiteral("Teams"));
    (void)store.done(store.approver(), QStringLiteral("request approve A-1"));
    const auto database = lockbox::Database::open(store.path(), std::chrono::seconds(30));
    if (!database)
        qFatal("the store can't be opened from outside");
    QString script = QStringLiteral("DROP TRIGGER event_is_never_changed;"
                                    "UPDATE event SET body = replace(replace(body, '@provider', "
                                    "'\\u001b[35m\\u202e@provider'), "
                                    "'@contoso', '\\u009b35m@contoso');");
    const std::pair<const char *, const char *> columns[] = {
        {"tenant", "name,provider"},
        {"request", "service,reason,decided_name,comment,authorized_by,decided_by"},
        {"account", "display_name,email,alternate_email"}};
    for (const auto &[table, names] : columns) {
        for (const QString &name : QString::fromLatin1(names).split(u',')) {
            script += QStringLiteral("UPDATE %1 SET %2 = %2 || char(27, 91, 51, 53, 109, 155, 127, "
                                     "8238, 8294);")
                          .arg(QLatin1String(table), name);
        }
    }
    script += QStringLiteral(
        "UPDATE request SET requestor = requestor || char(27) WHERE reference = 'P-1';"
        "UPDATE account SET user_name = user_name || char(27) WHERE user_name LIKE 'paul%';"
        "UPDATE request SET reference = reference || char(27);");
    if (!(*database)->run(script))
        qFatal("the store can't be changed from outside");
    return store;
}

void TestCliText::storedTextsCantSteerATerminal_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("line");
    const auto row = [](const QString &user, const char *line) {
        QTest::newRow(line) << user << QString::fromLatin1(line);
    };
    row(m_store.admin(), "request list");
    row(m_store.admin(), "request show P-1\x1b");
    row(m_store.admin(), "request show A-1\x1b");
    row(m_store.admin(), "user list");
    row(m_store.admin(), "user show rita@contoso.example");
    row(m_store.admin(), "event list");
    row(m_store.admin(), "Get-AccessToCustomerDataRequest");
    row(m_store.admin(), "Set-AccessToCustomerDataRequest -ApprovalDecision Deny -RequestId "
                         "P-1\x1b -ServiceName Fax");
    row(m_store.admin(), "request approve A-1\x1b");
    row(m_store.engineer(), "request record A-1\x1b --action Looked");
    row(m_store.engineer(), "request complete A-1\x1b");
    row(m_store.admin(), "request approve P-1\x1b");
}

void TestCliText::storedTextsCantSteerATerminal()
{
    QFETCH(QString, user);
    QFETCH(QString, line);
    const Outcome outcome = LockboxProgram().run(
        QStringList{QStringLiteral("--store"), tamperedStore().path(), QStringLiteral("--as"), user}
        + words(line));
    const QString said = outcome.text() + outcome.complaint();
    QVERIFY2(said.contains(QChar::ReplacementCharacter), outcome.report().constData());
    static const QRegularExpression harmful(QStringLiteral(
        "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]"));
    QVERIFY2(!harmful.match(said).hasMatch(), outcome.report().constData());
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
