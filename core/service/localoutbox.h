#pragma once

#include "core/domain/delivery.h"
#include "core/domain/notifications.h"
#include "core/mail/message.h"
#include "core/service/locallockbox.h"

#include <stop_token>

namespace lockbox {

class Database;

/// A delivery that a sender has in hand, and its mail.
struct ClaimedMail {
    Delivery delivery;
    MailMessage message;
    Delivery before; ///< As it stands again if it is given back.
};

/// What came of an attempt.
struct DeliveryReport {
    enum class Outcome {
        Sent,
        Later,     ///< Not now: the server said so, or couldn't be reached.
        Never,     ///< The server refuses it for good.
        GivenBack, ///< There was no attempt; `before` says how it stands again.
    };

    Delivery delivery; ///< As it was claimed.
    Outcome outcome = Outcome::Later;
    QString words; ///< The server's last words, or what went wrong.
    Delivery before;
};

/// The sender's side of a store's outbox, for whoever has the file or may do on the server what the service may. Several processes may have one open: each delivery is claimed by
/// one of them, and belongs to another once its claim is over without a report (the sender was killed). Belongs to the thread that opened it.
class LocalOutbox
{
public:
    /// How long a claim lasts, where nothing else is said.
    static constexpr std::chrono::minutes claimTime{10};

    /// NotSupported for a demo store, LogBroken where the history is in doubt.
    static Result<std::unique_ptr<LocalOutbox>> open(
        const QString &path, const LocalOptions &options,
        std::chrono::milliseconds claimLength = claimTime);
    /// The same of a tenant's part of a store on a server.
    static Result<std::unique_ptr<LocalOutbox>> openPostgres(
        const QString &url, const TenantId &tenant, const LocalOptions &options,
        std::chrono::milliseconds claimLength = claimTime);
    ~LocalOutbox();

    /// By the clock that deliveries go by.
    Timestamp now() const;
    std::chrono::milliseconds claimLength() const;
    Result<NotificationSettings> settings();
    /// Writes down what the clock has done to requests, with the notices that follow from it; where somebody else writes, it waits a moment.
    Result<void> settleClock(const std::stop_token &stop = {});
    /// Gives up what is of no use any more, and takes at most `limit` of what is due, what asks for a decision first; none where no server is
    /// set.
    Result<std::vector<ClaimedMail>> claim(int limit);
    /// Writes down what came of them, all in one transaction. What the server has taken is sent, whoever has it by now; else what is not in
    /// this claim any more stays as it is.
    Result<void> report(const std::vector<DeliveryReport> &reports);
    /// When the next delivery is due; nothing where none waits.
    Result<std::optional<Timestamp>> nextDue();
    /// How long the next attempt after the `attempts`th is put off, without jitter: half a minute, twice as long each time, half an hour at
    /// most.
    static std::chrono::seconds delayAfter(int attempts);

private:
    struct Private;
    explicit LocalOutbox(std::unique_ptr<Private> d);
    static Result<std::unique_ptr<LocalOutbox>> over(std::unique_ptr<Database> database,
                                                     StoreWatch watch, const LocalOptions &options,
                                                     std::chrono::milliseconds claimLength);

    std::unique_ptr<Private> d;
};

} // namespace lockbox
