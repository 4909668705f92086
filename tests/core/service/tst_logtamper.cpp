#include "core/demo/demo.h"
#include "core/service/locallockbox.h"
#include "tests/core/service/tampering.h"
#include "tests/core/store/sqlprobe.h"
#include "tests/core/store/storefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;

/// Whoever changes a store behind the program's back is found out, and what was changed is named.
class TestLogTamper : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void untouchedStoreIsSound();
    void oddTextsAreNoAlarm();
    void changedColumns_data();
    void changedColumns();
    void changedRows_data();
    void changedRows();
    void everyTableIsTried();
    void tooLong_data();
    void tooLong();
    void changedSchema_data();
    void changedSchema();
    void foreignTablesDoNoHarm();
    void cutTail();
    void rolledBack();
    void rewrittenHistory_data();
    void rewrittenHistory();
    void rewrittenHistoryBeforeAnotherMachine();
    void exchangedKey();
    void rowsHiddenFromIndexes();
    void nothingIsSignedAgainstAKeptCheckpoint();
    void changedBytesAreNotProved();
    void searchIndexIsCheckedByStoreCheck();

private:
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    QString victim() const { return path("victim.lockbox"); }
    LocalOptions options() const { return {.logFolder = path("log")}; }
    LogFinding finding(const LogTrust &trust = {}) const;
    /// Whether the finding names what was changed.
    void checkNamed(const Tampering &tampering, const LogFinding &found) const;

    QTemporaryDir m_folder;
    QByteArray m_older; ///< A checkpoint of before the last changes.
};

static void copyStore(const QString &from, const QString &to)
{
    QFile::remove(to);
    QVERIFY(QFile::copy(from, to));
}

void TestLogTamper::initTestCase()
{
    need(demo::createDemoStore(path("whole.lockbox"),
                               {.seed = 3, .requests = 500, .logFolder = path("log")}));
    m_older = need(localCheckpoint(path("whole.lockbox"), options()));
    copyStore(path("whole.lockbox"), path("older.lockbox"));
    const demo::Cast cast = demo::demoCast();
    const auto door = need(openLocalStore(path("whole.lockbox"), options()));
    const auto waiting = need(door->overview({cast.approver})).waiting;
    QVERIFY(!waiting.empty());
    need(door->approveRequest({cast.approver}, waiting.front().id.toString(),
                              {.window = {}, .comment = QStringLiteral("go ahead")}));
}

void TestLogTamper::init()
{
    copyStore(path("whole.lockbox"), victim());
    need(repinLocalStore(victim(), options()));
}

LogFinding TestLogTamper::finding(const LogTrust &trust) const
{
    const auto verified = verifyLocalStore(victim(), trust, {}, options());
    if (!verified)
        return {.message = verified.error().message};
    return verified->finding.value_or(LogFinding());
}

void TestLogTamper::untouchedStoreIsSound()
{
    const auto verified = need(verifyLocalStore(victim(), {}, {}, options()));
    QVERIFY2(!verified.finding, qPrintable(finding().message));
    QVERIFY(verified.head.size > 1500);
    QCOMPARE(verified.signedSize, verified.head.size);
    QVERIFY(verified.isPinned);
}

/// Texts that pass the door and are easily lost on the way: they come back, and nothing is wrong
/// with the log.
void TestLogTamper::oddTextsAreNoAlarm()
{
    const demo::Cast cast = demo::demoCast();
    const auto door = need(openLocalStore(victim(), options()));
    for (const QString &text :
         {QStringLiteral("\uFEFFbegins with a byte order mark"), QStringLiteral("\uFEFF\uFEFFtwo"),
          QStringLiteral("ends with one\uFEFF"), QStringLiteral("a \"quote\", a \\ and a \u2028"),
          QStringLiteral("\U0001F511 beyond the first plane"), QStringLiteral("e\u0301")}) {
        const auto filed =
            need(door->submitRequest({cast.engineer}, {.reference = QStringLiteral("ODD#1"),
                                                       .service = QStringLiteral("Exchange"),
                                                       .reason = text,
                                                       .duration = std::chrono::hours(1)}));
        const auto id = filed.id.toString();
        need(door->rejectRequest({cast.manager}, id, text));
        const auto stored = need(door->request({cast.manager}, id));
        QCOMPARE(stored.request.reason, filed.reason);
        QCOMPARE(stored.timeline.front().after.value(QStringLiteral("reason")).toString(),
                 filed.reason);
        QVERIFY2(finding().message.isEmpty(), qPrintable(finding().message));
    }
}

