#include "core/mail/smtptransfer.h"

#include "core/domain/validation.h"

#include <algorithm>

#ifndef Q_OS_WIN
#include <unistd.h>
#endif

namespace lockbox {

static int listen(CURL *, curl_infotype type, char *data, size_t size, void *user)
{
    auto &transfer = *static_cast<Transfer *>(user);
    SmtpAnswer &answer = transfer.answer;
    const QByteArrayView bytes(data, qsizetype(size));
    switch (type) {
    case CURLINFO_HEADER_IN:
        answer.heard(bytes);
        if (answer.heardGreeting())
            transfer.offersUtf8 = answer.offers("SMTPUTF8");
        break;
    case CURLINFO_HEADER_OUT: answer.said(bytes); break;
    case CURLINFO_DATA_OUT: answer.sentData(bytes.size()); break;
    case CURLINFO_TEXT: answer.noted(bytes); break;
    default: break;
    }
    return 0;
}

/// Before the first command about a mail. The library would send the address as it is, and what becomes of it is anybody's guess.
static int holdBack(void *user, char *, char *, int, int)
{
    auto &transfer = *static_cast<Transfer *>(user);
    transfer.isHeldBack = transfer.withoutUtf8 && !transfer.offersUtf8;
    return transfer.isHeldBack ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

/// Asked at least once a second. The connection ends with it, so that no farewell waits for a server that is busy with the mail, and nothing that
/// was sent by half is ended as if it were whole.
static int breakOff(void *user, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    auto &transfer = *static_cast<Transfer *>(user);
    if (transfer.isWanted && (transfer.isWantedBeforeData || transfer.answer.hasSentData()))
        return 0;
    transfer.isBrokenOff = true;
    for (const curl_socket_t connection : transfer.connections)
        shutdown(connection, 2);
    return 1;
}

static int noteOpened(void *user, curl_socket_t connection, curlsocktype)
{
    static_cast<Transfer *>(user)->connections.insert(connection);
    return CURL_SOCKOPT_OK;
}

static int closeNoted(void *user, curl_socket_t connection)
{
    static_cast<Transfer *>(user)->connections.erase(connection);
#ifdef Q_OS_WIN
    return closesocket(connection);
#else
    return close(connection);
#endif
}

static void addPart(curl_mime *mime, const QString &text, const char *type)
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

static QByteArray urlOf(const SmtpServer &server)
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

static bool isAscii(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
}

static std::optional<SmtpResult> resultWithoutUtf8(const MailMessage &message)
{
    const QString words =
        QStringLiteral("%1 has letters beyond ASCII before the @, and the mail server takes no "
                       "such address (SMTPUTF8)");
    if (!isAscii(smtpAddress(message.from.address)))
        return SmtpResult{.outcome = SmtpResult::Outcome::ServerTrouble,
                          .words = words.arg(message.from.address)};
    if (!isAscii(smtpAddress(message.to.address)))
        return SmtpResult{.outcome = SmtpResult::Outcome::Permanent,
                          .words = words.arg(message.to.address)};
    return std::nullopt;
}

std::optional<SmtpResult> refusal(const MailMessage &message)
{
    const QString words = QStringLiteral("\"%1\" is no e-mail address");
    if (!isEmailAddress(message.from.address))
        return SmtpResult{.outcome = SmtpResult::Outcome::ServerTrouble,
                          .words = words.arg(message.from.address)};
    if (!isEmailAddress(message.to.address))
        return SmtpResult{.outcome = SmtpResult::Outcome::Permanent,
                          .words = words.arg(message.to.address)};
    return std::nullopt;
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
    transfer.withoutUtf8 = resultWithoutUtf8(message);
    transfer.isHeldBack = false;
    transfer.isWanted = true;
    transfer.isWantedBeforeData = true;
    transfer.isBrokenOff = false;
    transfer.error.fill('\0');
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer.error.data());
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, listen);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, holdBack);
    curl_easy_setopt(handle, CURLOPT_PREREQDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, breakOff);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, noteOpened);
    curl_easy_setopt(handle, CURLOPT_SOCKOPTDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, closeNoted);
    curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, &transfer);
}

static bool isTrustTrouble(CURLcode code)
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
    if (transfer.isHeldBack) {
        SmtpResult result = *transfer.withoutUtf8;
        result.dialogue = transfer.answer.result({}, false).dialogue;
        return result;
    }
    QString error;
    if (code != CURLE_OK) {
        error = QString::fromUtf8(transfer.error.data()).trimmed();
        if (error.isEmpty())
            error = QString::fromUtf8(curl_easy_strerror(code));
    }
    SmtpResult result = transfer.answer.result(error, isTrustTrouble(code));
    if (transfer.isBrokenOff && code != CURLE_OK)
        result.outcome = SmtpResult::Outcome::BrokenOff;
    return result;
}

} // namespace lockbox
