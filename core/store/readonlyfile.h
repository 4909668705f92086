#pragma once

#include "core/base/result.h"

#include <QDateTime>

namespace lockbox {

/// A store's file that can't be written here, as it was when somebody looked. Reading it leaves nothing beside it: what SQLite
/// keeps there would belong to the reader, and lock out those who may write.
class ReadOnlyFile
{
public:
    /// Whether there is a way to write it: the file itself, and its log or the folder in which that would be.
    static bool isOne(const QString &path);

    /// Refused where changes are in a log that can't be read from here.
    static Result<ReadOnlyFile> look(const QString &path);

    /// How SQLite is to open it.
    QByteArray url() const;

    /// Whether SQLite takes the file as it lies there, without looking out for those who write it. Its reader must do that.
    bool isAlone() const { return !m_hasLog; }

    /// When the file was last changed, to tell one content from another.
    qint64 version() const { return m_changedAt.toMSecsSinceEpoch(); }

    bool operator==(const ReadOnlyFile &) const = default;

private:
    explicit ReadOnlyFile(const QString &path);

    QString m_path;
    qint64 m_size = 0;
    QDateTime m_changedAt;
    bool m_hasLog = false;
};

} // namespace lockbox
