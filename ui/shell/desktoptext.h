#pragma once

#include "core/domain/accessrequest.h"

#include <QString>

/// What the desktop's notices and the tray say. Who shows them is a program of somebody else's, which may read markup and make links
/// of what it gets.
namespace lockbox::ui {

/// The text without anything that could be markup, a link, or a second line: letters, digits, spaces and a few marks stay, all else
/// becomes a low line. Long texts are cut.
QString harmlessLine(const QString &typed);

/// "Customer Lockbox request pending"
QString noticeTitle();
/// "EXSR359123 · Exchange" and, on a line of its own, "expires in 11 h 59 min · 08:11 (07:11 UTC)"
QString noticeBody(const AccessRequest &request, Timestamp now);

/// "EXSR359123 · Exchange · expires in 11 h 59 min"
QString requestLine(const AccessRequest &request, Timestamp now);
/// "Customer Lockbox: 3 requests wait" and, on a line of its own, the nearest deadline.
QString trayToolTip(qint64 waiting, const std::optional<AccessRequest> &nearest, Timestamp now);

} // namespace lockbox::ui
