#include "core/remote/remotelockbox.h"
#include "tests/app/daemon/lockboxd.h"
#include "tests/core/store/storefixture.h"
#include "tests/support/certificates.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <map>

using namespace lockbox;
using namespace lockbox::test;

/// The provider's systems at the real service: added by command, let in by secret or by certificate, with nothing but curl.
class TestLockboxdClients : public QObject
{
    Q_OBJECT

private slots:
    void cleanupTestCase() { m_served.clear(); }
    void secretGetsAToken();
    void refusalsAreThoseOfOAuth_data();
    void refusalsAreThoseOfOAuth();
    void commandsRefuseWhatCantBe_data();
    void commandsRefuseWhatCantBe();
    void certificateGetsAToken();
    void wrongCertificatesAreRefused_data();
    void wrongCertificatesAreRefused();
    void consolesNeedNoCertificate();
    void authoritiesNeedTls();

private:
    struct Said {
        int status = 0;
        QJsonObject json;
        QByteArray all; ///< The answer with its head.
    };
    struct Client {
        QString id;
        QString secret;
    };
    /// What curl is told by its standard input is in no process list.
    static Said curl(const Lockboxd &service, const QString &path, const QStringList &settings,
                     const QStringList &arguments = {});
    static Said token(const Lockboxd &service, const Client &client)
    {
        return curl(service, QStringLiteral("/v1/token"),
                    {QStringLiteral("user = \"%1:%2\"").arg(client.id, client.secret),
                     QStringLiteral("data = \"grant_type=client_credentials\"")});
    }
    static Client clientIn(const Outcome &outcome)
    {
        const auto field = [&](const char *name) {
            return QRegularExpression(QStringLiteral("^%1 +(\\S+)$").arg(QLatin1String(name)),
                                      QRegularExpression::MultilineOption)
                .match(outcome.text())
                .captured(1);
        };
        return {field("id"), field("secret")};
    }
    static Client added(const Lockboxd &service, const QString &account,
                        const QStringList &more = {})
    {
        const Outcome outcome = service.run(
            QStringList{QStringLiteral("client"), QStringLiteral("add"),
                        QStringLiteral("ticketing"), QStringLiteral("--account"), account}
            + more);
        if (outcome.exitCode != 0)
            qWarning("%s", outcome.err.constData());
        return clientIn(outcome);
    }
    struct Served {
        Lockboxd service;
        Client client;
    };
    /// Of the rows of one test.
    std::map<QByteArray, std::unique_ptr<Served>> m_served;

    /// A certificate NAME.pem with its key NAME.key, by the folder's authority.
    static void makeClient(const Lockboxd &service, const QString &name, int days = 2,
                           const QString &purpose = QStringLiteral("clientAuth"),
                           const QString &authority = QStringLiteral("ca"));
    static QStringList shows(const Lockboxd &service, const char *name)
    {
        return {QStringLiteral("--cert"), service.path(name) + QStringLiteral(".pem"),
                QStringLiteral("--key"), service.path(name) + QStringLiteral(".key")};
    }
    static Said tokenByCertificate(const Lockboxd &service, const QString &id, const char *name)
    {
        return curl(
            service, QStringLiteral("/v1/token"),
            {QStringLiteral("data = \"grant_type=client_credentials&client_id=%1\"").arg(id)},
            shows(service, name));
    }
    static QStringList bearer(const Said &said)
    {
        return {QStringLiteral("header = \"Authorization: Bearer %1\"")
                    .arg(said.json[u"access_token"].toString())};
    }
};

