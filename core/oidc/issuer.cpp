#include "core/oidc/issuer.h"

#include "core/remote/httpclient.h"

#include <QJsonDocument>

namespace lockbox::oidc {

namespace {

constexpr qsizetype longestAnswer = 1 << 20;

bool isSafe(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasFragment()
           && (url.scheme() == QStringLiteral("https")
               || (url.scheme() == QStringLiteral("http") && isLoopbackHost(url.host())));
}

Failure strange(const IssuerPlace &place, const QString &what)
{
    return failure(ErrorCode::Unreachable,
                   QStringLiteral("the issuer %1 %2").arg(place.issuer, what));
}

Result<HttpAnswer> ask(const IssuerPlace &place, const QUrl &url, HttpQuestion question)
{
    HttpClient client({.url = url.adjusted(QUrl::RemovePath | QUrl::RemoveQuery),
                       .caFile = place.caFile,
                       .token = {},
                       .connectTimeout = place.patience,
                       .answerTimeout = place.patience,
                       .longestAnswer = longestAnswer,
                       .caHint = place.caHint});
    question.path = url.path(QUrl::FullyEncoded);
    if (url.hasQuery())
        question.path += QLatin1Char('?') + url.query(QUrl::FullyEncoded);
    return client.ask(question);
}

/// An endpoint of the document; empty where it is not there.
Result<QUrl> endpoint(const IssuerPlace &place, const QJsonObject &document, const char *name,
                      bool isNeeded = false)
{
    const QString key = QString::fromLatin1(name);
    const QString text = document.value(key).toString();
    if (text.isEmpty() && !isNeeded)
        return QUrl();
    const QUrl url(text, QUrl::StrictMode);
    if (!isSafe(url))
        return strange(place, QStringLiteral("names no safe address as %1").arg(key));
    return url;
}

} // namespace

Result<void> checkIssuer(const QString &issuer)
{
    const QUrl url(issuer, QUrl::StrictMode);
    if (isSafe(url) && !url.hasQuery())
        return {};
    return invalid(QStringLiteral("issuer"),
                   QStringLiteral("\"%1\" is no issuer: an address with https and without a query, "
                                  "such as https://login.contoso.com")
                       .arg(issuer.left(256)));
}

Result<IssuerDocument> discover(const IssuerPlace &place, const std::stop_token &stop)
{
    if (auto ok = checkIssuer(place.issuer); !ok)
        return failure(ok);
    QString base = place.issuer;
    if (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    const auto json =
        fetch(place, QUrl(base + QStringLiteral("/.well-known/openid-configuration")), stop);
    if (!json)
        return failure(json);
    const QString name = json->value(QStringLiteral("issuer")).toString();
    if (name != place.issuer)
        return strange(place,
                       QStringLiteral("says that it is \"%1\"; both must be the same, letter "
                                      "by letter")
                           .arg(name.left(256)));
    const auto keys = endpoint(place, *json, "jwks_uri", true);
    const auto authorization = endpoint(place, *json, "authorization_endpoint");
    const auto token = endpoint(place, *json, "token_endpoint");
    const auto device = endpoint(place, *json, "device_authorization_endpoint");
    for (const auto *url : {&keys, &authorization, &token, &device}) {
        if (!*url)
            return failure(*url);
    }
    return IssuerDocument{
        .keys = *keys,
        .authorization = *authorization,
        .token = *token,
        .deviceAuthorization = *device,
        .namesItself =
            json->value(QStringLiteral("authorization_response_iss_parameter_supported")).toBool()};
}

Result<QJsonObject> fetch(const IssuerPlace &place, const QUrl &url, const std::stop_token &stop)
{
    const auto answer = ask(place, url, {.stop = stop});
    if (!answer)
        return failure(answer);
    const QJsonDocument document = QJsonDocument::fromJson(answer->body);
    if (answer->status != 200 || !document.isObject())
        return strange(place,
                       QStringLiteral("answers, but not with what is asked for at %1 (status "
                                      "%2)")
                           .arg(url.toString())
                           .arg(answer->status));
    return document.object();
}

Result<IssuerAnswer> post(const IssuerPlace &place, const QUrl &url, const QUrlQuery &form,
                          const std::stop_token &stop)
{
    HttpQuestion question;
    question.method = "POST";
    question.body = form.toString(QUrl::FullyEncoded).toUtf8();
    question.contentType = "application/x-www-form-urlencoded";
    question.stop = stop;
    const auto answer = ask(place, url, question);
    if (!answer)
        return failure(answer);
    return IssuerAnswer{.status = answer->status,
                        .json = QJsonDocument::fromJson(answer->body).object()};
}

QString encoded(const QString &value)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(value));
}

} // namespace lockbox::oidc
