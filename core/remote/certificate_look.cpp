#include "core/remote/certificate.h"

#include <curl/curl.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include <memory>

namespace lockbox {

namespace {

struct Cleaning {
    void operator()(CURL *curl) const { curl_easy_cleanup(curl); }
};

QList<QByteArray> chainOf(CURL *curl)
{
    curl_certinfo *info = nullptr;
    curl_easy_getinfo(curl, CURLINFO_CERTINFO, &info);
    QList<QByteArray> chain;
    for (int i = 0; info && i < info->num_of_certs; ++i) {
        for (const curl_slist *line = info->certinfo[i]; line; line = line->next) {
            const QByteArray text(line->data);
            if (text.startsWith("Cert:"))
                chain.append(text.mid(5));
        }
    }
    return chain;
}

QString pathOf(const QUrl &service, const QString &folder)
{
    const QByteArray name =
        QCryptographicHash::hash(service.authority().toLower().toUtf8(), QCryptographicHash::Sha256)
            .toHex()
            .left(32);
    return QStringLiteral("%1/%2.pem").arg(folder, QString::fromLatin1(name));
}

int isGivenUp(void *breaker, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const LineBreaker *>(breaker)->isClosed() ? 1 : 0;
}

} // namespace

Result<ServiceCertificate> lookAtCertificate(const RemoteOptions &options, Timestamp now)
{
    const std::unique_ptr<CURL, Cleaning> curl(curl_easy_init());
    const QByteArray url = options.url.toString(QUrl::FullyEncoded).toUtf8();
    char words[CURL_ERROR_SIZE] = "";
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.constData());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, words);
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, long(options.connectTimeout.count()));
    curl_easy_setopt(curl.get(), CURLOPT_CONNECT_ONLY, 1L); // the certificate, and no question
    curl_easy_setopt(curl.get(), CURLOPT_CERTINFO, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYPEER, 0L); // it is judged below
    curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYHOST, 0L);
    if (options.breaker) {
        curl_easy_setopt(curl.get(), CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(curl.get(), CURLOPT_XFERINFOFUNCTION, isGivenUp);
        curl_easy_setopt(curl.get(), CURLOPT_XFERINFODATA, options.breaker.get());
    }
    if (curl_easy_perform(curl.get()) != CURLE_OK)
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("%1 can't be asked for its certificate: %2")
                           .arg(options.url.authority(), QString::fromLocal8Bit(words)));
    return judgeCertificate(chainOf(curl.get()), options.caFile, options.url.host(), now);
}

QString userAuthorityFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
           + QStringLiteral("/customer-lockbox/authorities");
}

QString keptAuthority(const QUrl &service, const QString &folder)
{
    const QString path = pathOf(service, folder);
    return QFileInfo(path).isFile() ? path : QString();
}

Result<void> keepAuthority(const QUrl &service, const QString &pemFile, const QString &folder)
{
    const QString path = pathOf(service, folder);
    QFile from(pemFile);
    if (!from.open(QIODevice::ReadOnly))
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("%1 can't be read: %2").arg(pemFile, from.errorString()));
    const QByteArray pem = from.read(1 << 20);
    QSaveFile to(path);
    if (!QDir().mkpath(folder) || !to.open(QIODevice::WriteOnly) || to.write(pem) != pem.size()
        || !to.commit())
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("%1 can't be written: %2").arg(path, to.errorString()));
    return {};
}

} // namespace lockbox