static void openssl(const QString &folder, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(QStringLiteral("openssl"), arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("openssl: %s", process.readAllStandardError().constData());
}

void TestLockboxdClients::makeClient(const Lockboxd &service, const QString &name, int days,
                                     const QString &purpose, const QString &authority)
{
    const QString folder = service.path("");
    const auto words = [](const QString &line) { return line.split(QLatin1Char(' ')); };
    openssl(folder, words(QStringLiteral("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                                         "-subj /O=Fabrikam/CN=%1 -addext extendedKeyUsage=%2 "
                                         "-keyout %1.key -out %1.csr")
                              .arg(name, purpose)));
    openssl(folder, words(QStringLiteral("x509 -req -in %1.csr -CA %2.pem -CAkey %2.key "
                                         "-CAcreateserial -days %3 -copy_extensions copyall -out "
                                         "%1.pem")
                              .arg(name, authority)
                              .arg(days)));
}

TestLockboxdClients::Said TestLockboxdClients::curl(const Lockboxd &service, const QString &path,
                                                    const QStringList &settings,
                                                    const QStringList &arguments)
{
    QStringList lines = settings;
    lines += {QStringLiteral("silent"), QStringLiteral("include"), QStringLiteral("max-time = 30"),
              QStringLiteral("url = \"%1\"").arg(service.remote().url.toString() + path)};
    if (const QString ca = service.remote().caFile; !ca.isEmpty())
        lines.append(QStringLiteral("cacert = \"%1\"").arg(ca));
    QProcess process;
    process.start(
        QStringLiteral("curl"),
        QStringList{QStringLiteral("--disable"), QStringLiteral("--config"), QStringLiteral("-")}
            + arguments);
    process.write(lines.join(QLatin1Char('\n')).toUtf8() + '\n');
    process.closeWriteChannel();
    if (!process.waitForFinished())
        process.kill();
    Said said{.all = process.readAllStandardOutput()};
    said.status = said.all.split('\n').front().split(' ').value(1).toInt();
    said.json = QJsonDocument::fromJson(said.all.mid(said.all.indexOf("\r\n\r\n") + 4)).object();
    return said;
}

void TestLockboxdClients::secretGetsAToken()
{
    Lockboxd service;
    service.makeStore();
    QVERIFY(service.serve());
    const Client client = added(service, StockTenant::engineer());
    QVERIFY(!client.id.isEmpty() && !client.secret.isEmpty());
    const Said given = token(service, client);
    QCOMPARE(given.status, 200);
    QVERIFY(given.all.contains("Cache-Control: no-store"));
    QCOMPARE(given.json.keys(),
             (QStringList{QStringLiteral("access_token"), QStringLiteral("expires_in"),
                          QStringLiteral("token_type")}));
    QCOMPARE(given.json[u"expires_in"].toInt(), 3600);
    const Said filed = curl(
        service, QStringLiteral("/v1/requests"),
        bearer(given)
            + QStringList{QStringLiteral("header = \"Content-Type: application/json\""),
                          QStringLiteral("data = \"{\\\"reference\\\":\\\"SR1\\\",\\\"service\\\":"
                                         "\\\"Exchange\\\",\\\"reason\\\":\\\"Mail flow\\\","
                                         "\\\"duration\\\":7200}\"")});
    QCOMPARE(filed.status, 201);
    const auto door = need(openLocalStore(service.store(), service.options()));
    const auto story =
        need(door->request({StockTenant::manager()}, filed.json[u"id"].toString())).timeline;
    QCOMPARE(story.front().actor, StockTenant::engineer());
    const auto own =
        need(door->request({StockTenant::engineer()}, filed.json[u"id"].toString())).timeline;
    QCOMPARE(own.front().method, QStringLiteral("client"));
    QCOMPARE(own.front().address, QStringLiteral("127.0.0.1"));
    const Outcome list = service.run({QStringLiteral("client"), QStringLiteral("list")});
    QVERIFY(list.text().contains(client.id) && !list.text().contains(client.secret));
    QCOMPARE(
        service
            .run({QStringLiteral("client"), QStringLiteral("remove"), QStringLiteral("ticketing")})
            .exitCode,
        0);
    QCOMPARE(curl(service, QStringLiteral("/v1/requests"), bearer(given)).status, 401);
    QCOMPARE(token(service, client).json[u"error"].toString(), QStringLiteral("invalid_client"));
    // And the service's log has none of it.
    const QByteArray log = service.log();
    QVERIFY(!log.contains(client.secret.toLatin1()) && !log.contains(client.id.toLatin1()));
    QVERIFY(!log.contains(given.json[u"access_token"].toString().toLatin1()));
}

void TestLockboxdClients::refusalsAreThoseOfOAuth_data()
{
    QTest::addColumn<QStringList>("settings");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const QStringList &settings, int status,
                        const char *error) {
        QTest::newRow(name) << settings << status << QString::fromLatin1(error);
    };
    const auto body = [](const char *text) {
        return QStringList{QStringLiteral("data = \"%1\"").arg(QLatin1String(text))};
    };
    const QString user = QStringLiteral("user = \"ID:SECRET\"");
    row("nothing", body(""), 400, "invalid_request");
    row("no client", body("grant_type=client_credentials"), 401, "invalid_client");
    row("another grant", body("grant_type=password&client_id=ID&client_secret=SECRET"), 400,
        "unsupported_grant_type");
    row("a scope", body("grant_type=client_credentials&client_id=ID&client_secret=SECRET&scope=a"),
        400, "invalid_scope");
    row("twice", body("grant_type=client_credentials&client_id=ID&client_id=ID"), 400,
        "invalid_request");
    row("two ways", body("grant_type=client_credentials&client_secret=SECRET") + QStringList{user},
        400, "invalid_request");
    row("two names", body("grant_type=client_credentials&client_id=other") + QStringList{user}, 400,
        "invalid_request");
    row("wrong secret", body("grant_type=client_credentials&client_id=ID&client_secret=wrong"), 401,
        "invalid_client");
    row("wrong tenant",
        body("grant_type=client_credentials&tenant=tailwind.com") + QStringList{user}, 401,
        "invalid_client");
    row("no secret", body("grant_type=client_credentials&client_id=ID"), 401, "invalid_client");
    row("no form",
        body("{}") + QStringList{QStringLiteral("header = \"Content-Type: application/json\"")},
        400, "invalid_request");
    row("broken header",
        body("grant_type=client_credentials")
            + QStringList{QStringLiteral("header = \"Authorization: Basic ***\"")},
        401, "invalid_client");
    row("right in the body",
        body("grant_type=client_credentials&client_id=ID&client_secret=SECRET&unknown=1"), 200, "");
    row("right, with the tenant",
        body("grant_type=client_credentials&tenant=contoso.example") + QStringList{user}, 200, "");
}

