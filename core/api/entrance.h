#pragma once

#include "core/api/call.h"

#include <functional>

namespace lockbox::api {

/// Shows a tenant's sign-ins who it is.
using Proof = std::function<Result<SignIn>(SignIns &signIns)>;

/// Signs in where the proof is right: the answer names the first tenant, and the others beside it.
Answer enter(Entry &entry, const std::vector<TenantId> &tenants, const Proof &proof);

/// Where a user is to be looked for, and as whom.
struct Lookup {
    std::vector<TenantId> tenants;
    QString userPrincipalName;
};

/// In the tenant that is named (`tenant`, an id or a domain; may be empty), or in all. One that isn't here is not told from a wrong name: nobody is then
/// looked for.
Result<Lookup> lookupOf(Entry &entry, const QString &tenant, const QString &userPrincipalName);

} // namespace lockbox::api
