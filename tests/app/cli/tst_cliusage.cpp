#include "tests/app/cli/clistore.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace lockbox::test;

/// How the program is called: global options, help, the environment, and what it says of a line that makes no sense.
class TestCliUsage : public QObject
{
    Q_OBJECT

private slots:
    void helpIsEverywhere_data();
    void helpIsEverywhere();
    void versionIsTold();
    void globalOptionsStandAnywhere();
    void environmentNamesStoreAndUser();
    void storeIsAPathOrAnAddress();
    void missingThingsAreNamed_data();
    void missingThingsAreNamed();
    void unknownWordsGetASuggestion_data();
    void unknownWordsGetASuggestion();
    void errorsAreJsonWhereItIsWanted();
    void jsonIsPrintedWhereItIsWantedOnly();
    void badValuesAreRefused_data();
    void badValuesAreRefused();
    void valuesAreTakenLiterally();
    void brokenTextIsRefused();
    void durationsAreReadInAllForms();
    void outputThatCannotBeWrittenIsAFailure();

private:
    Outcome plain(const QString &line) const { return LockboxProgram().run(words(line)); }
    CliStore m_store;
};

void TestCliUsage::helpIsEverywhere_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("none") << "";
    for (const char *group : {"request", "user", "setting", "event", "log", "evidence", "clock",
                              "store", "demo", "set-organizationconfig"})
        QTest::newRow(group) << group;
    for (const QString &command : commandNames())
        QTest::newRow(qPrintable(command)) << command;
}

void TestCliUsage::helpIsEverywhere()
{
    QFETCH(QString, command);
    const Outcome help = plain(command + QStringLiteral(" --help"));
    QVERIFY2(help.exitCode == 0, help.report().constData());
    QCOMPARE(help.err, QByteArray());
    QVERIFY(help.text().contains(QStringLiteral("Usage: lockbox")));
    QVERIFY(help.text().contains(QStringLiteral("--help")));
    const bool isGroup =
        !command.contains(u' ') && !command.contains(u'-') && command != QLatin1String("init");
    QVERIFY(isGroup || help.text().contains(QStringLiteral("Example")));
}

void TestCliUsage::versionIsTold()
{
    const Outcome version = plain(QStringLiteral("--version"));
    QCOMPARE(version.exitCode, 0);
    QVERIFY2(version.text().startsWith(QStringLiteral("lockbox ")), version.out.constData());
    QVERIFY(version.text().contains(QRegularExpression(QStringLiteral("\\d+\\.\\d+\\.\\d+"))));
}

void TestCliUsage::globalOptionsStandAnywhere()
{
    const QString store = m_store.path();
    const QString admin = m_store.admin();
    for (const QString &line :
         {QStringLiteral("--store %1 --as %2 --json request list"),
          QStringLiteral("request list --store %1 --as %2 --json"),
          QStringLiteral("request --as %2 list --json --store %1"),
          QStringLiteral("--json request --store=%1 list --as=%2"),
          QStringLiteral("--json=true request list --store %1 --as %2"),
          QStringLiteral("request list --limit 5 --json --store %1 --as %2")}) {
        const Outcome outcome = plain(line.arg(store, admin));
        QVERIFY2(outcome.exitCode == 0, qPrintable(line));
        QVERIFY(outcome.json().value(QStringLiteral("value")).isArray());
    }
}

void TestCliUsage::environmentNamesStoreAndUser()
{
    LockboxProgram program;
    program.environment().insert(QStringLiteral("LOCKBOX_STORE"), m_store.path());
    program.environment().insert(QStringLiteral("LOCKBOX_USER"), m_store.plainUser());
    QCOMPARE(program.run(words(QStringLiteral("request list"))).exitCode, 4);
    // What the line says goes first.
    QCOMPARE(program.run(words(QStringLiteral("request list --as ") + m_store.admin())).exitCode,
             0);
    QCOMPARE(program.run(words(QStringLiteral("--store /nowhere/x.lockbox request list"))).exitCode,
             6);
}