void TestLockboxdClients::refusalsAreThoseOfOAuth()
{
    QFETCH(QStringList, settings);
    QFETCH(int, status);
    QFETCH(QString, error);
    auto &served = m_served[QTest::currentTestFunction()];
    const bool isFirst = !served;
    if (isFirst)
        served = std::make_unique<Served>();
    auto &[service, client] = *served;
    if (isFirst) {
        service.makeStore();
        QVERIFY(service.serve());
        client = added(service, StockTenant::engineer());
    }
    settings.replaceInStrings(QStringLiteral("ID"), client.id)
        .replaceInStrings(QStringLiteral("SECRET"), client.secret);
    const Said said = curl(service, QStringLiteral("/v1/token"), settings);
    QVERIFY2(said.status == status, said.all.constData());
    QCOMPARE(said.json[u"error"].toString(), error);
    QCOMPARE(said.all.contains("WWW-Authenticate: Basic"), status == 401);
    QVERIFY(error.isEmpty() != said.json.contains(QStringLiteral("error_description")));
}

void TestLockboxdClients::commandsRefuseWhatCantBe_data()
{
    QTest::addColumn<QString>("account");
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QString>("words");
    QTest::newRow("an administrator")
        << StockTenant::administrator() << QStringList() << QStringLiteral("customer's side");
    QTest::newRow("nobody") << QStringLiteral("no@body.com") << QStringList()
                            << QStringLiteral("there is no user");
    QTest::newRow("no file") << StockTenant::engineer()
                             << QStringList{QStringLiteral("--certificate"),
                                            QStringLiteral("/none.pem")}
                             << QStringLiteral("/none.pem can't be read");
    QTest::newRow("no certificate")
        << StockTenant::engineer()
        << QStringList{QStringLiteral("--certificate"), QStringLiteral("/etc/hostname")}
        << QStringLiteral("there is no certificate");
}

void TestLockboxdClients::commandsRefuseWhatCantBe()
{
    QFETCH(QString, account);
    QFETCH(QStringList, more);
    QFETCH(QString, words);
    Lockboxd service;
    service.makeStore();
    const Outcome outcome =
        service.run(QStringList{QStringLiteral("client"), QStringLiteral("add"),
                                QStringLiteral("a"), QStringLiteral("--account"), account}
                    + more);
    QVERIFY(outcome.exitCode > 0);
    QVERIFY2(outcome.err.contains(words.toUtf8()), outcome.err.constData());
    QVERIFY(service.run({QStringLiteral("client"), QStringLiteral("list")})
                .text()
                .contains(QStringLiteral("There are no clients")));
}

