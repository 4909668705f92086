#include "core/audit/checkpoint.h"
#include "tests/app/cli/clistore.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;

namespace {

QString field(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// What the log's commands say of a log that is as it should be.
class TestCliLog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void initTellsTheKeys();
    void stateTellsTheHead();
    void keyIsOneLine();
    void keyTellsAPersonWhereThePrivateOneIs();
    void checkpointIsSigned();
    void checkpointGoesIntoANewFile();
    void showTellsAllOfAnEvent();
    void rawIsTheLeafAlone();
    void showRefusesWhatItShould_data();
    void showRefusesWhatItShould();
    void verifySaysAllRight();
    void firstLookIsHeldAgainstNothing();
    void verifyHoldsWhatItIsGivenAgainstTheLog();
    void pinSaysThatNothingNeedsDoing();
    void pinIsWhatWasSeenBefore();

private:
    /// The program on the store, as the administrator, in words.
    Outcome say(const QString &line) const;
    QJsonObject state() const { return m_store.done(m_store.admin(), QStringLiteral("log state")); }

    CliStore m_store;
};

void TestCliLog::initTestCase()
{
    (void)m_store.pending();
    (void)m_store.done(m_store.approver(),
                       QStringLiteral("request deny EXSR359123 --comment 'Not now, „später“'"));
}

Outcome TestCliLog::say(const QString &line) const
{
    return LockboxProgram().run(QStringList{QStringLiteral("--store"), m_store.path(),
                                            QStringLiteral("--as"), m_store.admin()}
                                + words(line));
}

void TestCliLog::initTellsTheKeys()
{
    const QString line = QStringLiteral("init %1 --tenant T --domain t.example --admin a@t.example")
                             .arg(m_store.filePath(QStringLiteral("%1.lockbox")));
    const Outcome json = LockboxProgram().run(words(line.arg(u'a') + QStringLiteral(" --json")));
    QVERIFY2(json.exitCode == 0, json.report().constData());
    const auto key = audit::VerifierKey::parse(field(json.json(), "logKey").toUtf8());
    QVERIFY(key);
    const QString tenant = json.json()[QStringLiteral("tenant")][QStringLiteral("id")].toString();
    QCOMPARE(key->name, "lockbox/" + tenant.toUtf8());
    const QString file = field(json.json(), "logKeyFile");
    QVERIFY2(file.startsWith(LockboxProgram::dataHome() + u'/'), qPrintable(file));
    const auto signing = audit::SigningKey::parse(content(file).trimmed());
    QVERIFY(signing);
    QVERIFY(signing->verifier() == *key);
    const auto permissions = QFile::permissions(file);
    QVERIFY(!(permissions
              & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
                 | QFileDevice::WriteOther)));

    const Outcome told = LockboxProgram().run(words(line.arg(u'b')));
    QVERIFY2(told.exitCode == 0, told.report().constData());
    QVERIFY2(told.text().contains(LockboxProgram::dataHome() + u'/'), told.out.constData());
    QVERIFY2(told.text().contains(QStringLiteral("keep a copy")), told.out.constData());
}

void TestCliLog::stateTellsTheHead()
{
    const QJsonArray events =
        m_store.done(m_store.admin(), QStringLiteral("event list --limit 1000"))
            .value(QStringLiteral("value"))
            .toArray();
    const QJsonObject state = this->state();
    QCOMPARE(state[QStringLiteral("size")].toInteger(), qint64(events.size()));
    QVERIFY(audit::hashFromBase64(field(state, "root").toUtf8()));
    QCOMPARE(state[QStringLiteral("canSign")], QJsonValue(true));
    QVERIFY(state[QStringLiteral("cannotSignReason")].isNull());
    QVERIFY(state[QStringLiteral("alarm")].isNull());
    QVERIFY(field(state, "origin").startsWith(QStringLiteral("lockbox/")));
    const Outcome told = say(QStringLiteral("log state"));
    QVERIFY2(told.exitCode == 0, told.report().constData());
    for (const QString &part : {field(state, "origin"), field(state, "root"),
                                QStringLiteral("%1 events").arg(events.size())})
        QVERIFY2(told.text().contains(part), told.out.constData());
}

