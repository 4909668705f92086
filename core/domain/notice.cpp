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

/// Which notices tell of a request, and of nothing without it.
static bool isAboutRequest(NoticeKind kind)
{
    return kind != NoticeKind::RolesChanged && kind != NoticeKind::SettingChanged
           && kind != NoticeKind::Test;
}

namespace {

/// Reads fields by name; remembers the first that is no such thing.
class NoticeFields
{
public:
    explicit NoticeFields(const QJsonObject &json) : m_json(json) {}

    QString text(const char *name)
    {
        const QJsonValue value = m_json.value(QLatin1String(name));
        check(name, value.isString() || value.isUndefined());
        return value.toString();
    }
    QJsonObject object(const char *name)
    {
        const QJsonValue value = m_json.value(QLatin1String(name));
        check(name, value.isObject() || value.isUndefined());
        return value.toObject();
    }
    RoleSet roles(const char *name)
    {
        const QJsonValue value = m_json.value(QLatin1String(name));
        check(name, value.isArray() || value.isUndefined());
        RoleSet roles;
        for (const QJsonValue &slug : value.toArray()) {
            const auto role = parseRole(slug.toString());
            check(name, role.has_value());
            if (role)
                roles.insert(*role);
        }
        return roles;
    }
    std::optional<Role> role(const char *name)
    {
        const QString slug = text(name);
        if (slug.isEmpty())
            return std::nullopt;
        const auto role = parseRole(slug);
        check(name, role.has_value());
        return role ? std::optional(*role) : std::nullopt;
    }
    void check(const char *name, bool ok)
    {
        if (!ok && m_wrong.isEmpty())
            m_wrong = QLatin1String(name);
    }
    Result<void> end() const
    {
        if (m_wrong.isEmpty())
            return {};
        return failure(
            ErrorCode::StoreDamaged,
            QStringLiteral("what a notice says of \"%1\" can't be understood").arg(m_wrong));
    }

private:
    const QJsonObject &m_json;
    QString m_wrong;
};

} // namespace

static Result<AccessRequest> requestFrom(const QJsonObject &json)
{
    NoticeFields fields(json);
    AccessRequest request;
    request.id = RequestId::fromString(fields.text("id"));
    request.reference = fields.text("reference");
    fields.check("id", !request.id.isNull());
    if (auto ok = fields.end(); !ok)
        return failure(ok);
    if (auto ok = applyFields(request, json); !ok)
        return failure(ok);
    return request;
}

static Result<Tenant> tenantFrom(const QJsonObject &json)
{
    NoticeFields fields(json);
    const Tenant tenant{.id = TenantId::fromString(fields.text("id")),
                        .name = fields.text("name"),
                        .domain = fields.text("domain"),
                        .provider = fields.text("provider")};
    fields.check("tenant", !tenant.id.isNull());
    if (auto ok = fields.end(); !ok)
        return failure(ok);
    return tenant;
}

/// All but the request, the tenant and the kind.
static Result<void> readFields(Notice &notice, const QJsonObject &json)
{
    NoticeFields fields(json);
    const auto at = parseRfc3339(fields.text("at"), QStringLiteral("at"));
    fields.check("at", at.has_value());
    if (at)
        notice.at = *at;
    notice.timeZone = fields.text("timeZone");
    notice.actor = fields.text("actor");
    notice.actorName = fields.text("actorName");
    notice.actorRole = fields.role("actorRole");
    notice.comment = fields.text("comment");
    notice.user = fields.text("user");
    notice.userName = fields.text("userName");
    notice.rolesBefore = fields.roles("rolesBefore");
    notice.rolesAfter = fields.roles("rolesAfter");
    notice.settingsBefore = fields.object("settingsBefore");
    notice.settingsAfter = fields.object("settingsAfter");
    fields.check("request", !isAboutRequest(notice.kind)
                                || fields.object("request").contains(QLatin1String("id")));
    return fields.end();
}

Result<Notice> noticeFromJson(const QJsonObject &json)
{
    NoticeFields fields(json);
    const auto kind = parseNoticeKind(fields.text("kind"));
    fields.check("kind", kind.has_value());
    if (auto ok = fields.end(); !ok)
        return failure(ok);
    Notice notice{.kind = *kind};
    if (auto ok = readFields(notice, json); !ok)
        return failure(ok);
    auto tenant = tenantFrom(fields.object("tenant"));
    if (!tenant)
        return failure(tenant);
    notice.tenant = std::move(*tenant);
    if (json.contains(QLatin1String("request"))) {
        auto request = requestFrom(fields.object("request"));
        if (!request)
            return failure(request);
        notice.request = std::move(*request);
    }
    return notice;
}

} // namespace lockbox
