#pragma once

#include "core/domain/delivery.h"
#include "core/store/database.h"

namespace lockbox {

/// A row of the outbox, with what a caller of the store needs beside it.
struct OutboxRow {
    qint64 noticeKey = 0;
    qint64 requestKey = 0; ///< 0 where no request is concerned.
    Delivery delivery;
    QString
        sender; ///< The address that it was sent from at the last attempt; empty before the first.
};

/// One who was told of a request, as of then.
struct ToldRecipient {
    QString userPrincipalName;
    QString displayName;
    QString address; ///< Empty where there was none.
};

/// The parts of list_outbox and list_outbox_of_request for one state, or all.
SqlParts outboxParts(const DeliveryQuery &query, std::optional<DeliveryState> state);

/// The notices, and what became of each of them to each recipient.
class OutboxStore
{
public:
    explicit OutboxStore(Database &database) : m_database(database) {}

    /// `body` is the notice's JSON.
    Result<qint64> insertNotice(qint64 tenant, NoticeKind kind, qint64 requestKey,
                                const QByteArray &body);
    Result<qint64> insert(qint64 tenant, qint64 notice, const Delivery &delivery);
    /// StoreDamaged where there is none.
    Result<QByteArray> noticeBody(qint64 tenant, qint64 notice);

    Result<std::optional<OutboxRow>> byKey(qint64 tenant, qint64 key);
    Result<std::optional<OutboxRow>> byMessageId(qint64 tenant, const QString &messageId);
    /// Newest first; of one request where `requestKey` is not 0.
    Result<std::vector<OutboxRow>> list(qint64 tenant, const DeliveryQuery &query,
                                        qint64 requestKey, Timestamp now);
    /// Those about no request, newest notice first.
    Result<std::vector<OutboxRow>> listWithoutRequest(qint64 tenant, int limit);
    /// Those whose time has come, the longest waiting first.
    Result<std::vector<OutboxRow>> due(qint64 tenant, Timestamp now, int limit);
    Result<std::optional<Timestamp>> nextDue(qint64 tenant);
    /// What was undeliverable before `since` is not counted.
    Result<DeliveryCounts> counts(qint64 tenant, Timestamp since);
    /// Whom the notice of the pending request went to.
    Result<std::vector<ToldRecipient>> recipientsOf(qint64 requestKey);

    /// Message-ID of the first notice of the request to the recipient; empty where there is none.
    Result<QString> threadRoot(qint64 requestKey, const QString &recipient);

    /// Writes state, attempts, times and words, and the sender where one is given; false where the row is not any more what `before`
    /// says.
    Result<bool> update(qint64 tenant, const Delivery &before, const Delivery &after,
                        const std::optional<QString> &sender = {});
    /// What still waits to tell of a pending request is not sent any more.
    Result<void> suppressWaiting(qint64 requestKey, Timestamp now, const QString &words);
    /// What has not told of a pending request in time is undeliverable. For a request that has expired, before suppressWaiting().
    Result<void> giveUpPending(qint64 requestKey, Timestamp now);
    /// Demo stores: all that is due lies in the inbox.
    Result<void> deliverDue(qint64 tenant, Timestamp now);

private:
    Result<std::vector<OutboxRow>> listInState(qint64 tenant, const DeliveryQuery &query,
                                               std::optional<DeliveryState> state,
                                               qint64 requestKey, Timestamp now);
    Result<std::vector<OutboxRow>> read(Statement statement);
    Result<std::optional<OutboxRow>> readOne(Statement statement);

    Database &m_database;
};

} // namespace lockbox