void TestLogTamper::changedColumns_data()
{
    QTest::addColumn<Tampering>("tampering");
    init();
    for (const Tampering &tampering : changesOfEachColumn(victim()))
        QTest::newRow(qPrintable(tampering.name)) << tampering;
}

void TestLogTamper::changedColumns()
{
    QFETCH(Tampering, tampering);
    tamper(victim(), tampering.statements);
    const LogFinding found = finding();
    if (tampering.isException) {
        // Unless the row doesn't fit the schema any more.
        QVERIFY2(found.message.isEmpty() || found.message.contains(QStringLiteral("is damaged")),
                 qPrintable(found.message));
        return;
    }
    checkNamed(tampering, found);
}

void TestLogTamper::checkNamed(const Tampering &tampering, const LogFinding &found) const
{
    QVERIFY2(!found.message.isEmpty(), "it was not found");
    const QString all = QStringLiteral("%1|%2|%3|%4|%5")
                            .arg(found.seq)
                            .arg(found.request, found.user, found.field, found.message);
    for (const QString &name : tampering.names)
        QVERIFY2(all.contains(name), qPrintable(QStringLiteral("%1 is not in: %2").arg(name, all)));
}

void TestLogTamper::changedRows_data()
{
    QTest::addColumn<Tampering>("tampering");
    init();
    for (const Tampering &tampering : changesOfRows(victim()))
        QTest::newRow(qPrintable(tampering.name)) << tampering;
}

void TestLogTamper::changedRows()
{
    changedColumns();
}

/// A table or column that is added later must not be forgotten here.
void TestLogTamper::everyTableIsTried()
{
    QStringList tried;
    for (const Tampering &tampering : changesOfEachColumn(victim()))
        tried.append(tampering.name.section(QLatin1Char(' '), 0, 0));
    tried.removeDuplicates();
    tried.sort();
    QCOMPARE(tried, SqlProbe(victim()).rows(QStringLiteral(
                        "SELECT t.name || '.' || c.name FROM pragma_table_list AS t, "
                        "pragma_table_xinfo(t.name) AS c WHERE t.type = 'table' AND t.schema = "
                        "'main' AND t.name NOT LIKE 'sqlite_%' AND c.hidden = 0 "
                        // Sign-ins are no part of the history: docs/log.md.
                        "AND t.name NOT IN ('credential', 'invitation', 'client', "
                        "'sign_in', 'sign_in_attempt', 'answer') ORDER BY 1")));
}

void TestLogTamper::tooLong_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("where"); ///< "seq field".
    const auto rows = [](const char *name, const char *where, const char *sql) {
        for (const int megabytes : {2, 20})
            QTest::addRow("%s, %d MB", name, megabytes)
                << QString::fromLatin1(sql).arg(megabytes * 500'000) << QString::fromLatin1(where);
    };
    rows("first event", "1 body", "UPDATE event SET body = hex(zeroblob(%1)) WHERE seq = 1");
    rows("event", "40 body", "UPDATE event SET body = hex(zeroblob(%1)) WHERE seq = 40");
    rows("first checkpoint", "0 checkpoint",
         "UPDATE log_checkpoint SET note = hex(zeroblob(%1)) WHERE size = (SELECT min(size) FROM "
         "log_checkpoint)");
    rows("last checkpoint", "0 checkpoint",
         "UPDATE log_checkpoint SET note = hex(zeroblob(%1)) WHERE size = (SELECT max(size) FROM "
         "log_checkpoint)");
}

/// What is longer than anything that the program writes is said to be that, and not read.
void TestLogTamper::tooLong()
{
    QFETCH(QString, sql);
    QFETCH(QString, where);
    tamper(victim(), {sql});
    const LogFinding found = finding();
    QCOMPARE(QStringLiteral("%1 %2").arg(found.seq).arg(found.field), where);
    QVERIFY2(found.message.contains(QStringLiteral("longer than any")), qPrintable(found.message));
}

void TestLogTamper::changedSchema_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("a trigger less") << QStringLiteral("DROP TRIGGER event_is_never_deleted");
    QTest::newRow("a trigger more")
        << QStringLiteral("CREATE TRIGGER spy AFTER UPDATE ON request BEGIN SELECT 1; END");
    QTest::newRow("an index more") << QStringLiteral("CREATE UNIQUE INDEX trap ON event (seq + 0)");
    QTest::newRow("an index less") << QStringLiteral("DROP INDEX request_by_state");
}

