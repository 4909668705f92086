#include "core/store/outboxstore.h"

#include <algorithm>
#include <limits>
#include <set>

namespace lockbox {

Result<qint64> OutboxStore::insertNotice(qint64 tenant, NoticeKind kind, qint64 requestKey,
                                         const QByteArray &body)
{
    Statement statement = m_database.statement(QStringLiteral("insert_notice"));
    statement.bind(":tenant", tenant)
        .bind(":kind", toSlug(kind))
        .bind(":request", requestKey ? std::optional(requestKey) : std::nullopt)
        .bind(":body", QString::fromUtf8(body));
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    return statement.insertedKey();
}

Result<qint64> OutboxStore::insert(qint64 tenant, qint64 notice, const Delivery &delivery)
{
    Statement statement = m_database.statement(QStringLiteral("insert_outbox"));
    statement.bind(":tenant", tenant)
        .bind(":notice", notice)
        .bind(":message_id", delivery.messageId)
        .bind(":recipient", delivery.recipient)
        .bind(":recipient_name", delivery.recipientName)
        .bind(":address", delivery.address)
        .bind(":state", toSlug(delivery.state))
        .bind(":created_at", delivery.createdAt)
        .bind(":next_at", delivery.nextAt)
        .bind(":give_up_at", delivery.giveUpAt)
        .bind(":words", delivery.words);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    return statement.insertedKey();
}

Result<QByteArray> OutboxStore::noticeBody(qint64 tenant, qint64 notice)
{
    Statement statement = m_database.statement(QStringLiteral("select_notice"));
    statement.bind(":tenant", tenant).bind(":key", notice);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::StoreDamaged, QStringLiteral("notice %1 is missing").arg(notice));
    return statement.bytes().toByteArray();
}

Result<std::optional<OutboxRow>> OutboxStore::byKey(qint64 tenant, qint64 key)
{
    Statement statement = m_database.statement(QStringLiteral("select_outbox"));
    statement.bind(":tenant", tenant).bind(":key", key);
    return readOne(std::move(statement));
}

Result<std::optional<OutboxRow>> OutboxStore::byMessageId(qint64 tenant, const QString &messageId)
{
    Statement statement = m_database.statement(QStringLiteral("select_outbox_by_message"));
    statement.bind(":tenant", tenant).bind(":message_id", messageId);
    return readOne(std::move(statement));
}

SqlParts outboxParts(const DeliveryQuery &query, std::optional<DeliveryState> state)
{
    const auto part = [](bool is, const char *condition) {
        return is ? QString::fromLatin1(condition) : QStringLiteral("TRUE");
    };
    // Each list is read in the order of an index. Where only the tenant is asked for, that is the order of the rows themselves: {off_index} keeps
    // the planner from another index, which it would have to sort.
    const bool byKey = !state && query.recipient.isEmpty();
    return {{QStringLiteral("of_tenant"), byKey
                                              ? QStringLiteral("{off_index}outbox.tenant = :tenant")
                                              : QStringLiteral("outbox.tenant = :tenant")},
            {QStringLiteral("delivery"), part(state.has_value(), "outbox.state = :state")},
            {QStringLiteral("recipient"), query.recipient.isEmpty() ? QStringLiteral("TRUE")
                                          : state ? QStringLiteral("{off_index}{is_recipient}")
                                                  : QStringLiteral("{is_recipient}")},
            {QStringLiteral("due"),
             part(query.dueOnly, "(outbox.next_at IS NULL OR outbox.next_at <= :now)")}};
}

Result<std::vector<OutboxRow>> OutboxStore::listInState(qint64 tenant, const DeliveryQuery &query,
                                                        std::optional<DeliveryState> state,
                                                        qint64 requestKey, Timestamp now)
{
    const SqlParts parts = outboxParts(query, state);
    Statement statement = m_database.statement(requestKey ? QStringLiteral("list_outbox_of_request")
                                                          : QStringLiteral("list_outbox"),
                                               parts);
    statement.bind(":before", query.before > 0 ? query.before : std::numeric_limits<qint64>::max())
        .bind(":limit", query.limit);
    if (requestKey)
        statement.bind(":request", requestKey);
    else
        statement.bind(":tenant", tenant);
    if (state)
        statement.bind(":state", toSlug(*state));
    if (!query.recipient.isEmpty())
        statement.bind(":recipient", query.recipient);
    if (query.dueOnly)
        statement.bind(":now", now);
    return read(std::move(statement));
}

Result<std::vector<OutboxRow>> OutboxStore::list(qint64 tenant, const DeliveryQuery &query,
                                                 qint64 requestKey, Timestamp now)
{
    if (query.states.empty())
        return listInState(tenant, query, std::nullopt, requestKey, now);
    std::vector<OutboxRow> all;
    for (const DeliveryState state : std::set(query.states.begin(), query.states.end())) {
        auto rows = listInState(tenant, query, state, requestKey, now);
        if (!rows)
            return rows;
        std::ranges::move(*rows, std::back_inserter(all));
    }
    std::ranges::sort(all, std::greater(), [](const OutboxRow &row) { return row.delivery.id; });
    if (all.size() > size_t(query.limit))
        all.resize(size_t(query.limit));
    return all;
}

Result<std::vector<OutboxRow>> OutboxStore::listWithoutRequest(qint64 tenant, int limit)
{
    Statement statement = m_database.statement(QStringLiteral("list_outbox_without_request"));
    statement.bind(":tenant", tenant).bind(":limit", limit);
    return read(std::move(statement));
}

