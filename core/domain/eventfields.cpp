#include "core/domain/eventfields.h"

#include "core/base/timetext.h"

#include <QJsonArray>

namespace lockbox {

static QJsonValue timeOrNull(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toRfc3339(*time)) : QJsonValue();
}

static void insertAuthorization(QJsonObject &json, const std::optional<Authorization> &a)
{
    json.insert(QStringLiteral("authorizedBy"), a ? QJsonValue(a->by) : QJsonValue());
    json.insert(QStringLiteral("authorizedAt"), a ? QJsonValue(toRfc3339(a->at)) : QJsonValue());
}

static void insertDecision(QJsonObject &json, const std::optional<Decision> &d)
{
    json.insert(QStringLiteral("decidedBy"), d ? QJsonValue(d->by) : QJsonValue());
    json.insert(QStringLiteral("decidedByName"), d ? QJsonValue(d->byName) : QJsonValue());
    json.insert(QStringLiteral("decidedRole"), d ? QJsonValue(toSlug(d->role)) : QJsonValue());
    json.insert(QStringLiteral("decidedAt"), d ? QJsonValue(toRfc3339(d->at)) : QJsonValue());
    json.insert(QStringLiteral("comment"), d ? QJsonValue(d->comment) : QJsonValue());
}

static void insertAccess(QJsonObject &json, const std::optional<AccessWindow> &w)
{
    json.insert(QStringLiteral("accessStart"), w ? QJsonValue(toRfc3339(w->start)) : QJsonValue());
    json.insert(QStringLiteral("accessEnd"), w ? QJsonValue(toRfc3339(w->end)) : QJsonValue());
    json.insert(QStringLiteral("endedBy"),
                w && !w->endedBy.isEmpty() ? QJsonValue(w->endedBy) : QJsonValue());
}

QJsonObject differing(const QJsonObject &json, const QJsonObject &other)
{
    QJsonObject different;
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (other.value(it.key()) != it.value())
            different.insert(it.key(), it.value());
    }
    return different;
}

QJsonObject differing(const AccessRequest &request, const AccessRequest &other)
{
    QJsonObject json;
    if (request.state != other.state)
        json.insert(QStringLiteral("state"), toSlug(request.state));
    if (request.authorization != other.authorization)
        insertAuthorization(json, request.authorization);
    if (request.notifiedAt != other.notifiedAt)
        json.insert(QStringLiteral("notifiedAt"), timeOrNull(request.notifiedAt));
    if (request.expiresAt != other.expiresAt)
        json.insert(QStringLiteral("expiresAt"), timeOrNull(request.expiresAt));
    if (request.approvalRequired != other.approvalRequired)
        json.insert(QStringLiteral("approvalRequired"), request.approvalRequired);
    if (request.decision != other.decision)
        insertDecision(json, request.decision);
    if (request.access != other.access)
        insertAccess(json, request.access);
    return json;
}

QJsonObject submittedFields(const AccessRequest &request)
{
    return {{QStringLiteral("state"), toSlug(request.state)},
            {QStringLiteral("service"), request.service},
            {QStringLiteral("reason"), request.reason},
            {QStringLiteral("requestor"), request.requestor},
            {QStringLiteral("duration"), static_cast<qint64>(request.duration.count())},
            {QStringLiteral("submittedAt"), toRfc3339(request.submittedAt)}};
}

QJsonObject eventFields(const User &user)
{
    return {{QStringLiteral("displayName"), user.displayName},
            {QStringLiteral("email"), user.email},
            {QStringLiteral("alternateEmail"), user.alternateEmail},
            {QStringLiteral("side"), toSlug(user.side)},
            {QStringLiteral("roles"), QJsonArray::fromStringList(user.roles.slugs())}};
}

QJsonObject eventFields(const Policy &policy)
{
    return {{QStringLiteral("requireApproval"), policy.requireApproval},
            {QStringLiteral("decideWithin"), qint64(policy.decideWithin.count())},
            {QStringLiteral("maxAccess"), qint64(policy.maxAccess.count())},
            {QStringLiteral("commentRequiredOnDeny"), policy.commentRequiredOnDeny}};
}

QJsonObject eventFields(const NotificationSettings &settings)
{
    QStringList kinds;
    for (const NoticeKind kind : settings.optional)
        kinds.append(toSlug(kind));
    return {{QStringLiteral("mailHost"), settings.host},
            {QStringLiteral("mailPort"), settings.port},
            {QStringLiteral("mailSecurity"), toSlug(settings.security)},
            {QStringLiteral("mailAccount"), settings.account},
            {QStringLiteral("mailSender"), settings.sender},
            {QStringLiteral("timeZone"), settings.timeZone},
            {QStringLiteral("notices"), QJsonArray::fromStringList(kinds)}};
}

QJsonObject eventFields(const Tenant &tenant, bool demo)
{
    return {{QStringLiteral("tenant"), tenant.id.toString()},
            {QStringLiteral("name"), tenant.name},
            {QStringLiteral("domain"), tenant.domain},
            {QStringLiteral("provider"), tenant.provider},
            {QStringLiteral("demo"), demo}};
}

namespace {

/// Reads fields by name; remembers the first that can't be understood.
class Fields
{
public:
    explicit Fields(const QJsonObject &json) : m_json(json) {}

    bool has(const char *name) const { return m_json.contains(QLatin1String(name)); }
    bool isNull(const char *name) const { return value(name).isNull(); }

