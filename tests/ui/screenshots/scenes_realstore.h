#pragma once

#include "core/service/locallockbox.h"

namespace lockbox::test {

/// Puts a store that is no demo at `path`, whose notices were written ten minutes ago and went wrong in every way; nothing sends what
/// is due.
bool realStoreWithTrouble(const QString &path, const LocalOptions &options);

/// Who may manage that store's notices.
QString realAdministrator();

} // namespace lockbox::test
