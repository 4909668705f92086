#include "ui/models/noticenames.h"

#include <QCoreApplication>

namespace lockbox::ui {

namespace {

/// Translations of this file's texts.
struct NoticeNames {
    Q_DECLARE_TR_FUNCTIONS(NoticeNames)
};

} // namespace

QString noticeName(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::RequestPending: return NoticeNames::tr("Request pending");
    case NoticeKind::Reminder: return NoticeNames::tr("Reminder");
    case NoticeKind::Decided: return NoticeNames::tr("Request decided");
    case NoticeKind::AccessEnded: return NoticeNames::tr("Access ended");
    case NoticeKind::RequestExpired: return NoticeNames::tr("Request expired");
    case NoticeKind::RolesChanged: return NoticeNames::tr("Roles changed");
    case NoticeKind::SettingChanged: return NoticeNames::tr("Setting changed");
    case NoticeKind::Test: break;
    }
    return NoticeNames::tr("Test");
}

QString mailSecurityName(MailSecurity security)
{
    switch (security) {
    case MailSecurity::StartTls: return NoticeNames::tr("STARTTLS");
    case MailSecurity::Tls: return NoticeNames::tr("TLS");
    case MailSecurity::None: break;
    }
    return NoticeNames::tr("No security");
}

} // namespace lockbox::ui
