#include "tests/core/mail/noticesamples.h"

#include "core/mail/compose.h"

#include "tests/core/domain/domainsamples.h"

namespace lockbox::samples {

static AccessRequest requestFor(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::Decided: return approved();
    case NoticeKind::AccessEnded: {
        AccessRequest ended = approved();
        ended.state = RequestState::Revoked;
        ended.access->end = decided + 1h;
        ended.access->endedBy = admin().userPrincipalName;
        return ended;
    }
    case NoticeKind::RequestExpired: {
        AccessRequest expired = pending();
        expired.state = RequestState::Expired;
        return expired;
    }
    default: return pending();
    }
}

static void addAct(Notice &notice, const QString &typed)
{
    notice.actor = admin().userPrincipalName;
    notice.actorName = admin().displayName;
    notice.actorRole = Role::GlobalAdministrator;
    notice.comment = typed;
}

Notice noticeOf(NoticeKind kind, const QString &typed)
{
    Notice notice{.kind = kind,
                  .tenant = {.id = TenantId::fromString(u"2b3c91f6-1111-4222-8333-0123456789ab"),
                             .name = QStringLiteral("Contoso"),
                             .domain = QStringLiteral("contoso.onmicrosoft.com"),
                             .provider = QStringLiteral("Microsoft")},
                  .timeZone = QStringLiteral("Europe/Berlin"),
                  .at = decided};
    const bool isAboutRequest = kind != NoticeKind::RolesChanged
                                && kind != NoticeKind::SettingChanged && kind != NoticeKind::Test;
    if (isAboutRequest) {
        notice.request = requestFor(kind);
        notice.request->reason = typed;
    }
    if (kind != NoticeKind::RequestPending && kind != NoticeKind::Reminder
        && kind != NoticeKind::RequestExpired)
        addAct(notice, typed);
    if (kind == NoticeKind::Reminder)
        notice.at = deadline - 1h;
    if (kind == NoticeKind::RequestExpired)
        notice.at = deadline;
    if (kind == NoticeKind::RolesChanged) {
        notice.user = plainUser().userPrincipalName;
        notice.userName = plainUser().displayName;
        notice.rolesAfter = {Role::LockboxApprover};
    }
    if (kind == NoticeKind::SettingChanged) {
        notice.settingsBefore = {{QStringLiteral("requireApproval"), true},
                                 {QStringLiteral("mailHost"), QStringLiteral("mail.contoso.com")}};
        notice.settingsAfter = {{QStringLiteral("requireApproval"), false},
                                {QStringLiteral("mailHost"), typed}};
    }
    return notice;
}

MailMessage mailTo(const QString &address)
{
    const NoticeText text =
        compose(noticeOf(NoticeKind::RequestPending), QStringLiteral("abandon ability able zoo"));
    return {.from = {.name = QStringLiteral("Customer Lockbox of Contoso"),
                     .address = QStringLiteral("lockbox@contoso.com")},
            .to = {.name = QStringLiteral("Ada Admin"), .address = address},
            .subject = text.subject,
            .text = text.text,
            .html = text.html,
            .messageId = QStringLiteral("<id-1@contoso.com>"),
            .date = Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 2 / 5) + 21h),
            .isImportant = true};
}

} // namespace lockbox::samples
