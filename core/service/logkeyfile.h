#pragma once

#include "core/audit/signednote.h"
#include "core/service/logpins.h"

#include <QString>

namespace lockbox {

/// The private half of a log's key, and whose it is.
struct LogKey {
    audit::SigningKey key;
    bool isShared = false; ///< Known to everybody, and of many logs: the demo stores'.
};

/// A log's private key in a file of its own that only its owner can read (mode 0600). What it has signed last is remembered beside it,
/// in `<file>.signed`, so that it signs no other past of the same log.
class LogKeyFile
{
public:
    explicit LogKeyFile(const QString &path) : m_path(path) {}

    QString path() const { return m_path; }
    bool exists() const;
    /// Makes the file and the folders above it; the key is on the disk afterwards. AlreadyExists where another key is there; the same key
    /// may be.
    Result<void> write(const LogKey &key) const;
    /// Refused where there is none, others may read it (Unix), it is no plain file, or it holds no key.
    Result<LogKey> read() const;
    /// What the key has signed last.
    LogPinFile lastSigned() const;
    void remove() const;

private:
    Result<void> make(const QByteArray &text) const;

    QString m_path;
};

} // namespace lockbox
