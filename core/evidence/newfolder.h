#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace lockbox::evidence {

/// A folder that is filled under another name beside its place and gets its own when it is complete. Whatever is not put in place is
/// removed.
class NewFolder
{
public:
    NewFolder() = default;
    ~NewFolder();
    Q_DISABLE_COPY_MOVE(NewFolder)

    /// AlreadyExists where something is at `path` already that is no empty folder.
    Result<void> begin(const QString &path);
    /// The whole path of a file in it, for the time being.
    QString filePath(const QString &name) const;
    Result<void> makeFolder(const QString &name) const;
    Result<void> write(const QString &name, const QByteArray &bytes) const;
    Result<void> putInPlace();

    QString path() const { return m_path; }

private:
    QString m_path;
    QString m_work; ///< Empty while there is nothing to be removed.
};

/// StoreUnwritable or StoreFull: `path` can't be written, and why not.
Failure unwritable(const QString &path, const QString &why);

} // namespace lockbox::evidence
