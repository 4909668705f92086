#pragma once

#include "core/service/localoutbox.h"

namespace lockbox {

/// What a sender has done.
struct SendTally {
    qint64 sent = 0;
    qint64 failed = 0;        ///< Will be tried again.
    qint64 undeliverable = 0; ///< Refused for good.

    SendTally &operator+=(const SendTally &more)
    {
        sent += more.sent;
        failed += more.failed;
        undeliverable += more.undeliverable;
        return *this;
    }
    bool operator==(const SendTally &) const = default;
};

/// How long a sender takes for what.
struct SendingTimes {
    std::chrono::milliseconds perMail{300000}; ///< Then it has failed; half of a claim at most.
    std::chrono::milliseconds reportEvery{1000};
    std::chrono::milliseconds stopPatience{20000}; ///< For what is on its way when it is stopped.
};

/// Works a local store's outbox off. Belongs to one thread, which waits while mails are on their way.
class NoticeSender
{
public:
    static constexpr int mostConnections = 4;

    NoticeSender(std::unique_ptr<LocalOutbox> outbox, const LocalOptions &options,
                 const SendingTimes &times = {});
    /// Tries once more to write down what could not be.
    ~NoticeSender();
    NoticeSender(const NoticeSender &) = delete;
    NoticeSender &operator=(const NoticeSender &) = delete;

    /// Sends all that is due now, and returns; earlier where the server is in trouble. Refused, with nothing claimed, where no server is set or its
    /// password is missing. What came of mails and could not be written down is kept for the next time.
    Result<SendTally> once(const std::stop_token &stop = {});
    /// Whether there is something that was sent, and could not be written down.
    bool hasReports() const { return !m_reports.empty(); }
    /// Told after each round in which something was done, and with a failure when it first occurs.
    using Listener = std::function<void(const Result<SendTally> &)>;
    /// Sends until it is stopped: looks for what is due every `pause`. Failures are told and tried again.
    void run(const std::stop_token &stop, const Listener &listener,
             std::chrono::milliseconds pause = std::chrono::seconds(2));

private:
    Result<bool> hasWork(const std::stop_token &stop);

    std::unique_ptr<LocalOutbox> m_outbox;
    LocalOptions m_options;
    SendingTimes m_times;
    std::vector<DeliveryReport> m_reports; ///< Not written down yet.
};

} // namespace lockbox
