#pragma once

#include "core/service/localoutbox.h"

#include <stop_token>

namespace lockbox {

class SmtpSender;

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

/// Works a local store's outbox off. Belongs to one thread, which waits while mails are on their way.
class NoticeSender
{
public:
    static constexpr int mostConnections = 4;

    NoticeSender(std::unique_ptr<LocalOutbox> outbox, const LocalOptions &options);

    /// Sends all that is due now, and returns. Refused, with nothing claimed, where no server is set or its password is missing.
    Result<SendTally> once(const std::stop_token &stop = {});
    /// Told after each round in which something was done, and with a failure when it first occurs.
    using Listener = std::function<void(const Result<SendTally> &)>;
    /// Sends until it is stopped: looks for what is due every `pause`. Failures are told and tried again.
    void run(const std::stop_token &stop, const Listener &listener,
             std::chrono::milliseconds pause = std::chrono::seconds(2));

private:
    Result<void> work(SmtpSender &sender, SendTally &tally, const std::stop_token &stop);

    std::unique_ptr<LocalOutbox> m_outbox;
    LocalOptions m_options;
};

} // namespace lockbox
