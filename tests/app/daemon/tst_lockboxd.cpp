#include "tests/app/daemon/lockboxd.h"
#include "tests/core/store/storefixture.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// The commands of lockboxd beside `serve`, and what it says of a configuration that is not right.
class TestLockboxd : public QObject
{
    Q_OBJECT

private slots:
    void initMakesTheStore();
    void initTwiceChangesNothing();
    void initRefusesBadNames_data();
    void initRefusesBadNames();
    void inviteIsForUsersOnly();
    void wrongUsage_data();
    void wrongUsage();
    void exampleIsTaken();
    void wrongSettingsAreNamed_data();
    void wrongSettingsAreNamed();
    void environmentStandsOverTheFile();
    void keyOfEverybodyIsRefused();
    void keyOfAnotherCertificateIsRefused();
    void withoutTlsThisMachineOnly_data();
    void withoutTlsThisMachineOnly();
    void noStoreNoService_data();
    void noStoreNoService();
    void takenPortIsNamed();
    void doctorLooksAtAll();
    void doctorFindsAForgedHistory();

private:
    static QStringList initArguments(const QString &admin = QStringLiteral("ada@contoso.com"))
    {
        return {QStringLiteral("init"),
                QStringLiteral("--tenant"),
                QStringLiteral("Contoso"),
                QStringLiteral("--domain"),
                QStringLiteral("contoso.com"),
                QStringLiteral("--admin"),
                admin};
    }
    static QString only(const char *word) { return QString::fromLatin1(word); }
    /// A file in the service's folder.
    static QString write(const Lockboxd &service, const char *name, const QByteArray &content)
    {
        QFile file(service.path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s can't be written", name);
        return file.fileName();
    }
    /// The content of each file in the service's folder.
    static QMap<QString, QByteArray> everything(const Lockboxd &service)
    {
        QMap<QString, QByteArray> all;
        QDirIterator files(service.path(""), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                all.insert(file.fileName(), file.readAll());
        }
        return all;
    }
};

void TestLockboxd::initMakesTheStore()
{
    Lockboxd service;
    const Outcome made = service.run(initArguments());
    QVERIFY2(made.exitCode == 0, made.report().constData());
    QVERIFY(!Lockboxd::codeIn(made).isEmpty());
    QVERIFY(made.out.contains("ada@contoso.com"));
    QVERIFY(made.text().contains(service.store()));
    QVERIFY(made.text().contains(service.options().logFolder + QStringLiteral("/keys")));
    const auto door = need(openLocalStore(service.store(), service.options()));
    const Session ada{QStringLiteral("ada@contoso.com")};
    QVERIFY(need(door->account(ada)).roles.contains(Role::GlobalAdministrator));
    QVERIFY(!need(door->info()).demo);
    QVERIFY(need(door->logState(ada)).canSign);
}

void TestLockboxd::initTwiceChangesNothing()
{
    Lockboxd service;
    QCOMPARE(service.run(initArguments()).exitCode, 0);
    const auto before = everything(service);
    const Outcome again = service.run(initArguments(QStringLiteral("eva@contoso.com")));
    QCOMPARE(again.exitCode, 1);
    QVERIFY2(again.complaint().contains(service.store()), again.err.constData());
    QVERIFY(Lockboxd::codeIn(again).isEmpty());
    QVERIFY(everything(service) == before);
}

void TestLockboxd::initRefusesBadNames_data()
{
    QTest::addColumn<QString>("admin");
    QTest::newRow("empty") << QString();
    QTest::newRow("no domain") << QStringLiteral("ada");
    QTest::newRow("blanks") << QStringLiteral("a da@contoso.com");
}

void TestLockboxd::initRefusesBadNames()
{
    QFETCH(QString, admin);
    Lockboxd service;
    const Outcome refused = service.run(initArguments(admin));
    QVERIFY2(refused.exitCode == 2, refused.report().constData());
    QVERIFY(refused.err.startsWith("lockboxd: "));
    QVERIFY(everything(service).isEmpty());
}

void TestLockboxd::inviteIsForUsersOnly()
{
    Lockboxd service;
    service.makeStore();
    QVERIFY(!service.invite(StockTenant::manager()).isEmpty());
    const Outcome unknown = service.run({only("invite"), only("nobody@contoso.example")});
    QCOMPARE(unknown.exitCode, 1);
    QCOMPARE(unknown.err, "lockboxd: there is no user \"nobody@contoso.example\"\n");
    QVERIFY(unknown.out.isEmpty());
}

void TestLockboxd::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("no such command") << QStringList{only("start")};
    QTest::newRow("no such option") << QStringList{only("serve"), only("--fast")};
    QTest::newRow("init of nobody") << QStringList{only("init"), only("--tenant"), only("C")};
    QTest::newRow("invite nobody") << QStringList{only("invite")};
}

