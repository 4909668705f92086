#include "core/store/answerstore.h"

namespace lockbox {

Result<std::optional<AnswerRow>> AnswerStore::find(qint64 account, const QString &key)
{
    Statement statement = m_database.statement(QStringLiteral("select_answer"));
    statement.bind(":account", account).bind(":idempotency_key", key);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    if (!*row)
        return std::nullopt;
    AnswerRow answer;
    answer.question = statement.blob();
    answer.body = statement.bytes().toByteArray();
    return answer;
}

Result<void> AnswerStore::insert(qint64 account, const QString &key, const AnswerRow &answer,
                                 Timestamp at)
{
    Statement statement = m_database.statement(QStringLiteral("insert_answer"));
    statement.bind(":account", account)
        .bind(":idempotency_key", key)
        .bind(":question", answer.question)
        .bind(":body", QString::fromUtf8(answer.body))
        .bind(":at", at);
    return statement.exec();
}

Result<void> AnswerStore::forgetBefore(Timestamp moment)
{
    Statement statement = m_database.statement(QStringLiteral("delete_old_answers"));
    statement.bind(":before", moment);
    return statement.exec();
}

} // namespace lockbox
