#pragma once

#include "core/base/result.h"
#include "core/domain/logstate.h"

namespace lockbox {

/// What a store's log was when it was last seen here.
struct LogPin {
    LogHead head;
    QString verifierKey; ///< Empty where the log had no key.

    bool operator==(const LogPin &) const = default;
};

/// The pin of one store, in a file outside of it. Several processes may use it at once.
class LogPinFile
{
public:
    /// `folder` is LocalOptions::logFolder; empty: nothing is ever remembered. The store is known by its path, links resolved.
    LogPinFile(const QString &folder, const QString &store);

    /// Empty where nothing is ever remembered.
    QString path() const { return m_path; }

    /// Nothing where the store was never seen here; LogBroken where the pin can't be understood.
    Result<std::optional<LogPin>> read() const;
    /// Remembers `pin` unless a longer log is remembered already.
    Result<void> raise(const LogPin &pin) const;
    /// Remembers `pin` whatever there was.
    Result<void> replace(const LogPin &pin) const;

private:
    Result<void> write(const LogPin &pin, bool always) const;

    QString m_store;
    QString m_path; ///< Empty where nothing is remembered.
};

} // namespace lockbox
