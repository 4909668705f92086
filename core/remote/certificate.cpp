#include "core/remote/certificate.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>

namespace lockbox {

namespace {

template<auto Free>
struct Freeing {
    template<typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using Certificate = std::unique_ptr<X509, Freeing<X509_free>>;
using Stack = std::unique_ptr<STACK_OF(X509),
                              Freeing<+[](STACK_OF(X509) * s) { sk_X509_pop_free(s, X509_free); }>>;
using Names = std::unique_ptr<GENERAL_NAMES, Freeing<GENERAL_NAMES_free>>;
using Store = std::unique_ptr<X509_STORE, Freeing<X509_STORE_free>>;
using Context = std::unique_ptr<X509_STORE_CTX, Freeing<X509_STORE_CTX_free>>;

Certificate readPem(const QByteArray &pem)
{
    const std::unique_ptr<BIO, Freeing<BIO_free>> bio(
        BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    return Certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

QString entryText(const X509_NAME *name, int index)
{
    unsigned char *text = nullptr;
    const int size =
        ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
    const QString read =
        size > 0 ? QString::fromUtf8(reinterpret_cast<char *>(text), size) : QString();
    OPENSSL_free(text);
    return read.left(200);
}

/// The common name; without one all of it.
QString nameText(const X509_NAME *name)
{
    const int common = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    if (common >= 0)
        return entryText(name, common);
    QStringList parts;
    for (int i = 0; i < std::min(X509_NAME_entry_count(name), 10); ++i)
        parts.append(entryText(name, i));
    return parts.join(QStringLiteral(", "));
}

QString addressText(const ASN1_OCTET_STRING *address)
{
    const unsigned char *bytes = ASN1_STRING_get0_data(address);
    if (ASN1_STRING_length(address) == 4)
        return QStringLiteral("%1.%2.%3.%4")
            .arg(bytes[0])
            .arg(bytes[1])
            .arg(bytes[2])
            .arg(bytes[3]);
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(bytes), ASN1_STRING_length(address)).toHex(':'));
}

QStringList namesIn(const X509 *certificate)
{
    const Names names(static_cast<GENERAL_NAMES *>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    QStringList read;
    for (int i = 0; names && i < std::min(sk_GENERAL_NAME_num(names.get()), 20); ++i) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_DNS)
            read.append(QString::fromLatin1(
                            reinterpret_cast<const char *>(ASN1_STRING_get0_data(name->d.dNSName)),
                            ASN1_STRING_length(name->d.dNSName))
                            .left(200));
        else if (name->type == GEN_IPADD)
            read.append(addressText(name->d.iPAddress));
    }
    return read;
}

Timestamp timeOf(const ASN1_TIME *time)
{
    tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return Timestamp(std::chrono::seconds(timegm(&parts)));
}

QString fingerprintOf(const X509 *certificate)
{
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (X509_digest(certificate, EVP_sha256(), hash, &size) != 1)
        return {};
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<char *>(hash), static_cast<int>(size)).toHex(':').toUpper());
}

bool isOf(X509 *certificate, const QString &host)
{
    const QByteArray name = host.toLatin1();
    return X509_check_ip_asc(certificate, name.constData(), 0) == 1
           || X509_check_host(certificate, name.constData(), size_t(name.size()), 0, nullptr) == 1;
}

CertificateFault faultOf(int error)
{
    switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED: return CertificateFault::Expired;
    case X509_V_ERR_CERT_NOT_YET_VALID: return CertificateFault::NotYetValid;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: return CertificateFault::SelfMade;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE: return CertificateFault::UnknownAuthority;
    default: return CertificateFault::Other;
    }
}

void addFault(ServiceCertificate &found, int error)
{
    const CertificateFault fault = faultOf(error);
    const bool isSelfMade = found.isFor(CertificateFault::SelfMade);
    if (found.isFor(fault) || (fault == CertificateFault::UnknownAuthority && isSelfMade))
        return;
    found.faults.push_back(fault);
    if (fault == CertificateFault::Other)
        found.other = QString::fromLatin1(X509_verify_cert_error_string(error));
}

/// All that is wrong, not only the first of it.
int goOn(int ok, X509_STORE_CTX *context)
{
    if (!ok)
        addFault(*static_cast<ServiceCertificate *>(X509_STORE_CTX_get_app_data(context)),
                 X509_STORE_CTX_get_error(context));
    return 1;
}

Result<void> verify(X509 *own, STACK_OF(X509) * others, const QString &caFile, Timestamp now,
                    ServiceCertificate &found)
{
    const Store store(X509_STORE_new());
    const bool isLoaded = caFile.isEmpty()
                              ? X509_STORE_set_default_paths(store.get()) == 1
                              : X509_STORE_load_file(store.get(), caFile.toLocal8Bit()) == 1;
    if (!isLoaded)
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("%1 can't be read, or holds no certificates").arg(caFile));
    const Context context(X509_STORE_CTX_new());
    if (X509_STORE_CTX_init(context.get(), store.get(), own, others) != 1)
        return failure(ErrorCode::Internal, QStringLiteral("the certificate can't be verified"));
    X509_STORE_CTX_set_default(context.get(), "ssl_server");
    X509_STORE_CTX_set_time(
        context.get(), 0,
        time_t(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count()));
    X509_STORE_CTX_set_app_data(context.get(), &found);
    X509_STORE_CTX_set_verify_cb(context.get(), goOn);
    X509_verify_cert(context.get());
    return {};
}

} // namespace

bool ServiceCertificate::isFor(CertificateFault fault) const
{
    return std::ranges::find(faults, fault) != faults.end();
}

Result<ServiceCertificate> judgeCertificate(const QList<QByteArray> &chain, const QString &caFile,
                                            const QString &host, Timestamp now)
{
    const Certificate own = chain.isEmpty() ? nullptr : readPem(chain.front());
    if (!own)
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("%1 shows no certificate that can be read").arg(host));
    const Stack others(sk_X509_new_null());
    for (qsizetype i = 1; i < chain.size(); ++i) {
        if (Certificate next = readPem(chain[i]))
            sk_X509_push(others.get(), next.release());
    }
    ServiceCertificate found{.host = host,
                             .subject = nameText(X509_get_subject_name(own.get())),
                             .names = namesIn(own.get()),
                             .issuer = nameText(X509_get_issuer_name(own.get())),
                             .notBefore = timeOf(X509_get0_notBefore(own.get())),
                             .notAfter = timeOf(X509_get0_notAfter(own.get())),
                             .fingerprint = fingerprintOf(own.get()),
                             .faults = {},
                             .other = {}};
    if (auto ok = verify(own.get(), others.get(), caFile, now, found); !ok)
        return failure(ok);
    if (!isOf(own.get(), host))
        found.faults.push_back(CertificateFault::WrongName);
    return found;
}

} // namespace lockbox
