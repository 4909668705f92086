#pragma once

#include "core/audit/signednote.h"

#include <QString>

namespace lockbox {

/// The private half of a log's key, in a file of its own that only its owner can read (mode 0600).
class LogKeyFile
{
public:
    explicit LogKeyFile(const QString &path) : m_path(path) {}

    QString path() const { return m_path; }
    bool exists() const;
    /// Makes the file and the folders above it. AlreadyExists where another key is there; the same key may be.
    Result<void> write(const audit::SigningKey &key) const;
    /// Refused where there is none, others may read it (Unix), or it holds no key.
    Result<audit::SigningKey> read() const;
    void remove() const;

private:
    QString m_path;
};

} // namespace lockbox
