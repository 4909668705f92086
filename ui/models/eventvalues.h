#pragma once

#include "core/domain/event.h"

/// The fields of an event, each by a name and a value that people read.
namespace lockbox::ui {

/// One field, as it is told: for a change with what it was before.
struct EventField {
    QString label;
    QString value;
    QString before; ///< For changes only.
    bool isChange = false;
    QString toolTip;

    bool operator==(const EventField &) const = default;
};

/// "Require approval" of "requireApproval".
QString eventFieldName(const QString &key);
/// A value of the field `key`: times local and in UTC, durations and roles in words, "none" where
/// there is none.
QString eventValueText(const QString &key, const QJsonValue &value);

/// Who, when, which request or user: what each event has.
std::vector<EventField> eventHead(const Event &event);
/// What changed, field by field.
std::vector<EventField> eventChanges(const Event &event);
/// What else belongs to it.
std::vector<EventField> eventDetails(const Event &event);

} // namespace lockbox::ui
