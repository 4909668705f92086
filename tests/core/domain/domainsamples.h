#pragma once

#include "core/domain/accessrequest.h"
#include "core/domain/user.h"

/// What the tests of the domain share: one afternoon, its people, and requests in every state,
/// built by hand so that they don't hang on the rules that are tested.
namespace lockbox::samples {

using namespace std::chrono_literals;

// 2026-02-05, UTC.
inline constexpr Timestamp midnight =
    std::chrono::sys_days(std::chrono::year(2026) / std::chrono::February / 5);
inline constexpr Timestamp filed = midnight + 19h + 11min + 55s;
inline constexpr Timestamp notified = midnight + 20h;
inline constexpr Timestamp deadline = notified + 12h; ///< 2026-02-06T08:00:00Z
inline constexpr Timestamp decided = midnight + 21h + 30min + 250ms;
inline constexpr Timestamp windowEnd = decided + 4h;
inline constexpr Timestamp now = midnight + 23h;

Actor admin();    ///< gwen@contoso.example, global administrator
Actor approver(); ///< alex@contoso.example, Customer Lockbox access approver
Actor reader();   ///< sam@contoso.example, security reader
Actor plainUser();
Actor engineer();      ///< dana@provider.example, who filed the sample requests
Actor otherEngineer(); ///< eli@provider.example
Actor manager();       ///< mona@provider.example

AccessRequest submitted();
AccessRequest pending();
AccessRequest approved();
AccessRequest approvedWithoutAsking(); ///< Approved by the manager: the setting was Off.

/// A request that is in one state at `now`.
struct Sample {
    const char *how;
    AccessRequest request;
};

/// All the ways in which a request can be in `state` at `now`; some of them by the clock alone,
/// while the row still says what it was before.
std::vector<Sample> samplesOf(RequestState state);

} // namespace lockbox::samples
