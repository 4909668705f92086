#pragma once

#include "core/base/ids.h"

namespace lockbox {

/// The customer whose content is protected, and what its provider is called.
struct Tenant {
    TenantId id;
    QString name;     ///< "Contoso"
    QString domain;   ///< "contoso.onmicrosoft.com"
    QString provider; ///< "Microsoft": a requestor then reads "Microsoft Engineer".

    bool operator==(const Tenant &) const = default;
};

} // namespace lockbox
