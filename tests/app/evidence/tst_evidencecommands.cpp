#include "tests/app/evidence/evidencestore.h"

#include <QDir>
#include <QTest>

#include <unistd.h>

using namespace lockbox::test;

/// `evidence export` and `evidence verify` as a person and a script use them.
class TestEvidenceCommands : public QObject
{
    Q_OBJECT

private slots:
    void requestIsExported();
    void whatIsSaidToPeople();
    void storeIsNotNeededToCheck();
    void timeIsExported_data();
    void timeIsExported();
    void linesThatMakeNoSenseAreRefused_data();
    void linesThatMakeNoSenseAreRefused();
    void whoMayNotSeeGetsNothing_data();
    void whoMayNotSeeGetsNothing();
    void targetIsNeverOverwritten();
    void unwritablePlaceIsTold();
    void pdfNeedsNoDisplay();
    void changedFileIsNamed_data();
    void changedFileIsNamed();
    void keyIsCompared();
    void hostileTextsStayTexts();
    void withoutPrivateKeyTheRestIsExported();

private:
    QStringList leftovers() const
    {
        return QFileInfo(m_store.path())
            .dir()
            .entryList({QStringLiteral("*.part*")}, QDir::AllEntries | QDir::Hidden);
    }

    EvidenceStore m_store;
};

void TestEvidenceCommands::requestIsExported()
{
    const QString folder = m_store.filePath(QStringLiteral("request"));
    const QJsonObject json = m_store.done(
        m_store.admin(),
        QStringLiteral("evidence export --request %1 -o '%2'").arg(m_store.approved(), folder));
    const QJsonArray events = m_store.events(QStringLiteral("--request ") + m_store.approved());
    QCOMPARE(json.value(QStringLiteral("folder")).toString(), folder);
    QCOMPARE(json.value(QStringLiteral("request")).toString(), m_store.approvedId());
    QCOMPARE(json.value(QStringLiteral("reference")).toString(), m_store.approved());
    QCOMPARE(json.value(QStringLiteral("events")).toInteger(), events.size());
    QCOMPARE(json.value(QStringLiteral("first")), events.first()[QStringLiteral("seq")]);
    QCOMPARE(json.value(QStringLiteral("last")), events.last()[QStringLiteral("seq")]);
    QCOMPARE(json.value(QStringLiteral("notCovered")).toInteger(), 0);
    QCOMPARE(json.value(QStringLiteral("gap")), QJsonValue());
    // To the byte what the log holds.
    QByteArray leaves;
    for (const QJsonValue &event : events) {
        const Outcome leaf =
            LockboxProgram().run(words(QStringLiteral("--store '%1' --as %2 log show %3 --raw")
                                           .arg(m_store.path(), m_store.admin())
                                           .arg(event[QStringLiteral("seq")].toInteger())));
        leaves += leaf.out + '\n';
    }
    QCOMPARE(readFile(folder + QStringLiteral("/events.jsonl")), leaves);
    const Outcome outcome = verified(folder);
    QVERIFY2(outcome.exitCode == 0, outcome.report().constData());
    QCOMPARE(outcome.json().value(QStringLiteral("ok")), QJsonValue(true));
    QCOMPARE(outcome.json().value(QStringLiteral("isKeyTrusted")), QJsonValue(false));
    QCOMPARE(outcome.json().value(QStringLiteral("exportedBy")).toString(), m_store.admin());
    QVERIFY(isTime(outcome.json().value(QStringLiteral("exportedAt"))));
    QCOMPARE(outcome.json().value(QStringLiteral("unproved")),
             QJsonValue(QJsonArray{QStringLiteral("report.pdf")}));
    for (auto it = json.begin(); it != json.end(); ++it)
        QCOMPARE(outcome.json().value(it.key()), it.value());
}

