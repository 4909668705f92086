#pragma once

#include "core/domain/logstate.h"

namespace lockbox::ui {

/// What a verification of a store's log came to.
struct LogCheck {
    LogHead head; ///< What was looked at.
    Timestamp at; ///< By the store's clock.
    std::optional<LogFinding> finding;

    bool operator==(const LogCheck &) const = default;
};

/// Remembers, from one start of the program to the next, what the last verification of each store's
/// log came to.
class LogMemory
{
public:
    /// `location` is StoreInfo::location.
    explicit LogMemory(const QString &location);

    std::optional<LogCheck> check() const;
    void keep(const LogCheck &check);
    void forget();

private:
    QString m_key;
};

} // namespace lockbox::ui
