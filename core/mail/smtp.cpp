#include "core/mail/smtp.h"

#include <QStringList>

#include <curl/curl.h>

#include <algorithm>

namespace lockbox {

namespace {

struct FreeList {
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
struct FreeMime {
    void operator()(curl_mime *mime) const { curl_mime_free(mime); }
};
struct FreeHandle {
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};
struct FreeMulti {
    void operator()(CURLM *multi) const { curl_multi_cleanup(multi); }
};

/// One mail on its way, and the handle that carries it.
struct Transfer {
    std::unique_ptr<CURL, FreeHandle> handle;
    std::unique_ptr<curl_slist, FreeList> headers;
    std::unique_ptr<curl_slist, FreeList> recipients;
    std::unique_ptr<curl_mime, FreeMime> mime;
    SmtpAnswer answer;
    std::array<char, CURL_ERROR_SIZE> error{};
    qint64 id = 0;
    bool isBusy = false;
};

int listen(CURL *, curl_infotype type, char *data, size_t size, void *user)
{
    auto &answer = *static_cast<SmtpAnswer *>(user);
    const QByteArrayView bytes(data, qsizetype(size));
    switch (type) {
    case CURLINFO_HEADER_IN: answer.heard(bytes); break;
    case CURLINFO_HEADER_OUT: answer.said(bytes); break;
    case CURLINFO_DATA_OUT: answer.sentData(bytes.size()); break;
    case CURLINFO_TEXT: answer.noted(bytes); break;
    default: break;
    }
    return 0;
}

void addPart(curl_mime *mime, const QString &text, const char *type)
{
    curl_mimepart *part = curl_mime_addpart(mime);
    // A line ends as in mails, so that it is none of the text's encoded bytes.
    const QByteArray bytes = QString(text).replace(u'\n', QStringLiteral("\r\n")).toUtf8();
    curl_mime_data(part, bytes.constData(), size_t(bytes.size()));
    curl_mime_type(part, type);
    curl_mime_encoder(part, "quoted-printable");
    // Else a file is made of what is neither first nor text.
    curl_mime_headers(part, curl_slist_append(nullptr, "Content-Disposition: inline"), 1);
}

QByteArray urlOf(const SmtpServer &server)
{
    const bool isSecure = server.security == SmtpServer::Security::Tls;
    const bool isAddress =
        server.host.contains(QLatin1Char(':')) && !server.host.startsWith(QLatin1Char('['));
    return QStringLiteral("%1://%2:%3")
        .arg(isSecure ? QStringLiteral("smtps") : QStringLiteral("smtp"),
             isAddress ? QStringLiteral("[%1]").arg(server.host) : server.host)
        .arg(server.port)
        .toUtf8();
}

void setServer(CURL *handle, const SmtpServer &server)
{
    curl_easy_setopt(handle, CURLOPT_URL, urlOf(server).constData());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_USE_SSL,
                     server.security == SmtpServer::Security::None ? long(CURLUSESSL_NONE)
                                                                   : long(CURLUSESSL_ALL));
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!server.caFile.isEmpty()) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, server.caFile.toUtf8().constData());
        curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
    }
    if (!server.user.isEmpty()) {
        curl_easy_setopt(handle, CURLOPT_USERNAME, server.user.toUtf8().constData());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, server.password.constData());
    }
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, long(server.connectTimeout.count()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, long(server.totalTimeout.count()));
    curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                     std::max(1L, long(server.totalTimeout.count() / 1000)));
}

void setMessage(Transfer &transfer, const MailMessage &message)
{
    CURL *handle = transfer.handle.get();
    curl_slist *headers = nullptr;
    for (const QByteArray &field : headerFields(message))
        headers = curl_slist_append(headers, field.constData());
    headers = curl_slist_append(headers, "Content-Type: multipart/alternative");
    transfer.headers.reset(headers);
    const QByteArray to = smtpAddress(message.to.address).toUtf8();
    transfer.recipients.reset(curl_slist_append(nullptr, to.constData()));
    transfer.mime.reset(curl_mime_init(handle));
    addPart(transfer.mime.get(), message.text, "text/plain; charset=utf-8");
    addPart(transfer.mime.get(), message.html, "text/html; charset=utf-8");
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM,
                     smtpAddress(message.from.address).toUtf8().constData());
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, transfer.recipients.get());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, transfer.headers.get());
    curl_easy_setopt(handle, CURLOPT_MIMEPOST, transfer.mime.get());
    transfer.answer = {};
    transfer.error.fill('\0');
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer.error.data());
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, listen);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, &transfer.answer);
}

