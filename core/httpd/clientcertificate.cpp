#include "core/httpd/clientcertificate.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <QCryptographicHash>

#include <memory>

namespace lockbox::httpd {

namespace {

using Parsed =
    std::unique_ptr<std::remove_pointer_t<gnutls_x509_crt_t>, decltype(&gnutls_x509_crt_deinit)>;

/// Null where it is no certificate.
Parsed parsed(const gnutls_datum_t &bytes, gnutls_x509_crt_fmt_t form)
{
    gnutls_x509_crt_t certificate = nullptr;
    if (gnutls_x509_crt_init(&certificate) < 0)
        return {nullptr, &gnutls_x509_crt_deinit};
    Parsed made(certificate, &gnutls_x509_crt_deinit);
    if (gnutls_x509_crt_import(certificate, &bytes, form) < 0)
        made.reset();
    return made;
}

/// What GnuTLS has allocated, and frees here.
template<typename Fill>
QByteArray taken(Fill fill)
{
    gnutls_datum_t out{nullptr, 0};
    if (fill(&out) < 0)
        return {};
    const QByteArray bytes(reinterpret_cast<const char *>(out.data), qsizetype(out.size));
    gnutls_free(out.data);
    return bytes;
}

ClientCertificate described(gnutls_x509_crt_t certificate)
{
    const QByteArray der = taken([&](gnutls_datum_t *out) {
        return gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_DER, out);
    });
    const QByteArray subject =
        taken([&](gnutls_datum_t *out) { return gnutls_x509_crt_get_dn3(certificate, out, 0); });
    return {.hash = QCryptographicHash::hash(der, QCryptographicHash::Sha256),
            .subject = QString::fromUtf8(subject)};
}

gnutls_datum_t datum(const QByteArray &bytes)
{
    return {reinterpret_cast<unsigned char *>(const_cast<char *>(bytes.constData())),
            static_cast<unsigned>(bytes.size())};
}

Failure notTaken(const QString &why)
{
    return failure(ErrorCode::NotPermitted,
                   QStringLiteral("the client's certificate is not taken: %1").arg(why));
}

QString troubleOf(unsigned status)
{
    if (status & GNUTLS_CERT_EXPIRED)
        return QStringLiteral("it has expired");
    if (status & GNUTLS_CERT_NOT_ACTIVATED)
        return QStringLiteral("it is not valid yet");
    if (status & GNUTLS_CERT_SIGNER_NOT_FOUND)
        return QStringLiteral("it hangs on no authority that the service knows");
    if (status & GNUTLS_CERT_PURPOSE_MISMATCH)
        return QStringLiteral("it is not for clients");
    return QStringLiteral("it can't be trusted");
}

} // namespace

Result<ClientCertificate> ClientCertificate::fromPem(const QByteArray &pem)
{
    const Parsed certificate = parsed(datum(pem), GNUTLS_X509_FMT_PEM);
    if (!certificate)
        return invalid(QStringLiteral("certificate"),
                       QStringLiteral("there is no certificate (PEM) in it"));
    return described(certificate.get());
}

Result<std::optional<ClientCertificate>> ClientCertificate::ofConnection(gnutls_session_t session)
{
    unsigned count = 0;
    const gnutls_datum_t *chain = gnutls_certificate_get_peers(session, &count);
    if (!chain || count == 0)
        return std::nullopt;
    gnutls_typed_vdata_st purpose{};
    purpose.type = GNUTLS_DT_KEY_PURPOSE_OID;
    purpose.data = reinterpret_cast<unsigned char *>(const_cast<char *>(GNUTLS_KP_TLS_WWW_CLIENT));
    unsigned status = 0;
    if (gnutls_certificate_verify_peers(session, &purpose, 1, &status) < 0)
        return notTaken(QStringLiteral("it can't be checked"));
    if (status != 0)
        return notTaken(troubleOf(status));
    const Parsed certificate = parsed(chain[0], GNUTLS_X509_FMT_DER);
    if (!certificate)
        return notTaken(QStringLiteral("it can't be read"));
    return described(certificate.get());
}

Result<void> checkAuthorities(const QByteArray &pem)
{
    gnutls_x509_crt_t *all = nullptr;
    unsigned size = 0;
    const gnutls_datum_t bytes = datum(pem);
    const int code = gnutls_x509_crt_list_import2(&all, &size, &bytes, GNUTLS_X509_FMT_PEM, 0);
    for (unsigned i = 0; code >= 0 && i < size; ++i)
        gnutls_x509_crt_deinit(all[i]);
    gnutls_free(all);
    if (code < 0 || size == 0)
        return invalid(QStringLiteral("listen.client_authorities"),
                       QStringLiteral("there are no certificates (PEM) in it"));
    return {};
}

} // namespace lockbox::httpd
