#pragma once

#include <QStringList>

struct sqlite3;

namespace lockbox::test {

/// A plain connection to a store's file, as any other program could have one.
class SqlProbe
{
public:
    explicit SqlProbe(const QString &path);
    ~SqlProbe();
    SqlProbe(const SqlProbe &) = delete;
    SqlProbe &operator=(const SqlProbe &) = delete;

    /// Each row as text: its cells joined by '|', "NULL" for nothing. Ends the program where SQLite
    /// refuses.
    QStringList rows(const QString &sql);
    /// The first row of rows(), or empty.
    QString row(const QString &sql) { return rows(sql).value(0); }
    /// What SQLite says against the statement; empty where it was done.
    QString refusal(const QString &sql);

private:
    bool run(const QString &sql, QStringList &rows);

    sqlite3 *m_connection = nullptr;
};

} // namespace lockbox::test
