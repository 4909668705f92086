#pragma once

#include "core/base/result.h"

namespace lockbox {

/// A store's file that can't be written here, as it was when somebody looked. Reading it leaves nothing beside it: what SQLite
/// keeps there would belong to the reader, and lock out those who may write.
class ReadOnlyFile
{
public:
    /// Whether it can't be written: the file itself, or its log, or the folder where that would be.
    static bool isOne(const QString &path);

    /// Refused where changes are in a log that can't be read from here.
    static Result<ReadOnlyFile> look(const QString &path);

    /// How SQLite is to open it.
    QByteArray url() const;

    /// Whether SQLite takes the file as it lies there, without looking out for those who write it. Its reader must do that.
    bool isAlone() const { return !m_hasLog; }

    /// When the file was last changed, to tell one content from another.
    qint64 version() const { return m_changedAt; }

    /// Whether the file is still what it was.
    bool isUnchanged() const;

    /// Whether isUnchanged() can tell: one more change within the same tick of the file system's clock doesn't show.
    bool isSettled() const { return m_isSettled; }

private:
    explicit ReadOnlyFile(const QString &path);

    QString m_path;
    qint64 m_size = 0;
    qint64 m_changedAt = 0; ///< In milliseconds since the epoch.
    bool m_hasLog = false;
    bool m_isSettled = false;
};

} // namespace lockbox
