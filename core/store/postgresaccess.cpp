#include "core/store/postgresaccess.h"

#include <QHash>
#include <QUrl>

#include <libpq-fe.h>

#include <algorithm>
#include <memory>

namespace lockbox {

namespace {

/// What the string says, by libpq's words for it.
Result<QHash<QString, QString>> parsed(const QString &url)
{
    char *words = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(url.toUtf8().constData(), &words), PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> owned(words, PQfreemem);
    // libpq's own words may repeat a password that stands in the wrong place.
    if (!options)
        return invalid(QStringLiteral("store"),
                       QStringLiteral("the store's address is no connection string of PostgreSQL"));
    QHash<QString, QString> said;
    for (const PQconninfoOption *option = options.get(); option->keyword; ++option) {
        if (option->val)
            said.insert(QString::fromLatin1(option->keyword), QString::fromUtf8(option->val));
    }
    return said;
}

QStringList listed(const QHash<QString, QString> &said, const char *word)
{
    const QString text = said.value(QLatin1String(word));
    return text.isEmpty() ? QStringList() : text.split(QLatin1Char(','));
}

QString placeOf(const QHash<QString, QString> &said)
{
    QStringList hosts = listed(said, "host");
    const QStringList ports = listed(said, "port");
    for (qsizetype i = 0; i < hosts.size(); ++i) {
        const QString port = ports.value(ports.size() == 1 ? 0 : i);
        hosts[i] = QString::fromLatin1(QUrl::toPercentEncoding(hosts.at(i)))
                   + (port.isEmpty() ? QString() : QLatin1Char(':') + port);
    }
    return QStringLiteral("postgresql://%1/%2")
        .arg(hosts.join(QLatin1Char(',')), said.value(QStringLiteral("dbname")));
}

bool isThisMachine(const QString &host)
{
    return host.isEmpty() || host.startsWith(QLatin1Char('/')) || host.startsWith(QLatin1Char('@'))
           || host == QStringLiteral("localhost") || host == QStringLiteral("::1")
           || host.startsWith(QStringLiteral("127."));
}

} // namespace

Result<PostgresAccess> postgresAccess(const QString &url)
{
    const auto said = parsed(url);
    if (!said)
        return failure(said);
    QStringList hosts = listed(*said, "host") + listed(*said, "hostaddr");
    // What a service file says, libpq knows.
    const bool isElsewhere = said->contains(QStringLiteral("service"));
    if (hosts.isEmpty() && !isElsewhere)
        hosts = QString::fromLocal8Bit(qgetenv("PGHOST") + ',' + qgetenv("PGHOSTADDR"))
                    .split(QLatin1Char(','));
    PostgresAccess access{
        .place = placeOf(*said),
        .user = said->value(QStringLiteral("user")),
        .hasPassword = said->contains(QStringLiteral("password")),
        .isThisMachine = !hosts.isEmpty() && std::all_of(hosts.begin(), hosts.end(), isThisMachine),
        .sslMode = said->value(QStringLiteral("sslmode"))};
    if (access.sslMode.isEmpty())
        access.sslMode = QString::fromLocal8Bit(qgetenv("PGSSLMODE"));
    if (access.sslMode.isEmpty() && !isElsewhere)
        access.sslMode =
            access.isThisMachine ? QStringLiteral("prefer") : QStringLiteral("verify-full");
    return access;
}

Result<QString> postgresPlace(const QString &url)
{
    const auto access = postgresAccess(url);
    return access ? Result<QString>(access->place) : failure(access);
}

} // namespace lockbox
