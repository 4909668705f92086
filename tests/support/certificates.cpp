#include "tests/support/certificates.h"

#include <QProcess>

namespace lockbox::test {

static void run(const QString &folder, const QString &line)
{
    QProcess openssl;
    openssl.setWorkingDirectory(folder);
    openssl.start(QStringLiteral("openssl"), line.split(QLatin1Char(' ')));
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        qFatal("openssl: %s", openssl.readAllStandardError().constData());
}

void makeCertificates(const QString &folder, const QString &name, int days)
{
    run(folder,
        QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
                       "-subj /CN=testca -keyout ca.key -out ca.pem"));
    run(folder,
        QStringLiteral("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=%1 "
                       "-addext subjectAltName=DNS:%1 -keyout key.pem -out cert.csr")
            .arg(name));
    run(folder, QStringLiteral("x509 -req -in cert.csr -CA ca.pem -CAkey ca.key -CAcreateserial "
                               "-days %1 -copy_extensions copyall -out cert.pem")
                    .arg(days));
}

} // namespace lockbox::test
