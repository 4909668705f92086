#pragma once

#include "app/cli/texttable.h"
#include "core/domain/accessrequest.h"
#include "core/domain/tenant.h"

namespace lockbox::cli {

Tone toneOf(RequestState state);

/// How much time the clock leaves: "5h12m to decide", "1h access left"; empty where no clock runs.
QString timeLeft(const AccessRequest &request, Timestamp now);

/// The request's fields under the portal's labels; `phrase` is what its mails hold, empty where that is not to be shown.
QString requestCard(const AccessRequest &request, const Tenant &tenant, Timestamp now,
                    const QString &phrase, bool coloured);

/// One row for each request; `columns` as for TextTable.
QString requestTable(const std::vector<AccessRequest> &requests, Timestamp now, bool coloured,
                     int columns);

/// What has become of the request, in a sentence or two: said after each act.
QString outcome(const AccessRequest &request, const Tenant &tenant);

} // namespace lockbox::cli
