#include "tests/core/domain/eventtext.h"

#include "core/base/timetext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace lockbox::samples {

static QString toText(const QJsonObject &object, const QString &key)
{
    if (!object.contains(key))
        return QStringLiteral("absent");
    const QJsonArray alone{object.value(key)};
    const QString json = QString::fromUtf8(QJsonDocument(alone).toJson(QJsonDocument::Compact));
    return json.mid(1, json.size() - 2);
}

static QString changesToText(const QJsonObject &before, const QJsonObject &after)
{
    QStringList keys = before.keys() + after.keys();
    keys.sort();
    keys.removeDuplicates();
    QString text;
    for (const QString &key : std::as_const(keys))
        text +=
            QStringLiteral("  %1: %2 -> %3\n").arg(key, toText(before, key), toText(after, key));
    return text;
}

QString toText(const Event &event)
{
    const QString actor = event.actor.isEmpty() ? QStringLiteral("the clock") : event.actor;
    const QString role = event.actorRole ? toSlug(*event.actorRole) : QStringLiteral("nobody");
    QString text = QStringLiteral("%1 %2\n  by %3 as %4\n  on %5 %6\n")
                       .arg(toRfc3339(event.at), toSlug(event.kind), actor, role, event.reference,
                            event.request.toString());
    text += changesToText(event.before, event.after);
    const QStringList details = event.details.keys();
    for (const QString &key : details)
        text += QStringLiteral("  with %1 %2\n").arg(key, toText(event.details, key));
    // Numbers are the store's to give, and no rule of a request concerns a user.
    if (event.seq != 0 || !event.user.isEmpty())
        text += QStringLiteral("  unexpected number or user\n");
    return text;
}

QString toText(const rules::Change &change)
{
    QString text;
    for (const Event &event : change.events)
        text += toText(event);
    return text;
}

} // namespace lockbox::samples