void TestCliUsage::storeIsAPathOrAnAddress()
{
    const QString rest = QStringLiteral(" --as %1 request list").arg(m_store.admin());
    QCOMPARE(plain(QStringLiteral("--store sqlite://%1").arg(m_store.path()) + rest).exitCode, 0);
    QCOMPARE(plain(QStringLiteral("--store https://example.org/x") + rest).exitCode, 2);
    QCOMPARE(plain(QStringLiteral("--store sqlite:///nowhere/x.lockbox") + rest).exitCode, 6);
}

void TestCliUsage::missingThingsAreNamed_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("names");
    const auto row = [](const char *name, const QString &line, const char *wanted) {
        QTest::newRow(name) << line << words(QString::fromLatin1(wanted));
    };
    const QString store = QStringLiteral("--store %1 ");
    const QString user = QStringLiteral("--as admin@contoso.example ");
    row("who acts", store + QStringLiteral("request list"), "--as LOCKBOX_USER");
    row("which store", user + QStringLiteral("request list"), "--store LOCKBOX_STORE");
    row("which command", {}, "--help");
    row("which command of a group", QStringLiteral("request"), "list");
    row("which request", store + user + QStringLiteral("request approve"), "ID");
    row("the reason",
        store + user
            + QStringLiteral("request submit --service Exchange --reference R --duration 4h"),
        "--reason");
    row("a value", store + user + QStringLiteral("request list --limit"), "--limit 'has no value'");
    row("a possible value", store + user + QStringLiteral("request list --limit 99999999999"),
        "--limit 'no possible value'");
}

void TestCliUsage::missingThingsAreNamed()
{
    QFETCH(QString, line);
    QFETCH(QStringList, names);
    const Outcome outcome = plain(line.contains(u'%') ? line.arg(m_store.path()) : line);
    QVERIFY2(outcome.exitCode == 2, outcome.report().constData());
    QCOMPARE(outcome.out, QByteArray());
    for (const QString &name : names)
        QVERIFY2(outcome.complaint().contains(name), outcome.err.constData());
}

void TestCliUsage::unknownWordsGetASuggestion_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("suggestion");
    QTest::newRow("group") << "reqest list"
                           << "request";
    QTest::newRow("command") << "request aprove X"
                             << "approve";
    QTest::newRow("command of another group") << "user set-role X Y"
                                              << "set-roles";
    QTest::newRow("behind options") << "--store x --json --as y settings"
                                    << "setting";
    QTest::newRow("global option") << "--stor x request list"
                                   << "--store";
    QTest::newRow("option before its command") << "--limit 5 request list"
                                               << "\"--limit\"; a command's options";
    QTest::newRow("option of a command") << "request list --serch x"
                                         << "--search";
    QTest::newRow("portal verb") << "Get-AccessToCustomerDataRequests"
                                 << "Get-AccessToCustomerDataRequest";
}

void TestCliUsage::unknownWordsGetASuggestion()
{
    QFETCH(QString, line);
    QFETCH(QString, suggestion);
    const Outcome outcome = plain(line);
    QVERIFY2(outcome.exitCode == 2, outcome.report().constData());
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY2(outcome.complaint().contains(suggestion), outcome.err.constData());
}

void TestCliUsage::errorsAreJsonWhereItIsWanted()
{
    for (const char *line :
         {"--json nonsense", "request --json", "request list --json --bogus", "--json",
          "request submit --json", "--json --store /nowhere/x request list",
          "--json --store /nowhere/x --as a@b.example request list",
          "Set-OrganizationConfig --json -Bogus 1", "--json=true nonsense",
          "request list --json=maybe"}) {
        const Outcome outcome = plain(QString::fromLatin1(line));
        QVERIFY2(outcome.exitCode == 2 || outcome.exitCode == 6, line);
        QCOMPARE(outcome.out, QByteArray());
        for (const char *name : {"code", "message", "state", "decidedBy", "decidedAt"})
            QVERIFY2(outcome.error().contains(QLatin1String(name)), outcome.report().constData());
    }
}

