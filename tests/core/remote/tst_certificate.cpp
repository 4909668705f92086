#include "core/base/clock.h"
#include "core/remote/certificate.h"
#include "tests/core/store/storefixture.h"
#include "tests/support/certificates.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// What is wrong with a certificate is found out, all of it, and what was chosen for a server is kept for that server.
class TestCertificate : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aRightOneHasNoFaults();
    void faults_data();
    void faults();
    void tellsWhoseItIs();
    void aSelfMadeOneIsItsOwnAuthority();
    void garbageIsNoCertificate();
    void theAuthorityIsKeptForItsServer();

private:
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    static bool openssl(const QStringList &arguments)
    {
        return QProcess::execute(QStringLiteral("openssl"), arguments) == 0;
    }

    QTemporaryDir m_folder;
    Timestamp m_now;
};

void TestCertificate::initTestCase()
{
    const QDir folder(m_folder.path());
    for (const char *name : {"good", "old", "other"})
        QVERIFY(folder.mkdir(QLatin1String(name)));
    makeCertificates(path("good"), QStringLiteral("lockbox.contoso.com"));
    makeCertificates(path("old"), QStringLiteral("lockbox.contoso.com"), -1);
    makeCertificates(path("other"), QStringLiteral("lockbox.contoso.com"));
    QVERIFY(openssl({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                     QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                     QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
                     QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                     QStringLiteral("/CN=lockbox.contoso.com"), QStringLiteral("-addext"),
                     QStringLiteral("subjectAltName=DNS:lockbox.contoso.com,IP:127.0.0.1"),
                     QStringLiteral("-keyout"), path("self.key"), QStringLiteral("-out"),
                     path("self.pem")}));
    m_now = SystemClock().now();
}

void TestCertificate::aRightOneHasNoFaults()
{
    const auto found = need(judgeCertificate({read(path("good/cert.pem"))}, path("good/ca.pem"),
                                             QStringLiteral("lockbox.contoso.com"), m_now));
    QVERIFY(found.faults.empty());
}

void TestCertificate::faults_data()
{
    using Faults = QList<int>;
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("authority");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("days");
    QTest::addColumn<Faults>("faults");
    const auto row = [this](const char *name, const char *certificate, const char *authority,
                            const char *host, int days, std::vector<CertificateFault> faults) {
        Faults all;
        for (const CertificateFault fault : faults)
            all.append(int(fault));
        QTest::newRow(name) << path(certificate) << (*authority ? path(authority) : QString())
                            << QString::fromLatin1(host) << days << all;
    };
    using enum CertificateFault;
    const char *host = "lockbox.contoso.com";
    row("another authority", "good/cert.pem", "other/ca.pem", host, 0, {UnknownAuthority});
    row("the system's authorities", "good/cert.pem", "", host, 0, {UnknownAuthority});
    row("self-made", "self.pem", "", host, 0, {SelfMade});
    row("expired", "old/cert.pem", "old/ca.pem", host, 0, {Expired});
    row("not yet valid", "good/cert.pem", "good/ca.pem", host, -30, {NotYetValid});
    row("another name", "good/cert.pem", "good/ca.pem", "evil.contoso.com", 0, {WrongName});
    row("two at once", "good/cert.pem", "good/ca.pem", "evil.contoso.com", 30,
        {Expired, WrongName});
    row("an address that is named", "self.pem", "self.pem", "127.0.0.1", 0, {});
    row("an address that is not", "self.pem", "self.pem", "127.0.0.2", 0, {WrongName});
}

void TestCertificate::faults()
{
    QFETCH(QString, certificate);
    QFETCH(QString, authority);
    QFETCH(QString, host);
    QFETCH(int, days);
    QFETCH(QList<int>, faults);
    const auto found = need(
        judgeCertificate({read(certificate)}, authority, host, SystemClock().now() + 24h * days));
    QList<int> all;
    for (const CertificateFault fault : found.faults)
        all.append(int(fault));
    QCOMPARE(all, faults);
}

void TestCertificate::tellsWhoseItIs()
{
    const auto found = need(
        judgeCertificate({read(path("self.pem"))}, {}, QStringLiteral("evil.contoso.com"), m_now));
    QCOMPARE(found.host, QStringLiteral("evil.contoso.com"));
    QCOMPARE(found.subject, QStringLiteral("lockbox.contoso.com"));
    QCOMPARE(found.issuer, found.subject);
    QCOMPARE(found.names,
             (QStringList{QStringLiteral("lockbox.contoso.com"), QStringLiteral("127.0.0.1")}));
    QVERIFY(found.notBefore <= m_now && found.notAfter > m_now);
    QVERIFY(found.notAfter - found.notBefore == 48h);
    // As another program tells it.
    QProcess program;
    program.start(QStringLiteral("openssl"),
                  {QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-sha256"),
                   QStringLiteral("-fingerprint"), QStringLiteral("-in"), path("self.pem")});
    QVERIFY(program.waitForFinished());
    QCOMPARE(
        QString::fromLatin1(program.readAllStandardOutput()).trimmed().section(QLatin1Char('='), 1),
        found.fingerprint);
}

void TestCertificate::aSelfMadeOneIsItsOwnAuthority()
{
    const auto found = need(judgeCertificate({read(path("self.pem"))}, path("self.pem"),
                                             QStringLiteral("lockbox.contoso.com"), m_now));
    QVERIFY(found.faults.empty());
}

void TestCertificate::garbageIsNoCertificate()
{
    const QString host = QStringLiteral("lockbox.contoso.com");
    QVERIFY(!judgeCertificate({}, {}, host, m_now));
    QVERIFY(!judgeCertificate({"hello"}, {}, host, m_now));
    const auto none = judgeCertificate({read(path("self.pem"))}, path("self.key"), host, m_now);
    QVERIFY(!none);
    QVERIFY(none.error().message.contains(QStringLiteral("self.key")));
}

void TestCertificate::theAuthorityIsKeptForItsServer()
{
    const QString folder = path("authorities");
    const QUrl url(QStringLiteral("https://lockbox.contoso.com:8443"));
    QCOMPARE(keptAuthority(url, folder), QString());
    need(keepAuthority(url, path("good/ca.pem"), folder));
    const QString kept = keptAuthority(url, folder);
    QCOMPARE(read(kept), read(path("good/ca.pem")));
    QCOMPARE(keptAuthority(QUrl(QStringLiteral("https://lockbox.contoso.com")), folder), QString());
    need(keepAuthority(url, path("other/ca.pem"), folder));
    QCOMPARE(read(keptAuthority(url, folder)), read(path("other/ca.pem")));
    QVERIFY(!keepAuthority(url, path("none.pem"), folder));
    QCOMPARE(read(keptAuthority(url, folder)), read(path("other/ca.pem"))); // as it was
}

QTEST_GUILESS_MAIN(TestCertificate)
#include "tst_certificate.moc"
