#pragma once

#include "core/domain/accessrequest.h"
#include "core/domain/tenant.h"

#include <QJsonObject>

namespace lockbox {

/// What a notice tells.
enum class NoticeKind {
    RequestPending, ///< A request waits for a decision.
    Reminder,       ///< It still does.
    Decided,        ///< Somebody approved, denied or canceled it.
    AccessEnded,
    RequestExpired,
    RolesChanged,   ///< Somebody became an approver, or is none any more.
    SettingChanged, ///< How access is asked for, or how notices are sent.
    Test,
};

const std::vector<NoticeKind> &allNoticeKinds();
/// "request.pending", "reminder", "decided", "access.ended", "request.expired", "roles.changed", "setting.changed", "test".
QString toSlug(NoticeKind kind);
Result<NoticeKind> parseNoticeKind(QStringView slug);

/// What a mail is made of, as it was when the notice was written. The same notice always makes the same mail.
struct Notice {
    NoticeKind kind = NoticeKind::RequestPending;
    Tenant tenant;
    QString
        timeZone; ///< IANA name of the zone in which times are told beside UTC; empty: UTC only.
    Timestamp at; ///< When what it tells of happened; of a reminder: when it is due.
    std::optional<AccessRequest> request; ///< As it was then.
    QString actor;     ///< User principal name of who did it; empty where the clock did.
    QString actorName; ///< Display name at that moment.
    std::optional<Role> actorRole; ///< In which role.
    QString comment;
    QString user;     ///< Whose roles changed.
    QString userName; ///< Display name.
    RoleSet rolesBefore;
    RoleSet rolesAfter;
    QJsonObject settingsBefore; ///< The settings that changed, as events name them.
    QJsonObject settingsAfter;

    bool operator==(const Notice &) const = default;
};

QJsonObject toJson(const Notice &notice);

/// The reverse of toJson(). StoreDamaged where a field is missing or no such thing; what the kind tells of is always there.
Result<Notice> noticeFromJson(const QJsonObject &json);

} // namespace lockbox