void TestLockboxd::wrongUsage()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = Lockboxd().run(arguments);
    QVERIFY2(outcome.exitCode == 2, outcome.report().constData());
    QVERIFY(!outcome.err.isEmpty());
}

void TestLockboxd::exampleIsTaken()
{
    Lockboxd service;
    const Outcome example = service.run({only("example-config")});
    QCOMPARE(example.exitCode, 0);
    // Also with everything in it taken in: what it calls the default can be set.
    static const QRegularExpression comment(QStringLiteral("(^|\\n)#([a-z_]+ = )"));
    service.useTls();
    service.set("listen.client_authorities", service.path("ca.pem"));
    const QString all = example.text().replace(comment, QStringLiteral("\\1\\2"));
    QVERIFY(all.count(QLatin1Char('#')) < example.text().count(QLatin1Char('#')) - 15);
    for (const QByteArray &text : {example.out, all.toUtf8()}) {
        const QString file = write(service, "example.toml", text);
        const Outcome checked = service.run({only("--config"), file, only("check-config")});
        QVERIFY2(checked.exitCode == 0, checked.report().constData());
    }
}

void TestLockboxd::wrongSettingsAreNamed_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char *name, const char *toml, int exitCode,
                        std::initializer_list<const char *> words) {
        QStringList all;
        for (const char *word : words)
            all.append(QString::fromLatin1(word));
        QTest::newRow(name) << QByteArray(toml) << exitCode << all;
    };
    row("no TOML", "[listen\n", 2, {"wrong.toml", "line 1"});
    row("unknown name", "[listen]\nprot = 1\n", 2, {"line 2", "listen.prot"});
    row("unknown section", "[listener]\nport = 1\n", 2, {"line 2", "listener.port"});
    row("outside of a section", "workers = 3\n", 2, {"line 1", "workers"});
    row("a text for a number", "[service]\nworkers = \"many\"\n", 2, {"line 2", "service.workers"});
    row("too many", "[service]\n\nworkers = 257\n", 2, {"line 3", "service.workers", "256"});
    row("none", "[service]\nworkers = 0\n", 2, {"service.workers", "1"});
    row("a number for a flag", "[service]\nsend_mail = 1\n", 2, {"service.send_mail"});
    row("a list", "[listen]\naddress = [\"::1\"]\n", 2, {"line 2", "listen.address"});
    row("a fraction", "[password]\npasses = 1.5\n", 2, {"line 2", "password.passes"});
    row("a time without a unit", "[sign_in]\nidle = \"soon\"\n", 2, {"line 2", "sign_in.idle"});
    row("no time at all", "[sign_in]\nfresh = \"0s\"\n", 2, {"line 2", "sign_in.fresh"});
    row("a log of another kind", "[service]\nlog = \"xml\"\n", 2, {"service.log", "xml"});
    row("no issuer is no way in", "[sign_in]\npassword = false\n", 2, {"sign_in", "[oidc]"});
    row("a client of nobody", "[oidc]\nclient_id = \"a\"\n", 2, {"oidc.issuer"});
    row("an issuer without TLS",
        "[oidc]\nissuer = \"http://login.example.com\"\nclient_id = \"a\"\n", 2,
        {"oidc.issuer", "http://login.example.com", "https"});
    row("an issuer alone", "[oidc]\nissuer = \"https://login.example.com\"\n", 2,
        {"oidc.client_id"});
    row("a scope of something else",
        "[oidc]\nissuer = \"https://login.example.com\"\nclient_id = \"a\"\nscope = \"email\"\n", 2,
        {"oidc.scope", "openid"});
    row("a certificate alone", "[listen]\ncertificate = \"c.pem\"\n", 2, {"certificate", "key"});
    row("no such certificate", "[listen]\ncertificate = \"missing.pem\"\nkey = \"missing.key\"\n",
        1, {"missing.pem"});
}