void TestCliLog::keyIsOneLine()
{
    const Outcome key = say(QStringLiteral("log key"));
    QVERIFY2(key.exitCode == 0, key.report().constData());
    QCOMPARE(key.out.count('\n'), 1);
    const auto parsed = audit::VerifierKey::parse(key.out.trimmed());
    QVERIFY(parsed);
    QCOMPARE(QString::fromUtf8(parsed->name), field(state(), "origin"));
    const QJsonObject json = m_store.done(m_store.admin(), QStringLiteral("log key"));
    QCOMPARE(field(json, "verifierKey").toUtf8(), key.out.trimmed());
    QVERIFY(QFile::exists(field(json, "logKeyFile")));
    // Nobody need be named.
    QCOMPARE(LockboxProgram()
                 .run({QStringLiteral("--store"), m_store.path(), QStringLiteral("log"),
                       QStringLiteral("key")})
                 .out,
             key.out);
}

void TestCliLog::keyTellsAPersonWhereThePrivateOneIs()
{
    const QString seen =
        LockboxProgram().seenOnTerminal(QStringLiteral("--store '%1' log key").arg(m_store.path()));
    if (seen.isEmpty())
        QSKIP("there is no `script` here to make a terminal with");
    QVERIFY2(seen.contains(QStringLiteral("private key is in ") + LockboxProgram::dataHome()),
             qPrintable(seen));
}

void TestCliLog::checkpointIsSigned()
{
    const auto key = audit::VerifierKey::parse(say(QStringLiteral("log key")).out.trimmed());
    QVERIFY(key);
    (void)m_store.done(m_store.admin(), QStringLiteral("setting set max-access 3h"));
    const Outcome note =
        LockboxProgram().run({QStringLiteral("--store"), m_store.path(), QStringLiteral("log"),
                              QStringLiteral("checkpoint")});
    QVERIFY2(note.exitCode == 0, note.report().constData());
    const auto checkpoint = audit::openCheckpoint(note.out, *key);
    QVERIFY(checkpoint);
    const QJsonObject state = this->state();
    QCOMPARE(qint64(checkpoint->size), state[QStringLiteral("size")].toInteger());
    QCOMPARE(QString::fromLatin1(audit::toBase64(checkpoint->root)), field(state, "root"));
    QCOMPARE(state[QStringLiteral("signedSize")], state[QStringLiteral("size")]);
    const QJsonObject json = m_store.done(m_store.admin(), QStringLiteral("log checkpoint"));
    QCOMPARE(field(json, "checkpoint").toUtf8(), note.out);
    QCOMPARE(field(json, "root"), field(state, "root"));
}

void TestCliLog::checkpointGoesIntoANewFile()
{
    const QString path = m_store.filePath(QStringLiteral("day.checkpoint"));
    const QString line = QStringLiteral("log checkpoint -o '%1'").arg(path);
    const QByteArray printed = say(QStringLiteral("log checkpoint")).out;
    QCOMPARE(say(line).exitCode, 0);
    QCOMPARE(content(path), printed);
    (void)m_store.done(m_store.admin(), QStringLiteral("setting set max-access 4h"));
    const Outcome again = m_store.run(m_store.admin(), line);
    QCOMPARE(again.exitCode, 1);
    QCOMPARE(field(again.error(), "code"), QStringLiteral("alreadyExists"));
    QCOMPARE(content(path), printed);
    QCOMPARE(say(line + QStringLiteral(" --force")).exitCode, 0);
    QVERIFY(content(path) != printed);
    QCOMPARE(content(path), say(QStringLiteral("log checkpoint")).out);
    const Outcome nowhere =
        say(QStringLiteral("log checkpoint -o %1/no/such").arg(m_store.filePath({})));
    QCOMPARE(nowhere.exitCode, 1);
    QVERIFY2(nowhere.complaint().contains(QStringLiteral("no/such")), nowhere.err.constData());
}

