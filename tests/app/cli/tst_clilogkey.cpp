#include "core/audit/checkpoint.h"
#include "tests/app/cli/clistore.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;

namespace {

QString field(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

} // namespace

/// The log's private key: at a place of one's own, at the usual one, or nowhere.
class TestCliLogKey : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keyIsMadeWhereItIsWanted();
    void optionGoesBeforeTheEnvironment();
    void withoutTheKeyTheLogIsReadOnlySigned();
    void keyOfAnotherLogDoesntSign();
    void fileOfAnotherLogStays();
    void emptyNameIsRefused();
    void demoHasAKeyToo();
    void twoDemosOfOneUserWork();

private:
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    Outcome run(const QString &line) const { return m_program.run(words(line)); }
    /// An empty store at x.lockbox, with the options in `rest`.
    Outcome make(const QString &rest = {}) const;
    /// A command on it that must succeed; its document.
    QJsonObject done(const QString &line) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    LockboxProgram m_program;
};

/// Each case is a user of its own.
void TestCliLogKey::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_program = LockboxProgram();
    m_program.environment().insert(QStringLiteral("XDG_DATA_HOME"), path("home"));
    m_program.environment().insert(QStringLiteral("LOCKBOX_STORE"), path("x.lockbox"));
    m_program.environment().insert(QStringLiteral("LOCKBOX_USER"), QStringLiteral("a@t.example"));
}

Outcome TestCliLogKey::make(const QString &rest) const
{
    return run(QStringLiteral("--json init '%1' --tenant T --domain t.example --admin "
                              "a@t.example %2")
                   .arg(path("x.lockbox"), rest));
}

QJsonObject TestCliLogKey::done(const QString &line) const
{
    const Outcome outcome = run(QStringLiteral("--json ") + line);
    if (outcome.exitCode != 0)
        qWarning("%s: %s", qPrintable(line), outcome.report().constData());
    return outcome.exitCode == 0 ? outcome.json() : QJsonObject();
}

void TestCliLogKey::keyIsMadeWhereItIsWanted()
{
    const QString key = path("keys/own.key");
    const Outcome made = make(QStringLiteral("--log-key '%1'").arg(key));
    QVERIFY2(made.exitCode == 0, made.report().constData());
    QCOMPARE(field(made.json(), "logKeyFile"), key);
    QVERIFY(QFile::exists(key));
    QVERIFY(QDir(path("home/customer-lockbox/keys")).isEmpty());
    // Where nobody says where it is, it is not found.
    const QJsonObject without = done(QStringLiteral("log key"));
    QCOMPARE(without[QStringLiteral("canSign")], QJsonValue(false));
    QVERIFY(!field(without, "cannotSignReason").isEmpty());
    QCOMPARE(field(without, "verifierKey"), field(made.json(), "logKey"));
    // Options stand anywhere.
    for (const char *line :
         {"log key --log-key '%1'", "--log-key '%1' log key", "log --log-key='%1' key"}) {
        const QJsonObject with = done(QString::fromLatin1(line).arg(key));
        QCOMPARE(with[QStringLiteral("canSign")], QJsonValue(true));
        QCOMPARE(field(with, "logKeyFile"), key);
    }
}

void TestCliLogKey::optionGoesBeforeTheEnvironment()
{
    m_program.environment().insert(QStringLiteral("LOCKBOX_LOG_KEY"), path("env.key"));
    const Outcome made = make();
    QVERIFY2(made.exitCode == 0, made.report().constData());
    QCOMPARE(field(made.json(), "logKeyFile"), path("env.key"));
    QCOMPARE(done(QStringLiteral("log state"))[QStringLiteral("canSign")], QJsonValue(true));
    QCOMPARE(done(QStringLiteral("log state --log-key '%1'")
                      .arg(path("other.key")))[QStringLiteral("canSign")],
             QJsonValue(false));
}

