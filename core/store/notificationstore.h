#pragma once

#include "core/domain/notifications.h"
#include "core/store/database.h"

namespace lockbox {

/// How a tenant's notices are sent, and the key from which their verification phrases follow.
struct NotificationRow {
    NotificationSettings settings;
    QByteArray phraseKey; ///< 32 bytes; a demo's are known to everybody.
};

class NotificationStore
{
public:
    explicit NotificationStore(Database &database) : m_database(database) {}

    /// The settings of a new tenant, all as they are by default, and a new key.
    Result<void> insert(qint64 tenant, bool demo);
    /// StoreDamaged where there are none.
    Result<NotificationRow> find(qint64 tenant);
    Result<void> update(qint64 tenant, const NotificationSettings &settings);

private:
    Database &m_database;
};

} // namespace lockbox
