#pragma once

#include "core/base/result.h"
#include "core/remote/linebreaker.h"

#include <QHash>
#include <QUrl>

#include <functional>
#include <memory>
#include <stop_token>

namespace lockbox {

struct HttpQuestion;
struct HttpAnswer;

/// Where a service is, and how it is known to be the right one.
struct RemoteOptions {
    QUrl
        url; ///< "https://lockbox.contoso.com" or "…:8443"; without TLS on a loopback address only.
    QString
        caFile; ///< PEM of authorities that its certificate may hang on, instead of the system's; empty: the system's.
    QByteArray token; ///< Of a sign-in; empty: nobody is signed in.
    QString tenant;   ///< Id of the tenant to sign in to again, where the service has several.
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds answerTimeout{60'000}; ///< Beside what the call itself may take.
    /// Told of each whole answer; may be empty.
    std::function<void(const HttpQuestion &, const HttpAnswer &)> observe = {};
    qsizetype longestAnswer = 64 << 20; ///< Bytes; what is longer is given up.
    /// How an authority of one's own is named, for whoever reads that a certificate is not right.
    QString caHint = QStringLiteral("--ca FILE or LOCKBOX_CA_FILE");
    /// How long news may be late before the line counts as lost, which is then told at once; without it, as any other answer.
    std::optional<std::chrono::milliseconds> newsTimeout = {};
    std::shared_ptr<LineBreaker> breaker; ///< May be null: nobody ends what is under way.
};

struct HttpQuestion {
    QByteArray method = "GET";
    QString path; ///< Percent-encoded, with the query.
    QByteArray body;
    QByteArray contentType; ///< Empty where there is no body.
    QByteArray idempotencyKey;
    QByteArray ifMatch;                   ///< Entity tags, see Session::seen; may be empty.
    std::chrono::milliseconds mayTake{0}; ///< Longer than an answer usually takes.
    std::optional<std::chrono::milliseconds> answerTimeout; ///< Instead of RemoteOptions'.
    bool isAskedOnce = false;                               ///< Not again where it is lost.
    std::stop_token stop;                                   ///< Ends it: Interrupted.
};

struct HttpAnswer {
    int status = 0;
    QByteArray contentType;
    QHash<QByteArray, QByteArray> headers; ///< Names in lower case.
    QByteArray body;
};

/// Whether a host's name is this machine's own: only there is it safe to go without TLS.
bool isLoopbackHost(const QString &host);

/// One connection to a service, kept open between questions; by libcurl. Belongs to a thread. The certificate and its name are checked, always;
/// redirections are not followed.
class HttpClient
{
public:
    /// "https://host[:port]"; refused where it is no address of a service.
    static Result<QUrl> serviceUrl(const QString &text);

    explicit HttpClient(RemoteOptions options);
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    /// Unreachable where no whole answer came, with the reason in words.
    Result<HttpAnswer> ask(const HttpQuestion &question);
    /// Whether the last question was given up by LineBreaker::renew(), and may be asked again at once.
    bool wasGivenUp() const { return m_wasGivenUp; }
    void setToken(const QByteArray &token) { m_options.token = token; }
    const RemoteOptions &options() const { return m_options; }

private:
    struct Handle;
    Failure trouble(int code, const char *words) const;

    RemoteOptions m_options;
    bool m_wasGivenUp = false;
    std::unique_ptr<Handle> m_handle;
};

} // namespace lockbox
