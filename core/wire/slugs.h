#pragma once

#include "core/domain/delivery.h"
#include "core/domain/event.h"
#include "core/domain/notifications.h"
#include "core/domain/requestquery.h"

/// The names of enumerations in JSON and in queries.
namespace lockbox::wire {

QString slugOf(Role role);
QString slugOf(Side side);
QString slugOf(RequestState state);
QString slugOf(EventKind kind);
QString slugOf(NoticeKind kind);
QString slugOf(DeliveryState state);
QString slugOf(MailSecurity security);
QString slugOf(MailVerdict::Kind kind);
QString slugOf(RequestSort sort);
QString slugOf(ErrorCode code);

Result<void> readSlug(QStringView text, Role &role);
Result<void> readSlug(QStringView text, Side &side);
Result<void> readSlug(QStringView text, RequestState &state);
Result<void> readSlug(QStringView text, EventKind &kind);
Result<void> readSlug(QStringView text, NoticeKind &kind);
Result<void> readSlug(QStringView text, DeliveryState &state);
Result<void> readSlug(QStringView text, MailSecurity &security);
Result<void> readSlug(QStringView text, MailVerdict::Kind &kind);
Result<void> readSlug(QStringView text, RequestSort &sort);
Result<void> readSlug(QStringView text, ErrorCode &code);

} // namespace lockbox::wire
