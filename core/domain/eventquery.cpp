#include "core/domain/eventquery.h"

#include <QJsonArray>

#include <algorithm>

namespace lockbox {

QStringList searchWordsOf(const EventQuery &query)
{
    return query.search.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

static void collect(const QJsonValue &value, QStringList &texts)
{
    if (value.isString())
        texts.append(value.toString());
    for (const QJsonValue &element : value.toArray())
        collect(element, texts);
    const QJsonObject members = value.toObject();
    for (const QJsonValue &member : members)
        collect(member, texts);
}

bool contains(const Event &event, const QStringList &words)
{
    QStringList texts;
    collect(toJson(event), texts);
    return std::all_of(words.begin(), words.end(), [&](const QString &word) {
        return std::any_of(texts.begin(), texts.end(), [&](const QString &text) {
            return text.contains(word, Qt::CaseInsensitive);
        });
    });
}

} // namespace lockbox