void TestLockboxd::wrongSettingsAreNamed()
{
    QFETCH(QByteArray, toml);
    QFETCH(int, exitCode);
    QFETCH(QStringList, words);
    Lockboxd service;
    service.set("listen.port", {});
    service.set("password.passes", {});
    const QString file = write(service, "wrong.toml", toml);
    for (const char *command : {"check-config", "serve"}) {
        const Outcome outcome = service.run({only("--config"), file, only(command)});
        QVERIFY2(outcome.exitCode == exitCode, outcome.report().constData());
        for (const QString &word : words)
            QVERIFY2(outcome.complaint().contains(word), outcome.err.constData());
        QVERIFY(outcome.out.isEmpty());
    }
}

void TestLockboxd::environmentStandsOverTheFile()
{
    Lockboxd service;
    const QString file = write(service, "daemon.toml", "[listen]\nport = 1234\n");
    const auto checked = [&] {
        return service.run({only("--config"), file, only("check-config")});
    };
    service.set("listen.port", QStringLiteral("4321"));
    QVERIFY(checked().out.contains("port 4321"));
    service.set("listen.port", {});
    QVERIFY(checked().out.contains("port 1234"));
    service.set("listen.port", QStringLiteral("70000"));
    const Outcome wrong = checked();
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY2(wrong.err.contains("LOCKBOXD_LISTEN_PORT"), wrong.err.constData());
    const Outcome missing = service.run({only("--config"), only("none.toml"), only("serve")});
    QCOMPARE(missing.exitCode, 2);
    QVERIFY(missing.err.contains("none.toml"));
    service.set("listen.port", {});
    QCOMPARE(checked().exitCode, 0);
    service.set("listen.prot", QStringLiteral("4321"));
    const Outcome misspelled = checked();
    QCOMPARE(misspelled.exitCode, 2);
    QVERIFY2(misspelled.err.contains("LOCKBOXD_LISTEN_PROT"), misspelled.err.constData());
}

void TestLockboxd::keyOfEverybodyIsRefused()
{
    Lockboxd service;
    service.makeStore();
    service.useTls();
    using Mode = QFileDevice::Permission;
    const auto owner = Mode::ReadOwner | Mode::WriteOwner;
    for (const auto others : {Mode::ReadOther, Mode::WriteOther, Mode::WriteGroup}) {
        QVERIFY(QFile::setPermissions(service.path("key.pem"), owner | others));
        for (const char *command : {"check-config", "serve"}) {
            const Outcome outcome = service.run({only(command)});
            QCOMPARE(outcome.exitCode, 1);
            QVERIFY(outcome.complaint().contains(service.path("key.pem")));
            QVERIFY(outcome.err.contains("0600"));
        }
    }
    QVERIFY(QFile::setPermissions(service.path("key.pem"), owner | Mode::ReadGroup));
    QCOMPARE(service.run({only("check-config")}).exitCode, 0);
}

