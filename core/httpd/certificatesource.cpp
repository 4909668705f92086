#include "core/httpd/certificatesource.h"

#include <gnutls/abstract.h>
#include <microhttpd.h>

namespace lockbox::httpd {

using Certificate = CertificateSource::Certificate;

static void onConnection(void *source, MHD_Connection *, void **context,
                         MHD_ConnectionNotificationCode code)
{
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        *context = new Certificate(static_cast<CertificateSource *>(source)->current());
    } else {
        delete static_cast<Certificate *>(*context);
        *context = nullptr;
    }
}

static int onHandshake(gnutls_session_t session, const gnutls_cert_retr_st *,
                       gnutls_pcert_st **chain, unsigned *size, gnutls_ocsp_data_st **,
                       unsigned *ocspSize, gnutls_privkey_t *key, unsigned *flags)
{
    // libmicrohttpd ties the session to its connection.
    auto *connection = static_cast<MHD_Connection *>(gnutls_session_get_ptr(session));
    const auto *info = connection
                           ? MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
                           : nullptr;
    if (!info || !info->socket_context)
        return -1;
    (*static_cast<const Certificate *>(info->socket_context))->present(chain, size, key);
    *ocspSize = 0;
    *flags = 0; // all of it stays ours
    return 0;
}

void CertificateSource::exchange(Certificate certificate)
{
    const std::lock_guard lock(m_mutex);
    m_certificate.swap(certificate);
}

Certificate CertificateSource::current() const
{
    const std::lock_guard lock(m_mutex);
    return m_certificate;
}

std::vector<MHD_OptionItem> CertificateSource::options()
{
    return {{MHD_OPTION_HTTPS_CERT_CALLBACK2, 0, reinterpret_cast<void *>(&onHandshake)},
            {MHD_OPTION_NOTIFY_CONNECTION, intptr_t(&onConnection), this}};
}

} // namespace lockbox::httpd
