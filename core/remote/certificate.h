#pragma once

#include "core/remote/httpclient.h"

#include <vector>

namespace lockbox {

/// What is wrong with a service's certificate.
enum class CertificateFault {
    UnknownAuthority, ///< Whoever issued it is none of the authorities that are trusted.
    SelfMade,         ///< It was issued by itself, and is not among those that are trusted.
    Expired,          ///< It, or one that it hangs on.
    NotYetValid,      ///< It, or one that it hangs on; or this machine's clock is wrong.
    WrongName,        ///< It is another server's.
    Other,            ///< Anything else; ServiceCertificate::other has the words.
};

/// A certificate as a service showed it, and what is wrong with it.
struct ServiceCertificate {
    QString host;      ///< Whose it should be.
    QString subject;   ///< Whose it is: the common name, or all of its name.
    QStringList names; ///< Of the servers that it is for.
    QString issuer;
    Timestamp notBefore;
    Timestamp notAfter;
    QString fingerprint; ///< SHA-256, "AB:CD:…".
    std::vector<CertificateFault> faults;
    QString other;

    bool isFor(CertificateFault fault) const;
};

/// Asks the service for its certificate, and for nothing else: no question is sent over a line that can't be trusted.
Result<ServiceCertificate> lookAtCertificate(const RemoteOptions &options, Timestamp now);

/// Judges a chain in PEM, the server's own certificate first, by the authorities in `caFile`, or the system's where that is empty.
Result<ServiceCertificate> judgeCertificate(const QList<QByteArray> &chain, const QString &caFile,
                                            const QString &host, Timestamp now);

/// Where the authority that was chosen for a service is kept; empty where there is none.
QString keptAuthority(const QUrl &service, const QString &folder);
/// Keeps a copy of the PEM file for that service, instead of one that is there.
Result<void> keepAuthority(const QUrl &service, const QString &pemFile, const QString &folder);
/// The user's own folder for it: customer-lockbox/authorities in the user's data directory.
QString userAuthorityFolder();

} // namespace lockbox