void TestCliUsage::jsonIsPrintedWhereItIsWantedOnly()
{
    const CliStore store;
    const auto say = [&](const QString &user, const QString &line) {
        return plain(QStringLiteral("--store %1 --as %2 ").arg(store.path(), user) + line);
    };
    QVERIFY(!plain(QStringLiteral("--json=true request list --help")).json().isEmpty());
    QVERIFY(plain(QStringLiteral("--json=false --version")).out.startsWith("lockbox "));
    const Outcome off = say(store.admin(), QStringLiteral("--json=false request list"));
    QCOMPARE(off.exitCode, 0);
    QCOMPARE(off.text(), QStringLiteral("No requests.\n"));
    // Here it is a reason, and a comment.
    const Outcome filed =
        say(store.engineer(), QStringLiteral("request submit --service Teams --reference J-1 "
                                             "--reason --json --duration 1h"));
    QCOMPARE(filed.exitCode, 0);
    QVERIFY2(filed.text().startsWith(QStringLiteral("Request J-1")), filed.out.constData());
    (void)store.done(store.manager(), QStringLiteral("request authorize J-1"));
    const Outcome decided =
        say(store.admin(), QStringLiteral("Set-AccessToCustomerDataRequest -RequestId J-1 "
                                          "-ApprovalDecision Deny -Comment:--json"));
    QCOMPARE(decided.exitCode, 0);
    QVERIFY2(decided.text().startsWith(QStringLiteral("Request J-1")), decided.out.constData());
}

void TestCliUsage::badValuesAreRefused_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *field, const char *name, const QString &options) {
        QTest::newRow(name) << options << QString::fromLatin1(field);
    };
    const QString all = QStringLiteral("--service %1 --reference %2 --reason %3 --duration %4");
    const auto with = [&](const char *service, const char *reference, const QString &reason,
                          const char *duration) {
        return all.arg(QString::fromUtf8(service), QString::fromUtf8(reference), reason,
                       QString::fromUtf8(duration));
    };
    const QString why = QStringLiteral("why");
    row("service", "unknown service", with("Fax", "R", why, "4h"));
    row("reference", "empty reference", with("Exchange", "''", why, "4h"));
    row("reference", "long reference",
        all.arg(QStringLiteral("Exchange"), QString(65, u'x'), why, QStringLiteral("4h")));
    row("reason", "empty reason", with("Exchange", "R", QStringLiteral("'  '"), "4h"));
    row("reason", "long reason", with("Exchange", "R", QString(1001, u'x'), "4h"));
    row("reason", "control character", with("Exchange", "R", QStringLiteral("a\x07z"), "4h"));
    row("duration", "no duration", with("Exchange", "R", why, "soon"));
    row("duration", "nothing", with("Exchange", "R", why, "0h"));
    row("duration", "above the policy", with("Exchange", "R", why, "4h1s"));
    row("duration", "negative", with("Exchange", "R", why, "-4h"));
    row("duration", "fraction", with("Exchange", "R", why, "1.5h"));
    row("duration", "huge", with("Exchange", "R", why, "99999999999999999999h"));
}

void TestCliUsage::badValuesAreRefused()
{
    QFETCH(QString, options);
    const Outcome outcome =
        m_store.run(m_store.engineer(), QStringLiteral("request submit ") + options);
    QVERIFY2(outcome.exitCode == 2, outcome.report().constData());
    QCOMPARE(outcome.out, QByteArray());
    QTEST(outcome.error().value(QStringLiteral("field")).toString(), "field");
    const QJsonArray kept = m_store.done(m_store.engineer(), QStringLiteral("request list"))
                                .value(QStringLiteral("value"))
                                .toArray();
    QCOMPARE(kept.size(), 0);
}