void TestEvidenceCommands::whatIsSaidToPeople()
{
    const QString folder = m_store.filePath(QStringLiteral("said"));
    const Outcome made = LockboxProgram().run(
        words(QStringLiteral("--store '%1' --as %2 evidence export --request %3 --output '%4'")
                  .arg(m_store.path(), m_store.admin(), m_store.approvedId(), folder)));
    QVERIFY2(made.exitCode == 0, made.report().constData());
    QCOMPARE(made.err, QByteArray());
    QVERIFY(
        made.text().startsWith(folder + QStringLiteral(" holds 6 events of request EXSR359123")));
    const Outcome outcome = verified(folder, {}, true);
    QVERIFY2(outcome.exitCode == 0, outcome.report().constData());
    QVERIFY(outcome.text().startsWith(QStringLiteral("All right: 6 events of request EXSR359123")));
    const QString key = QString::fromUtf8(readFile(folder + QStringLiteral("/key.vkey"))).trimmed();
    QVERIFY(outcome.text().contains(key));
    QVERIFY(outcome.text().contains(QStringLiteral("compare it with the key")));
    QVERIFY(outcome.text().contains(QStringLiteral("report.pdf")));
    const Outcome trusted = verified(folder, {QStringLiteral("--key"), key}, true);
    QVERIFY(!trusted.text().contains(QStringLiteral("compare it with the key")));
}

void TestEvidenceCommands::storeIsNotNeededToCheck()
{
    const EvidenceStore other;
    const QString folder =
        other.exported(QStringLiteral("--request EXSR359123"), QStringLiteral("e"));
    const QTemporaryDir elsewhere;
    const QString moved = elsewhere.filePath(QStringLiteral("from the post"));
    copyFolder(folder, moved);
    QVERIFY(QFileInfo(other.path()).dir().removeRecursively());
    const Outcome outcome = verified(moved);
    QVERIFY2(outcome.exitCode == 0, outcome.report().constData());
}

void TestEvidenceCommands::timeIsExported_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    const QJsonArray events = m_store.events();
    const auto seq = [&](qsizetype i) { return events.at(i)[QStringLiteral("seq")].toInteger(); };
    const auto time = [&](qsizetype i) { return events.at(i)[QStringLiteral("at")].toString(); };
    const qint64 all = seq(events.size() - 1);
    const QString today = time(0).left(10);
    // Times of events that differ: the first ones may have been written in one moment.
    qsizetype later = events.size() - 1;
    while (time(later) == time(events.size() - 1))
        --later;
    QTest::newRow("a day, with its end")
        << QStringLiteral("--from %1 --until %1").arg(today) << seq(0) << all;
    QTest::newRow("open end") << QStringLiteral("--from ") + today << seq(0) << all;
    QTest::newRow("open beginning") << QStringLiteral("--until 9999-12-30") << seq(0) << all;
    QTest::newRow("from the very moment")
        << QStringLiteral("--from ") + time(later + 1) << seq(later + 1) << all;
    QTest::newRow("without the moment itself")
        << QStringLiteral("--until ") + time(later + 1) << seq(0) << seq(later);
}

void TestEvidenceCommands::timeIsExported()
{
    QFETCH(QString, line);
    if (m_store.events().first()[QStringLiteral("at")].toString().left(10)
        != m_store.events().last()[QStringLiteral("at")].toString().left(10))
        QSKIP("it was midnight in between");
    const QString folder = m_store.exported(
        line, QStringLiteral("time-%1").arg(QString::fromLatin1(QTest::currentDataTag())));
    const Outcome outcome = verified(folder);
    QVERIFY2(outcome.exitCode == 0, outcome.report().constData());
    QTEST(outcome.json().value(QStringLiteral("first")).toInteger(), "first");
    QTEST(outcome.json().value(QStringLiteral("last")).toInteger(), "last");
    // Between them is a request that the customer doesn't see yet: its filing is not handed out.
    QVERIFY(!readFile(folder + QStringLiteral("/events.jsonl")).contains("EXSR359124"));
}

