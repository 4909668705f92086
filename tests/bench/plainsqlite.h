#pragma once

#include <sqlite3.h>

#include <string>
#include <vector>

namespace lockbox::bench {

/// A connection as a plain C program would have it, with the pragmas of the product's. Any failure ends the program.
class PlainConnection
{
public:
    explicit PlainConnection(const std::string &path);
    ~PlainConnection();
    PlainConnection(const PlainConnection &) = delete;
    PlainConnection &operator=(const PlainConnection &) = delete;

    void run(const char *sql);
    sqlite3 *handle() const { return m_handle; }

private:
    sqlite3 *m_handle = nullptr;
};

/// A prepared statement of it. Values are bound by name; rows are read as a program needs them: every cell, texts copied.
class PlainStatement
{
public:
    PlainStatement(PlainConnection &connection, const std::string &sql);
    ~PlainStatement();
    PlainStatement(const PlainStatement &) = delete;
    PlainStatement &operator=(const PlainStatement &) = delete;

    void bind(const char *name, sqlite3_int64 value);
    void bind(const char *name, const std::string &value);
    void bindNull(const char *name);

    struct Cell {
        int type = SQLITE_NULL;
        sqlite3_int64 number = 0;
        std::string text;
    };
    using Row = std::vector<Cell>;
    /// Runs it, reads all rows and resets it.
    std::vector<Row> rows();

private:
    int place(const char *name);
    void check(int code) const;

    PlainConnection &m_connection;
    sqlite3_stmt *m_statement = nullptr;
};

} // namespace lockbox::bench