/// A value is a value, whatever it looks like.
void TestCliUsage::valuesAreTakenLiterally()
{
    const CliStore store;
    const auto submit = [&](const QStringList &rest) {
        return LockboxScript(store.path())
            .run(store.engineer(),
                 QStringList{QStringLiteral("request"), QStringLiteral("submit"),
                             QStringLiteral("--service"), QStringLiteral("exchange"),
                             QStringLiteral("--duration"), QStringLiteral("1h")}
                     + rest);
    };
    for (const QString &text :
         {QStringLiteral("request"), QStringLiteral("-1"), QStringLiteral("[a,b]"),
          QStringLiteral("a=b,c"), QStringLiteral("数据 🔐 é"), QStringLiteral("\"quoted\""),
          QStringLiteral("{x}"), QStringLiteral("%1 %s"), QStringLiteral("#5")}) {
        const Outcome outcome =
            submit({QStringLiteral("--reference=") + text, QStringLiteral("--reason"), text});
        QVERIFY2(outcome.exitCode == 0, outcome.report().constData());
        QCOMPARE(outcome.json().value(QStringLiteral("reference")).toString(), text);
        QCOMPARE(outcome.json().value(QStringLiteral("reason")).toString(), text);
        const Outcome shown =
            LockboxScript(store.path())
                .run(store.engineer(), {QStringLiteral("request"), QStringLiteral("show"),
                                        QStringLiteral("--"), text});
        QVERIFY2(shown.exitCode == 0, shown.report().constData());
        QCOMPARE(shown.json().value(QStringLiteral("reference")).toString(), text);
    }
    // An empty value is one, too; the next argument is not taken in its place.
    const Outcome empty =
        submit({QStringLiteral("--reference="), QStringLiteral("--reason"), QStringLiteral("x")});
    QCOMPARE(empty.exitCode, 2);
    QCOMPARE(empty.error().value(QStringLiteral("field")).toString(), QStringLiteral("reference"));
    // Digits are decimal ones, also behind a zero.
    for (int i = 0; i < 2; ++i)
        QCOMPARE(submit({QStringLiteral("--reference=Z"), QStringLiteral("--reason=z")}).exitCode,
                 0);
    const QJsonArray ten = store.done(store.engineer(), QStringLiteral("request list --limit 010"))
                               .value(QStringLiteral("value"))
                               .toArray();
    QCOMPARE(ten.size(), 10);
}

void TestCliUsage::brokenTextIsRefused()
{
    const QByteArrayList start = {"--store", m_store.path().toUtf8(), "--as",
                                  "erin@provider.example", "--json"};
    const QByteArrayList submit = {"request",    "submit", "--service",   "Exchange",
                                   "--duration", "1h",     "--reference", "R"};
    LockboxProgram program;
    for (const char *broken : {"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\xaf"}) {
        const Outcome outcome =
            program.runBytes(start + submit + QByteArrayList{"--reason", broken});
        QVERIFY2(outcome.exitCode == 2, outcome.report().constData());
        QVERIFY2(outcome.complaint().contains(QStringLiteral("--reason")), outcome.err.constData());
        QCOMPARE(outcome.error().value(QStringLiteral("code")).toString(),
                 QStringLiteral("invalidArgument"));
    }
    const Outcome joined = program.runBytes(start + submit + QByteArrayList{"--reason=\xff"});
    QCOMPARE(joined.exitCode, 2);
    QVERIFY2(joined.complaint().contains(QStringLiteral("--reason")), joined.err.constData());
    const Outcome lone = program.runBytes(start + QByteArrayList{"request", "show", "\xfe"});
    QCOMPARE(lone.exitCode, 2);
    QVERIFY2(!lone.error().isEmpty(), lone.report().constData());
    // The same way, whole text passes.
    QCOMPARE(program.runBytes(start + submit + QByteArrayList{"--reason", "\xc3\xa9"}).exitCode, 0);
    (void)m_store.done(m_store.engineer(), QStringLiteral("request cancel R"));
}

void TestCliUsage::durationsAreReadInAllForms()
{
    const CliStore store;
    for (const char *text : {"90m", "1h30m", "PT1H30M", "pt90m", "5400s"}) {
        const QJsonObject filed =
            store.done(store.engineer(),
                       QStringLiteral("request submit --service Teams --reference R --reason why "
                                      "--duration ")
                           + QLatin1String(text));
        QCOMPARE(filed.value(QStringLiteral("duration")).toInt(), 5400);
    }
}

void TestCliUsage::outputThatCannotBeWrittenIsAFailure()
{
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("there is no device here that is always full");
    QProcess process;
    process.setProcessEnvironment(LockboxProgram::cleanEnvironment());
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(LockboxProgram::path(),
                  words(QStringLiteral("--store %1 --as %2 --json user list")
                            .arg(m_store.path(), m_store.admin())));
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(!process.readAllStandardError().isEmpty());
}

QTEST_GUILESS_MAIN(TestCliUsage)
#include "tst_cliusage.moc"
