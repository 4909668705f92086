#pragma once

#include "core/base/result.h"

namespace lockbox {

/// A store that is being made: under another name until it is whole, so that there is never half a store at its place. Removed
/// when it goes, unless it was kept.
class NewStoreFile
{
public:
    explicit NewStoreFile(const QString &place);
    ~NewStoreFile();
    NewStoreFile(const NewStoreFile &) = delete;
    NewStoreFile &operator=(const NewStoreFile &) = delete;

    /// Refused where there is something at the place, or something that SQLite would take for a part of the new store.
    Result<void> checkPlace() const;

    /// Where to make it.
    QString path() const { return m_path; }

    /// Brings all of it into the one file and gives that its name. Nobody may have it open any more.
    Result<void> keep();

private:
    Result<void> settle() const;
    Result<void> checkNeighbours() const;

    QString m_place;
    QString m_path;
};

} // namespace lockbox