void TestCliLog::showTellsAllOfAnEvent()
{
    const QJsonArray events =
        m_store.done(m_store.reader(), QStringLiteral("event list --limit 1000"))
            .value(QStringLiteral("value"))
            .toArray();
    for (const QJsonValue &event : events) {
        const qint64 seq = event[QStringLiteral("seq")].toInteger();
        const QJsonObject shown =
            m_store.done(m_store.reader(), QStringLiteral("log show %1").arg(seq));
        const QByteArray bytes = QByteArray::fromBase64(field(shown, "leafBytes").toUtf8());
        QCOMPARE(shown[QStringLiteral("leaf")].toObject(), event.toObject());
        QCOMPARE(QJsonDocument::fromJson(bytes).object(), event.toObject());
        QCOMPARE(field(shown, "leafHash").toUtf8(), audit::toHex(audit::leafHash(bytes)));
        QCOMPARE(shown[QStringLiteral("seq")].toInteger(), seq);
    }
    const QJsonObject denied = events.last().toObject();
    const Outcome told =
        say(QStringLiteral("log show %1")
                .arg(m_store.done(m_store.admin(), QStringLiteral("log list --kind request.denied"))
                         .value(QStringLiteral("value"))
                         .toArray()
                         .at(0)[QStringLiteral("seq")]
                         .toInteger()));
    QVERIFY2(told.exitCode == 0, told.report().constData());
    for (const QString &part :
         {QStringLiteral("denied by ") + m_store.approver(), QStringLiteral("Not now, „später“"),
          QStringLiteral("EXSR359123"), QStringLiteral("customer-lockbox-access-approver"),
          QStringLiteral("Leaf hash"), QStringLiteral("{\"actor\":\"")})
        QVERIFY2(told.text().contains(part), qPrintable(part + u'\n' + told.text()));
}

void TestCliLog::rawIsTheLeafAlone()
{
    const QJsonObject shown = m_store.done(m_store.admin(), QStringLiteral("log show 5"));
    const Outcome raw = say(QStringLiteral("log show 5 --raw"));
    QVERIFY2(raw.exitCode == 0, raw.report().constData());
    QCOMPARE(raw.out.toBase64(), field(shown, "leafBytes").toUtf8());
    QVERIFY(raw.out.endsWith('}'));
}

void TestCliLog::showRefusesWhatItShould_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("exitCode");
    const auto row = [](const QString &user, const char *line, int exitCode) {
        QTest::addRow("%s: %s", qPrintable(user), line)
            << user << QString::fromLatin1(line) << exitCode;
    };
    row(m_store.admin(), "log show 0", 3);
    row(m_store.admin(), "log show 100000", 3);
    row(m_store.admin(), "log show 9223372036854775807", 3);
    row(m_store.admin(), "log show -1", 2);
    row(m_store.admin(), "log show five", 2);
    row(m_store.admin(), "log show", 2);
    row(m_store.admin(), "log show 5 --raw --json", 2);
    row(m_store.admin(), "log prove 0", 3);
    row(m_store.admin(), "log prove 100000", 3);
    row(m_store.admin(), "log prove 5 --force", 2);
    row(m_store.admin(), "log checkpoint -o ''", 2);
    for (const char *line : {"log show 5", "log list", "log prove 5"}) {
        row(m_store.plainUser(), line, 4);
        row(QStringLiteral("nobody@contoso.example"), line, 4);
    }
}

void TestCliLog::showRefusesWhatItShould()
{
    QFETCH(QString, user);
    QFETCH(QString, line);
    const Outcome refused = m_store.run(user, line);
    QVERIFY2(refused.out.isEmpty(), refused.report().constData());
    QTEST(refused.exitCode, "exitCode");
}

void TestCliLog::verifySaysAllRight()
{
    const Outcome json =
        LockboxProgram().run({QStringLiteral("--store"), m_store.path(), QStringLiteral("--json"),
                              QStringLiteral("log"), QStringLiteral("verify")});
    QVERIFY2(json.exitCode == 0, json.report().constData());
    QCOMPARE(json.err, QByteArray());
    const QJsonObject verified = json.json();
    const QJsonObject state = this->state();
    QCOMPARE(verified[QStringLiteral("ok")], QJsonValue(true));
    for (const char *name : {"origin", "size", "root", "verifierKey", "signedSize"})
        QCOMPARE(verified[QLatin1String(name)], state[QLatin1String(name)]);
    QCOMPARE(verified[QStringLiteral("isPinned")], QJsonValue(true));
    QVERIFY(isTime(verified[QStringLiteral("at")]));

    const Outcome told = say(QStringLiteral("log verify"));
    QVERIFY2(told.exitCode == 0, told.report().constData());
    QCOMPARE(told.err, QByteArray());
    for (const QString &part :
         {QStringLiteral("All right: %1 events").arg(state[QStringLiteral("size")].toInteger()),
          field(state, "root"), field(state, "verifierKey"), QStringLiteral("all of them"),
          QStringLiteral("the store's own"), QStringLiteral("none was given: --checkpoint FILE"),
          QStringLiteral("held against what was last seen here")})
        QVERIFY2(told.text().contains(part), told.out.constData());
}