    void read(const char *name, QString &into)
    {
        if (has(name) && value(name).isString())
            into = value(name).toString();
        else if (has(name))
            refuse(name);
    }
    void read(const char *name, bool &into)
    {
        if (has(name) && value(name).isBool())
            into = value(name).toBool();
        else if (has(name))
            refuse(name);
    }
    void read(const char *name, std::chrono::seconds &into)
    {
        if (has(name) && value(name).isDouble())
            into = std::chrono::seconds(value(name).toInteger());
        else if (has(name))
            refuse(name);
    }
    void read(const char *name, int &into)
    {
        if (has(name) && value(name).isDouble())
            into = value(name).toInt();
        else if (has(name))
            refuse(name);
    }
    void read(const char *name, Timestamp &into)
    {
        if (!has(name))
            return;
        const auto time = parseRfc3339(value(name).toString(), QLatin1String(name));
        if (time)
            into = *time;
        else
            refuse(name);
    }
    void read(const char *name, std::optional<Timestamp> &into)
    {
        if (has(name) && isNull(name)) {
            into.reset();
        } else if (has(name)) {
            into.emplace();
            read(name, *into);
        }
    }
    /// A value that a slug names.
    template<typename T, typename Parse>
    void read(const char *name, T &into, Parse parse)
    {
        if (!has(name))
            return;
        const auto parsed = parse(value(name).toString());
        if (parsed)
            into = *parsed;
        else
            refuse(name);
    }
    QJsonValue value(const char *name) const { return m_json.value(QLatin1String(name)); }
    void refuse(const char *name)
    {
        if (m_wrong.isEmpty())
            m_wrong = QLatin1String(name);
    }
    Result<void> end() const
    {
        if (m_wrong.isEmpty())
            return {};
        Error error{
            .code = ErrorCode::StoreDamaged,
            .message =
                QStringLiteral("what an event says of \"%1\" can't be understood").arg(m_wrong)};
        error.field = m_wrong;
        return Failure(error);
    }

private:
    const QJsonObject &m_json;
    QString m_wrong;
};

void readDecision(Fields &fields, std::optional<Decision> &decision)
{
    if (!fields.has("decidedBy"))
        return;
    decision.reset();
    if (fields.isNull("decidedBy"))
        return;
    decision.emplace();
    fields.read("decidedBy", decision->by);
    fields.read("decidedByName", decision->byName);
    fields.read("decidedRole", decision->role, parseRole);
    fields.read("decidedAt", decision->at);
    fields.read("comment", decision->comment);
}

void readAccess(Fields &fields, std::optional<AccessWindow> &access)
{
    if (!fields.has("accessStart"))
        return;
    access.reset();
    if (fields.isNull("accessStart"))
        return;
    access.emplace();
    fields.read("accessStart", access->start);
    fields.read("accessEnd", access->end);
    if (!fields.isNull("endedBy"))
        fields.read("endedBy", access->endedBy);
}

Result<Side> parseSide(const QString &slug)
{
    for (const Side side : {Side::Customer, Side::Provider}) {
        if (slug == toSlug(side))
            return side;
    }
    return invalid(QStringLiteral("side"), QStringLiteral("there is no side \"%1\"").arg(slug));
}

Result<RoleSet> parseRoles(const QJsonArray &slugs)
{
    RoleSet roles;
    for (const QJsonValue &slug : slugs) {
        const auto role = parseRole(slug.toString());
        if (!role)
            return failure(role);
        roles.insert(*role);
    }
    return roles;
}

} // namespace

Result<void> applyFields(AccessRequest &request, const QJsonObject &json)
{
    Fields fields(json);
    fields.read("state", request.state, parseRequestState);
    fields.read("service", request.service);
    fields.read("reason", request.reason);
    fields.read("requestor", request.requestor);
    fields.read("duration", request.duration);
    fields.read("submittedAt", request.submittedAt);
    if (fields.has("authorizedBy")) {
        request.authorization.reset();
        if (!fields.isNull("authorizedBy")) {
            request.authorization.emplace();
            fields.read("authorizedBy", request.authorization->by);
            fields.read("authorizedAt", request.authorization->at);
        }
    }
    fields.read("notifiedAt", request.notifiedAt);
    fields.read("expiresAt", request.expiresAt);
    fields.read("approvalRequired", request.approvalRequired);
    readDecision(fields, request.decision);
    readAccess(fields, request.access);
    return fields.end();
}

Result<void> applyFields(User &user, const QJsonObject &json)
{
    Fields fields(json);
    fields.read("displayName", user.displayName);
    fields.read("email", user.email);
    fields.read("alternateEmail", user.alternateEmail);
    fields.read("side", user.side, parseSide);
    if (fields.has("roles")) {
        const auto roles = parseRoles(fields.value("roles").toArray());
        if (roles)
            user.roles = *roles;
        else
            fields.refuse("roles");
    }
    return fields.end();
}

Result<void> applyFields(Policy &policy, const QJsonObject &json)
{
    Fields fields(json);
    fields.read("requireApproval", policy.requireApproval);
    fields.read("decideWithin", policy.decideWithin);
    fields.read("maxAccess", policy.maxAccess);
    fields.read("commentRequiredOnDeny", policy.commentRequiredOnDeny);
    return fields.end();
}

Result<void> applyFields(NotificationSettings &settings, const QJsonObject &json)
{
    Fields fields(json);
    fields.read("mailHost", settings.host);
    fields.read("mailPort", settings.port);
    fields.read("mailSecurity", settings.security, parseMailSecurity);
    fields.read("mailAccount", settings.account);
    fields.read("mailSender", settings.sender);
    fields.read("timeZone", settings.timeZone);
    if (fields.has("notices")) {
        settings.optional.clear();
        for (const QJsonValue &slug : fields.value("notices").toArray()) {
            const auto kind = parseNoticeKind(slug.toString());
            if (!kind)
                fields.refuse("notices");
            else
                settings.optional.insert(*kind);
        }
    }
    return fields.end();
}

} // namespace lockbox
