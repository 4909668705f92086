#pragma once

#include "core/domain/event.h"

/// What people read of an event of the history.
namespace lockbox::ui {

/// What kind of event it is, as a title: "Access approved".
QString eventName(EventKind kind);
/// What was done, as a sentence whose subject stands before it: "Approved access for 4 h: “go
/// ahead”".
QString eventDeed(const Event &event);
/// Who did it: a user name, or the clock.
QString eventActor(const Event &event);
/// In which role; empty where nobody acted.
QString eventRole(const Event &event);

/// "2026-02-05 20:11:55", local.
QString localSecondText(Timestamp time);
/// "2026-02-05 19:11:55 UTC"
QString utcSecondText(Timestamp time);

/// The text with the middle left out of words that are longer than `longest`: they would push all
/// others out of a narrow place.
QString withoutLongWords(const QString &text, int longest = 40);

/// The whole event for a screen reader.
QString eventSentence(const Event &event);

} // namespace lockbox::ui
