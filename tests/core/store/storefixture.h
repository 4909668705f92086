#pragma once

#include "core/store/accountstore.h"
#include "core/store/eventstore.h"
#include "core/store/requeststore.h"
#include "core/store/tenantstore.h"

#include <QTemporaryDir>

namespace lockbox::test {

/// A value that a test can't go on without.
template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::move(*result);
}

inline void need(const Result<void> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
}

/// The slug of the refusal, with the field at fault where one is named; "done" where nothing was
/// refused.
template<typename T>
QString refusal(const Result<T> &result)
{
    if (result)
        return QStringLiteral("done");
    const Error &error = result.error();
    return error.field.isEmpty() ? toSlug(error.code)
                                 : toSlug(error.code) + QLatin1Char(' ') + error.field;
}

/// The engine under test: SQLite, unless LOCKBOX_TEST_ENGINE is "postgres".
Engine testedEngine();

/// A fresh store of the engine under test with one tenant, seen from below the door: in a temporary folder, or on this program's own
/// server, as somebody who sees all tenants' rows.
class StoreFixture
{
public:
    explicit StoreFixture(Engine engine = testedEngine());

    /// Where it is: a file, or a server's address.
    QString path() const;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    Database &database() { return *m_database; }
    /// The same of a server, for somebody else; see PostgresServer.
    QString path(const char *user) const;
    /// A connection to the server as the service has it, for that tenant.
    std::unique_ptr<Database> asService(
        qint64 tenant, std::chrono::milliseconds busyTimeout = std::chrono::seconds(1)) const;
    QString tenantId(qint64 tenant) const;
    /// Another connection to the same store, which waits for nobody.
    std::unique_ptr<Database> another() const;
    qint64 tenant() const { return m_tenant; }
    qint64 addTenant(const QString &name, bool demo = false);

private:
    QTemporaryDir m_folder;
    QString m_serverDatabase; ///< Its name on the server; empty for a file.
    std::unique_ptr<Database> m_database;
    qint64 m_tenant = 0;
};

} // namespace lockbox::test
