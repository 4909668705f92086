#pragma once

#include "core/base/result.h"

#include <memory>

struct gnutls_pcert_st;
struct gnutls_privkey_st;

namespace lockbox::httpd {

/// A server's certificate with its chain and private key, ready for connections; never changes once it is made.
class ServerCertificate
{
public:
    /// Both PEM. Unreachable says which of them can't be read, or that they don't fit.
    static Result<std::shared_ptr<const ServerCertificate>> of(const QByteArray &chain,
                                                               const QByteArray &key);
    ~ServerCertificate();
    ServerCertificate(const ServerCertificate &) = delete;
    ServerCertificate &operator=(const ServerCertificate &) = delete;

    Timestamp begins() const { return m_begins; }
    Timestamp ends() const { return m_ends; }
    /// What it is made out to: names and IP addresses.
    const QStringList &names() const { return m_names; }

    /// For GnuTLS; all of it lives as long as this object.
    void present(gnutls_pcert_st **chain, unsigned *size, gnutls_privkey_st **key) const;

private:
    struct Parts;
    ServerCertificate();

    std::unique_ptr<Parts> m_parts;
    Timestamp m_begins;
    Timestamp m_ends;
    QStringList m_names;
};

} // namespace lockbox::httpd
