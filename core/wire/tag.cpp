#include "core/wire/tag.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace lockbox::wire {

static QByteArray hashOf(const QJsonObject &json)
{
    constexpr qsizetype enough = 22; // of base 64: 132 bits
    return QCryptographicHash::hash(QJsonDocument(json).toJson(QJsonDocument::Compact),
                                    QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding)
        .left(enough);
}

QByteArray tagOf(const QJsonObject &json)
{
    if (!json.contains(QStringLiteral("timeline")))
        return '"' + hashOf(json) + '"';
    QJsonObject thing = json;
    QJsonObject around;
    for (const char *name : {"requestsOfRequestor", "requestsOfReference", "notices"}) {
        if (const auto found = thing.constFind(QLatin1String(name)); found != thing.constEnd()) {
            around.insert(found.key(), found.value());
            thing.remove(QLatin1String(name));
        }
    }
    return '"' + hashOf(thing) + '.' + hashOf(around) + '"';
}

bool isStill(const QByteArray &seen, const QByteArray &now)
{
    const qsizetype dot = now.indexOf('.');
    return dot < 0 ? seen == now : seen.startsWith(now.left(dot + 1)) && seen.endsWith('"');
}

} // namespace lockbox::wire
