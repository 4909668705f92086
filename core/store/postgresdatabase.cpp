#include "core/store/postgresdatabase.h"

#include "core/store/cutwords.h"
#include "core/store/postgresaccess.h"
#include "core/store/postgresstatement.h"

#include <libpq-fe.h>

namespace lockbox {

Result<std::unique_ptr<PostgresDatabase>> PostgresDatabase::open(const PostgresOptions &options)
{
    const auto place = postgresPlace(options.url);
    if (!place)
        return failure(place);
    const QString part = options.tenant.isEmpty() ? QString() : QLatin1Char('#') + options.tenant;
    std::unique_ptr<PostgresDatabase> database(new PostgresDatabase(options, *place + part));
    if (auto ok = database->m_connection.open(); !ok)
        return failure(ok);
    return database;
}

Result<void> PostgresDatabase::run(const QString &sql)
{
    if (auto ok = m_connection.ready(); !ok)
        return ok;
    const auto done = m_connection.run(sql.toUtf8());
    return done ? Result<void>() : failure(done);
}

QByteArray PostgresDatabase::nextName()
{
    return "lockbox" + QByteArray::number(++m_names);
}

Result<Database::Prepared> PostgresDatabase::prepare(const QString &sql, bool keep)
{
    using Mode = PostgresStatement::Mode;
    const auto statement = std::make_shared<PostgresStatement>(
        m_connection, PostgresText::from(sql), nextName(), keep ? Mode::Kept : Mode::Once);
    if (auto ok = statement->prepare(); !ok)
        return failure(ok);
    return statement;
}

Statement PostgresDatabase::walk(const QString &name)
{
    const auto text = sqlText(name, {}, Engine::Postgres);
    if (!text)
        return Statement(text.error());
    return Statement(std::make_shared<PostgresStatement>(
        m_connection, PostgresText::from(*text), nextName(), PostgresStatement::Mode::Walk));
}

Result<QString> PostgresDatabase::searchExpression(const QString &text)
{
    QStringList quoted;
    for (const QString &word : cutWords(text))
        quoted.append(QStringLiteral("'%1':*").arg(word)); // letters and digits only
    return quoted.join(QStringLiteral(" & "));
}

Result<void> PostgresDatabase::addToSearch(const SearchTexts &texts)
{
    const QStringList all{texts.reference, texts.service, texts.reason, texts.requestor};
    Statement search = statement(QStringLiteral("insert_request_search"));
    search.bind(":key", texts.key)
        .bind(":words", cutWords(all.join(QLatin1Char(' '))).join(QLatin1Char(' ')));
    return search.exec();
}

Result<void> PostgresDatabase::checkIntegrity()
{
    const auto answer = value(QStringLiteral("SELECT 1"));
    return answer ? Result<void>() : failure(answer);
}

Result<qint64> PostgresDatabase::dataVersion()
{
    Statement version = statement(QStringLiteral("select_data_version"));
    if (auto ok = version.exec(); !ok)
        return failure(ok);
    const auto row = version.next();
    if (!row)
        return failure(row);
    return *row ? version.integer() : 0;
}

Result<void> PostgresDatabase::beginTransaction(TransactionKind kind)
{
    if (auto ok = m_connection.ready(); !ok)
        return ok;
    auto begun = begin(kind);
    // Nothing was asked yet, so a line that was cut while nobody used it is nobody's trouble.
    if (!begun && m_connection.isLost()) {
        if (auto ok = m_connection.open(); !ok)
            return ok;
        begun = begin(kind);
    }
    if (!begun)
        rollbackTransaction();
    m_connection.setInTransaction(begun.has_value());
    m_kind = kind;
    return begun;
}

Result<void> PostgresDatabase::begin(TransactionKind kind)
{
    if (kind == TransactionKind::Read) {
        const auto begun = m_connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        return begun ? Result<void>() : failure(begun);
    }
    return takeTurn(kind);
}

/// Begins, and waits until no other transaction of this tenant writes. Each statement then sees what was committed before it, so that
/// what a use case reads is still true when it writes.
Result<void> PostgresDatabase::takeTurn(TransactionKind kind)
{
    const bool waits = kind != TransactionKind::WriteIfFree;
    // "LKBX" or the number behind it, and the tenant's key, or a part of it: two that meet there only wait for each other.
    const int queue = kind == TransactionKind::WriteBeside ? 1280000601 : 1280000600;
    const auto begun = m_connection.run(
        "BEGIN ISOLATION LEVEL READ COMMITTED;"
        "SELECT "
        + QByteArray(waits ? "pg_advisory_xact_lock(" : "pg_try_advisory_xact_lock(")
        + QByteArray::number(queue)
        + ", (coalesce(nullif(current_setting('lockbox.tenant', true), ''), '0')::bigint"
          " % 2147483647)::integer)");
    if (!begun)
        return failure(begun);
    if (!waits && qstrcmp(PQgetvalue(begun->get(), 0, 0), "t") != 0)
        return failure(ErrorCode::StoreLocked,
                       QStringLiteral("the store is kept busy by somebody else"));
    return {};
}

Result<void> PostgresDatabase::commitTransaction()
{
    if (auto ok = m_connection.ready(); !ok)
        return ok; // lost before: the server has rolled back
    const auto committed = m_connection.commit();
    const bool isLost = m_connection.isLost();
    if (!committed && isLost && m_kind != TransactionKind::Read)
        return failure(ErrorCode::OutcomeUnknown,
                       QStringLiteral("the server has not confirmed the commit, or the connection "
                                      "was lost meanwhile: look whether it was done before you try "
                                      "again"));
    if (!committed)
        return failure(committed);
    m_connection.setInTransaction(false);
    // The server's answer to COMMIT where a statement was refused before.
    if (qstrcmp(PQcmdStatus(committed->get()), "COMMIT") != 0)
        return failure(
            ErrorCode::Internal,
            QStringLiteral("a part of the transaction was refused, so nothing was done"));
    return {};
}

void PostgresDatabase::rollbackTransaction()
{
    m_connection.setInTransaction(false);
    if (!m_connection.isLost() && PQtransactionStatus(m_connection.handle()) != PQTRANS_IDLE)
        (void)m_connection.run("ROLLBACK");
}

} // namespace lockbox
