#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QUrl>
#include <QUrlQuery>

#include <stop_token>

namespace lockbox::oidc {

/// Where an issuer of ID tokens is, and how it is known to be the right one.
struct IssuerPlace {
    QString
        issuer; ///< "https://login.contoso.com/tenant", as its tokens have it, letter by letter.
    QString caFile; ///< PEM of authorities that its certificate may hang on; empty: the system's.
    QString caHint; ///< How that is named, for people.
    std::chrono::milliseconds patience{5'000}; ///< With each answer.
};

/// What an issuer publishes of itself (OpenID Connect Discovery 1.0, RFC 8414).
struct IssuerDocument {
    QUrl keys;                ///< Of its JWKS.
    QUrl authorization;       ///< Where a browser signs in; empty where there is none.
    QUrl token;               ///< Where a code becomes a token.
    QUrl deviceAuthorization; ///< RFC 8628; empty where there is none.
    bool namesItself = false; ///< In what it answers the browser with (RFC 9207).
};

/// What an endpoint answered.
struct IssuerAnswer {
    int status = 0;
    QJsonObject json; ///< Empty where it was none.
};

/// InvalidArgument where the text can't be an issuer's: https with nothing behind the path; without TLS on this machine only.
Result<void> checkIssuer(const QString &issuer);

/// Reads the document. Refused where it is another issuer's, or names no keys.
Result<IssuerDocument> discover(const IssuerPlace &place, const std::stop_token &stop = {});

/// Unreachable where there is no whole answer, and where it is no JSON object with status 200.
Result<QJsonObject> fetch(const IssuerPlace &place, const QUrl &url,
                          const std::stop_token &stop = {});

/// Sends a form (application/x-www-form-urlencoded) to an endpoint.
Result<IssuerAnswer> post(const IssuerPlace &place, const QUrl &url, const QUrlQuery &form,
                          const std::stop_token &stop = {});

/// A value of a form or query, encoded: QUrlQuery leaves "+" alone, which is read as a blank.
QString encoded(const QString &value);

} // namespace lockbox::oidc
