#pragma once

#include "core/domain/accessrequest.h"
#include "ui/models/requestroles.h"

#include <QVariant>

/// What a list of requests says in its cells. Pure functions of a request and the present.
namespace lockbox::ui {

QString columnName(RequestColumn column);
QString cellText(const AccessRequest &request, RequestColumn column, const QString &requestorName,
                 Timestamp now);

/// More than fits into the cell: the local time of a date, the whole reason. Null where there is no more.
QVariant cellToolTip(const AccessRequest &request, RequestColumn column, Timestamp now);

/// "7 h 12 m left", "access open, 2 h 5 m left"; empty where the clock alone changes nothing.
QString timeLeftCell(const AccessRequest &request, Timestamp now);

/// Seconds until the clock alone changes the request; null where it won't.
QVariant secondsLeft(const AccessRequest &request, Timestamp now);

/// The row as a sentence for screen readers.
QString rowSentence(const AccessRequest &request, const QString &requestorName, Timestamp now);

/// "a.novak" of "a.novak@provider.example".
QString accountPart(const QString &userPrincipalName);

} // namespace lockbox::ui
