#include "core/domain/event.h"

#include "core/base/timetext.h"

#include <QMap>

namespace lockbox {

const std::vector<EventKind> &allEventKinds()
{
    using enum EventKind;
    static const std::vector<EventKind> kinds = {
        TenantCreated,    UserAdded,         UserRolesChanged, UserEmailChanged, SettingChanged,
        RequestSubmitted, RequestAuthorized, RequestRejected,  RequestNotified,  RequestApproved,
        RequestDenied,    RequestCanceled,   RequestExpired,   AccessRecorded,   AccessRevoked,
        AccessCompleted,  ClockAdvanced,     NoticeSuppressed, LogStarted};
    return kinds;
}

QString toSlug(EventKind kind)
{
    switch (kind) {
    case EventKind::TenantCreated: return QStringLiteral("tenant.created");
    case EventKind::UserAdded: return QStringLiteral("user.added");
    case EventKind::UserRolesChanged: return QStringLiteral("user.rolesChanged");
    case EventKind::UserEmailChanged: return QStringLiteral("user.emailChanged");
    case EventKind::SettingChanged: return QStringLiteral("setting.changed");
    case EventKind::RequestSubmitted: return QStringLiteral("request.submitted");
    case EventKind::RequestAuthorized: return QStringLiteral("request.authorized");
    case EventKind::RequestRejected: return QStringLiteral("request.rejected");
    case EventKind::RequestNotified: return QStringLiteral("request.notified");
    case EventKind::RequestApproved: return QStringLiteral("request.approved");
    case EventKind::RequestDenied: return QStringLiteral("request.denied");
    case EventKind::RequestCanceled: return QStringLiteral("request.canceled");
    case EventKind::RequestExpired: return QStringLiteral("request.expired");
    case EventKind::AccessRecorded: return QStringLiteral("access.recorded");
    case EventKind::AccessRevoked: return QStringLiteral("access.revoked");
    case EventKind::AccessCompleted: return QStringLiteral("access.completed");
    case EventKind::ClockAdvanced: return QStringLiteral("clock.advanced");
    case EventKind::NoticeSuppressed: return QStringLiteral("notice.suppressed");
    case EventKind::LogStarted: break;
    }
    return QStringLiteral("log.started");
}

Result<EventKind> parseEventKind(QStringView slug)
{
    static const auto bySlug = [] {
        QMap<QString, EventKind> map;
        for (EventKind kind : allEventKinds())
            map.insert(toSlug(kind), kind);
        return map;
    }();
    const auto found = bySlug.constFind(slug.toString());
    if (found == bySlug.constEnd())
        return invalid(QStringLiteral("kind"),
                       QStringLiteral("there is no kind of event \"%1\"").arg(slug));
    return *found;
}

const QStringList &signInMethods()
{
    static const QStringList methods = {QStringLiteral("password"), QStringLiteral("code"),
                                        QStringLiteral("oidc"), QStringLiteral("client"),
                                        QStringLiteral("certificate")};
    return methods;
}

QJsonObject toJson(const Event &event)
{
    const auto orNull = [](const QString &text) {
        return text.isEmpty() ? QJsonValue() : QJsonValue(text);
    };
    QJsonObject json{
        {QStringLiteral("seq"), event.seq},
        {QStringLiteral("at"), toRfc3339(event.at)},
        {QStringLiteral("kind"), toSlug(event.kind)},
        {QStringLiteral("actor"), orNull(event.actor)},
        {QStringLiteral("actorRole"),
         event.actorRole ? QJsonValue(toSlug(*event.actorRole)) : QJsonValue()},
        {QStringLiteral("request"),
         event.request.isNull() ? QJsonValue() : QJsonValue(event.request.toString())},
        {QStringLiteral("reference"), orNull(event.reference)},
        {QStringLiteral("user"), orNull(event.user)},
    };
    // Not there where it is empty, so that the bytes of what is older stay what they were.
    const std::pair<QString, const QString &> origin[] = {
        {QStringLiteral("method"), event.method}, {QStringLiteral("address"), event.address}};
    for (const auto &[name, text] : origin) {
        if (!text.isEmpty())
            json.insert(name, text);
    }
    const std::pair<QString, const QJsonObject &> parts[] = {
        {QStringLiteral("before"), event.before},
        {QStringLiteral("after"), event.after},
        {QStringLiteral("details"), event.details},
    };
    for (const auto &[name, part] : parts) {
        if (!part.isEmpty())
            json.insert(name, part);
    }
    return json;
}

Result<Event> eventFromJson(const QJsonObject &json)
{
    const auto text = [&](const char *name) { return json.value(QLatin1String(name)).toString(); };
    const auto part = [&](const char *name) { return json.value(QLatin1String(name)).toObject(); };
    const auto kind = parseEventKind(text("kind"));
    if (!kind)
        return failure(kind);
    const auto at = parseRfc3339(text("at"), QStringLiteral("at"));
    if (!at)
        return failure(at);
    Event event{.seq = json.value(QStringLiteral("seq")).toInteger(),
                .at = *at,
                .kind = *kind,
                .actor = text("actor"),
                .actorRole = std::nullopt,
                .method = text("method"),
                .address = text("address"),
                .request = RequestId::fromString(text("request")),
                .reference = text("reference"),
                .user = text("user"),
                .before = part("before"),
                .after = part("after"),
                .details = part("details")};
    if (const QString slug = text("actorRole"); !slug.isEmpty()) {
        const auto role = parseRole(slug);
        if (!role)
            return failure(role);
        event.actorRole = *role;
    }
    return event;
}

} // namespace lockbox