void TestCliLog::firstLookIsHeldAgainstNothing()
{
    LockboxProgram stranger;
    const QTemporaryDir home;
    stranger.environment().insert(QStringLiteral("XDG_DATA_HOME"), home.path());
    const QStringList line = {QStringLiteral("--store"), m_store.path(), QStringLiteral("log"),
                              QStringLiteral("verify")};
    const QString unseen = QStringLiteral("not seen here before");
    const Outcome first = stranger.run(line);
    QVERIFY2(first.exitCode == 0, first.report().constData());
    QVERIFY2(first.text().contains(unseen), first.out.constData());
    QVERIFY(!stranger.run(line).text().contains(unseen));
}

void TestCliLog::verifyHoldsWhatItIsGivenAgainstTheLog()
{
    const QString checkpoint = m_store.filePath(QStringLiteral("earlier.checkpoint"));
    const QString key = m_store.filePath(QStringLiteral("earlier.vkey"));
    QCOMPARE(say(QStringLiteral("log checkpoint -o '%1'").arg(checkpoint)).exitCode, 0);
    QFile keyFile(key);
    QVERIFY(keyFile.open(QIODevice::WriteOnly));
    keyFile.write(say(QStringLiteral("log key")).out);
    keyFile.close();
    (void)m_store.submit(QStringLiteral("LATER-1"));
    const Outcome both =
        say(QStringLiteral("log verify --checkpoint '%1' --key '%2'").arg(checkpoint, key));
    QVERIFY2(both.exitCode == 0, both.report().constData());
    for (const QString &part :
         {QStringLiteral("the one given with --key ") + key,
          QStringLiteral("goes on from %1, signed when it held ").arg(checkpoint)})
        QVERIFY2(both.text().contains(part), both.out.constData());
    const Outcome literal =
        say(QStringLiteral("log verify --key '%1'").arg(QString::fromUtf8(content(key).trimmed())));
    QVERIFY2(literal.exitCode == 0, literal.report().constData());
}

void TestCliLog::pinSaysThatNothingNeedsDoing()
{
    const Outcome told = say(QStringLiteral("log pin"));
    QVERIFY2(told.exitCode == 0, told.report().constData());
    QVERIFY2(told.text().contains(QStringLiteral("nothing needs doing")), told.out.constData());
    for (const char *line : {"log pin", "log pin --replace", "log pin"}) {
        const QJsonObject json = m_store.done(m_store.admin(), QString::fromLatin1(line));
        QCOMPARE(json[QStringLiteral("pinned")], json[QStringLiteral("present")]);
        QCOMPARE(json[QStringLiteral("replaced")].toBool(), QByteArray(line).endsWith("replace"));
        QVERIFY(json[QStringLiteral("alarm")].isNull());
        QVERIFY(json[QStringLiteral("pinTrouble")].isNull());
    }
}

void TestCliLog::pinIsWhatWasSeenBefore()
{
    const QTemporaryDir home;
    LockboxProgram stranger;
    stranger.environment().insert(QStringLiteral("XDG_DATA_HOME"), home.path());
    const QStringList line{QStringLiteral("--store"), m_store.path(), QStringLiteral("log"),
                           QStringLiteral("pin")};
    const Outcome first = stranger.run(line);
    QVERIFY2(first.exitCode == 0, first.report().constData());
    QVERIFY2(first.text().contains(QStringLiteral("never")), first.out.constData());
    QVERIFY2(stranger.run(line).text().contains(QStringLiteral("nothing needs doing")),
             first.out.constData());
}

QTEST_GUILESS_MAIN(TestCliLog)
#include "tst_clilog.moc"
