#pragma once

#include "core/store/database.h"

namespace lockbox {

/// What was answered to a change.
struct AnswerRow {
    QByteArray question; ///< SHA-256 of what was asked.
    QByteArray body;     ///< JSON.
};

/// Answers to changes that may be asked for twice, since whoever asked has not heard the first one. Written in the change's own transaction.
class AnswerStore
{
public:
    explicit AnswerStore(Database &database) : m_database(database) {}

    Result<std::optional<AnswerRow>> find(qint64 account, const QString &key);
    Result<void> insert(qint64 account, const QString &key, const AnswerRow &answer, Timestamp at);
    Result<void> forgetBefore(Timestamp moment);

private:
    Database &m_database;
};

} // namespace lockbox
