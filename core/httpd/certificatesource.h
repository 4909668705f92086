#pragma once

#include "core/httpd/servercertificate.h"

#include <mutex>

struct MHD_OptionItem;

namespace lockbox::httpd {

/// The certificate that new connections get. It can be exchanged while others run: each keeps the one that it began with. Safe to call from
/// any thread.
class CertificateSource
{
public:
    using Certificate = std::shared_ptr<const ServerCertificate>;

    explicit CertificateSource(Certificate certificate) : m_certificate(std::move(certificate)) {}
    CertificateSource(const CertificateSource &) = delete;
    CertificateSource &operator=(const CertificateSource &) = delete;

    void exchange(Certificate certificate);
    Certificate current() const;

    /// What libmicrohttpd must be told; it takes a connection's socket context for this. This object outlives the server.
    std::vector<MHD_OptionItem> options();

private:
    mutable std::mutex m_mutex;
    Certificate m_certificate;
};

} // namespace lockbox::httpd
