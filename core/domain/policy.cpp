#include "core/domain/policy.h"

#include "core/base/timetext.h"

namespace lockbox {

static Result<void> checkRange(const QString &field, std::chrono::seconds value,
                               std::chrono::seconds low, std::chrono::seconds high)
{
    if (value >= low && value <= high)
        return {};
    return invalid(
        field, QStringLiteral("%1 must be between %2 and %3, not %4")
                   .arg(field, toDurationText(low), toDurationText(high), toDurationText(value)));
}

Result<Policy> applied(const PolicyChange &change, const Policy &policy)
{
    Policy next = policy;
    next.requireApproval = change.requireApproval.value_or(policy.requireApproval);
    next.decideWithin = change.decideWithin.value_or(policy.decideWithin);
    next.maxAccess = change.maxAccess.value_or(policy.maxAccess);
    next.commentRequiredOnDeny =
        change.commentRequiredOnDeny.value_or(policy.commentRequiredOnDeny);

    if (auto ok = checkRange(QStringLiteral("decide-within"), next.decideWithin,
                             PolicyLimits::minDecideWithin, PolicyLimits::maxDecideWithin);
        !ok)
        return failure(ok);
    if (auto ok = checkRange(QStringLiteral("max-access"), next.maxAccess, PolicyLimits::minAccess,
                             PolicyLimits::maxAccess);
        !ok)
        return failure(ok);
    return next;
}

} // namespace lockbox
