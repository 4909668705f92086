#include "core/service/noticesender.h"

#include "core/service/noticemail.h"

#include <QHash>

#include <condition_variable>
#include <mutex>

namespace lockbox {

using namespace std::chrono_literals;

NoticeSender::NoticeSender(std::unique_ptr<LocalOutbox> outbox, const LocalOptions &options)
    : m_outbox(std::move(outbox)), m_options(options)
{}

static DeliveryReport reportOf(const Delivery &delivery, const SmtpResult &result)
{
    using enum DeliveryReport::Outcome;
    DeliveryReport report{.delivery = delivery, .outcome = Later, .words = result.words};
    if (result.outcome == SmtpResult::Outcome::Sent)
        report.outcome = Sent;
    if (result.outcome == SmtpResult::Outcome::Permanent)
        report.outcome = Never;
    return report;
}

static void count(SendTally &tally, const std::vector<DeliveryReport> &reports)
{
    for (const DeliveryReport &report : reports) {
        switch (report.outcome) {
        case DeliveryReport::Outcome::Sent: ++tally.sent; break;
        case DeliveryReport::Outcome::Later: ++tally.failed; break;
        case DeliveryReport::Outcome::Never: ++tally.undeliverable; break;
        }
    }
}

/// Claims in batches and reports in batches: a commit for each mail would cost more than the mail.
Result<void> NoticeSender::work(SmtpSender &sender, SendTally &tally, const std::stop_token &stop)
{
    constexpr int batch = 64;
    std::vector<ClaimedMail> waiting;
    QHash<qint64, Delivery> underWay;
    std::vector<DeliveryReport> reports;
    bool isDry = false;
    while (!isDry || !waiting.empty() || !underWay.isEmpty()) {
        if (waiting.empty() && !isDry && !stop.stop_requested()) {
            auto claimed = m_outbox->claim(batch);
            if (!claimed)
                return failure(claimed);
            isDry = claimed->empty();
            waiting.assign(std::make_move_iterator(claimed->rbegin()),
                           std::make_move_iterator(claimed->rend()));
        }
        if (stop.stop_requested()) {
            // What has not begun goes back as it was found; what has is waited for.
            for (const ClaimedMail &mail : waiting)
                reports.push_back(
                    {.delivery = mail.delivery,
                     .words = QStringLiteral("the sender was stopped before it began")});
            waiting.clear();
            isDry = true;
        }
        while (sender.room() > 0 && !waiting.empty()) {
            underWay.insert(waiting.back().delivery.id, waiting.back().delivery);
            sender.start(waiting.back().delivery.id, waiting.back().message);
            waiting.pop_back();
        }
        for (const SmtpSender::Finished &done : sender.wait(200ms))
            reports.push_back(reportOf(underWay.take(done.id), done.result));
        const bool isFull = reports.size() >= size_t(batch) / 2;
        if (isFull || (underWay.isEmpty() && waiting.empty() && !reports.empty())) {
            if (auto ok = m_outbox->report(reports); !ok)
                return ok;
            count(tally, reports);
            reports.clear();
        }
    }
    return {};
}

Result<SendTally> NoticeSender::once(const std::stop_token &stop)
{
    const auto settings = m_outbox->settings();
    if (!settings)
        return failure(settings);
    const auto server = serverOf(*settings, m_options);
    SendTally tally;
    if (!server) {
        // What is of no use any more is given up all the same.
        if (!settings->incompleteReason().isEmpty()) {
            if (const auto none = m_outbox->claim(1000); !none)
                return failure(none);
        }
        return failure(server);
    }
    SmtpSender sender(*server, mostConnections);
    if (auto ok = work(sender, tally, stop); !ok)
        return failure(ok);
    return tally;
}

void NoticeSender::run(const std::stop_token &stop, const Listener &listener,
                       std::chrono::milliseconds pause)
{
    std::optional<Error> told;
    std::mutex mutex;
    std::condition_variable_any wakeUp;
    while (!stop.stop_requested()) {
        const auto due = m_outbox->nextDue();
        const bool isDue = due && *due && **due <= m_outbox->now();
        if (!due || isDue) {
            const auto tally = due ? once(stop) : Result<SendTally>(failure(due));
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
