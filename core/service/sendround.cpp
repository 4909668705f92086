#include "core/service/sendround.h"

#include <algorithm>

namespace lockbox {

using namespace std::chrono_literals;
using Outcome = DeliveryReport::Outcome;

/// For each connection one mail that is on its way, and one that waits for it.
static constexpr int smallestBatch = 2 * NoticeSender::mostConnections;
/// Claims and reports are each one transaction: a commit for each mail would cost more than the mail.
static constexpr int largestBatch = 64;
static constexpr int mostTroubles = 5;

static DeliveryReport reportOf(const Delivery &delivery, const SmtpResult &result)
{
    DeliveryReport report{.delivery = delivery, .outcome = Outcome::Later, .words = result.words};
    if (result.outcome == SmtpResult::Outcome::Sent)
        report.outcome = Outcome::Sent;
    if (result.outcome == SmtpResult::Outcome::Permanent)
        report.outcome = Outcome::Never;
    return report;
}

static void count(SendTally &tally, const std::vector<DeliveryReport> &reports)
{
    for (const DeliveryReport &report : reports) {
        switch (report.outcome) {
        case Outcome::Sent: ++tally.sent; break;
        case Outcome::Later: ++tally.failed; break;
        case Outcome::Never: ++tally.undeliverable; break;
        case Outcome::GivenBack: break;
        }
    }
}

Result<void> writeDown(LocalOutbox &outbox, std::vector<DeliveryReport> &reports, SendTally &tally)
{
    if (reports.empty())
        return {};
    if (auto ok = outbox.report(reports); !ok)
        return ok;
    count(tally, reports);
    reports.clear();
    return {};
}

SendRound::SendRound(LocalOutbox &outbox, SmtpSender &sender, std::vector<DeliveryReport> &reports,
                     const SendingTimes &times)
    : m_outbox(outbox),
      m_sender(sender),
      m_reports(reports),
      m_times(times),
      m_batch(smallestBatch),
      m_reportedAt(Steady::now())
{}

Result<SendTally> SendRound::run(const std::stop_token &stop)
{
    do {
        if (stop.stop_requested())
            breakOff();
        claimMore();
        begin();
        collect();
        if (Steady::now() - m_reportedAt >= m_times.reportEvery)
            report();
    } while (m_isOpen || !m_waiting.empty() || !m_underWay.isEmpty());
    report();
    return m_error ? Result<SendTally>(Failure(*m_error)) : m_tally;
}

/// The faster they are gone, the more at once: what is claimed is to be gone in about a second.
void SendRound::claimMore()
{
    if (!m_isOpen || !m_waiting.empty())
        return;
    report();
    const auto taken = Steady::now() - m_claimedAt;
    if (taken < 500ms)
        m_batch = std::min(largestBatch, 2 * m_batch);
    else if (taken > 2s)
        m_batch = std::max(smallestBatch, m_batch / 2);
    m_claimedAt = Steady::now();
    if (!m_isOpen)
        return;
    auto claimed = m_outbox.claim(m_batch);
    if (!claimed)
        return end(claimed.error());
    m_isOpen = !claimed->empty();
    m_waiting.assign(std::make_move_iterator(claimed->begin()),
                     std::make_move_iterator(claimed->end()));
}

/// Else another one might have it before it is written down what came of it.
bool SendRound::hasTimeFor(const ClaimedMail &mail) const
{
    return *mail.delivery.nextAt - m_outbox.now() >= m_times.perMail + m_times.reportEvery;
}

void SendRound::begin()
{
    while (!m_waiting.empty()) {
        ClaimedMail &mail = m_waiting.front();
        if (!m_isOpen || !hasTimeFor(mail)) {
            giveBack(mail);
        } else if (m_sender.room() > 0) {
            m_sender.start(mail.delivery.id, mail.message);
            m_underWay.insert(mail.delivery.id, std::move(mail));
        } else {
            return;
        }
        m_waiting.pop_front();
    }
}

void SendRound::collect()
{
    const auto patience = std::min(200ms, m_times.reportEvery);
    for (const SmtpSender::Finished &done : m_sender.wait(patience)) {
        const ClaimedMail mail = m_underWay.take(done.id);
        if (done.result.outcome == SmtpResult::Outcome::BrokenOff) {
            giveBack(mail);
            continue;
        }
        m_reports.push_back(reportOf(mail.delivery, done.result));
        const bool isTrouble = done.result.outcome == SmtpResult::Outcome::ServerTrouble;
        m_troubles = isTrouble ? m_troubles + 1 : 0;
    }
    // Else each of many would wait for a server that doesn't answer.
    if (m_troubles >= mostTroubles)
        m_isOpen = false;
}

void SendRound::report()
{
    m_reportedAt = Steady::now();
    if (auto ok = writeDown(m_outbox, m_reports, m_tally); !ok)
        end(ok.error());
}

/// What has come to the mail itself may be acknowledged yet; the rest, and all after a while, is let go.
void SendRound::breakOff()
{
    m_isOpen = false;
    if (!m_stoppedAt)
        m_stoppedAt = Steady::now();
    const bool isOver = Steady::now() - *m_stoppedAt >= m_times.stopPatience;
    m_sender.breakOff(isOver ? SmtpSender::Part::All : SmtpSender::Part::BeforeData);
}

void SendRound::giveBack(const ClaimedMail &mail)
{
    m_reports.push_back(
        {.delivery = mail.delivery, .outcome = Outcome::GivenBack, .before = mail.before});
}

void SendRound::end(const Error &error)
{
    m_isOpen = false;
    if (!m_error)
        m_error = error;
}

} // namespace lockbox
