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

/// One pin, in a file outside of the store. Several processes may use it at once.
class LogPinFile
{
public:
    /// `of` stands in the file, for whoever looks into it. An empty `path`: nothing is ever remembered.
    LogPinFile(const QString &path, const QString &of) : m_path(path), m_of(of) {}

    QString path() const { return m_path; }

    /// Nothing where there is none; LogBroken where the pin can't be understood.
    Result<std::optional<LogPin>> read() const;
    /// Remembers `pin` unless a longer log is remembered already.
    Result<void> raise(const LogPin &pin) const;
    /// As raise(), if `mayFollow` agrees to what is remembered; nobody else changes that meanwhile.
    using Following = std::function<Result<void>(const LogPin &known)>;
    Result<void> raise(const LogPin &pin, const Following &mayFollow) const;
    /// Remembers `pin` whatever there was.
    Result<void> replace(const LogPin &pin) const;

private:
    template<typename Body>
    Result<void> locked(Body body) const;
    Result<void> write(const LogPin &pin) const;

    QString m_path; ///< Empty where nothing is remembered.
    QString m_of;
};

/// What is remembered of one store: by its path as it was given, and by the one with links resolved. Who puts a link in the store's
/// place changes the second, who moves a folder under a link the first.
class LogPins
{
public:
    /// `folder` is LocalOptions::logFolder; empty: nothing is ever remembered.
    LogPins(const QString &folder, const QString &store);

    /// The pins' files; none where nothing is ever remembered.
    QStringList paths() const;
    /// The longest first; none where the store was never seen here. LogBroken where one can't be understood.
    Result<std::vector<LogPin>> read() const;
    Result<void> raise(const LogPin &pin) const;
    Result<void> replace(const LogPin &pin) const;

private:
    std::vector<LogPinFile> m_files;
};

} // namespace lockbox
