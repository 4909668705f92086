#pragma once

#include <QByteArray>
#include <QString>

struct pg_conn;

namespace lockbox {

/// The hosts that a connection string names, in the order in which all connections of this program try them. One that took a change and did not
/// confirm it is tried last from then on: it may have been overtaken as the leader, and not know it. Safe to call from any thread.
class PostgresHosts
{
public:
    /// As libpq takes them, with commas between; empty: as the connection string says.
    struct Lists {
        QByteArray host;
        QByteArray hostaddr;
        QByteArray port;
    };

    static Lists of(const QString &url);
    /// Where that connection is.
    static void putLast(const QString &url, const pg_conn *connection);
    /// Another one after each change of an order.
    static int generation();
};

} // namespace lockbox
