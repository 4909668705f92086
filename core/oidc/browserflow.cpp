#include "core/oidc/flow.h"
#include "core/oidc/loopbackpage.h"

#include <QCryptographicHash>

namespace lockbox::oidc {

namespace {

QString value(const QUrlQuery &query, const char *name)
{
    return query.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded);
}

/// The address at which the browser begins.
QUrl beginning(const IssuerDocument &document, const FlowOptions &options, const QUrl &back,
               const QByteArray &state, const QByteArray &codeVerifier,
               const QByteArray &nonceVerifier)
{
    const QByteArray challenge =
        QCryptographicHash::hash(codeVerifier, QCryptographicHash::Sha256)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    QUrl url = document.authorization;
    QUrlQuery query(url);
    for (const auto &[name, text] :
         flow::wish(options, options.method.clientId, nonceVerifier).queryItems(QUrl::FullyEncoded))
        query.addQueryItem(name, text);
    query.addQueryItem(QStringLiteral("response_type"), QStringLiteral("code"));
    query.addQueryItem(QStringLiteral("redirect_uri"), encoded(back.toString()));
    query.addQueryItem(QStringLiteral("state"), QString::fromLatin1(state));
    query.addQueryItem(QStringLiteral("code_challenge"), QString::fromLatin1(challenge));
    query.addQueryItem(QStringLiteral("code_challenge_method"), QStringLiteral("S256"));
    url.setQuery(query);
    return url;
}

/// The code in what the browser came back with.
Result<QString> codeOf(const IssuerDocument &document, const QString &issuer,
                       const QUrlQuery &query)
{
    // Before anything else is believed: another issuer's answer may be mixed in (RFC 9207).
    const bool isNamed = query.hasQueryItem(QStringLiteral("iss"));
    if (isNamed ? value(query, "iss") != issuer : document.namesItself)
        return failure(
            ErrorCode::NotPermitted,
            QStringLiteral("the browser came back from another issuer than %1").arg(issuer));
    if (const QString error = value(query, "error"); !error.isEmpty())
        return flow::refused(issuer, error, value(query, "error_description"));
    const QString code = value(query, "code");
    if (code.isEmpty())
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("the browser came back from %1 with nothing").arg(issuer));
    return code;
}

} // namespace

Result<IdTokenProof> signInWithBrowser(const FlowOptions &options, const OpenBrowser &open)
{
    const IssuerPlace place = flow::placeOf(options);
    const auto document = discover(place, options.stop);
    if (!document)
        return failure(document);
    if (document->authorization.isEmpty() || document->token.isEmpty())
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("%1 signs nobody in with a browser").arg(place.issuer));
    const auto page = LoopbackPage::open();
    if (!page)
        return failure(page);
    const QUrl back = (*page)->address();
    const QByteArray state = flow::randomText();
    const QByteArray codeVerifier = flow::randomText();
    const QByteArray nonceVerifier = flow::randomText();
    if (!open(beginning(*document, options, back, state, codeVerifier, nonceVerifier)))
        return failure(ErrorCode::NotSupported, QStringLiteral("no browser can be opened here"));
    const auto query = (*page)->wait(QString::fromLatin1(state), options.patience, options.stop);
    if (!query)
        return failure(query);
    const auto code = codeOf(*document, place.issuer, *query);
    if (!code)
        return failure(code);
    const auto answer = post(place, document->token,
                             {{QStringLiteral("grant_type"), QStringLiteral("authorization_code")},
                              {QStringLiteral("code"), encoded(*code)},
                              {QStringLiteral("redirect_uri"), encoded(back.toString())},
                              {QStringLiteral("client_id"), encoded(options.method.clientId)},
                              {QStringLiteral("code_verifier"), QString::fromLatin1(codeVerifier)}},
                             options.stop);
    return answer ? flow::proofOf(options, *answer, nonceVerifier) : failure(answer);
}

} // namespace lockbox::oidc
