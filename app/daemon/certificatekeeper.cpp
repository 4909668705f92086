#include "app/daemon/certificatekeeper.h"

#include "core/base/clock.h"
#include "core/base/timetext.h"

#include <QFile>
#include <QJsonObject>

#include <sys/stat.h>

namespace lockbox::daemon {

namespace {

QString markOf(const QString &path)
{
    struct stat found {};
    if (::stat(QFile::encodeName(path).constData(), &found) != 0)
        return QStringLiteral("none");
    QString mark;
    for (const qint64 part : {qint64(found.st_dev), qint64(found.st_ino), qint64(found.st_size),
                              qint64(found.st_mtim.tv_sec), qint64(found.st_mtim.tv_nsec),
                              qint64(found.st_ctim.tv_sec), qint64(found.st_ctim.tv_nsec)})
        mark += QString::number(part) + QLatin1Char(' ');
    return mark;
}

/// A pair that every client would refuse is no better than the one before.
Result<httpd::CertificateSource::Certificate> usable(Configuration configuration)
{
    if (auto ok = readCertificate(configuration); !ok)
        return failure(ok);
    auto read =
        httpd::ServerCertificate::of(configuration.http.certificate, configuration.http.key);
    if (!read)
        return failure(read);
    const Timestamp now = SystemClock().now();
    if ((*read)->ends() <= now)
        return failure(
            ErrorCode::Unreachable,
            QStringLiteral("the certificate expired at %1").arg(toRfc3339((*read)->ends())));
    if ((*read)->begins() > now)
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("the certificate is not valid before %1")
                           .arg(toRfc3339((*read)->begins())));
    return read;
}

} // namespace

CertificateKeeper::CertificateKeeper(const Configuration &configuration, Monitor &monitor)
    : m_configuration(configuration), m_monitor(monitor), m_taken(present()), m_seen(m_taken)
{}

httpd::CertificateSource::Certificate CertificateKeeper::current() const
{
    const httpd::HttpServer *server = m_server;
    return server ? server->certificate() : nullptr;
}

QString CertificateKeeper::present() const
{
    return markOf(m_configuration.certificateFile) + markOf(m_configuration.keyFile);
}

void CertificateKeeper::take()
{
    if (!current()) {
        m_monitor.say(QStringLiteral("there is no certificate to read again"));
        return;
    }
    m_taken = m_seen = present();
    auto certificate = usable(m_configuration);
    if (!certificate) {
        ++m_refusedCount;
        m_monitor.say(QStringLiteral("the certificate is not taken, the one before goes on: %1")
                          .arg(certificate.error().message));
        return;
    }
    ++m_takenCount;
    m_server.load()->use(*certificate);
    m_monitor.say(QStringLiteral("the certificate is taken"),
                  {{QStringLiteral("until"), toRfc3339((*certificate)->ends())}});
}

void CertificateKeeper::look()
{
    if (!current())
        return;
    const QString now = present();
    const bool hasStayed = std::exchange(m_seen, now) == now;
    if (hasStayed && now != m_taken)
        take();
}

QByteArray CertificateKeeper::metrics() const
{
    const auto certificate = current();
    if (!certificate)
        return {};
    const auto end =
        std::chrono::duration_cast<std::chrono::seconds>(certificate->ends().time_since_epoch());
    return metric("lockboxd_certificate_expiry_timestamp_seconds", "gauge",
                  "When the certificate in use ends, in seconds since 1970.",
                  QByteArray::number(qint64(end.count())))
           + metric("lockboxd_certificates_taken_total", "counter",
                    "Renewed certificates that were taken.", QByteArray::number(m_takenCount))
           + metric("lockboxd_certificates_refused_total", "counter",
                    "Renewed certificates that could not be used.",
                    QByteArray::number(m_refusedCount));
}

} // namespace lockbox::daemon
