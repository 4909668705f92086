#include "ui/models/eventgroups.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockbox::ui {

namespace {

/// Translations of this file's texts.
struct EventGroups {
    Q_DECLARE_TR_FUNCTIONS(EventGroups)
};

} // namespace

const std::vector<EventGroup> &allEventGroups()
{
    using enum EventGroup;
    static const std::vector<EventGroup> groups = {Requests, Decisions, Access,
                                                   Users,    Settings,  Log};
    return groups;
}

QString toSlug(EventGroup group)
{
    switch (group) {
    case EventGroup::Requests: return QStringLiteral("requests");
    case EventGroup::Decisions: return QStringLiteral("decisions");
    case EventGroup::Access: return QStringLiteral("access");
    case EventGroup::Users: return QStringLiteral("users");
    case EventGroup::Settings: return QStringLiteral("settings");
    case EventGroup::Log: break;
    }
    return QStringLiteral("log");
}

QString eventGroupName(EventGroup group)
{
    switch (group) {
    case EventGroup::Requests: return EventGroups::tr("Requests");
    case EventGroup::Decisions: return EventGroups::tr("Decisions");
    case EventGroup::Access: return EventGroups::tr("Access");
    case EventGroup::Users: return EventGroups::tr("Users");
    case EventGroup::Settings: return EventGroups::tr("Settings");
    case EventGroup::Log: break;
    }
    return EventGroups::tr("Log and store");
}

EventGroup groupOf(EventKind kind)
{
    switch (kind) {
    case EventKind::RequestSubmitted:
    case EventKind::RequestNotified:
    case EventKind::NoticeSuppressed:
    case EventKind::RequestCanceled:
    case EventKind::RequestExpired: return EventGroup::Requests;
    case EventKind::RequestAuthorized:
    case EventKind::RequestRejected:
    case EventKind::RequestApproved:
    case EventKind::RequestDenied: return EventGroup::Decisions;
    case EventKind::AccessRecorded:
    case EventKind::AccessRevoked:
    case EventKind::AccessCompleted: return EventGroup::Access;
    case EventKind::UserAdded:
    case EventKind::UserRolesChanged:
    case EventKind::UserEmailChanged: return EventGroup::Users;
    case EventKind::SettingChanged: return EventGroup::Settings;
    case EventKind::TenantCreated:
    case EventKind::ClockAdvanced:
    case EventKind::LogStarted: break;
    }
    return EventGroup::Log;
}

std::vector<EventKind> kindsOf(const std::vector<EventGroup> &groups)
{
    std::vector<EventKind> kinds;
    std::ranges::copy_if(allEventKinds(), std::back_inserter(kinds), [&groups](EventKind kind) {
        return std::ranges::find(groups, groupOf(kind)) != groups.end();
    });
    return kinds;
}

} // namespace lockbox::ui
