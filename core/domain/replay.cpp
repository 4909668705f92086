#include "core/domain/replay.h"

#include "core/domain/eventfields.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace lockbox {

/// "state": what one of the objects says of the first field in which they differ.
static QString firstDifference(const QJsonObject &a, const QJsonObject &b)
{
    for (auto it = a.begin(); it != a.end(); ++it) {
        if (b.value(it.key()) != it.value())
            return it.key();
    }
    for (auto it = b.begin(); it != b.end(); ++it) {
        if (!a.contains(it.key()))
            return it.key();
    }
    return {};
}

static QString inWords(const QJsonValue &value)
{
    if (value.isUndefined())
        return QStringLiteral("nothing");
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.mid(1, json.size() - 2));
}

/// The contradiction between what an event says and what it must say; nothing where they are equal.
static std::optional<Contradiction> compared(const char *part, const QJsonObject &says,
                                             const QJsonObject &should)
{
    if (says == should)
        return std::nullopt;
    const QString field = firstDifference(says, should);
    return Contradiction{
        .field = field,
        .message = QStringLiteral("it says that \"%1\" %2 %3, but from what came before follows %4")
                       .arg(field, QLatin1String(part), inWords(says.value(field)),
                            inWords(should.value(field)))};
}

static Contradiction notUnderstood(const Error &error)
{
    return {.field = error.field, .message = error.message};
}

std::optional<Contradiction> Replay::take(const Event &event)
{
    if (m_isBegun == (event.kind == EventKind::TenantCreated))
        return Contradiction{
            .field = QStringLiteral("kind"),
            .message = m_isBegun ? QStringLiteral("it creates the tenant a second time")
                                 : QStringLiteral("the first event must create the tenant")};
    ++m_taken;
    if (!m_next.empty() && event.request != m_next.back().request)
        return Contradiction{.field = QStringLiteral("request"),
                             .message = QStringLiteral("it stands between two events of one act")};
    if (auto wrong = checkForm(event))
        return wrong;
    if (auto wrong = checkActor(event))
        return wrong;
    auto wrong = takePart(event);
    m_isBeginning =
        m_isBeginning && event.actor.isEmpty()
        && (event.kind == EventKind::TenantCreated || event.kind == EventKind::UserAdded);
    return wrong;
}

std::optional<Contradiction> Replay::takePart(const Event &event)
{
    switch (event.kind) {
    case EventKind::TenantCreated: return takeTenant(event);
    case EventKind::UserAdded:
    case EventKind::UserRolesChanged:
    case EventKind::UserEmailChanged: return takeUser(event);
    case EventKind::SettingChanged: return takePolicy(event);
    case EventKind::ClockAdvanced: return checkClockMoved(event);
    case EventKind::NoticeSuppressed: return checkSuppressed(event);
    case EventKind::LogStarted: return takeLogStart(event);
    default: return takeRequest(event);
    }
}

std::optional<Contradiction> Replay::takeTenant(const Event &event)
{
    m_isBegun = true;
    m_begunAt = event.at;
    const auto text = [&](const char *name) {
        return event.after.value(QLatin1String(name)).toString();
    };
    m_tenant = {.id = TenantId::fromString(text("tenant")),
                .name = text("name"),
                .domain = text("domain"),
                .provider = text("provider")};
    m_demo = event.after.value(QStringLiteral("demo")).toBool();
    m_logKey = event.details.value(QStringLiteral("logKey")).toString();
    if (auto ok = applyFields(m_policy, event.after); !ok)
        return notUnderstood(ok.error());
    QJsonObject should = eventFields(m_policy);
    const QJsonObject tenant = eventFields(m_tenant, m_demo);
    for (auto it = tenant.begin(); it != tenant.end(); ++it)
        should.insert(it.key(), it.value());
    if (auto wrong = compared("was", event.before, {}))
        return wrong;
    return compared("is", event.after, should);
}

std::optional<Contradiction> Replay::takeUser(const Event &event)
{
    const bool isNew = event.kind == EventKind::UserAdded;
    if (m_places.contains(event.user) == isNew)
        return Contradiction{.field = QStringLiteral("user"),
                             .message = isNew
                                            ? QStringLiteral("it adds a user who is there already")
                                            : QStringLiteral("it changes a user who isn't there")};
    if (isNew) {
        m_places.insert(event.user, qsizetype(m_users.size()));
        m_users.push_back({.userPrincipalName = event.user});
    }
    User &user = m_users[size_t(m_places.value(event.user))];
    const User former = user;
    const QJsonObject before = isNew ? QJsonObject() : eventFields(user);
    if (auto ok = applyFields(user, event.after); !ok)
        return notUnderstood(ok.error());
    const QJsonObject after = eventFields(user);
    if (auto wrong = compared("was", event.before, differing(before, after)))
        return wrong;
    if (auto wrong = compared("is", event.after, differing(after, before)))
        return wrong;
    return checkUserChange(event, former, user);
}

QJsonObject Replay::settingsFields() const
{
    QJsonObject fields = eventFields(m_policy);
    const QJsonObject notices = eventFields(m_notifications);
    for (auto it = notices.begin(); it != notices.end(); ++it)
        fields.insert(it.key(), it.value());
    return fields;
}

std::optional<Contradiction> Replay::takePolicy(const Event &event)
{
    const QJsonObject before = settingsFields();
    if (auto ok = applyFields(m_policy, event.after); !ok)
        return notUnderstood(ok.error());
    if (auto ok = applyFields(m_notifications, event.after); !ok)
        return notUnderstood(ok.error());
    const QJsonObject after = settingsFields();
    if (auto wrong = compared("was", event.before, differing(before, after)))
        return wrong;
    if (auto wrong = compared("is", event.after, differing(after, before)))
        return wrong;
    return checkSettings(event);
}

std::optional<Contradiction> Replay::takeRequest(const Event &event)
{
    const bool isNew = event.kind == EventKind::RequestSubmitted;
    if (event.request.isNull() || m_open.contains(event.request) == isNew)
        return Contradiction{.field = QStringLiteral("request"),
                             .message =
                                 isNew ? QStringLiteral("it files a request that is there already")
                                       : QStringLiteral("it concerns a request that was not filed "
                                                        "or is over")};
    const AccessRequest before = isNew ? AccessRequest{} : m_open.value(event.request);
    AccessRequest after = before;
    if (isNew) {
        ++m_submitted;
        after.id = event.request;
        after.reference = event.reference;
    }
    if (auto ok = applyFields(after, event.after); !ok)
        return notUnderstood(ok.error());
    m_request = after;
    if (isFinal(after.state))
        m_open.remove(event.request);
    else
        m_open.insert(event.request, after);
    if (auto wrong = checkRequest(event, before, after))
        return wrong;
    return checkRules(event, before);
}

std::optional<Contradiction> Replay::checkRequest(const Event &event, const AccessRequest &before,
                                                  const AccessRequest &after) const
{
    if (event.kind == EventKind::RequestSubmitted) {
        if (auto wrong = compared("was", event.before, {}))
            return wrong;
        return compared("is", event.after, submittedFields(after));
    }
    if (event.reference != after.reference)
        return Contradiction{.field = QStringLiteral("reference"),
                             .message = QStringLiteral("it calls the request %1, which was filed "
                                                       "as %2")
                                            .arg(event.reference, after.reference)};
    if (auto wrong = compared("was", event.before, differing(before, after)))
        return wrong;
    return compared("is", event.after, differing(after, before));
}

} // namespace lockbox
