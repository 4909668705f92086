#pragma once

#include "core/mail/smtp.h"

#include <curl/curl.h>

#include <array>
#include <atomic>
#include <optional>
#include <set>

/// How one mail is told to libcurl; for SmtpSender alone.
namespace lockbox {

struct FreeList {
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
struct FreeMime {
    void operator()(curl_mime *mime) const { curl_mime_free(mime); }
};
struct FreeHandle {
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};

/// One mail on its way, and the handle that carries it. Belongs to the thread that carries it while it does so, but for what is atomic.
struct Transfer {
    std::set<curl_socket_t> connections; ///< Open ones; before the handle, which closes them.
    std::unique_ptr<CURL, FreeHandle> handle;
    std::unique_ptr<curl_slist, FreeList> headers;
    std::unique_ptr<curl_slist, FreeList> recipients;
    std::unique_ptr<curl_mime, FreeMime> mime;
    SmtpAnswer answer;
    std::array<char, CURL_ERROR_SIZE> error{};
    qint64 id = 0;
    /// Where the recipient's address, or the sender's, needs SMTPUTF8 (RFC 6531): what to say if the server doesn't offer it.
    std::optional<SmtpResult> withoutUtf8;
    bool isHeldBack = false; ///< And it didn't.
    /// As the server said when this handle's connection was made; one name may stand for several servers.
    bool offersUtf8 = false;
    std::atomic<bool> isWanted = true; ///< Else it is broken off.
    /// Else it is broken off unless part of the mail itself was sent.
    std::atomic<bool> isWantedBeforeData = true;
    bool isBrokenOff = false;
};

/// What is the same for all mails.
void setServer(CURL *handle, const SmtpServer &server);
/// All that is left to say before the transfer begins.
void setMessage(Transfer &transfer, const MailMessage &message);
SmtpResult resultOf(const Transfer &transfer, CURLcode code);
/// What needs no server to be told.
std::optional<SmtpResult> refusal(const MailMessage &message);

} // namespace lockbox
