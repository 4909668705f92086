#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace lockbox::test {

/// A PostgreSQL server of this test program alone, in a temporary folder, started when first asked for.
class PostgresServer
{
public:
    static PostgresServer &instance();
    ~PostgresServer();
    PostgresServer(const PostgresServer &) = delete;
    PostgresServer &operator=(const PostgresServer &) = delete;

    /// A fresh database with the schema of a store and nothing in it; its name.
    QString newDatabase();
    /// How to get there, as somebody: "postgres" may do everything and sees all rows, "owner" owns the tables, "service" may do what
    /// lockbox_service may.
    QString url(const QString &database, const QString &user = QStringLiteral("postgres")) const;
    void run(const QString &database, const QString &sql);
    /// A database of "owner" with nothing in it; its name.
    QString newEmptyDatabase();
    /// Ends the server, and with it all connections.
    void stop();
    /// Starts it again where it was.
    void start();

private:
    PostgresServer();
    QStringList asPlainUser(const QString &program, const QStringList &arguments) const;
    void makeCluster();
    void makeTemplate();

    QTemporaryDir m_folder;
    QProcess m_process;
    int m_port = 0;
    int m_databases = 0;
};

} // namespace lockbox::test
