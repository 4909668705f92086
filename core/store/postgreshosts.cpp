#include "core/store/postgreshosts.h"

#include <QHash>
#include <QList>

#include <libpq-fe.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace lockbox {

namespace {

struct Host {
    QByteArray name;
    QByteArray address;
    QByteArray port;
};

struct Known {
    std::mutex mutex;
    QHash<QString, QList<Host>> orders; ///< By connection string.
    std::atomic<int> generation = 0;
};

Known &known()
{
    static Known all;
    return all;
}

QList<QByteArray> listed(const QHash<QByteArray, QByteArray> &used, const char *word)
{
    const QByteArray text = used.value(word);
    return text.isEmpty() ? QList<QByteArray>() : text.split(',');
}

/// In the order in which the connection tried them.
QList<Host> hostsOf(const pg_conn *connection)
{
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfo(const_cast<pg_conn *>(connection)), PQconninfoFree);
    QHash<QByteArray, QByteArray> used;
    for (auto *option = options.get(); option && option->keyword; ++option)
        used.insert(option->keyword, option->val);
    const auto names = listed(used, "host");
    const auto addresses = listed(used, "hostaddr");
    const auto ports = listed(used, "port");
    QList<Host> hosts;
    for (qsizetype i = 0; i < std::max(names.size(), addresses.size()); ++i)
        hosts.append({names.value(i), addresses.value(i), ports.value(ports.size() == 1 ? 0 : i)});
    return hosts;
}

bool isAt(const Host &host, const pg_conn *connection)
{
    const QByteArray &name = host.name.isEmpty() ? host.address : host.name;
    const QByteArray port = host.port.isEmpty() ? QByteArray("5432") : host.port;
    return name == PQhost(connection) && port == PQport(connection);
}

} // namespace

PostgresHosts::Lists PostgresHosts::of(const QString &url)
{
    Known &all = known();
    const std::scoped_lock lock(all.mutex);
    QList<QByteArray> names;
    QList<QByteArray> addresses;
    QList<QByteArray> ports;
    for (const Host &host : all.orders.value(url)) {
        names.append(host.name);
        addresses.append(host.address);
        ports.append(host.port);
    }
    // Commas alone would be hosts without a name.
    const auto joined = [](const QList<QByteArray> &list) {
        const bool isEmpty =
            std::all_of(list.begin(), list.end(), std::mem_fn(&QByteArray::isEmpty));
        return isEmpty ? QByteArray() : list.join(',');
    };
    return {.host = joined(names), .hostaddr = joined(addresses), .port = joined(ports)};
}

void PostgresHosts::putLast(const QString &url, const pg_conn *connection)
{
    Known &all = known();
    const std::scoped_lock lock(all.mutex);
    QList<Host> hosts = all.orders.value(url);
    if (hosts.isEmpty())
        hosts = hostsOf(connection);
    const auto found = std::find_if(hosts.begin(), hosts.end(),
                                    [&](const Host &host) { return isAt(host, connection); });
    if (found == hosts.end() || found + 1 == hosts.end())
        return; // alone, or last already
    std::rotate(found, found + 1, hosts.end());
    all.orders.insert(url, hosts);
    ++all.generation;
}

int PostgresHosts::generation()
{
    return known().generation;
}

} // namespace lockbox
