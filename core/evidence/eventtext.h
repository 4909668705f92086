#pragma once

#include "core/domain/event.h"

namespace lockbox::evidence {

/// A fact of an event, with its name: "Access", "until 2026-02-06 13:00:00 UTC".
struct Detail {
    QString name;
    QString text;

    bool operator==(const Detail &) const = default;
};

/// What an event tells, for somebody who reads the report: plain text, in parts.
struct EventText {
    QString who;  ///< User principal name, or "the clock".
    QString role; ///< In which role; may be empty.
    QString what; ///< "Approved the request"
    std::vector<Detail> details;

    bool operator==(const EventText &) const = default;
};

EventText textOf(const Event &event);

/// "Requests approved": how many events of a kind there are is told under this name.
QString countName(EventKind kind);

/// The role's name; the slug where it is none that is known.
QString roleText(const QString &slug);

/// A time within an event, for people; as it stands where it is none.
QString timeIn(const QJsonValue &value);

} // namespace lockbox::evidence
