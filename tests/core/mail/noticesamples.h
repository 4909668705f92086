#pragma once

#include "core/domain/notice.h"
#include "core/mail/message.h"

/// Notices of each kind, as the tests of mails use them.
namespace lockbox::samples {

/// One of the kind; `typed` stands wherever somebody can type something.
Notice noticeOf(NoticeKind kind,
                const QString &typed = QStringLiteral("Mail is stuck since Monday"));

/// A mail that tells of a pending request.
MailMessage mailTo(const QString &address);

} // namespace lockbox::samples
