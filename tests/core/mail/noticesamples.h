#pragma once

#include "core/domain/notice.h"

/// Notices of each kind, as the tests of mails use them.
namespace lockbox::samples {

/// One of the kind; `typed` stands wherever somebody can type something.
Notice noticeOf(NoticeKind kind,
                const QString &typed = QStringLiteral("Mail is stuck since Monday"));

} // namespace lockbox::samples
