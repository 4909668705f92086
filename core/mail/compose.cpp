#include "core/mail/compose.h"

#include "core/base/timetext.h"
#include "core/mail/defang.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTimeZone>

namespace lockbox {

namespace {

constexpr qsizetype longestSubject = 150;

QString utcText(Timestamp time)
{
    const auto at = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
    return at.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

/// In the tenant's zone, with its difference to UTC; empty where that is UTC.
QString zonedText(Timestamp time, const QString &zoneName)
{
    const QTimeZone zone(zoneName.toUtf8());
    if (zoneName.isEmpty() || !zone.isValid())
        return {};
    const auto at = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), zone);
    return at.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss ")) + defangedLine(zoneName)
           + QStringLiteral(" (%1)").arg(zone.displayName(at, QTimeZone::OffsetName));
}

/// Its beginning, without half a character at the end.
QString cut(QString text, qsizetype longest)
{
    text.truncate(longest);
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    return text;
}

QString roleText(const std::optional<Role> &role)
{
    return role ? displayName(*role) : QStringLiteral("no role");
}

QString settingName(const QString &field)
{
    static const std::pair<const char *, const char *> names[] = {
        {"requireApproval", "Require approval for all data access requests"},
        {"decideWithin", "Time to decide"},
        {"maxAccess", "Longest access"},
        {"commentRequiredOnDeny", "Comment required on deny"},
        {"mailHost", "Mail server"},
        {"mailPort", "Mail server's port"},
        {"mailSecurity", "Mail server's security"},
        {"mailAccount", "Mail account"},
        {"mailSender", "Sender's address"},
        {"timeZone", "Time zone of notices"},
        {"notices", "Notices that are sent"},
    };
    for (const auto &[key, name] : names) {
        if (field == QLatin1String(key))
            return QString::fromLatin1(name);
    }
    return defangedLine(field);
}

QString settingValue(const QString &field, const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("On") : QStringLiteral("Off");
    if (field == QLatin1String("decideWithin") || field == QLatin1String("maxAccess"))
        return toClockText(std::chrono::seconds(value.toInteger()));
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (value.isArray()) {
        QStringList slugs;
        for (const QJsonValue &one : value.toArray())
            slugs.append(one.toString().replace(QLatin1Char('.'), QLatin1Char(' ')));
        return slugs.isEmpty() ? QStringLiteral("none")
                               : defangedLine(slugs.join(QStringLiteral(", ")));
    }
    return value.toString().isEmpty() ? QStringLiteral("nothing") : defangedLine(value.toString());
}

QString rolesText(const RoleSet &roles)
{
    QStringList names;
    for (const QString &slug : roles.slugs()) {
        if (const auto role = parseRole(slug))
            names.append(displayName(*role));
    }
    return names.isEmpty() ? QStringLiteral("User (no administrator access)")
                           : names.join(QStringLiteral(", "));
}

/// One mail in the making.
class Composer
{
public:
    Composer(const Notice &notice, const QString &phrase) : m_notice(notice)
    {
        m_body.phrase = phrase;
    }

    NoticeText compose();

private:
    void pending();
    void reminder();
    void decided();
    void accessEnded();
    void expired();
    void rolesChanged();
    void settingChanged();
    void test();

    void line(const char *label, const QString &value)
    {
        m_body.lines.push_back({QString::fromLatin1(label), value});
    }
    void closing(const QString &text) { m_body.closing.push_back(text); }
    void time(const char *label, Timestamp at);
    void requestLines();
    /// Who did it, as what, when and why.
    void actLines(const char *by);
    void howToAnswer();
    QString person(const QString &name, const QString &userPrincipalName) const;
    QString reference() const { return defangedLine(m_notice.request->reference); }

