#include "core/mail/smtp.h"

#include "core/mail/smtptransfer.h"

#include <algorithm>
#include <utility>

namespace lockbox {

namespace {

struct FreeMulti {
    void operator()(CURLM *multi) const { curl_multi_cleanup(multi); }
};

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
    std::vector<Finished> refused; ///< Without asking the server; told by the next wait().
    bool takesUtf8 = false;

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
        transfer->takesUtf8 = &d->takesUtf8;
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
    const auto busy =
        std::ranges::count_if(d->transfers, [](const auto &transfer) { return transfer->isBusy; });
    return int(busy) + int(d->refused.size());
}

int SmtpSender::room() const
{
    return std::max(0, int(d->transfers.size()) - underWay());
}

void SmtpSender::start(qint64 id, const MailMessage &message)
{
    const auto free =
        std::ranges::find_if(d->transfers, [](const auto &transfer) { return !transfer->isBusy; });
    if (free == d->transfers.end())
        qFatal("there is no room for another mail");
    if (const auto result = refusal(message)) {
        d->refused.push_back({.id = id, .result = *result});
        return;
    }
    Transfer &transfer = **free;
    transfer.id = id;
    transfer.isBusy = true;
    setMessage(transfer, message);
    curl_multi_add_handle(d->multi.get(), transfer.handle.get());
}

std::vector<SmtpSender::Finished> SmtpSender::wait(std::chrono::milliseconds wait)
{
    std::vector<Finished> done = std::exchange(d->refused, {});
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