void TestLogTamper::changedSchema()
{
    QFETCH(QString, sql);
    SqlProbe(victim()).rows(sql);
    const LogFinding found = finding();
    QCOMPARE(found.field, QStringLiteral("schema"));
}

void TestLogTamper::foreignTablesDoNoHarm()
{
    SqlProbe probe(victim());
    probe.rows(QStringLiteral("CREATE TABLE notes (words TEXT)"));
    probe.rows(QStringLiteral("CREATE INDEX notes_by_words ON notes (words)"));
    probe.rows(QStringLiteral("CREATE VIEW waiting AS SELECT id FROM request"));
    probe.rows(QStringLiteral("ANALYZE"));
    QVERIFY2(finding().message.isEmpty(), qPrintable(finding().message));
}

/// The last event is taken away, and everything that would show it: only what was pinned, or a
/// checkpoint kept elsewhere, still tells.
void TestLogTamper::cutTail()
{
    const QByteArray newest = need(localCheckpoint(victim(), options()));
    tamper(victim(), {QStringLiteral("DELETE FROM event WHERE seq > 3")});
    QCOMPARE(finding().seq, qint64(4));

    copyStore(path("older.lockbox"), victim());
    const LogFinding found = finding();
    QVERIFY2(found.message.contains(QStringLiteral("rolled back")), qPrintable(found.message));
    // On a machine that never saw the store, with the checkpoint alone.
    const auto verified = need(verifyLocalStore(victim(), {.checkpoint = newest}, {}));
    QVERIFY(verified.finding);
    QVERIFY2(verified.finding->message.contains(QStringLiteral("rolled back")),
             qPrintable(verified.finding->message));
}

void TestLogTamper::rolledBack()
{
    const LogState before = need(localLogState(victim(), options()));
    copyStore(path("older.lockbox"), victim());
    const LogState state = need(localLogState(victim(), options()));
    QVERIFY(state.alarm);
    QCOMPARE(state.alarm->pinned, before.head);
    QCOMPARE(state.alarm->present, state.head);
    for (const LogHead &head : {state.alarm->pinned, state.alarm->present}) {
        QVERIFY(state.alarm->message.contains(head.root));
        QVERIFY(state.alarm->message.contains(QString::number(head.size)));
    }
}

void TestLogTamper::rewrittenHistory_data()
{
    QTest::addColumn<QString>("sql");
    // What no table repeats: a recorded action, a comment, the time of an event.
    QTest::newRow("body") << QStringLiteral(
        "UPDATE event SET body = replace(body, '\"action\":\"', '\"action\":\"X') WHERE seq = "
        "(SELECT max(seq) FROM event WHERE kind = 'access.recorded')");
    QTest::newRow("order") << QStringLiteral(
        "UPDATE event SET body = (SELECT replace(other.body, '\"seq\":' || other.seq, '\"seq\":' "
        "|| "
        "event.seq) FROM event AS other WHERE other.seq = 4 - event.seq + 3) WHERE seq IN (3, 4)");
}

/// Somebody who knows the format changes the bytes, and every hash that follows from them.
void TestLogTamper::rewrittenHistory()
{
    QFETCH(QString, sql);
    tamper(victim(), {sql});
    rehash(victim(), QStringLiteral("DELETE FROM log_checkpoint"));
    const LogFinding without = finding();
    QVERIFY2(without.field == QStringLiteral("checkpoint") || without.seq > 0,
             qPrintable(without.message));

    init();
    tamper(victim(), {sql});
    rehash(victim());
    const LogFinding with = finding();
    QVERIFY2(with.field == QStringLiteral("root") || with.seq > 0, qPrintable(with.message));
}

