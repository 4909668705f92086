#pragma once

#include "core/domain/event.h"
#include "core/domain/rules.h"
#include "core/store/accountstore.h"
#include "core/store/notificationstore.h"
#include "core/store/outboxstore.h"
#include "core/store/tenantstore.h"

namespace lockbox {

/// Writes into the outbox what follows from an event, in the event's own transaction: one notice, and a row for each recipient.
class NoticeWriter
{
public:
    explicit NoticeWriter(Database &database)
        : m_accounts(database), m_settings(database), m_outbox(database)
    {}

    /// `request` is what the event concerns, as it is after it; null where it concerns none.
    Result<void> write(const TenantRow &tenant, const Event &event, const AccessRequest *request,
                       qint64 requestKey, Timestamp now);

private:
    /// What is common to all notices of one event.
    struct Occasion {
        const TenantRow &tenant;
        const Event &event;
        const AccessRequest *request;
        qint64 requestKey;
        Timestamp now;
        NotificationRow settings;
        std::vector<User> users; ///< The approvers, and whom the event names.
    };

    Result<std::vector<User>> approvers(qint64 tenant);
    Result<void> addNamed(qint64 tenant, const Event &event, std::vector<User> &users);
    Result<void> writePending(const Occasion &occasion);
    Result<void> writeToTold(const Occasion &occasion, NoticeKind kind);
    Result<void> writeRolesChanged(const Occasion &occasion);
    Result<void> writeSettingChanged(const Occasion &occasion);
    /// The notice once, and a row for each of `recipients`; not before `dueAt`.
    Result<void> insert(const Occasion &occasion, const Notice &notice,
                        const std::vector<ToldRecipient> &recipients, Timestamp dueAt,
                        Timestamp giveUpAt);
    static QString messageIdOf(const Occasion &occasion, const QByteArray &notice,
                               const ToldRecipient &recipient);
    static Notice noticeOf(const Occasion &occasion, NoticeKind kind);

    AccountStore m_accounts;
    NotificationStore m_settings;
    OutboxStore m_outbox;
};

} // namespace lockbox
