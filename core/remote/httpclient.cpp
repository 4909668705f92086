#include "core/remote/httpclient.h"

#include <curl/curl.h>

#include <QRegularExpression>

namespace lockbox {

namespace {

/// A body as it comes in.
struct Intake {
    QByteArray &body;
    qsizetype longest;
};

size_t appendBody(char *data, size_t size, size_t count, void *intake)
{
    auto &to = *static_cast<Intake *>(intake);
    if (to.body.size() + qsizetype(size * count) > to.longest)
        return 0;
    to.body.append(data, qsizetype(size * count));
    return size * count;
}

/// "Name: value" and a line end; other lines have no colon, or come before the answer that counts.
size_t addHeader(char *data, size_t size, size_t count, void *headers)
{
    const QByteArray line(data, qsizetype(size * count));
    const qsizetype colon = line.indexOf(':');
    if (colon > 0)
        static_cast<QHash<QByteArray, QByteArray> *>(headers)->insert(
            line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    return size * count;
}

struct Headers {
    curl_slist *list = nullptr;
    ~Headers() { curl_slist_free_all(list); }
    void add(const QByteArray &line) { list = curl_slist_append(list, line.constData()); }
};

} // namespace

struct HttpClient::Handle {
    CURL *curl = nullptr;
    CURLM *multi = nullptr; ///< So that a wait can be ended from another thread.
    char words[CURL_ERROR_SIZE] = "";

    Handle()
    {
        static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
        curl = ready == CURLE_OK ? curl_easy_init() : nullptr;
        multi = curl ? curl_multi_init() : nullptr;
    }
    ~Handle()
    {
        curl_multi_cleanup(multi);
        curl_easy_cleanup(curl);
    }
    CURLcode perform(const std::stop_token &stop, const std::stop_token &given);
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
};

/// `given`: when this line is given up.
CURLcode HttpClient::Handle::perform(const std::stop_token &stop, const std::stop_token &given)
{
    const std::stop_callback wake(stop, [this] { curl_multi_wakeup(multi); });
    const std::stop_callback wakeToo(given, [this] { curl_multi_wakeup(multi); });
    curl_multi_add_handle(multi, curl);
    CURLcode code = CURLE_ABORTED_BY_CALLBACK;
    int running = 1;
    while (running > 0 && !stop.stop_requested() && !given.stop_requested()) {
        if (curl_multi_perform(multi, &running) != CURLM_OK)
            break;
        if (running > 0)
            curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
    }
    int left = 0;
    if (const CURLMsg *message = curl_multi_info_read(multi, &left))
        code = message->data.result;
    curl_multi_remove_handle(multi, curl);
    return code;
}

bool isLoopbackHost(const QString &host)
{
    // Any name may begin with "127.".
    static const QRegularExpression number(QStringLiteral("^127(\\.[0-9]{1,3}){3}$"));
    return host == QStringLiteral("localhost") || host == QStringLiteral("::1")
           || number.match(host).hasMatch();
}

Result<QUrl> HttpClient::serviceUrl(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const QString field = QStringLiteral("store");
    if (!url.isValid() || url.host().isEmpty()
        || (url.scheme() != QStringLiteral("https") && url.scheme() != QStringLiteral("http")))
        return invalid(field, QStringLiteral("\"%1\" is no address of a service: "
                                             "https://lockbox.contoso.com")
                                  .arg(text.left(256)));
    if (url.scheme() == QStringLiteral("http") && !isLoopbackHost(url.host()))
        return invalid(field, QStringLiteral("%1: without TLS everybody on the way could read "
                                             "along; use https://")
                                  .arg(text.left(256)));
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment()
        || !(url.path().isEmpty() || url.path() == QStringLiteral("/")))
        return invalid(field, QStringLiteral("an address of a service is its name and port only, "
                                             "nothing else"));
    return url.adjusted(QUrl::RemovePath | QUrl::StripTrailingSlash);
}

HttpClient::HttpClient(RemoteOptions options)
    : m_options(std::move(options)), m_handle(std::make_unique<Handle>())
{}

HttpClient::~HttpClient() = default;

Failure HttpClient::trouble(int code, const char *words) const
{
    const QString host = m_options.url.authority();
    const QString said = QString::fromLocal8Bit(words).trimmed();
    switch (code) {
    case CURLE_ABORTED_BY_CALLBACK:
        return failure(ErrorCode::Interrupted, QStringLiteral("the call was stopped"));
    case CURLE_COULDNT_RESOLVE_HOST:
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("there is no host called %1").arg(m_options.url.host()));
    case CURLE_COULDNT_CONNECT:
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("nothing answers at %1: %2").arg(host, said));
    case CURLE_OPERATION_TIMEDOUT:
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("%1 did not answer in time").arg(host));
    case CURLE_PEER_FAILED_VERIFICATION:
        return failure(
            ErrorCode::Unreachable,
            QStringLiteral("%1 can't be trusted, its certificate is not right: %2 (where it "
                           "is one of your own, name it with %3)")
                .arg(host, said, m_options.caHint));
    case CURLE_SSL_CACERT_BADFILE:
        return failure(
            ErrorCode::Unreachable,
            QStringLiteral("%1 can't be read, or holds no certificates").arg(m_options.caFile));
    case CURLE_SSL_CONNECT_ERROR:
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("no secure connection to %1: %2").arg(host, said));
    default:
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("the connection to %1 was lost: %2").arg(host, said));
    }
}

