#pragma once

#include "core/domain/accessrequest.h"
#include "core/domain/policy.h"
#include "core/domain/tenant.h"
#include "ui/widgets/workflowdiagram.h"

namespace lockbox::ui {

/// The steps without Customer Lockbox, told with the tenant's own names and numbers.
std::vector<WorkflowStep> workflowWithoutLockbox(const Tenant &tenant, const Policy &policy);

/// The steps with Customer Lockbox: one gate more, the customer's.
std::vector<WorkflowStep> workflowWithLockbox(const Tenant &tenant, const Policy &policy);

/// In which of the two workflows a request goes, and where it stands there.
struct WorkflowPlace {
    bool withLockbox = true;
    WorkflowPosition position;

    bool operator==(const WorkflowPlace &) const = default;
};

/// `settingOn` decides for a request of which the manager has not decided yet.
WorkflowPlace workflowPlace(const AccessRequest &request, bool settingOn);

} // namespace lockbox::ui
