#include "core/mail/smtp.h"

#include "core/mail/smtptransfer.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace lockbox {

static void useCurl()
{
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    (void)ready;
}

namespace {

/// A connection, and the thread that carries mails over it.
struct Lane {
    Transfer transfer;
    bool isBusy = false;
    bool isReady = false; ///< A mail waits for the thread.
    std::jthread thread;
};

} // namespace

struct SmtpSender::Private {
    std::mutex mutex; ///< For all but the transfers of busy lanes.
    std::condition_variable_any changed;
    std::vector<Finished> finished;
    std::vector<std::unique_ptr<Lane>> lanes; ///< Last: their threads end before the rest does.

    int busy() const
    {
        return int(std::ranges::count_if(lanes, [](const auto &lane) { return lane->isBusy; }));
    }

    void carry(Lane &lane, const std::stop_token &stop)
    {
        std::unique_lock lock(mutex);
        while (changed.wait(lock, stop, [&lane] { return lane.isReady; })) {
            lane.isReady = false;
            lock.unlock();
            const CURLcode code = curl_easy_perform(lane.transfer.handle.get());
            SmtpResult result = resultOf(lane.transfer, code);
            lock.lock();
            lane.isBusy = false;
            finished.push_back({.id = lane.transfer.id, .result = std::move(result)});
            changed.notify_all();
        }
    }
};

SmtpSender::SmtpSender(const SmtpServer &server, int connections) : d(std::make_unique<Private>())
{
    useCurl();
    for (int i = 0; i < connections; ++i) {
        auto lane = std::make_unique<Lane>();
        lane->transfer.handle.reset(curl_easy_init());
        setServer(lane->transfer.handle.get(), server);
        d->lanes.push_back(std::move(lane));
    }
}

SmtpSender::~SmtpSender()
{
    breakOff(Part::All);
}

int SmtpSender::underWay() const
{
    const std::scoped_lock lock(d->mutex);
    return d->busy() + int(d->finished.size());
}

int SmtpSender::room() const
{
    return std::max(0, int(d->lanes.size()) - underWay());
}

void SmtpSender::start(qint64 id, const MailMessage &message)
{
    const std::scoped_lock lock(d->mutex);
    const auto free =
        std::ranges::find_if(d->lanes, [](const auto &lane) { return !lane->isBusy; });
    if (free == d->lanes.end())
        qFatal("there is no room for another mail");
    // Without asking the server.
    if (const auto result = refusal(message)) {
        d->finished.push_back({.id = id, .result = *result});
        return;
    }
    Lane &lane = **free;
    lane.transfer.id = id;
    setMessage(lane.transfer, message);
    lane.isBusy = true;
    lane.isReady = true;
    if (!lane.thread.joinable())
        lane.thread =
            std::jthread([this, &lane](const std::stop_token &stop) { d->carry(lane, stop); });
    d->changed.notify_all();
}

std::vector<SmtpSender::Finished> SmtpSender::wait(std::chrono::milliseconds wait)
{
    std::unique_lock lock(d->mutex);
    d->changed.wait_for(lock, wait, [this] { return !d->finished.empty() || d->busy() == 0; });
    return std::exchange(d->finished, {});
}

void SmtpSender::breakOff(Part part)
{
    const std::scoped_lock lock(d->mutex);
    for (const auto &lane : d->lanes) {
        lane->transfer.isWantedBeforeData = false;
        if (part == Part::All)
            lane->transfer.isWanted = false;
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
