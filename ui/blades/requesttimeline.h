#pragma once

#include "core/service/lockboxservice.h"

#include <QCoreApplication>

namespace lockbox::ui {

/// One entry of a request's story, in words.
struct StoryEntry {
    QString title;  ///< "Approved by Ada Berg as Global administrator"
    QString detail; ///< Comment, recipients, what was done; may be empty.
    Timestamp at;
    bool ahead = false; ///< Not yet: the deadline that comes next.

    bool operator==(const StoryEntry &) const = default;
};

/// Tells a request's story from its events.
class RequestStory
{
    Q_DECLARE_TR_FUNCTIONS(RequestStory)

public:
    RequestStory(const RequestDetails &details, const Tenant &tenant)
        : m_details(details), m_tenant(tenant)
    {}

    /// In order; ends with what the clock will do next, if anything.
    std::vector<StoryEntry> entries() const;

private:
    StoryEntry entry(const Event &event) const;
    QString title(const Event &event) const;
    QString who(const Event &event) const;
    QString endTitle(const Event &event) const;
    static QString recipients(const Event &event);
    /// For those who may not know who the approvers are.
    static QString recipientCount(const Event &event);
    std::optional<StoryEntry> deadline() const;

    const RequestDetails &m_details;
    const Tenant &m_tenant;
};

} // namespace lockbox::ui
