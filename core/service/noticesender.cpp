#include "core/service/noticesender.h"

#include "core/service/noticemail.h"
#include "core/service/sendround.h"

#include <condition_variable>
#include <mutex>

namespace lockbox {

NoticeSender::NoticeSender(std::unique_ptr<LocalOutbox> outbox, const LocalOptions &options,
                           const SendingTimes &times)
    : m_outbox(std::move(outbox)), m_options(options), m_times(times)
{
    m_times.perMail = std::min(m_times.perMail, m_outbox->claimLength() / 2);
}

NoticeSender::~NoticeSender()
{
    SendTally nobodyAsks;
    (void)writeDown(*m_outbox, m_reports, nobodyAsks);
}

Result<SendTally> NoticeSender::once(const std::stop_token &stop)
{
    SendTally tally;
    // First, so that what was sent is not claimed again.
    if (auto ok = writeDown(*m_outbox, m_reports, tally); !ok)
        return failure(ok);
    if (auto ok = m_outbox->settleClock(stop); !ok)
        return failure(ok);
    const auto settings = m_outbox->settings();
    if (!settings)
        return failure(settings);
    auto server = serverOf(*settings, m_options);
    if (!server) {
        // What is of no use any more is given up all the same.
        if (!settings->incompleteReason().isEmpty()) {
            if (const auto none = m_outbox->claim(1000); !none)
                return failure(none);
        }
        return failure(server);
    }
    server->totalTimeout = m_times.perMail;
    SmtpSender sender(*server, mostConnections);
    const auto more = SendRound(*m_outbox, sender, m_reports, m_times).run(stop);
    if (!more)
        return failure(more);
    tally += *more;
    return tally;
}

Result<bool> NoticeSender::hasWork(const std::stop_token &stop)
{
    if (!m_reports.empty())
        return true;
    if (auto ok = m_outbox->settleClock(stop); !ok)
        return failure(ok);
    const auto due = m_outbox->nextDue();
    if (!due)
        return failure(due);
    return *due && **due <= m_outbox->now();
}

void NoticeSender::run(const std::stop_token &stop, const Listener &listener,
                       std::chrono::milliseconds pause)
{
    std::optional<Error> told;
    std::mutex mutex;
    std::condition_variable_any wakeUp;
    while (!stop.stop_requested()) {
        const auto isNeeded = hasWork(stop);
        if (!isNeeded || *isNeeded) {
            const auto tally = isNeeded ? once(stop) : Result<SendTally>(failure(isNeeded));
            const bool isNews = tally ? !(*tally == SendTally()) : told != tally.error();
            if (isNews)
                listener(tally);
            told = tally ? std::nullopt : std::optional(tally.error());
        }
        std::unique_lock lock(mutex);
        wakeUp.wait_for(lock, stop, pause, [] { return false; });
    }
}

} // namespace lockbox
