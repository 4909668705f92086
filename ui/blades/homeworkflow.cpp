#include "ui/blades/homeworkflow.h"

#include <QCoreApplication>

namespace lockbox::ui {

namespace {

/// Context of this file's texts for translators.
struct HomeWorkflow {
    Q_DECLARE_TR_FUNCTIONS(HomeWorkflow)
};

QString hours(std::chrono::seconds time)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time).count();
    if (minutes % 60 != 0)
        return minutes < 60 ? HomeWorkflow::tr("%1 minutes").arg(minutes)
                            : HomeWorkflow::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
    return minutes == 60 ? HomeWorkflow::tr("1 hour")
                         : HomeWorkflow::tr("%1 hours").arg(minutes / 60);
}

WorkflowStep filed(const Tenant &tenant)
{
    return {tenant.provider, HomeWorkflow::tr("Engineer files a request"),
            HomeWorkflow::tr(
                "The engineer finds that only the customer's content will tell, and files an "
                "access request: "
                "service request reference, service, reason, and how long access is needed.")};
}

WorkflowStep managed(const Tenant &tenant)
{
    return {tenant.provider, HomeWorkflow::tr("Manager approves"),
            HomeWorkflow::tr(
                "A manager at %1, who may not be the requestor, approves or rejects the request.")
                .arg(tenant.provider)};
}

WorkflowStep ended()
{
    return {HomeWorkflow::tr("The clock"), HomeWorkflow::tr("Access ends by itself"),
            HomeWorkflow::tr("Access ends when its time is over, whether or not the problem is "
                             "solved, or earlier when the "
                             "engineer closes the work.")};
}

} // namespace

std::vector<WorkflowStep> workflowWithoutLockbox(const Tenant &tenant, const Policy &policy)
{
    return {filed(tenant),
            managed(tenant),
            {tenant.provider, HomeWorkflow::tr("Just-in-time access"),
             HomeWorkflow::tr("The engineer has access at once, for the requested time, %1 at "
                              "most. Nobody at %2 is asked.")
                 .arg(hours(policy.maxAccess), tenant.name)},
            ended()};
}

std::vector<WorkflowStep> workflowWithLockbox(const Tenant &tenant, const Policy &policy)
{
    return {
        {tenant.name, HomeWorkflow::tr("Support case is opened"),
         HomeWorkflow::tr(
             "A person at %1 has a problem and opens a support case (service request).")
             .arg(tenant.name)},
        filed(tenant),
        managed(tenant),
        {tenant.name, HomeWorkflow::tr("Approvers are e-mailed"),
         HomeWorkflow::tr(
             "All global administrators and all holders of the role Customer Lockbox access "
             "approver get an "
             "e-mail. It holds no link to the console, for security. The time to decide starts.")},
        {tenant.name, HomeWorkflow::tr("Approver decides"),
         HomeWorkflow::tr(
             "An approver opens Support → Customer Lockbox Requests, selects the request, and "
             "approves or "
             "denies. If nobody decides within %1, the request expires and no access is given.")
             .arg(hours(policy.decideWithin)),
         true},
        {tenant.provider, HomeWorkflow::tr("Just-in-time access"),
         HomeWorkflow::tr("The engineer has access for the requested time, %1 at most, from the "
                          "moment of approval. An "
                          "approver can revoke it at any time.")
             .arg(hours(policy.maxAccess))},
        ended(),
        {tenant.name, HomeWorkflow::tr("Kept on record"),
         HomeWorkflow::tr("Every request is kept for ever, with who did what and when.")}};
}

WorkflowPlace workflowPlace(const AccessRequest &request, bool settingOn)
{
    using enum WorkflowPosition::Kind;
    const bool withLockbox = request.authorization ? request.approvalRequired : settingOn;
    const int manager = withLockbox ? 2 : 1;
    const int gate = 4;
    const int access = withLockbox ? 5 : 2;
    const int last = withLockbox ? 7 : 3;
    const auto at = [&](int step, WorkflowPosition::Kind kind) {
        return WorkflowPlace{.withLockbox = withLockbox, .position = {.step = step, .kind = kind}};
    };
    switch (request.state) {
    case RequestState::Submitted: return at(manager, Waiting);
    case RequestState::Rejected: return at(manager, Stopped);
    case RequestState::Pending: return at(gate, Waiting);
    case RequestState::Denied:
    case RequestState::Expired: return at(gate, Stopped);
    case RequestState::Canceled: return at(request.authorization ? gate : manager, Stopped);
    case RequestState::Approved: return at(access, Open);
    case RequestState::Revoked:
    case RequestState::Completed: break;
    }
    return at(last, Done);
}

} // namespace lockbox::ui
