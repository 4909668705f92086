#include "core/store/schema.h"

#include "core/store/postgresschema.h"
#include "core/store/storefile.h"

#include <QDirIterator>
#include <QFile>
#include <QMap>

namespace lockbox {

using namespace std::chrono_literals;

/// The migrations' files in order; number n is at n - 1.
static const QStringList &migrations()
{
    static const QStringList files = [] {
        (void)sqlText(QStringLiteral("schema")); // registers the resources
        QStringList found;
        QDirIterator it(QStringLiteral(":/lockbox/store/sql/migrations/sqlite"),
                        {QStringLiteral("*.sql")});
        while (it.hasNext())
            found.append(it.next());
        found.sort();
        return found;
    }();
    return files;
}

int schemaVersion()
{
    return static_cast<int>(migrations().size());
}

static Result<void> runScript(Database &database, const QString &script, int version)
{
    Transaction transaction(database, Transaction::Kind::Write);
    if (auto ok = transaction.begun(); !ok)
        return ok;
    QStringList statements = splitStatements(script);
    statements.append(QStringLiteral("PRAGMA application_id = %1").arg(storeApplicationId));
    statements.append(QStringLiteral("PRAGMA user_version = %1").arg(version));
    for (const QString &statement : std::as_const(statements)) {
        if (auto ok = database.run(statement); !ok)
            return ok;
    }
    return transaction.commit();
}

Result<void> createSchema(Database &database)
{
    if (database.engine() == Engine::Postgres)
        return createPostgresSchema(database);
    const auto script = sqlText(QStringLiteral("schema"));
    if (!script)
        return failure(script);
    return runScript(database, *script, schemaVersion());
}

Result<int> storedSchemaVersion(Database &database)
{
    const auto version = database.value(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return failure(version);
    return version->toInt();
}

static Result<void> migrateTo(Database &database, int version)
{
    Transaction transaction(database, Transaction::Kind::Write);
    if (auto ok = transaction.begun(); !ok)
        return ok;
    // Another process may have done it while this one waited for the lock.
    const auto current = storedSchemaVersion(database);
    if (!current || *current >= version)
        return current ? Result<void>() : failure(current);
    QFile file(migrations().at(version - 1));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Internal,
                       QStringLiteral("migration %1 can't be read").arg(version));
    if (auto ok = runScript(database, QString::fromUtf8(file.readAll()), version); !ok)
        return ok;
    return transaction.commit();
}

Result<void> migrateSchema(Database &database, int version)
{
    const auto current = storedSchemaVersion(database);
    if (!current)
        return failure(current);
    if (*current > schemaVersion())
        return failure(ErrorCode::StoreTooNew,
                       QStringLiteral("%1 was written by a newer version of this program")
                           .arg(database.path()));
    if (*current < version && database.isReadOnly())
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("%1 is of an older version and can't be brought up to date: "
                                      "the file or its folder is read-only; copy it elsewhere")
                           .arg(database.path()));
    if (*current < version)
        database.addMigrationFunctions();
    for (int next = *current + 1; next <= version; ++next) {
        if (auto ok = migrateTo(database, next); !ok)
            return ok;
    }
    return {};
}

/// The texts that made the tables, indexes and triggers, by name.
static Result<QMap<QString, QString>> definitions(Database &database)
{
    Statement statement = database.statement(QStringLiteral("list_definitions"));
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    QMap<QString, QString> found;
    auto row = statement.next();
    for (; row && *row; row = statement.next()) {
        const QString name = statement.text();
        found.insert(name, statement.text().simplified());
    }
    return row ? Result<QMap<QString, QString>>(found) : failure(row);
}

/// Tables of somebody else do no harm. A trigger would change rows behind our back, and an index of
/// our tables could keep us from writing some.
static Result<void> checkAdditions(Database &database, const QMap<QString, QString> &wanted)
{
    Statement statement = database.statement(QStringLiteral("list_additions"));
    if (auto ok = statement.exec(); !ok)
        return ok;
    auto row = statement.next();
    for (; row && *row; row = statement.next()) {
        const QString name = statement.text();
        if (const QString table = statement.text();
            wanted.contains(table) && !wanted.contains(name))
            return failure(ErrorCode::StoreDamaged,
                           QStringLiteral("%1 is damaged: %2 does not belong there")
                               .arg(database.path(), name));
    }
    return row ? Result<void>() : failure(row);
}

Result<void> checkSchema(Database &database)
{
    if (database.engine() == Engine::Postgres)
        return checkPostgresGuards(database);
    const auto model = Database::open(QStringLiteral(":memory:"), 0ms, true);
    if (!model)
        return failure(model);
    if (auto ok = createSchema(**model); !ok)
        return ok;
    const auto wanted = definitions(**model);
    const auto found = definitions(database);
    if (!wanted || !found)
        return failure(wanted ? found : wanted);
    for (auto it = wanted->begin(); it != wanted->end(); ++it) {
        if (found->value(it.key()) != it.value())
            return failure(ErrorCode::StoreDamaged,
                           QStringLiteral("%1 is damaged: %2 is missing or not as it should be")
                               .arg(database.path(), it.key()));
    }
    return checkAdditions(database, *wanted);
}

Result<void> checkSearch(Database &database)
{
    if (database.isReadOnly() || database.engine() == Engine::Postgres)
        return {};
    const auto checked = database.statement(QStringLiteral("check_request_search")).exec();
    if (!checked && checked.error().code == ErrorCode::StoreDamaged)
        return failure(ErrorCode::StoreDamaged,
                       QStringLiteral("%1 is damaged: the search index is not what the requests' "
                                      "texts give")
                           .arg(database.path()));
    return checked;
}

} // namespace lockbox
