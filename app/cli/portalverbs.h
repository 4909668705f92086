#pragma once

#include "core/base/result.h"

#include <QStringList>

/// The scripting names that people know from the portal's shell: `Get-AccessToCustomerDataRequest -ApprovalStatus Pending`. Verbs and
/// parameters are taken in any case, parameters also shortened as far as they stay clear, and as `-Name:value`.
namespace lockbox::cli {

/// The arguments with a portal verb's parameters as the parser takes them; all others as they are.
Result<QStringList> translatePortalVerb(const QStringList &arguments);

/// A text of the parser with the verbs' parameters written as the portal's shell writes them, with one dash.
QString withPortalDashes(const QString &text);

} // namespace lockbox::cli
