#include "tests/bench/plainsqlite.h"

#include <cstdio>
#include <cstdlib>

namespace lockbox::bench {

[[noreturn]] static void fail(sqlite3 *handle, const char *what)
{
    std::fprintf(stderr, "plain sqlite3: %s: %s\n", what, sqlite3_errmsg(handle));
    std::exit(1);
}

PlainConnection::PlainConnection(const std::string &path)
{
    if (sqlite3_open_v2(path.c_str(), &m_handle, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
        fail(m_handle, path.c_str());
    sqlite3_busy_timeout(m_handle, 30'000);
    for (const char *pragma : {"PRAGMA trusted_schema = OFF", "PRAGMA synchronous = FULL",
                               "PRAGMA foreign_keys = ON", "PRAGMA cache_size = -8192"})
        run(pragma);
}

PlainConnection::~PlainConnection()
{
    sqlite3_close(m_handle);
}

void PlainConnection::run(const char *sql)
{
    if (sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        fail(m_handle, sql);
}

PlainStatement::PlainStatement(PlainConnection &connection, const std::string &sql)
    : m_connection(connection)
{
    check(sqlite3_prepare_v3(connection.handle(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT,
                             &m_statement, nullptr));
}

PlainStatement::~PlainStatement()
{
    sqlite3_finalize(m_statement);
}

void PlainStatement::check(int code) const
{
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
        fail(m_connection.handle(),
             m_statement ? sqlite3_sql(m_statement) : "a statement can't be prepared");
}

int PlainStatement::place(const char *name)
{
    const int index = sqlite3_bind_parameter_index(m_statement, name);
    if (index == 0)
        fail(m_connection.handle(), name);
    return index;
}

void PlainStatement::bind(const char *name, sqlite3_int64 value)
{
    check(sqlite3_bind_int64(m_statement, place(name), value));
}

void PlainStatement::bind(const char *name, const std::string &value)
{
    check(sqlite3_bind_text(m_statement, place(name), value.data(), static_cast<int>(value.size()),
                            SQLITE_TRANSIENT));
}

void PlainStatement::bindNull(const char *name)
{
    check(sqlite3_bind_null(m_statement, place(name)));
}

std::vector<PlainStatement::Row> PlainStatement::rows()
{
    std::vector<Row> rows;
    int code = sqlite3_step(m_statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(m_statement)) {
        Row &row = rows.emplace_back(static_cast<size_t>(sqlite3_column_count(m_statement)));
        for (size_t i = 0; i < row.size(); ++i) {
            const int column = static_cast<int>(i);
            row[i].type = sqlite3_column_type(m_statement, column);
            if (row[i].type == SQLITE_INTEGER)
                row[i].number = sqlite3_column_int64(m_statement, column);
            else if (row[i].type == SQLITE_TEXT)
                row[i].text.assign(
                    reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column)),
                    static_cast<size_t>(sqlite3_column_bytes(m_statement, column)));
        }
    }
    check(code);
    sqlite3_reset(m_statement);
    return rows;
}

} // namespace lockbox::bench
