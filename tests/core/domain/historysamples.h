#pragma once

#include "core/base/timetext.h"
#include "core/domain/eventfields.h"
#include "core/domain/replay.h"
#include "core/domain/rules.h"
#include "tests/core/domain/domainsamples.h"

#include <QTest>

#include <functional>

/// A history by hand, and ways to forge it.
namespace lockbox::samples {

using History = std::vector<Event>;
using Forge = std::function<void(History &)>;

extern const Tenant contoso;
extern const QString key;
inline constexpr Policy first{.requireApproval = true};
inline constexpr Policy second{.requireApproval = true, .maxAccess = std::chrono::seconds(7200)};

Event userEvent(EventKind kind, const User &before, const User &after);
User userOf(const Actor &actor);
User pat(const QString &email, const RoleSet &roles);
User ann();
Event created();
/// Who must be told of a request.
std::vector<rules::Recipient> told();
void take(History &history, const Result<rules::Change> &change, AccessRequest &request);
AccessRequest filedRequest(History &history, const RequestId &id, const QString &reference);

/// 0 tenant, 1 to 6 users, 7 roles, 8 address, 9 policy, 10 clock, 11 to 16 a request until its access
/// was closed, 17 to 19 another one.
History history(AccessRequest *left = nullptr);

/// Where the history first contradicts itself, and how ("7 reason: it says …"), or empty.
QString firstContradiction(const History &all, Replay &replay);
QString firstContradiction(const History &all);
/// The event from which on the history does not fit any more, or -1.
int firstWrong(const History &all);

/// Whether the forged history is found out as `wrong` says: where, which field, and some of the words, with stars between.
void checkForged(const Forge &forge, const QString &wrong);

} // namespace lockbox::samples

Q_DECLARE_METATYPE(lockbox::samples::Forge)
