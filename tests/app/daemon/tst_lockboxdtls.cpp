#include "core/remote/remotelockbox.h"
#include "tests/app/daemon/lockboxd.h"
#include "tests/core/store/storefixture.h"
#include "tests/support/certificates.h"

#include <QDir>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;

/// A service with TLS, and the project's own client: only the right service is trusted, and why another is not is said in words.
class TestLockboxdTls : public QObject
{
    Q_OBJECT

private slots:
    void clientWorksWithTheAuthority();
    void wrongServicesAreRefused_data();
    void wrongServicesAreRefused();
    void plainHttpIsNotAnswered();
    void oldTlsIsNotSpoken();

private:
    static inline const QByteArray password = "correct horse battery";
    /// The error of each way in. With the code a wrong service would learn a secret.
    static QList<Error> tryAll(const RemoteOptions &options)
    {
        const auto redeemed = redeemCode(options, QStringLiteral("0000-0000-0000-0000"), password);
        const auto signedIn = signInToService(options, StockTenant::administrator(), password);
        const auto opened = openRemoteStore(options);
        QList<Error> errors;
        if (!redeemed && !signedIn && !opened)
            errors = {redeemed.error(), signedIn.error(), opened.error()};
        return errors;
    }
    /// How openssl's client fares, its input closed.
    static Outcome opensslClient(int port, const QStringList &arguments)
    {
        QProcess client;
        client.setStandardInputFile(QProcess::nullDevice());
        client.start(QStringLiteral("openssl"),
                     QStringList{QStringLiteral("s_client"), QStringLiteral("-connect"),
                                 QStringLiteral("localhost:%1").arg(port)}
                         + arguments);
        Outcome outcome;
        if (client.waitForFinished())
            outcome.exitCode = client.exitCode();
        outcome.out = client.readAllStandardOutput();
        outcome.err = client.readAllStandardError();
        return outcome;
    }
};

void TestLockboxdTls::clientWorksWithTheAuthority()
{
    Lockboxd service;
    service.makeStore();
    service.useTls();
    QVERIFY(service.serve());
    const QString name = StockTenant::administrator();
    const auto first = need(redeemCode(service.remote(), service.invite(name), password));
    QCOMPARE(first.account.userPrincipalName, name);
    const auto second = need(signInToService(service.remote(), name, password));
    QVERIFY(second.token != first.token);
    const auto door = need(openRemoteStore(service.remote(second.token)));
    QCOMPARE(need(door->info()).tenant.domain, QStringLiteral("contoso.example"));
    QCOMPARE(need(door->account({name})).displayName, QStringLiteral("Ada Admin"));
    need(signOutOfService(service.remote(second.token), false));
    QCOMPARE(refusal(door->account({name})), QStringLiteral("signInRequired"));
}

void TestLockboxdTls::wrongServicesAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("authority");
    QTest::addColumn<QString>("words");
    const QString here = QStringLiteral("localhost");
    QTest::newRow("no authority") << here << 2 << QString() << QStringLiteral("can't be trusted");
    QTest::newRow("another authority")
        << here << 2 << QStringLiteral("other/ca.pem") << QStringLiteral("can't be trusted");
    QTest::newRow("another name") << QStringLiteral("lockbox.contoso.com") << 2
                                  << QStringLiteral("ca.pem") << QStringLiteral("localhost");
    QTest::newRow("expired") << here << -1 << QStringLiteral("ca.pem") << QStringLiteral("expired");
    QTest::newRow("no file") << here << 2 << QStringLiteral("none.pem")
                             << QStringLiteral("none.pem can't be read");
}

void TestLockboxdTls::wrongServicesAreRefused()
{
    QFETCH(QString, name);
    QFETCH(int, days);
    QFETCH(QString, authority);
    QFETCH(QString, words);
    Lockboxd service;
    service.makeStore();
    service.useTls(name, days);
    QVERIFY(QDir(service.path("")).mkdir(QStringLiteral("other")));
    makeCertificates(service.path("other"), QStringLiteral("localhost"));
    QVERIFY(service.serve());
    RemoteOptions options = service.remote("lockbox_secret");
    options.caFile =
        authority.isEmpty() ? QString() : service.path(authority.toLatin1().constData());
    const auto errors = tryAll(options);
    QCOMPARE(errors.size(), 3);
    for (const Error &error : errors) {
        QVERIFY2(error.code == ErrorCode::Unreachable, qPrintable(error.message));
        QVERIFY2(error.message.contains(words), qPrintable(error.message));
        QVERIFY2(!error.message.contains(QLatin1Char('\n')), qPrintable(error.message));
    }
    // The service was asked for nothing.
    QVERIFY2(!service.log().contains(" answered "), service.log().constData());
}

void TestLockboxdTls::plainHttpIsNotAnswered()
{
    Lockboxd service;
    service.makeStore();
    service.useTls();
    QVERIFY(service.serve());
    RemoteOptions options = service.remote();
    options.url.setScheme(QStringLiteral("http"));
    const auto errors = tryAll(options);
    QCOMPARE(errors.size(), 3);
    for (const Error &error : errors)
        QVERIFY2(error.code == ErrorCode::Unreachable, qPrintable(error.message));
    QVERIFY(!service.log().contains(" answered "));
    // And the service goes on.
    QCOMPARE(refusal(openRemoteStore(service.remote())), QStringLiteral("signInRequired"));
}

void TestLockboxdTls::oldTlsIsNotSpoken()
{
    Lockboxd service;
    service.makeStore();
    service.useTls();
    QVERIFY(service.serve());
    for (const char *version : {"-tls1_2", "-tls1_3"})
        QCOMPARE(opensslClient(service.port(), {QString::fromLatin1(version)}).exitCode, 0);
    const QString weak = QStringLiteral("ALL:@SECLEVEL=0");
    for (const char *version : {"-tls1", "-tls1_1"}) {
        const Outcome old = opensslClient(
            service.port(), {QString::fromLatin1(version), QStringLiteral("-cipher"), weak});
        QVERIFY2(old.exitCode != 0, old.out.constData());
    }
}

QTEST_GUILESS_MAIN(TestLockboxdTls)
#include "tst_lockboxdtls.moc"