void TestEvidenceCommands::linesThatMakeNoSenseAreRefused_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("exitCode");
    const auto row = [](const char *name, const char *line, int exitCode) {
        QTest::newRow(name) << QString::fromLatin1(line) << exitCode;
    };
    row("nothing named", "export -o x", 2);
    row("no folder", "export --request EXSR359123", 2);
    row("both", "export --request EXSR359123 --from 2026-01-01 -o x", 2);
    row("both, the other way", "export --until 2026-01-01 --request EXSR359123 -o x", 2);
    row("no time", "export --from yesterday -o x", 2);
    row("no date", "export --until 2026-02-30 -o x", 2);
    row("backwards", "export --from 2026-02-02 --until 2026-02-01 -o x", 2);
    row("an empty request", "export --request '' -o x", 2);
    row("an empty folder", "export --request EXSR359123 -o ''", 2);
    row("no such request", "export --request EXSR999999 -o x", 3);
    row("nothing happened then", "export --until 2001-01-01 -o x", 3);
    row("no folder to check", "verify", 2);
    row("an empty name", "verify ''", 2);
    row("a folder that isn't there", "verify /nowhere/evidence", 3);
    row("no key", "verify /nowhere/evidence --key abc", 2);
    row("no evidence", "verify /", 7);
}

void TestEvidenceCommands::linesThatMakeNoSenseAreRefused()
{
    QFETCH(QString, line);
    const Outcome outcome = m_store.run(m_store.admin(), QStringLiteral("evidence ") + line);
    QTEST(outcome.exitCode, "exitCode");
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY(!outcome.error().value(QStringLiteral("message")).toString().isEmpty());
    QVERIFY(!QFile::exists(QStringLiteral("x")));
}

void TestEvidenceCommands::whoMayNotSeeGetsNothing_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<QString>("request");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("not shown to the customer yet") << m_store.admin() << "EXSR359124" << 3;
    QTest::newRow("no reader") << m_store.plainUser() << "EXSR359123" << 4;
    QTest::newRow("engineer") << m_store.engineer() << "EXSR359123" << 4;
    QTest::newRow("manager") << m_store.manager() << "EXSR359123" << 4;
    QTest::newRow("reader") << m_store.reader() << "EXSR359123" << 0;
    QTest::newRow("approver") << m_store.approver() << "EXSR359123" << 0;
}

void TestEvidenceCommands::whoMayNotSeeGetsNothing()
{
    QFETCH(QString, who);
    QFETCH(QString, request);
    const QString folder = m_store.filePath(
        QStringLiteral("for-%1").arg(QString::fromLatin1(QTest::currentDataTag())));
    const Outcome outcome = m_store.run(
        who, QStringLiteral("evidence export --request %1 -o '%2'").arg(request, folder));
    QTEST(outcome.exitCode, "exitCode");
    QCOMPARE(QFile::exists(folder), outcome.exitCode == 0);
    QCOMPARE(leftovers(), QStringList());
}

void TestEvidenceCommands::targetIsNeverOverwritten()
{
    const QString line = QStringLiteral("evidence export --request EXSR359123 -o '%1'");
    const QString folder = m_store.filePath(QStringLiteral("there"));
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(m_store.run(m_store.admin(), line.arg(folder)).exitCode == 0);
    const Outcome again = m_store.run(m_store.admin(), line.arg(folder));
    QCOMPARE(again.exitCode, 1);
    QCOMPARE(again.error().value(QStringLiteral("code")).toString(),
             QStringLiteral("alreadyExists"));
    QCOMPARE(verified(folder).exitCode, 0);
    const Outcome onFile = m_store.run(m_store.admin(), line.arg(m_store.path()));
    QCOMPARE(onFile.exitCode, 1);
    QCOMPARE(leftovers(), QStringList());
}