void TestLockboxd::keyOfAnotherCertificateIsRefused()
{
    Lockboxd service;
    service.makeStore();
    service.useTls();
    QVERIFY(QFile::remove(service.path("key.pem")));
    QVERIFY(QFile::copy(service.path("ca.key"), service.path("key.pem")));
    for (const char *command : {"doctor", "serve"}) {
        const Outcome outcome = service.run({only(command)});
        QVERIFY2(outcome.exitCode == 1, outcome.report().constData());
        QVERIFY2(outcome.err.contains("certificate"), outcome.err.constData());
    }
}

void TestLockboxd::withoutTlsThisMachineOnly_data()
{
    QTest::addColumn<QString>("address");
    for (const char *address : {"0.0.0.0", "::", "192.0.2.1", "2001:db8::1", "::ffff:127.0.0.1"})
        QTest::newRow(address) << QString::fromLatin1(address);
}

void TestLockboxd::withoutTlsThisMachineOnly()
{
    QFETCH(QString, address);
    Lockboxd service;
    service.makeStore();
    service.set("listen.address", address);
    for (const char *command : {"check-config", "doctor", "serve"}) {
        const Outcome outcome = service.run({only(command)});
        QVERIFY2(outcome.exitCode == 2, outcome.report().constData());
        QVERIFY2(outcome.complaint().contains(address), outcome.err.constData());
        QVERIFY2(outcome.err.contains("certificate"), outcome.err.constData());
    }
}

void TestLockboxd::noStoreNoService_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("not named") << QString() << 2 << QByteArray("LOCKBOXD_STORE_PATH");
    QTest::newRow("not there") << QStringLiteral("none.store") << 1 << QByteArray("none.store");
    QTest::newRow("no store") << QStringLiteral("text.store") << 1 << QByteArray("text.store");
}

void TestLockboxd::noStoreNoService()
{
    QFETCH(QString, path);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, word);
    Lockboxd service;
    write(service, "text.store", QByteArray(8192, 'x'));
    const auto before = everything(service);
    service.set("store.path", path.isEmpty() ? path : service.path(path.toLatin1().constData()));
    for (const char *command : {"serve", "doctor"}) {
        const Outcome outcome = service.run({only(command)});
        QVERIFY2(outcome.exitCode == exitCode, outcome.report().constData());
        QVERIFY2(outcome.err.contains(word), outcome.err.constData());
    }
    QVERIFY(everything(service) == before);
}

void TestLockboxd::takenPortIsNamed()
{
    Lockboxd service;
    service.makeStore();
    QVERIFY(service.serve());
    service.set("listen.port", QString::number(service.port()));
    const Outcome second = service.run({only("serve")});
    QCOMPARE(second.exitCode, 1);
    QVERIFY2(second.complaint().contains(QString::number(service.port())), second.err.constData());
}

void TestLockboxd::doctorLooksAtAll()
{
    Lockboxd service;
    service.makeStore();
    service.useTls();
    const Outcome well = service.run({only("doctor")});
    QVERIFY2(well.exitCode == 0, well.report().constData());
    QVERIFY(well.out.contains("the store is sound\n"));
    QVERIFY(well.out.contains("the log is right"));
    QVERIFY(well.out.endsWith("the service starts\n"));
}

void TestLockboxd::doctorFindsAForgedHistory()
{
    Lockboxd service;
    service.makeStore();
    {
        const auto door = need(openLocalStore(service.store(), service.options()));
        need(filePending(*door, 1));
    }
    QProcess sqlite;
    sqlite.start(QStringLiteral("sqlite3"),
                 {service.store(), QStringLiteral("update request set duration = 7200")});
    QVERIFY(sqlite.waitForFinished());
    QVERIFY2(sqlite.exitCode() == 0, sqlite.readAllStandardError().constData());
    const Outcome outcome = service.run({only("doctor")});
    QVERIFY2(outcome.exitCode == 1, outcome.report().constData());
    QVERIFY2(outcome.err.contains("duration"), outcome.err.constData());
}

QTEST_GUILESS_MAIN(TestLockboxd)
#include "tst_lockboxd.moc"
