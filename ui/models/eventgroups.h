#pragma once

#include "core/domain/event.h"

namespace lockbox::ui {

/// What people look for in the history. Each kind of event belongs to one group.
enum class EventGroup { Requests, Decisions, Access, Users, Settings, Log };

const std::vector<EventGroup> &allEventGroups();
/// Stable name of a group ("decisions").
QString toSlug(EventGroup group);
QString eventGroupName(EventGroup group);
EventGroup groupOf(EventKind kind);
/// The kinds of these groups; none for none.
std::vector<EventKind> kindsOf(const std::vector<EventGroup> &groups);

} // namespace lockbox::ui