void TestCliLogKey::withoutTheKeyTheLogIsReadOnlySigned()
{
    const QString key = path("own.key");
    QCOMPARE(make(QStringLiteral("--log-key '%1'").arg(key)).exitCode, 0);
    const QJsonObject signedUp = done(QStringLiteral("log checkpoint --log-key '%1'").arg(key));
    const qint64 size = signedUp[QStringLiteral("size")].toInteger();
    QVERIFY(size > 0);
    // Changes go on all the same, unsigned.
    QVERIFY(!done(QStringLiteral("setting set max-access 3h")).isEmpty());
    const QJsonObject state = done(QStringLiteral("log state"));
    QCOMPARE(state[QStringLiteral("size")].toInteger(), size + 1);
    QCOMPARE(state[QStringLiteral("signedSize")].toInteger(), size);
    QVERIFY(
        run(QStringLiteral("log state")).text().contains(QStringLiteral("not the 1 behind it")));
    QCOMPARE(done(QStringLiteral("log checkpoint")), signedUp);
    const Outcome verified = run(QStringLiteral("log verify"));
    QVERIFY2(verified.exitCode == 0, verified.report().constData());
    QVERIFY2(verified.text().contains(QStringLiteral("not the 1 behind it")),
             verified.out.constData());
    // An event that no checkpoint covers can't be proved; an earlier one can.
    QVERIFY(!done(QStringLiteral("log prove %1").arg(size)).isEmpty());
    const Outcome uncovered = run(QStringLiteral("log prove %1").arg(size + 1));
    QVERIFY2(uncovered.exitCode != 0 && uncovered.out.isEmpty(), uncovered.report().constData());
    // With the key, all of it is signed again.
    QCOMPARE(done(QStringLiteral("log checkpoint --log-key '%1'").arg(key))[QStringLiteral("size")]
                 .toInteger(),
             size + 1);
}

void TestCliLogKey::keyOfAnotherLogDoesntSign()
{
    QCOMPARE(make().exitCode, 0);
    QFile file(path("other.key"));
    QVERIFY(file.open(QIODevice::WriteOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    const auto other =
        audit::SigningKey::generate(field(done(QStringLiteral("log state")), "origin").toUtf8());
    QVERIFY(other);
    file.write(other->toText() + '\n');
    file.close();
    const QJsonObject state =
        done(QStringLiteral("log state --log-key '%1'").arg(path("other.key")));
    QCOMPARE(state[QStringLiteral("canSign")], QJsonValue(false));
    QVERIFY(!field(state, "cannotSignReason").isEmpty());
}

void TestCliLogKey::fileOfAnotherLogStays()
{
    const QString key = path("own.key");
    QCOMPARE(make(QStringLiteral("--log-key '%1'").arg(key)).exitCode, 0);
    QFile file(key);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    const Outcome refused = run(QStringLiteral("init '%1' --tenant T --domain t.example --admin "
                                               "a@t.example --log-key '%2'")
                                    .arg(path("y.lockbox"), key));
    QVERIFY2(refused.exitCode == 1, refused.report().constData());
    QVERIFY2(refused.complaint().contains(key), refused.err.constData());
    QVERIFY(!QFile::exists(path("y.lockbox")));
    file.seek(0);
    QCOMPARE(file.readAll(), before);
}

void TestCliLogKey::emptyNameIsRefused()
{
    QCOMPARE(make().exitCode, 0);
    const Outcome refused = run(QStringLiteral("log state --log-key ''"));
    QVERIFY2(refused.exitCode == 2, refused.report().constData());
    QVERIFY(refused.complaint().contains(QStringLiteral("--log-key")));
}

void TestCliLogKey::demoHasAKeyToo()
{
    const Outcome made =
        run(QStringLiteral("--json init '%1' --demo --requests 20").arg(path("x.lockbox")));
    QVERIFY2(made.exitCode == 0, made.report().constData());
    QVERIFY(audit::VerifierKey::parse(field(made.json(), "logKey").toUtf8()));
    QCOMPARE(made.json()[QStringLiteral("demo")], QJsonValue(true));
    QVERIFY(QFile::exists(field(made.json(), "logKeyFile")));
    const QJsonObject state = done(QStringLiteral("log state"));
    QCOMPARE(state[QStringLiteral("canSign")], QJsonValue(true));
    QCOMPARE(state[QStringLiteral("signedSize")], state[QStringLiteral("size")]);
    QVERIFY(!done(QStringLiteral("log verify")).isEmpty());
}

/// All demo stores are of one tenant.
void TestCliLogKey::twoDemosOfOneUserWork()
{
    for (const char *name : {"one.lockbox", "two.lockbox"}) {
        const Outcome made =
            run(QStringLiteral("--json init '%1' --demo --requests 20").arg(path(name)));
        QVERIFY2(made.exitCode == 0, made.report().constData());
    }
    for (const char *name : {"one.lockbox", "two.lockbox"}) {
        const QJsonObject verified =
            done(QStringLiteral("log verify --store '%1'").arg(path(name)));
        QCOMPARE(verified[QStringLiteral("ok")], QJsonValue(true));
        QCOMPARE(done(QStringLiteral("log state --store '%1'")
                          .arg(path(name)))[QStringLiteral("canSign")],
                 QJsonValue(true));
    }
}

QTEST_GUILESS_MAIN(TestCliLogKey)
#include "tst_clilogkey.moc"
