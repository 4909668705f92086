#pragma once

#include <QStringList>

struct pg_conn;
struct sqlite3;

namespace lockbox::test {

/// A plain connection to a store's file or, with a server's address, to a store there, as any other program could have one. It does
/// not look after references.
class SqlProbe
{
public:
    explicit SqlProbe(const QString &path);
    ~SqlProbe();
    SqlProbe(const SqlProbe &) = delete;
    SqlProbe &operator=(const SqlProbe &) = delete;

    /// Each row as text: its cells joined by '|', "NULL" for nothing. Ends the program where the engine
    /// refuses.
    QStringList rows(const QString &sql);
    /// The first row of rows(), or empty.
    QString row(const QString &sql) { return rows(sql).value(0); }
    /// What the engine says against the statement; empty where it was done.
    QString refusal(const QString &sql);
    /// From now on rows may contradict themselves.
    void ignoreChecks();
    /// From now on a new event of that kind is refused, or a new row of that table.
    void stumbleAt(const QString &kind);
    void stumbleAtTable(const QString &table);
    void stumbleNoMore();
    /// As somebody who is writing and takes a while; until this connection goes.
    void keepWritersOut();

private:
    void stumble(const QString &table, const QString &condition);
    /// What the engine says against it; nothing where it was done.
    QString run(const QString &sql, QStringList &rows);
    QString runInFile(const QString &sql, QStringList &rows);
    QString runOnServer(const QString &sql, QStringList &rows);

    sqlite3 *m_connection = nullptr;
    pg_conn *m_server = nullptr;
    QString m_stumbling; ///< The table.
};

} // namespace lockbox::test
