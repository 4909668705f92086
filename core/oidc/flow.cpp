#include "core/oidc/flow.h"

#include "core/oidc/idtoken.h"

#include <QJsonDocument>
#include <QRandomGenerator>

namespace lockbox::oidc::flow {

/// A stranger's text as a part of a sentence.
static QString harmless(const QString &text)
{
    QString line = text.left(300);
    for (QChar &c : line) {
        if (!c.isPrint())
            c = QLatin1Char(' ');
    }
    return line;
}

/// Whether the issuer has put the nonce into it. The service judges the token; here it is only looked into.
static bool hasNonce(const QByteArray &idToken)
{
    const QByteArray claims =
        QByteArray::fromBase64(idToken.split('.').value(1), QByteArray::Base64UrlEncoding);
    return QJsonDocument::fromJson(claims).object().contains(QStringLiteral("nonce"));
}

IssuerPlace placeOf(const FlowOptions &options)
{
    return {.issuer = options.method.issuer,
            .caFile = options.caFile,
            .caHint = QStringLiteral("--ca FILE or LOCKBOX_CA_FILE"),
            .patience = std::chrono::seconds(15)};
}

QByteArray randomText()
{
    quint32 words[8];
    QRandomGenerator::system()->fillRange(words);
    return QByteArray(reinterpret_cast<const char *>(words), sizeof words)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QUrlQuery wish(const FlowOptions &options, const QString &client, const QByteArray &nonceVerifier)
{
    // Being asked for it, the issuer must say when the user signed in. A week: nobody is asked for a password because of that.
    const QString age = options.again ? QStringLiteral("600") : QStringLiteral("604800");
    QUrlQuery query{{QStringLiteral("client_id"), encoded(client)},
                    {QStringLiteral("scope"), encoded(options.method.scope)},
                    {QStringLiteral("nonce"), encoded(QString::fromLatin1(nonceOf(nonceVerifier)))},
                    {QStringLiteral("max_age"), age}};
    if (options.again)
        query.addQueryItem(QStringLiteral("prompt"), QStringLiteral("login"));
    if (!options.userName.isEmpty())
        query.addQueryItem(QStringLiteral("login_hint"), encoded(options.userName));
    return query;
}

Failure refused(const QString &issuer, const QString &error, const QString &description)
{
    const QString words =
        description.isEmpty()
            ? harmless(error)
            : QStringLiteral("%1 (%2)").arg(harmless(description), harmless(error));
    return failure(ErrorCode::NotPermitted,
                   QStringLiteral("%1 refuses to sign you in: %2").arg(issuer, words));
}

Result<IdTokenProof> proofOf(const FlowOptions &options, const IssuerAnswer &answer,
                             const QByteArray &nonceVerifier)
{
    const QString &issuer = options.method.issuer;
    const QString token = answer.json.value(QStringLiteral("id_token")).toString();
    if (answer.status == 200 && !token.isEmpty()) {
        IdTokenProof proof{.idToken = token.toLatin1(), .nonceVerifier = nonceVerifier};
        if (!hasNonce(proof.idToken))
            proof.nonceVerifier =
                answer.json.value(QStringLiteral("access_token")).toString().toUtf8();
        return proof;
    }
    const QString error = answer.json.value(QStringLiteral("error")).toString();
    if (!error.isEmpty())
        return refused(issuer, error,
                       answer.json.value(QStringLiteral("error_description")).toString());
    return failure(
        ErrorCode::Unreachable,
        QStringLiteral("%1 gives no ID token (status %2)").arg(issuer).arg(answer.status));
}

} // namespace lockbox::oidc::flow