void TestLockboxdClients::certificateGetsAToken()
{
    Lockboxd service;
    service.makeStore();
    service.useTls();
    service.set("listen.client_authorities", service.path("ca.pem"));
    makeClient(service, QStringLiteral("system"));
    makeClient(service, QStringLiteral("another"));
    QVERIFY(service.serve());
    const Client client = added(service, StockTenant::manager(),
                                {QStringLiteral("--certificate"), service.path("system.pem")});
    QVERIFY(!client.id.isEmpty() && client.secret.isEmpty());
    const Said given = tokenByCertificate(service, client.id, "system");
    QVERIFY2(given.status == 200, given.all.constData());
    const QString list = QStringLiteral("/v1/requests");
    QCOMPARE(curl(service, list, bearer(given), shows(service, "system")).status, 200);
    // The token alone, or with another certificate, opens nothing.
    QCOMPARE(curl(service, list, bearer(given)).status, 401);
    QCOMPARE(curl(service, list, bearer(given), shows(service, "another")).status, 401);
    const auto pending = service.filePending();
    const auto door = need(openLocalStore(service.store(), service.options()));
    QVERIFY(need(door->request({StockTenant::administrator()}, pending.id.toString()))
                .timeline.front()
                .method.isEmpty());
}

void TestLockboxdClients::wrongCertificatesAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("words");
    QTest::newRow("another's") << QStringLiteral("another") << QStringLiteral("unknown");
    QTest::newRow("expired") << QStringLiteral("expired") << QStringLiteral("expired");
    QTest::newRow("foreign") << QStringLiteral("foreign") << QStringLiteral("no authority");
    QTest::newRow("a server's") << QStringLiteral("server") << QStringLiteral("not for clients");
    QTest::newRow("none") << QString() << QStringLiteral("neither a secret nor a certificate");
}

void TestLockboxdClients::wrongCertificatesAreRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, words);
    auto &served = m_served[QTest::currentTestFunction()];
    const bool isFirst = !served;
    if (isFirst)
        served = std::make_unique<Served>();
    auto &[service, client] = *served;
    if (isFirst) {
        service.makeStore();
        service.useTls();
        service.set("listen.client_authorities", service.path("ca.pem"));
        openssl(service.path(""),
                QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days "
                               "2 -subj /CN=other -keyout other.key -out other.pem")
                    .split(QLatin1Char(' ')));
        for (const char *one : {"system", "another"})
            makeClient(service, QString::fromLatin1(one));
        makeClient(service, QStringLiteral("expired"), -1);
        makeClient(service, QStringLiteral("foreign"), 2, QStringLiteral("clientAuth"),
                   QStringLiteral("other"));
        makeClient(service, QStringLiteral("server"), 2, QStringLiteral("serverAuth"));
        QVERIFY(service.serve());
        // All that have its subject would do, if they could be trusted.
        client = added(service, StockTenant::manager(),
                       {QStringLiteral("--certificate"), service.path("system.pem")});
    }
    const QStringList shown =
        name.isEmpty() ? QStringList() : shows(service, name.toLatin1().constData());
    const Said said = curl(
        service, QStringLiteral("/v1/token"),
        {QStringLiteral("data = \"grant_type=client_credentials&client_id=%1\"").arg(client.id)},
        shown);
    QCOMPARE(said.status, 401);
    QCOMPARE(said.json[u"error"].toString(), QStringLiteral("invalid_client"));
    QVERIFY2(said.json[u"error_description"].toString().contains(words), said.all.constData());
}

void TestLockboxdClients::consolesNeedNoCertificate()
{
    Lockboxd service;
    service.makeStore();
    service.useTls();
    service.set("listen.client_authorities", service.path("ca.pem"));
    QVERIFY(service.serve());
    const auto door = service.doorOf(StockTenant::administrator());
    QVERIFY(door->overview({StockTenant::administrator()}));
}

void TestLockboxdClients::authoritiesNeedTls()
{
    Lockboxd service;
    service.makeStore();
    service.set("listen.client_authorities", service.path("ca.pem"));
    const Outcome outcome = service.run({QStringLiteral("check-config")});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(outcome.err.contains("client_authorities"));
}

QTEST_GUILESS_MAIN(TestLockboxdClients)
#include "tst_lockboxdclients.moc"