void TestEvidenceCommands::unwritablePlaceIsTold()
{
    const Outcome outcome = m_store.run(
        m_store.admin(), QStringLiteral("evidence export --request EXSR359123 -o '%1/no/where'")
                             .arg(m_store.filePath(QStringLiteral("missing"))));
    QCOMPARE(outcome.exitCode, 6);
    QVERIFY(outcome.error()
                .value(QStringLiteral("message"))
                .toString()
                .contains(QStringLiteral("missing/no/where can't be written")));
    if (::geteuid() == 0)
        QSKIP("root may write everywhere");
    const QString folder = m_store.filePath(QStringLiteral("closed"));
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
    const Outcome closed = m_store.run(
        m_store.admin(),
        QStringLiteral("evidence export --request EXSR359123 -o '%1/evidence'").arg(folder));
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QCOMPARE(closed.exitCode, 6);
}

void TestEvidenceCommands::pdfNeedsNoDisplay()
{
    LockboxProgram program;
    for (const char *name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"})
        program.environment().remove(QLatin1String(name));
    const QString line =
        QStringLiteral("--store '%1' --as %2 evidence export --request EXSR359123 -o '%3'%4");
    const QString with = m_store.filePath(QStringLiteral("with-pdf"));
    const Outcome made =
        program.run(words(line.arg(m_store.path(), m_store.admin(), with, QString())));
    QVERIFY2(made.exitCode == 0, made.report().constData());
    QCOMPARE(made.err, QByteArray());
    const QByteArray pdf = readFile(with + QStringLiteral("/report.pdf"));
    QVERIFY(pdf.startsWith("%PDF-") && pdf.size() > 5000);
    const QString without = m_store.filePath(QStringLiteral("without-pdf"));
    QCOMPARE(program
                 .run(words(line.arg(m_store.path(), m_store.admin(), without,
                                     QStringLiteral(" --no-pdf"))))
                 .exitCode,
             0);
    QVERIFY(!QFile::exists(without + QStringLiteral("/report.pdf")));
    QCOMPARE(verified(without).exitCode, 0);
    QCOMPARE(verified(without).json().value(QStringLiteral("unproved")), QJsonValue(QJsonArray()));
}

void TestEvidenceCommands::changedFileIsNamed_data()
{
    QTest::addColumn<QString>("file");
    const QString folder =
        m_store.exported(QStringLiteral("--request EXSR359123"), QStringLiteral("to-be-changed"));
    const QStringList proofs = QDir(folder + QStringLiteral("/proofs")).entryList(QDir::Files);
    for (const QString &file :
         {QStringLiteral("events.jsonl"), QStringLiteral("checkpoint"), QStringLiteral("key.vkey"),
          QStringLiteral("key.pem"), QStringLiteral("evidence.json"), QStringLiteral("report.html"),
          QStringLiteral("VERIFY.md"), QStringLiteral("proofs/") + proofs.at(2)})
        QTest::newRow(qPrintable(file)) << file;
}

void TestEvidenceCommands::changedFileIsNamed()
{
    QFETCH(QString, file);
    const QString folder =
        m_store.filePath(QStringLiteral("changed-") + QString(file).replace(u'/', u'-'));
    copyFolder(m_store.filePath(QStringLiteral("to-be-changed")), folder);
    changeOneByte(folder + u'/' + file);
    const Outcome outcome = verified(folder);
    QVERIFY2(outcome.exitCode == 7, outcome.report().constData());
    QCOMPARE(outcome.out, QByteArray());
    const QJsonObject error = outcome.error();
    QCOMPARE(error.value(QStringLiteral("code")).toString(), QStringLiteral("logBroken"));
    const QString named = error.value(QStringLiteral("file")).toString();
    // An event's change shows where its proof no longer fits, and a word of evidence.json where the report no longer follows.
    const bool isNamed = named == file
                         || (file == QLatin1String("events.jsonl") && named.startsWith(u"proofs/"))
                         || (file == QLatin1String("evidence.json") && named == u"report.html");
    QVERIFY2(isNamed, qPrintable(named));
    const Outcome said = verified(folder, {}, true);
    QVERIFY2(said.complaint().startsWith(QStringLiteral("lockbox: ") + named),
             said.err.constData());
    QVERIFY(QFile::remove(folder + u'/' + file));
    QCOMPARE(verified(folder).exitCode, 7);
}

void TestEvidenceCommands::keyIsCompared()
{
    const QString folder =
        m_store.exported(QStringLiteral("--request EXSR359123"), QStringLiteral("keyed"));
    const Outcome key = m_store.run(m_store.admin(), QStringLiteral("log key"));
    const QString own = key.json().value(QStringLiteral("verifierKey")).toString();
    QVERIFY2(!own.isEmpty(), key.report().constData());
    const QString option = QStringLiteral("--key");
    const Outcome right = verified(folder, {option, own});
    QVERIFY2(right.exitCode == 0, right.report().constData());
    QCOMPARE(right.json().value(QStringLiteral("isKeyTrusted")), QJsonValue(true));
    QCOMPARE(verified(folder, {option, folder + QStringLiteral("/key.vkey")}).exitCode, 0);
    // A key of the same log's name that somebody else has made.
    const EvidenceStore other;
    const QString foreign = QString::fromUtf8(
        readFile(other.exported(QStringLiteral("--from 2020-01-01"), QStringLiteral("e"))
                 + QStringLiteral("/key.vkey")));
    const Outcome wrong = verified(folder, {option, foreign.trimmed()});
    QCOMPARE(wrong.exitCode, 7);
    QCOMPARE(wrong.error().value(QStringLiteral("file")).toString(), QStringLiteral("key.vkey"));
}

void TestEvidenceCommands::hostileTextsStayTexts()
{
    const QString reason =
        QStringLiteral("<script>alert(1)</script> $(touch x) `id` \u200f\u05d0 %1 ")
        + QString(940, u'W');
    const QString id =
        m_store
            .done(m_store.engineer(),
                  QStringLiteral("request submit --service Exchange --reference 'A\"&<b>' "
                                 "--duration 1h --reason '%1'")
                      .arg(reason.trimmed()))
            .value(QStringLiteral("id"))
            .toString();
    QVERIFY(!id.isEmpty());
    (void)m_store.done(m_store.manager(), QStringLiteral("request authorize ") + id);
    const QString folder =
        m_store.exported(QStringLiteral("--request ") + id, QStringLiteral("hostile"));
    QCOMPARE(verified(folder).exitCode, 0);
    const QByteArray html = readFile(folder + QStringLiteral("/report.html"));
    QVERIFY(!html.contains("<script") && !html.contains("<b>\""));
    QVERIFY(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    QVERIFY(html.contains("[U+200F]"));
    QVERIFY(!readFile(folder + QStringLiteral("/VERIFY.md")).contains("touch"));
}

void TestEvidenceCommands::withoutPrivateKeyTheRestIsExported()
{
    const EvidenceStore store;
    (void)store.done(store.admin(), QStringLiteral("log checkpoint"));
    const QString keys =
        QString(LockboxProgram::dataHome()) + QStringLiteral("/customer-lockbox/keys");
    const QString origin = store.done(store.admin(), QStringLiteral("log state"))
                               .value(QStringLiteral("origin"))
                               .toString();
    for (const QString &name : QDir(keys).entryList(QDir::Files)) {
        if (name.contains(origin.section(u'/', 1)))
            QVERIFY(QFile::remove(keys + u'/' + name));
    }
    (void)store.done(store.manager(), QStringLiteral("request authorize EXSR359124"));
    const QString folder = store.filePath(QStringLiteral("part"));
    const QJsonObject json = store.done(
        store.admin(), QStringLiteral("evidence export --request EXSR359124 -o '%1'").arg(folder));
    QCOMPARE(json.value(QStringLiteral("events")).toInteger(), 1);
    QCOMPARE(json.value(QStringLiteral("notCovered")).toInteger(), 2);
    QCOMPARE(verified(folder).exitCode, 0);
    QVERIFY(
        readFile(folder + QStringLiteral("/report.html")).contains("2 later events were left out"));
}

QTEST_GUILESS_MAIN(TestEvidenceCommands)
#include "tst_evidencecommands.moc"
