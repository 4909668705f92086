#include "core/domain/notice.h"

#include "core/base/timetext.h"
#include "core/domain/eventfields.h"

#include <QJsonArray>

namespace lockbox {

const std::vector<NoticeKind> &allNoticeKinds()
{
    using enum NoticeKind;
    static const std::vector<NoticeKind> kinds = {
        RequestPending, Reminder,     Decided,        AccessEnded,
        RequestExpired, RolesChanged, SettingChanged, Test};
    return kinds;
}

QString toSlug(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::RequestPending: return QStringLiteral("request.pending");
    case NoticeKind::Reminder: return QStringLiteral("reminder");
    case NoticeKind::Decided: return QStringLiteral("decided");
    case NoticeKind::AccessEnded: return QStringLiteral("access.ended");
    case NoticeKind::RequestExpired: return QStringLiteral("request.expired");
    case NoticeKind::RolesChanged: return QStringLiteral("roles.changed");
    case NoticeKind::SettingChanged: return QStringLiteral("setting.changed");
    case NoticeKind::Test: break;
    }
    return QStringLiteral("test");
}

Result<NoticeKind> parseNoticeKind(QStringView slug)
{
    for (const NoticeKind kind : allNoticeKinds()) {
        if (slug == toSlug(kind))
            return kind;
    }
    return invalid(QStringLiteral("kind"),
                   QStringLiteral("there is no kind of notice \"%1\"").arg(slug));
}

static void insertText(QJsonObject &json, const char *name, const QString &text)
{
    if (!text.isEmpty())
        json.insert(QLatin1String(name), text);
}

static QJsonArray slugsOf(const RoleSet &roles)
{
    return QJsonArray::fromStringList(roles.slugs());
}

/// All fields of a request, as events name them.
static QJsonObject requestJson(const AccessRequest &request)
{
    QJsonObject json = submittedFields(request);
    const QJsonObject later = differing(request, AccessRequest{});
    for (auto it = later.begin(); it != later.end(); ++it)
        json.insert(it.key(), it.value());
    json.insert(QStringLiteral("id"), request.id.toString());
    json.insert(QStringLiteral("reference"), request.reference);
    return json;
}

QJsonObject toJson(const Notice &notice)
{
    QJsonObject json{{QStringLiteral("kind"), toSlug(notice.kind)},
                     {QStringLiteral("at"), toRfc3339(notice.at)},
                     {QStringLiteral("tenant"),
                      QJsonObject{{QStringLiteral("id"), notice.tenant.id.toString()},
                                  {QStringLiteral("name"), notice.tenant.name},
                                  {QStringLiteral("domain"), notice.tenant.domain},
                                  {QStringLiteral("provider"), notice.tenant.provider}}}};
    insertText(json, "timeZone", notice.timeZone);
    if (notice.request)
        json.insert(QStringLiteral("request"), requestJson(*notice.request));
    insertText(json, "actor", notice.actor);
    insertText(json, "actorName", notice.actorName);
    if (notice.actorRole)
        json.insert(QStringLiteral("actorRole"), toSlug(*notice.actorRole));
    insertText(json, "comment", notice.comment);
    insertText(json, "user", notice.user);
    insertText(json, "userName", notice.userName);
    if (!(notice.rolesBefore == RoleSet()))
        json.insert(QStringLiteral("rolesBefore"), slugsOf(notice.rolesBefore));
    if (!(notice.rolesAfter == RoleSet()))
        json.insert(QStringLiteral("rolesAfter"), slugsOf(notice.rolesAfter));
    if (!notice.settingsBefore.isEmpty())
        json.insert(QStringLiteral("settingsBefore"), notice.settingsBefore);
    if (!notice.settingsAfter.isEmpty())
        json.insert(QStringLiteral("settingsAfter"), notice.settingsAfter);
    return json;
}

static Result<RoleSet> rolesFrom(const QJsonValue &value)
{
    RoleSet roles;
    for (const QJsonValue &slug : value.toArray()) {
        const auto role = parseRole(slug.toString());
        if (!role)
            return failure(role);
        roles.insert(*role);
    }
    return roles;
}

static Result<AccessRequest> requestFrom(const QJsonObject &json)
{
    AccessRequest request;
    request.id = RequestId::fromString(json.value(QStringLiteral("id")).toString());
    request.reference = json.value(QStringLiteral("reference")).toString();
    if (auto ok = applyFields(request, json); !ok)
        return failure(ok);
    return request;
}

/// What is of another type than text.
static Result<void> readRest(Notice &notice, const QJsonObject &json)
{
    if (const QJsonValue request = json.value(QStringLiteral("request")); request.isObject()) {
        auto read = requestFrom(request.toObject());
        if (!read)
            return failure(read);
        notice.request = std::move(*read);
    }
    if (const QJsonValue slug = json.value(QStringLiteral("actorRole")); !slug.isUndefined()) {
        const auto role = parseRole(slug.toString());
        if (!role)
            return failure(role);
        notice.actorRole = *role;
    }
    const auto before = rolesFrom(json.value(QStringLiteral("rolesBefore")));
    const auto after = rolesFrom(json.value(QStringLiteral("rolesAfter")));
    if (!before || !after)
        return failure(before ? after : before);
    notice.rolesBefore = *before;
    notice.rolesAfter = *after;
    return {};
}

Result<Notice> noticeFromJson(const QJsonObject &json)
{
    const auto kind = parseNoticeKind(json.value(QStringLiteral("kind")).toString());
    if (!kind)
        return failure(kind);
    const auto at = parseRfc3339(json.value(QStringLiteral("at")).toString(), QStringLiteral("at"));
    if (!at)
        return failure(at);
    const auto text = [](const QJsonObject &object, const char *name) {
        return object.value(QLatin1String(name)).toString();
    };
    const QJsonObject tenant = json.value(QStringLiteral("tenant")).toObject();
    Notice notice{.kind = *kind,
                  .tenant = {.id = TenantId::fromString(text(tenant, "id")),
                             .name = text(tenant, "name"),
                             .domain = text(tenant, "domain"),
                             .provider = text(tenant, "provider")},
                  .timeZone = text(json, "timeZone"),
                  .at = *at};
    notice.actor = text(json, "actor");
    notice.actorName = text(json, "actorName");
    notice.comment = text(json, "comment");
    notice.user = text(json, "user");
    notice.userName = text(json, "userName");
    notice.settingsBefore = json.value(QStringLiteral("settingsBefore")).toObject();
    notice.settingsAfter = json.value(QStringLiteral("settingsAfter")).toObject();
    if (auto ok = readRest(notice, json); !ok)
        return failure(ok);
    return notice;
}

} // namespace lockbox
