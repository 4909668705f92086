#pragma once

#include "core/domain/accessrequest.h"
#include "core/store/requestquery.h"
#include "core/store/statement.h"

namespace lockbox {

/// A request as it is stored. `key` rises in the order of filing.
struct RequestRow {
    qint64 key = 0;
    AccessRequest request;
};

/// Binds what insert_request.sql and update_request.sql have in common: all that can change.
void bindChanging(Statement &statement, const AccessRequest &request);

/// Reads the columns of request_columns.sql. StoreDamaged where they make no request.
Result<RequestRow> readRow(Statement &statement);

/// Binds what visibilityParts() has put into the statement.
void bindVisibility(Statement &statement, const Visibility &visibility);

} // namespace lockbox