Result<HttpAnswer> HttpClient::ask(const HttpQuestion &question)
{
    CURL *curl = m_handle->curl;
    if (!m_handle->multi)
        return failure(ErrorCode::Internal, QStringLiteral("libcurl can't be used"));
    HttpAnswer answer;
    Headers headers;
    if (!m_options.token.isEmpty())
        headers.add("Authorization: Bearer " + m_options.token);
    if (!question.idempotencyKey.isEmpty())
        headers.add("Idempotency-Key: " + question.idempotencyKey);
    if (!question.ifMatch.isEmpty())
        headers.add("If-Match: " + question.ifMatch);
    headers.add("Expect:");
    headers.add("Content-Type:"
                + (question.contentType.isEmpty() ? QByteArray() : ' ' + question.contentType));
    const QByteArray url = (m_options.url.toString(QUrl::FullyEncoded) + question.path).toUtf8();

    curl_easy_reset(curl);
    m_handle->words[0] = '\0';
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, m_handle->words);
    curl_easy_setopt(curl, CURLOPT_URL, url.constData());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
#endif
    if (isLoopbackHost(m_options.url.host()))
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    if (!m_options.caFile.isEmpty())
        curl_easy_setopt(curl, CURLOPT_CAINFO, m_options.caFile.toUtf8().constData());
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, long(m_options.connectTimeout.count()));
    curl_easy_setopt(
        curl, CURLOPT_TIMEOUT_MS,
        long(
            (question.answerTimeout.value_or(m_options.answerTimeout) + question.mayTake).count()));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.list);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, question.method.constData());
    if (question.method != "GET") {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(question.body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, question.body.constData());
    }
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, addHeader);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer.headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, appendBody);
    Intake intake{.body = answer.body, .longest = m_options.longestAnswer};
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &intake);

    const auto &breaker = m_options.breaker;
    const auto given = breaker ? breaker->token() : std::stop_token();
    const CURLcode code = m_handle->perform(question.stop, given);
    // It may also have failed in the moment in which it was given up.
    m_wasGivenUp = code != CURLE_OK && given.stop_requested() && !question.stop.stop_requested()
                   && !breaker->isClosed();
    if (m_wasGivenUp)
        return trouble(CURLE_RECV_ERROR, "it was given up");
    if (code != CURLE_OK)
        return trouble(code, m_handle->words[0] ? m_handle->words : curl_easy_strerror(code));
    long status = 0;
    char *type = nullptr;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    answer.status = int(status);
    answer.contentType = QByteArray(type).split(';').front().trimmed().toLower();
    if (m_options.observe)
        m_options.observe(question, answer);
    return answer;
}

} // namespace lockbox
