#pragma once

#include "core/domain/accessrequest.h"
#include "core/domain/notice.h"

#include <map>

namespace lockbox {

/// How far one notice to one recipient has come.
enum class DeliveryState {
    Queued,        ///< Waits for its first attempt.
    Sending,       ///< A sender has it in hand.
    Sent,          ///< The mail server has taken it; in a demo store: it lies in the inbox.
    Failed,        ///< An attempt failed; there will be another.
    Undeliverable, ///< Final: no address, refused for good, or not delivered in time.
    Suppressed,    ///< Final: not wanted any more.
};

const std::vector<DeliveryState> &allDeliveryStates();
QString toSlug(DeliveryState state);
Result<DeliveryState> parseDeliveryState(QStringView slug);

/// True where no further attempt will be made.
bool isFinal(DeliveryState state);

/// One notice to one recipient: a row of the outbox.
struct Delivery {
    qint64 id = 0; ///< Within the store, in the order of writing.
    NoticeKind kind = NoticeKind::RequestPending;
    RequestId request; ///< Null where no request is concerned.
    QString reference;
    QString recipient;     ///< User principal name.
    QString recipientName; ///< Display name when it was written.
    QString address;       ///< As it was when it was written; empty where there was none.
    DeliveryState state = DeliveryState::Queued;
    int attempts = 0;
    Timestamp createdAt;
    Timestamp changedAt; ///< When it came into this state.
    std::optional<Timestamp>
        nextAt; ///< Not before; while it is being sent: until when a sender has it. Nothing where final.
    Timestamp giveUpAt; ///< From then on it is of no use.
    QString words;      ///< The server's last words, or why it stands as it does; may be empty.
    QString messageId;  ///< The mail's Message-ID, the same at each attempt (RFC 5322 §3.6.4).

    bool operator==(const Delivery &) const = default;
};

/// Which deliveries, newest first.
struct DeliveryQuery {
    std::vector<DeliveryState> states; ///< Empty: all.
    std::optional<QString> request;    ///< GUID or reference.
    QString recipient;                 ///< User principal name; empty: everybody.
    bool dueOnly = false;              ///< Only those whose time has come: an inbox.
    qint64 before = 0;                 ///< Go on below this id; 0: from the newest.
    int limit = 100;                   ///< 1 to 1000.
};

/// How many deliveries are in each state but sent and suppressed, of which there may be millions; of undeliverable ones those of the last
/// seven days.
using DeliveryCounts = std::map<DeliveryState, qint64>;

/// A notice as a mail program shows it.
struct Letter {
    Delivery delivery;
    QString from;
    QString subject;
    QString text;
    QString html;   ///< Holds no link, picture or script.
    QString phrase; ///< The four words that show that it is genuine.

    bool operator==(const Letter &) const = default;
};

/// What a mail that somebody got turned out to be.
struct MailVerdict {
    enum class Kind {
        Genuine,
        Altered, ///< It says that it is one of the store's notices, and differs from that.
        Unknown, ///< None of this store's notices.
    };
    /// What differs. Values as they stand there.
    struct Difference {
        QString field; ///< "Subject", "Reason", …
        QString expected;
        QString found;

        bool operator==(const Difference &) const = default;
    };

    Kind kind = Kind::Unknown;
    std::optional<Delivery> delivery; ///< Which notice it is, or claims to be.
    std::vector<Difference> differences;
    QString explanation; ///< In a sentence for people; lower case, no full stop.

    bool operator==(const MailVerdict &) const = default;
};

/// What came of a test mail.
struct TestMail {
    bool sent = false;
    QString words;    ///< The server's last words, or what went wrong.
    QString dialogue; ///< All that was said, without the password.

    bool operator==(const TestMail &) const = default;
};

} // namespace lockbox