    const Notice &m_notice;
    LetterBody m_body;
    QString m_subject;
};

QString Composer::person(const QString &name, const QString &userPrincipalName) const
{
    return name.isEmpty() || name == userPrincipalName
               ? defangedLine(userPrincipalName)
               : QStringLiteral("%1 (%2)").arg(defangedLine(name), defangedLine(userPrincipalName));
}

void Composer::time(const char *label, Timestamp at)
{
    m_body.lines.push_back({QString::fromLatin1(label) + QStringLiteral(" (UTC)"), utcText(at)});
    if (const QString zoned = zonedText(at, m_notice.timeZone); !zoned.isEmpty())
        m_body.lines.push_back({QString::fromLatin1(label), zoned});
}

void Composer::requestLines()
{
    const AccessRequest &request = *m_notice.request;
    line("Product", defangedLine(request.service));
    line("Service Request #", reference());
    line("Request ID", request.id.toString());
    line("Tenant", QStringLiteral("%1 (%2)").arg(defangedLine(m_notice.tenant.name),
                                                 defangedLine(m_notice.tenant.domain)));
    line("Requestor", defangedLine(m_notice.tenant.provider) + QStringLiteral(" Engineer"));
    line("Reason", defanged(request.reason));
    time("Create Time", request.submittedAt);
    line("Duration", toClockText(request.duration));
}

void Composer::howToAnswer()
{
    closing(QStringLiteral("To approve or deny it, open the Customer Lockbox console and choose "
                           "Support, then Customer Lockbox Requests. This mail holds no link on "
                           "purpose: a mail that asks you to follow one is not from us."));
}

void Composer::pending()
{
    m_subject = QStringLiteral("A Customer Lockbox request is pending your approval");
    m_body.headline = m_subject;
    m_body.intro =
        QStringLiteral("An engineer of %1 asks for access to content of %2. Nothing is "
                       "opened unless one of its approvers approves.")
            .arg(defangedLine(m_notice.tenant.provider), defangedLine(m_notice.tenant.name));
    requestLines();
    time("Expires", m_notice.request->expiresAt.value_or(m_notice.at));
    closing(QStringLiteral("If nobody approves or denies it until then, the request expires and no "
                           "access is given."));
    howToAnswer();
}

void Composer::reminder()
{
    const Timestamp end = m_notice.request->expiresAt.value_or(m_notice.at);
    const auto left = std::chrono::floor<std::chrono::seconds>(end - m_notice.at);
    m_subject = QStringLiteral("Reminder: a Customer Lockbox request is pending your approval");
    m_body.headline = QStringLiteral("A Customer Lockbox request still waits for a decision");
    m_body.intro =
        QStringLiteral("Nobody has approved or denied it so far. At the time of this reminder %1 "
                       "(hours, minutes, seconds) were left.")
            .arg(toClockText(left));
    requestLines();
    time("Expires", end);
    howToAnswer();
}

void Composer::actLines(const char *by)
{
    if (m_notice.actor.isEmpty())
        line(by, QStringLiteral("Nobody: its time was over"));
    else
        line(by, person(m_notice.actorName, m_notice.actor));
    if (!m_notice.actor.isEmpty())
        line("In the role", roleText(m_notice.actorRole));
    time("When", m_notice.at);
    if (!m_notice.comment.isEmpty())
        line("Comment", defanged(m_notice.comment));
}

void Composer::decided()
{
    const AccessRequest &request = *m_notice.request;
    const bool isWithdrawn = m_notice.actor == request.requestor;
    const QString what = request.state == RequestState::Approved ? QStringLiteral("approved")
                         : request.state == RequestState::Denied ? QStringLiteral("denied")
                         : isWithdrawn                           ? QStringLiteral("withdrawn")
                                                                 : QStringLiteral("canceled");
    m_subject = QStringLiteral("A Customer Lockbox request was %1").arg(what);
    m_body.headline = m_subject;
    // Who the engineer is is not told to the customer.
    if (isWithdrawn)
        line("By", defangedLine(m_notice.tenant.provider) + QStringLiteral(" Engineer"));
    else
        actLines("By");
    if (isWithdrawn)
        time("When", m_notice.at);
    requestLines();
    if (request.state == RequestState::Approved && request.access) {
        time("Access until", request.access->end);
        closing(QStringLiteral("Access then ends by itself, whether or not the issue is solved. An "
                               "approver can end it earlier in the console: Support, then Customer "
                               "Lockbox Requests, then Revoke."));
    } else {
        closing(QStringLiteral("No access was given."));
    }
}

void Composer::accessEnded()
{
    const AccessRequest &request = *m_notice.request;
    const bool isClosed = m_notice.actor == request.requestor;
    m_subject = request.state == RequestState::Revoked
                    ? QStringLiteral("Customer Lockbox access was revoked")
                    : QStringLiteral("Customer Lockbox access has ended");
    m_body.headline = m_subject;
    if (isClosed) {
        line("By", defangedLine(m_notice.tenant.provider)
                       + QStringLiteral(" Engineer, who closed the work"));
        time("When", m_notice.at);
    } else {
        actLines("By");
    }
    requestLines();
    if (request.access)
        time("Access from", request.access->start);
    closing(QStringLiteral("What was done during access is in the request's timeline in the "
                           "console: Support, then Customer Lockbox Requests."));
}

void Composer::expired()
{
    m_subject = QStringLiteral("A Customer Lockbox request expired");
    m_body.headline = QStringLiteral("A Customer Lockbox request expired: nobody decided in time");
    requestLines();
    time("Expired", m_notice.at);
    closing(QStringLiteral("No access was given. The engineer can file another request."));
}

void Composer::rolesChanged()
{
    m_subject = QStringLiteral("Who may approve Customer Lockbox requests has changed");
    m_body.headline = m_subject;
    line("User", person(m_notice.userName, m_notice.user));
    line("Roles before", rolesText(m_notice.rolesBefore));
    line("Roles now", rolesText(m_notice.rolesAfter));
    actLines("Changed by");
    line("Tenant", QStringLiteral("%1 (%2)").arg(defangedLine(m_notice.tenant.name),
                                                 defangedLine(m_notice.tenant.domain)));
    closing(QStringLiteral("All global administrators get this mail. If you did not expect the "
                           "change, look at the user in the console: Users, then Active users."));
}

void Composer::settingChanged()
{
    m_subject = QStringLiteral("A Customer Lockbox setting has changed");
    m_body.headline = m_subject;
    for (auto it = m_notice.settingsAfter.begin(); it != m_notice.settingsAfter.end(); ++it) {
        const QString before = settingValue(it.key(), m_notice.settingsBefore.value(it.key()));
        m_body.lines.push_back(
            {settingName(it.key()),
             QStringLiteral("%1 (before: %2)").arg(settingValue(it.key(), it.value()), before)});
    }
    actLines("Changed by");
    line("Tenant", QStringLiteral("%1 (%2)").arg(defangedLine(m_notice.tenant.name),
                                                 defangedLine(m_notice.tenant.domain)));
    closing(QStringLiteral("If you did not expect the change, look at it in the console: Settings, "
                           "then Security and privacy."));
}

void Composer::test()
{
    m_subject = QStringLiteral("A test of Customer Lockbox notices");
    m_body.headline = QStringLiteral("This is a test");
    m_body.intro = QStringLiteral("Somebody wanted to know whether notices of Customer Lockbox "
                                  "arrive here. Nothing needs to be done.");
    line("Tenant", QStringLiteral("%1 (%2)").arg(defangedLine(m_notice.tenant.name),
                                                 defangedLine(m_notice.tenant.domain)));
    line("Sent by", person(m_notice.actorName, m_notice.actor));
    time("Sent", m_notice.at);
}

static QString howToCheck(const Notice &notice)
{
    if (notice.kind == NoticeKind::Test)
        return QStringLiteral("A test mail is kept nowhere: \"Check a mail\" does not know it.");
    if (notice.request)
        return QStringLiteral("Whether this mail is genuine: the console shows the same "
                              "verification phrase beside the request, and \"Check a mail\" "
                              "compares the rest.");
    return QStringLiteral("Whether this mail is genuine: \"Check a mail\" in the console "
                          "compares it with what was sent.");
}

NoticeText Composer::compose()
{
    switch (m_notice.kind) {
    case NoticeKind::RequestPending: pending(); break;
    case NoticeKind::Reminder: reminder(); break;
    case NoticeKind::Decided: decided(); break;
    case NoticeKind::AccessEnded: accessEnded(); break;
    case NoticeKind::RequestExpired: expired(); break;
    case NoticeKind::RolesChanged: rolesChanged(); break;
    case NoticeKind::SettingChanged: settingChanged(); break;
    case NoticeKind::Test: test(); break;
    }
    closing(howToCheck(m_notice));
    QString subject = m_subject;
    if (m_notice.request)
        subject += QStringLiteral(" - ") + reference();
    return {.subject = cut(subject, longestSubject),
            .text = asPlainText(m_body),
            .html = asHtml(m_body),
            .lines = m_body.lines};
}

} // namespace

NoticeText compose(const Notice &notice, const QString &phrase)
{
    return Composer(notice, phrase).compose();
}

} // namespace lockbox
