#pragma once

#include "core/base/error.h"

#include <vector>

namespace lockbox::ui {

enum class StoreKind { Demo, File, Service };

/// A store that was opened before, as the start screen tells of it.
struct RecentStore {
    QString location; ///< A path, or the address of a service.
    StoreKind kind = StoreKind::File;
    QString name; ///< The tenant's.
    Timestamp lastOpened;

    bool operator==(const RecentStore &) const = default;
};

/// Which kind of store is at a location, where it is not the demo.
StoreKind kindOf(const QString &location);

/// Remembers which stores were opened, from one start of the program to the next. In the settings there is where they are and what they
/// are called, nothing of what is in them.
class RecentStores
{
public:
    static constexpr size_t most = 12;

    /// The one that was opened last comes first.
    static std::vector<RecentStore> all();
    static void remember(const RecentStore &store);
    static void forget(const QString &location);
};

} // namespace lockbox::ui
