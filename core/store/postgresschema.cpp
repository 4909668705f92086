#include "core/store/postgresschema.h"

#include "core/store/tenantstore.h"

#include <QDir>
#include <QFile>

namespace lockbox {

/// The first column of a statement's first row; nothing where there is no row.
static Result<std::optional<QString>> firstText(Database &database, const QString &name)
{
    Statement statement = database.statement(name);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    return *row ? std::optional(statement.text()) : std::nullopt;
}

Result<int> storedPostgresVersion(Database &database)
{
    const auto found = firstText(database, QStringLiteral("has_schema"));
    if (!found)
        return failure(found);
    if (!*found)
        return 0;
    const auto version = firstText(database, QStringLiteral("select_schema_version"));
    if (!version)
        return failure(version);
    return version->value_or(QString()).toInt();
}

static Failure tooNew(const Database &database, int version)
{
    return failure(ErrorCode::StoreTooNew,
                   QStringLiteral("%1 was written by a newer version of this program (schema %2, "
                                  "this program knows %3)")
                       .arg(database.path())
                       .arg(version)
                       .arg(postgresSchemaVersion));
}

Result<void> checkPostgresVersion(Database &database)
{
    const auto version = storedPostgresVersion(database);
    if (!version)
        return failure(version);
    if (*version == 0)
        return failure(ErrorCode::StoreMissing,
                       QStringLiteral("there is no store in %1").arg(database.path()));
    if (*version > postgresSchemaVersion)
        return tooNew(database, *version);
    if (*version < postgresSchemaVersion)
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("%1 is of an older version (schema %2, this program writes "
                                      "%3): its owner brings it up to date with \"lockboxd "
                                      "migrate\"")
                           .arg(database.path())
                           .arg(*version)
                           .arg(postgresSchemaVersion));
    return {};
}

/// The step to that version.
static Result<QString> migrationText(int version)
{
    (void)sqlText(QStringLiteral("schema")); // registers the resources
    const QDir folder(QStringLiteral(":/lockbox/store/sql/migrations/postgres"));
    const QStringList found = folder.entryList(
        {QStringLiteral("%1_*.sql").arg(version, 4, 10, QLatin1Char('0'))}, QDir::Files);
    QFile file(folder.filePath(found.value(0)));
    if (found.size() != 1 || !file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Internal,
                       QStringLiteral("migration %1 can't be read").arg(version));
    return QString::fromUtf8(file.readAll());
}

static Result<void> takeSteps(Database &database, int from, int to)
{
    for (int next = from + 1; next <= to; ++next) {
        const auto script = migrationText(next);
        if (!script)
            return failure(script);
        if (auto ok = database.run(*script); !ok)
            return ok;
    }
    Statement mark = database.statement(QStringLiteral("update_schema_version"));
    mark.bind(":version", to);
    return mark.exec();
}

Result<void> migratePostgresSchema(Database &database, int version)
{
    Transaction transaction(database, Transaction::Kind::Write);
    if (auto ok = transaction.begun(); !ok)
        return ok;
    // Another one may have done it while this one waited for the turn.
    const auto current = storedPostgresVersion(database);
    if (!current)
        return failure(current);
    if (*current == 0)
        return checkPostgresVersion(database);
    if (*current > version)
        return tooNew(database, *current);
    if (*current < version) {
        if (auto ok = takeSteps(database, *current, version); !ok)
            return ok;
    }
    return transaction.commit();
}

Result<void> createPostgresSchema(Database &database)
{
    const auto script = sqlText(QStringLiteral("schema"), {}, Engine::Postgres);
    if (!script)
        return failure(script);
    Transaction transaction(database, Transaction::Kind::Write);
    if (auto ok = transaction.begun(); !ok)
        return ok;
    const auto version = storedPostgresVersion(database);
    if (!version)
        return failure(version);
    if (*version > 0)
        return failure(ErrorCode::AlreadyExists,
                       QStringLiteral("there is a store in %1 already").arg(database.path()));
    if (auto ok = database.run(*script); !ok)
        return ok;
    return transaction.commit();
}

Result<void> checkPostgresGuards(Database &database)
{
    const auto missing = firstText(database, QStringLiteral("list_missing_guards"));
    if (!missing)
        return failure(missing);
    if (*missing)
        return failure(ErrorCode::StoreDamaged,
                       QStringLiteral("%1 is damaged: %2 is missing or switched off")
                           .arg(database.path(), **missing));
    const auto added = firstText(database, QStringLiteral("list_additions"));
    if (!added)
        return failure(added);
    if (*added)
        return failure(ErrorCode::StoreDamaged,
                       QStringLiteral("%1 is damaged: %2 does not belong there")
                           .arg(database.path(), **added));
    return {};
}

Result<std::unique_ptr<Database>> openPostgres(const PostgresOptions &options)
{
    if (options.tenant.isEmpty())
        return invalid(QStringLiteral("tenant"), QStringLiteral("no tenant is named"));
    auto database = PostgresDatabase::open(options);
    if (!database)
        return failure(database);
    if (auto ok = checkPostgresVersion(**database); !ok)
        return failure(ok);
    const auto tenant = TenantStore(**database).first();
    // Who may see all rows would get another's.
    if (!tenant || tenant->tenant.id.toString() != options.tenant)
        return failure(ErrorCode::StoreMissing,
                       QStringLiteral("there is no tenant in %1").arg((*database)->path()));
    return std::unique_ptr<Database>(std::move(*database));
}

} // namespace lockbox
