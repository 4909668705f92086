#pragma once

#include "core/domain/rules.h"

namespace lockbox::demo {

enum class StepKind {
    Submit,
    Authorize,
    Reject,
    Approve,
    Deny,
    Cancel,
    Revoke,
    Complete,
    RecordAction
};

/// One thing that somebody does in the demo's story. What the clock does (expiry, the end of access) is no step: it follows.
struct Step {
    Timestamp at;
    StepKind kind = StepKind::Submit;
    qint64 request = 0;     ///< 1, 2, 3 … in the order of filing.
    bool last = false;      ///< Nobody does anything to this request afterwards.
    QString actor;          ///< User principal name.
    rules::NewRequest wish; ///< For Submit.
    QString text;           ///< The comment, or the action; may be empty.
    std::optional<std::chrono::seconds> window; ///< For Approve: shorter than asked for.
};

} // namespace lockbox::demo