bool isTrustTrouble(CURLcode code)
{
    switch (code) {
    case CURLE_LOGIN_DENIED:
    case CURLE_AUTH_ERROR:
    case CURLE_USE_SSL_FAILED:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR: return true;
    default: return false;
    }
}

SmtpResult resultOf(const Transfer &transfer, CURLcode code)
{
    QString error;
    if (code != CURLE_OK) {
        error = QString::fromUtf8(transfer.error.data()).trimmed();
        if (error.isEmpty())
            error = QString::fromUtf8(curl_easy_strerror(code));
    }
    return transfer.answer.result(error, isTrustTrouble(code));
}

void useCurl()
{
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    (void)ready;
}

} // namespace

struct SmtpSender::Private {
    SmtpServer server;
    std::unique_ptr<CURLM, FreeMulti> multi;
    std::vector<std::unique_ptr<Transfer>> transfers;

    /// Of what a handle finished with.
    Finished finished(const CURLMsg &message)
    {
        const auto found = std::ranges::find_if(transfers, [&](const auto &transfer) {
            return transfer->handle.get() == message.easy_handle;
        });
        Transfer &transfer = **found;
        curl_multi_remove_handle(multi.get(), message.easy_handle);
        transfer.isBusy = false;
        return {.id = transfer.id, .result = resultOf(transfer, message.data.result)};
    }
};

SmtpSender::SmtpSender(const SmtpServer &server, int connections) : d(std::make_unique<Private>())
{
    useCurl();
    d->server = server;
    d->multi.reset(curl_multi_init());
    curl_multi_setopt(d->multi.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, long(connections));
    curl_multi_setopt(d->multi.get(), CURLMOPT_MAXCONNECTS, long(connections));
    for (int i = 0; i < connections; ++i) {
        auto transfer = std::make_unique<Transfer>();
        transfer->handle.reset(curl_easy_init());
        setServer(transfer->handle.get(), server);
        d->transfers.push_back(std::move(transfer));
    }
}

SmtpSender::~SmtpSender()
{
    for (const auto &transfer : d->transfers) {
        if (transfer->isBusy)
            curl_multi_remove_handle(d->multi.get(), transfer->handle.get());
    }
}

int SmtpSender::underWay() const
{
    return int(
        std::ranges::count_if(d->transfers, [](const auto &transfer) { return transfer->isBusy; }));
}

int SmtpSender::room() const
{
    return int(d->transfers.size()) - underWay();
}

void SmtpSender::start(qint64 id, const MailMessage &message)
{
    const auto free =
        std::ranges::find_if(d->transfers, [](const auto &transfer) { return !transfer->isBusy; });
    if (free == d->transfers.end())
        qFatal("there is no room for another mail");
    Transfer &transfer = **free;
    transfer.id = id;
    transfer.isBusy = true;
    setMessage(transfer, message);
    curl_multi_add_handle(d->multi.get(), transfer.handle.get());
}

std::vector<SmtpSender::Finished> SmtpSender::wait(std::chrono::milliseconds wait)
{
    std::vector<Finished> done;
    const auto end = std::chrono::steady_clock::now() + wait;
    for (;;) {
        int running = 0;
        curl_multi_perform(d->multi.get(), &running);
        int left = 0;
        while (const CURLMsg *message = curl_multi_info_read(d->multi.get(), &left)) {
            if (message->msg == CURLMSG_DONE)
                done.push_back(d->finished(*message));
        }
        const auto now = std::chrono::steady_clock::now();
        if (!done.empty() || now >= end || underWay() == 0)
            return done;
        const auto rest = std::chrono::ceil<std::chrono::milliseconds>(end - now);
        curl_multi_poll(d->multi.get(), nullptr, 0, int(rest.count()), nullptr);
    }
}

SmtpResult sendMail(const SmtpServer &server, const MailMessage &message)
{
    SmtpSender sender(server, 1);
    sender.start(0, message);
    for (;;) {
        auto done = sender.wait(std::chrono::seconds(1));
        if (!done.empty())
            return std::move(done.front().result);
    }
}

} // namespace lockbox
