#pragma once

#include "core/base/result.h"

namespace lockbox {

/// What a tenant has set about access to its content.
struct Policy {
    bool requireApproval = false; ///< "Require approval for all data access requests".
    std::chrono::seconds decideWithin{12
                                      * 3600}; ///< Time to decide, from the moment of notification.
    std::chrono::seconds maxAccess{4 * 3600};  ///< Longest access window.
    bool commentRequiredOnDeny = true;

    bool operator==(const Policy &) const = default;
};

/// The limits a policy must keep to.
struct PolicyLimits {
    static constexpr std::chrono::seconds minDecideWithin{3600};
    static constexpr std::chrono::seconds maxDecideWithin{7 * 24 * 3600};
    static constexpr std::chrono::seconds minAccess{15 * 60};
    static constexpr std::chrono::seconds maxAccess{24 * 3600};
};

/// A wish to change some of a policy; what is absent stays.
struct PolicyChange {
    std::optional<bool> requireApproval;
    std::optional<std::chrono::seconds> decideWithin;
    std::optional<std::chrono::seconds> maxAccess;
    std::optional<bool> commentRequiredOnDeny;
    bool acceptUnreachable =
        false; ///< Turn approval On even where no approver can be told of a request.

    bool operator==(const PolicyChange &) const = default;
};

/// The policy after the change, or which number is out of range.
Result<Policy> applied(const PolicyChange &change, const Policy &policy);

} // namespace lockbox
