#include "core/httpd/servercertificate.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

#include <arpa/inet.h>

namespace lockbox::httpd {

namespace {

gnutls_datum_t datum(const QByteArray &bytes)
{
    return {reinterpret_cast<unsigned char *>(const_cast<char *>(bytes.constData())),
            static_cast<unsigned>(bytes.size())};
}

Failure unreadable(const char *what, int code)
{
    return failure(ErrorCode::Unreachable,
                   QStringLiteral("the %1 can't be read: %2")
                       .arg(QLatin1String(what), QString::fromUtf8(gnutls_strerror(code))));
}

Timestamp timestamp(time_t seconds)
{
    return Timestamp(std::chrono::seconds(seconds));
}

/// The certificates of a chain as they were read, and their end.
struct Chain {
    ~Chain()
    {
        for (unsigned i = 0; i < size; ++i)
            gnutls_x509_crt_deinit(all[i]);
        gnutls_free(all);
    }
    gnutls_x509_crt_t *all = nullptr;
    unsigned size = 0;
};

QByteArray keyIdOf(gnutls_x509_crt_t certificate)
{
    QByteArray id(64, '\0');
    size_t size = size_t(id.size());
    const int code = gnutls_x509_crt_get_key_id(
        certificate, GNUTLS_KEYID_USE_SHA256, reinterpret_cast<unsigned char *>(id.data()), &size);
    return code < 0 ? QByteArray() : id.left(qsizetype(size));
}

QByteArray keyIdOf(gnutls_x509_privkey_t key)
{
    QByteArray id(64, '\0');
    size_t size = size_t(id.size());
    const int code = gnutls_x509_privkey_get_key_id(
        key, GNUTLS_KEYID_USE_SHA256, reinterpret_cast<unsigned char *>(id.data()), &size);
    return code < 0 ? QByteArray() : id.left(qsizetype(size));
}

QStringList namesOf(gnutls_x509_crt_t certificate)
{
    QStringList names;
    for (unsigned i = 0;; ++i) {
        QByteArray name(1024, '\0');
        size_t size = size_t(name.size());
        const int kind =
            gnutls_x509_crt_get_subject_alt_name(certificate, i, name.data(), &size, nullptr);
        if (kind == GNUTLS_E_SHORT_MEMORY_BUFFER)
            continue;
        if (kind < 0)
            return names;
        if (kind == GNUTLS_SAN_DNSNAME)
            names += QString::fromUtf8(name.left(qsizetype(size)));
        char text[INET6_ADDRSTRLEN] = "";
        if (kind == GNUTLS_SAN_IPADDRESS
            && inet_ntop(size == 4 ? AF_INET : AF_INET6, name.constData(), text, sizeof text))
            names += QString::fromLatin1(text);
    }
}

} // namespace

/// What GnuTLS is shown.
struct ServerCertificate::Parts {
    ~Parts()
    {
        for (auto &one : chain)
            gnutls_pcert_deinit(&one);
        gnutls_x509_privkey_deinit(x509Key);
        gnutls_privkey_deinit(key);
    }
    Result<void> readKey(const QByteArray &pem);
    Result<void> readChain(Chain &read);

    std::vector<gnutls_pcert_st> chain;
    gnutls_x509_privkey_t x509Key = nullptr;
    gnutls_privkey_t key = nullptr;
};

Result<void> ServerCertificate::Parts::readKey(const QByteArray &pem)
{
    const gnutls_datum_t bytes = datum(pem);
    int code = gnutls_x509_privkey_init(&x509Key);
    if (code >= 0)
        code = gnutls_x509_privkey_import2(x509Key, &bytes, GNUTLS_X509_FMT_PEM, nullptr, 0);
    if (code >= 0)
        code = gnutls_privkey_init(&key);
    if (code >= 0)
        code = gnutls_privkey_import_x509(key, x509Key, 0);
    return code < 0 ? unreadable("private key", code) : Result<void>();
}

Result<void> ServerCertificate::Parts::readChain(Chain &read)
{
    // Whoever sorts it wrongly in the file is not punished: the first stays, its issuers follow.
    unsigned size = read.size;
    std::vector<gnutls_pcert_st> all(size);
    const int code =
        gnutls_pcert_import_x509_list(all.data(), read.all, &size, GNUTLS_X509_CRT_LIST_SORT);
    if (code < 0)
        return unreadable("certificate's chain", code);
    all.resize(size);
    chain = std::move(all);
    return {};
}

ServerCertificate::ServerCertificate() : m_parts(std::make_unique<Parts>())
{}
ServerCertificate::~ServerCertificate() = default;

Result<std::shared_ptr<const ServerCertificate>> ServerCertificate::of(const QByteArray &chain,
                                                                       const QByteArray &key)
{
    const gnutls_datum_t bytes = datum(chain);
    Chain read;
    const int code =
        gnutls_x509_crt_list_import2(&read.all, &read.size, &bytes, GNUTLS_X509_FMT_PEM, 0);
    if (code < 0 || read.size == 0)
        return unreadable("certificate", code);
    std::shared_ptr<ServerCertificate> made(new ServerCertificate);
    if (auto ok = made->m_parts->readKey(key); !ok)
        return failure(ok);
    const QByteArray id = keyIdOf(read.all[0]);
    if (id.isEmpty() || id != keyIdOf(made->m_parts->x509Key))
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("the private key is not the certificate's: they don't fit"));
    made->m_begins = timestamp(gnutls_x509_crt_get_activation_time(read.all[0]));
    made->m_ends = timestamp(gnutls_x509_crt_get_expiration_time(read.all[0]));
    made->m_names = namesOf(read.all[0]);
    if (auto ok = made->m_parts->readChain(read); !ok)
        return failure(ok);
    return made;
}

void ServerCertificate::present(gnutls_pcert_st **chain, unsigned *size,
                                gnutls_privkey_st **key) const
{
    *chain = m_parts->chain.data();
    *size = unsigned(m_parts->chain.size());
    *key = m_parts->key;
}

} // namespace lockbox::httpd