/// The same, and only the oldest checkpoint left: what was pinned still tells, and a checkpoint
/// that was kept elsewhere.
void TestLogTamper::rewrittenHistoryBeforeAnotherMachine()
{
    tamper(victim(),
           {QStringLiteral("UPDATE event SET body = replace(body, '\"action\":\"', "
                           "'\"action\":\"X') WHERE seq = (SELECT max(seq) FROM event WHERE kind = "
                           "'access.recorded')")});
    rehash(victim(), QStringLiteral("DELETE FROM log_checkpoint WHERE size > "
                                    "(SELECT min(size) FROM log_checkpoint)"));
    const LogFinding found = finding();
    QVERIFY2(found.message.contains(QStringLiteral("last seen here")), qPrintable(found.message));
    QVERIFY(need(localLogState(victim(), options())).alarm);
    QCOMPARE(need(verifyLocalStore(victim(), {.checkpoint = m_older}, {})).finding->field,
             QStringLiteral("root"));
    // It says how far the signatures reach: not beyond what was left.
    const auto unpinned = need(verifyLocalStore(victim(), {}, {}));
    QVERIFY(!unpinned.isPinned);
    QVERIFY(unpinned.signedSize < 100);
}

void TestLogTamper::exchangedKey()
{
    const auto forger =
        need(audit::SigningKey::generate(logOrigin(demo::demoSeed().tenant.id).toUtf8()));
    const auto key = QString::fromUtf8(forger.verifier().toText());
    tamper(victim(), {QStringLiteral("UPDATE log SET verifier = '%1'").arg(key)});
    QVERIFY(need(localLogState(victim(), options())).alarm);
    QVERIFY(finding().message.contains(key));
    // Nor is a log signed by a key of another one's name.
    const auto other = need(audit::SigningKey::generate("lockbox/another"));
    tamper(victim(), {QStringLiteral("UPDATE log SET verifier = '%1'")
                          .arg(QString::fromUtf8(other.verifier().toText()))});
    QCOMPARE(need(verifyLocalStore(victim(), {}, {})).finding->field, QStringLiteral("verifier"));
    const auto trusted = need(verifyLocalStore(
        victim(), {.verifierKey = QString::fromUtf8(demo::demoSeed().logKey->verifier().toText())},
        {}));
    QCOMPARE(trusted.finding->field, QStringLiteral("verifier"));
}

/// An index that lacks a row hides it from lists, and every text of the schema is as before.
void TestLogTamper::rowsHiddenFromIndexes()
{
    SqlProbe probe(victim());
    const QString name = QStringLiteral("event_by_request");
    const QString text =
        probe.row(QStringLiteral("SELECT sql FROM sqlite_schema WHERE name = '%1'").arg(name));
    probe.rows(QStringLiteral("DROP INDEX %1").arg(name));
    probe.rows(text + QStringLiteral(" AND seq <> 40"));
    probe.rows(QStringLiteral("PRAGMA writable_schema = ON"));
    probe.rows(
        QStringLiteral("UPDATE sqlite_schema SET sql = '%1' WHERE name = '%2'").arg(text, name));
    probe.rows(QStringLiteral("PRAGMA writable_schema = RESET"));
    QCOMPARE(finding().field, QStringLiteral("file"));
}

void TestLogTamper::nothingIsSignedAgainstAKeptCheckpoint()
{
    tamper(victim(),
           {QStringLiteral("UPDATE event SET body = replace(body, 'a', 'b') WHERE seq = 5")});
    rehash(victim());
    // Where it was never seen, but with the key.
    const QString elsewhere = path("elsewhere.lockbox");
    copyStore(victim(), elsewhere);
    const auto note = localCheckpoint(elsewhere, options());
    QCOMPARE(refusal(note), QStringLiteral("logBroken"));
}

void TestLogTamper::changedBytesAreNotProved()
{
    tamper(victim(),
           {QStringLiteral("UPDATE event SET body = replace(body, 'user', 'usex') WHERE seq = 5")});
    const Session reader{.userPrincipalName = demo::demoCast().securityReader};
    const auto door = need(openLocalStore(victim(), options()));
    const auto note = need(door->checkpoint(reader));
    need(door->proof(reader, 6, note));
    QCOMPARE(refusal(door->proof(reader, 5, note)), QStringLiteral("logBroken"));
}

void TestLogTamper::searchIndexIsCheckedByStoreCheck()
{
    need(checkLocalStore(victim()));
    SqlProbe(victim()).rows(QStringLiteral(
        "INSERT INTO request_search (request_search, rowid, reference, service, reason, requestor) "
        "SELECT 'delete', key, reference, service, reason, requestor FROM request WHERE key = 7"));
    QCOMPARE(refusal(checkLocalStore(victim())), QStringLiteral("storeDamaged"));
}

QTEST_GUILESS_MAIN(TestLogTamper)
#include "tst_logtamper.moc"
