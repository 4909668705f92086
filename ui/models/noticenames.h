#pragma once

#include "core/domain/notifications.h"

/// What people call the settings of notices.
namespace lockbox::ui {

/// "Request pending"
QString noticeName(NoticeKind kind);
/// "STARTTLS"
QString mailSecurityName(MailSecurity security);

} // namespace lockbox::ui
