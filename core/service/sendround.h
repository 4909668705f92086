#pragma once

#include "core/mail/smtp.h"
#include "core/service/noticesender.h"

#include <QHash>

#include <deque>

namespace lockbox {

/// Writes the reports down, and counts and forgets them; where that fails they stay.
Result<void> writeDown(LocalOutbox &outbox, std::vector<DeliveryReport> &reports, SendTally &tally);

/// One go of a sender: claims, sends and reports until nothing is due any more, the server is in trouble again and again, or it is stopped.
/// Whatever ends it, what is on its way is waited for and written down; what had not begun is given back.
class SendRound
{
public:
    /// What could not be written down is left in `reports`.
    SendRound(LocalOutbox &outbox, SmtpSender &sender, std::vector<DeliveryReport> &reports,
              const SendingTimes &times);

    Result<SendTally> run(const std::stop_token &stop);

private:
    using Steady = std::chrono::steady_clock;

    void claimMore();
    void begin();
    void collect();
    void report();
    void breakOff();
    void giveBack(const ClaimedMail &mail);
    void end(const Error &error);
    bool hasTimeFor(const ClaimedMail &mail) const;

    LocalOutbox &m_outbox;
    SmtpSender &m_sender;
    std::vector<DeliveryReport> &m_reports;
    SendingTimes m_times;
    SendTally m_tally;
    std::optional<Error> m_error; ///< The first.
    bool m_isOpen = true;         ///< More may be claimed and begun.
    std::deque<ClaimedMail> m_waiting;
    QHash<qint64, ClaimedMail> m_underWay;
    int m_batch = 0;                ///< How many are claimed at once.
    int m_troubles = 0;             ///< Of the server, in a row.
    Steady::time_point m_claimedAt; ///< Never yet: in the distant past.
    Steady::time_point m_reportedAt;
    std::optional<Steady::time_point> m_stoppedAt;
};

} // namespace lockbox
