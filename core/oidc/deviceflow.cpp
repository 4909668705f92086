#include "core/oidc/flow.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace lockbox::oidc {

namespace {

using namespace std::chrono_literals;

/// What the issuer says of a code: how to ask for its token.
struct Asking {
    QString deviceCode;
    std::chrono::milliseconds interval;
    std::chrono::milliseconds left;
};

QString text(const QJsonObject &json, const char *name)
{
    return json.value(QString::fromLatin1(name)).toString();
}

std::chrono::seconds seconds(const QJsonObject &json, const char *name, int otherwise)
{
    constexpr double most = 86'400;
    const double given = json.value(QString::fromLatin1(name)).toDouble(otherwise);
    return std::chrono::seconds(qint64(std::clamp(given, 1.0, most)));
}

Failure strange(const QString &issuer)
{
    return failure(ErrorCode::Unreachable,
                   QStringLiteral("%1 gives no code for another device").arg(issuer));
}

/// People are sent there, so it must be a page.
bool isPage(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty()
           && (url.scheme() == QStringLiteral("https") || url.scheme() == QStringLiteral("http"));
}

Result<DeviceCode> codeIn(const QJsonObject &json, const QString &issuer)
{
    DeviceCode code{.code = text(json, "user_code"),
                    .page = QUrl(text(json, "verification_uri"), QUrl::StrictMode),
                    .completePage = QUrl(text(json, "verification_uri_complete"), QUrl::StrictMode),
                    .lasts = seconds(json, "expires_in", 300)};
    if (!isPage(code.completePage))
        code.completePage.clear();
    const bool isPlain = std::ranges::all_of(code.code, [](QChar c) { return c.isPrint(); });
    if (code.code.isEmpty() || code.code.size() > 64 || !isPlain || !isPage(code.page)
        || text(json, "device_code").isEmpty())
        return strange(issuer);
    return code;
}

/// The token, as soon as the user has signed in.
Result<IssuerAnswer> askForToken(const FlowOptions &options, const QUrl &endpoint, Asking asking,
                                 const Pause &pause)
{
    const IssuerPlace place = flow::placeOf(options);
    while (asking.left > 0ms) {
        if (!pause(asking.interval))
            return failure(ErrorCode::Interrupted, QStringLiteral("signing in was stopped"));
        asking.left -= asking.interval;
        const auto answer =
            post(place, endpoint,
                 {{QStringLiteral("grant_type"),
                   encoded(QStringLiteral("urn:ietf:params:oauth:grant-type:device_code"))},
                  {QStringLiteral("device_code"), encoded(asking.deviceCode)},
                  {QStringLiteral("client_id"), encoded(options.method.deviceClientId)}},
                 options.stop);
        if (!answer && answer.error().code != ErrorCode::Unreachable)
            return answer;
        const QString error = answer ? text(answer->json, "error") : QString();
        if (error == QStringLiteral("slow_down"))
            asking.interval += 5s;
        else if (!answer)
            asking.interval *= 2; // RFC 8628, 3.5
        else if (error == QStringLiteral("expired_token"))
            break;
        else if (error != QStringLiteral("authorization_pending"))
            return answer;
    }
    return failure(ErrorCode::Interrupted,
                   QStringLiteral("the code is too old: nobody signed in with it in time"));
}

/// Waits, and is woken where it is stopped.
Pause systemPause(const std::stop_token &stop)
{
    return [stop](std::chrono::milliseconds span) {
        std::mutex mutex;
        std::condition_variable_any never;
        std::unique_lock lock(mutex);
        never.wait_for(lock, stop, span, [] { return false; });
        return !stop.stop_requested();
    };
}

} // namespace

Result<IdTokenProof> signInWithDevice(const FlowOptions &options, const ShowCode &show, Pause pause)
{
    const IssuerPlace place = flow::placeOf(options);
    const auto document = discover(place, options.stop);
    if (!document)
        return failure(document);
    if (document->deviceAuthorization.isEmpty() || document->token.isEmpty())
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("%1 signs nobody in by another device").arg(place.issuer));
    const QByteArray nonceVerifier = flow::randomText();
    const auto begun =
        post(place, document->deviceAuthorization,
             flow::wish(options, options.method.deviceClientId, nonceVerifier), options.stop);
    if (!begun)
        return failure(begun);
    if (const QString error = text(begun->json, "error"); !error.isEmpty())
        return flow::refused(place.issuer, error, text(begun->json, "error_description"));
    const auto code = codeIn(begun->json, place.issuer);
    if (begun->status != 200 || !code)
        return strange(place.issuer);
    show(*code);
    const auto answer = askForToken(options, document->token,
                                    {.deviceCode = text(begun->json, "device_code"),
                                     .interval = seconds(begun->json, "interval", 5),
                                     .left = code->lasts},
                                    pause ? pause : systemPause(options.stop));
    return answer ? flow::proofOf(options, *answer, nonceVerifier) : failure(answer);
}

} // namespace lockbox::oidc