Result<std::vector<OutboxRow>> OutboxStore::due(qint64 tenant, Timestamp now, int limit)
{
    Statement statement = m_database.statement(QStringLiteral("list_due_outbox"));
    statement.bind(":tenant", tenant).bind(":now", now).bind(":limit", limit);
    return read(std::move(statement));
}

Result<std::optional<Timestamp>> OutboxStore::nextDue(qint64 tenant)
{
    Statement statement = m_database.statement(QStringLiteral("select_next_outbox"));
    statement.bind(":tenant", tenant);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    return *row ? statement.optionalTime() : std::nullopt;
}

Result<DeliveryCounts> OutboxStore::counts(qint64 tenant, Timestamp since)
{
    Statement statement = m_database.statement(QStringLiteral("count_outbox"));
    statement.bind(":tenant", tenant).bind(":since", since);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    DeliveryCounts counts;
    auto row = statement.next();
    for (; row && *row; row = statement.next()) {
        const auto state = parseDeliveryState(statement.text());
        if (!state)
            return failure(ErrorCode::StoreDamaged, state.error().message);
        counts[*state] = statement.integer();
    }
    return row ? Result<DeliveryCounts>(counts) : failure(row);
}

Result<std::vector<ToldRecipient>> OutboxStore::recipientsOf(qint64 requestKey)
{
    Statement statement = m_database.statement(QStringLiteral("list_told_recipients"));
    statement.bind(":request", requestKey);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    std::vector<ToldRecipient> told;
    auto row = statement.next();
    for (; row && *row; row = statement.next()) {
        ToldRecipient recipient;
        recipient.userPrincipalName = statement.text();
        recipient.displayName = statement.text();
        recipient.address = statement.text();
        told.push_back(std::move(recipient));
    }
    return row ? Result<std::vector<ToldRecipient>>(told) : failure(row);
}

Result<QString> OutboxStore::threadRoot(qint64 requestKey, const QString &recipient)
{
    Statement statement = m_database.statement(QStringLiteral("select_thread_root"));
    statement.bind(":request", requestKey).bind(":recipient", recipient);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    return *row ? statement.text() : QString();
}

Result<bool> OutboxStore::update(qint64 tenant, const Delivery &before, const Delivery &after,
                                 const std::optional<QString> &sender)
{
    Statement statement = m_database.statement(QStringLiteral("update_outbox"));
    statement.bind(":tenant", tenant)
        .bind(":key", before.id)
        .bind(":from_state", toSlug(before.state))
        .bind(":from_attempts", before.attempts)
        .bind(":state", toSlug(after.state))
        .bind(":attempts", after.attempts)
        .bind(":changed_at", after.changedAt)
        .bind(":next_at", after.nextAt)
        .bind(":words", after.words)
        .bind(":sender", sender);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    return statement.changedRows() == 1;
}

Result<void> OutboxStore::suppressWaiting(qint64 requestKey, Timestamp now, const QString &words)
{
    Statement statement = m_database.statement(QStringLiteral("suppress_outbox"));
    statement.bind(":request", requestKey).bind(":now", now).bind(":words", words);
    return statement.exec();
}

Result<void> OutboxStore::giveUpPending(qint64 requestKey, Timestamp now)
{
    Statement statement = m_database.statement(QStringLiteral("give_up_outbox"));
    statement.bind(":request", requestKey).bind(":now", now);
    return statement.exec();
}

Result<void> OutboxStore::deliverDue(qint64 tenant, Timestamp now)
{
    Statement statement = m_database.statement(QStringLiteral("deliver_outbox"));
    statement.bind(":tenant", tenant).bind(":now", now);
    return statement.exec();
}

Result<std::optional<OutboxRow>> OutboxStore::readOne(Statement statement)
{
    const auto rows = read(std::move(statement));
    if (!rows)
        return failure(rows);
    return rows->empty() ? std::nullopt : std::optional(rows->front());
}

Result<std::vector<OutboxRow>> OutboxStore::read(Statement statement)
{
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    std::vector<OutboxRow> rows;
    auto row = statement.next();
    for (; row && *row; row = statement.next()) {
        OutboxRow found;
        Delivery &delivery = found.delivery;
        delivery.id = statement.integer();
        found.noticeKey = statement.integer();
        const auto kind = parseNoticeKind(statement.text());
        found.requestKey = statement.integer();
        delivery.request = RequestId::fromString(statement.optionalText().value_or(QString()));
        delivery.reference = statement.optionalText().value_or(QString());
        delivery.messageId = statement.text();
        delivery.recipient = statement.text();
        delivery.recipientName = statement.text();
        delivery.address = statement.text();
        const auto state = parseDeliveryState(statement.text());
        if (!kind || !state)
            return failure(ErrorCode::StoreDamaged,
                           QStringLiteral("delivery %1 can't be read: %2")
                               .arg(delivery.id)
                               .arg(kind ? state.error().message : kind.error().message));
        delivery.kind = *kind;
        delivery.state = *state;
        delivery.attempts = int(statement.integer());
        delivery.createdAt = statement.time();
        delivery.changedAt = statement.time();
        delivery.nextAt = statement.optionalTime();
        delivery.giveUpAt = statement.time();
        delivery.words = statement.text();
        found.sender = statement.text();
        rows.push_back(std::move(found));
    }
    return row ? Result<std::vector<OutboxRow>>(std::move(rows)) : failure(row);
}

} // namespace lockbox
