#pragma once

#include "core/audit/checkpoint.h"
#include "core/audit/compacttree.h"
#include "core/audit/merkleproof.h"
#include "core/store/database.h"

#include <functional>

namespace lockbox {

/// A tenant's log as it is stored.
struct LogRow {
    audit::CompactTree tree;
    QString verifier; ///< The public key in its text form; empty where the log has none.
};

/// A signed note that is kept in the store.
struct StoredCheckpoint {
    qint64 size = 0; ///< How many events it covers.
    QByteArray note;
};

/// The tenant's log beside its leaves, which are the events' rows: how far it is, the nodes that proofs need, its checkpoints.
class LogStore
{
public:
    explicit LogStore(Database &database) : m_database(database) {}

    /// The log of a new tenant, empty.
    Result<void> insert(qint64 tenant, const QString &verifier);
    /// LogBroken where there is none, or where size, root and frontier don't fit each other.
    Result<LogRow> head(qint64 tenant);
    /// Number of leaves, without looking at the rest.
    Result<qint64> size(qint64 tenant);
    Result<void> setVerifier(qint64 tenant, const QString &verifier);

    /// Puts the tree in the place of the one that had `fromSize` leaves. Only inside the transaction that writes the leaves.
    Result<void> update(qint64 tenant, qint64 fromSize, const audit::CompactTree &tree);
    /// Those of `nodes` that are kept beside the leaves.
    Result<void> insertNodes(qint64 tenant, const std::vector<audit::Node> &nodes);
    /// `count` neighbouring nodes; level 0 are the leaves. LogBroken where one is missing.
    Result<std::vector<audit::Hash>> nodes(qint64 tenant, int level, quint64 first, int count);

    /// Signs the log as it is and keeps the checkpoint, unless one of this size is there; the note. `beforeKeeping` may refuse.
    Result<QByteArray> sign(qint64 tenant, const audit::SigningKey &key,
                            const std::function<Result<void>()> &beforeKeeping = {});
    Result<void> insertCheckpoint(qint64 tenant, const StoredCheckpoint &checkpoint);
    Result<std::optional<StoredCheckpoint>> newestCheckpoint(qint64 tenant);
    /// The newest, if the log's key has signed it and the log goes on from it; LogBroken where not.
    Result<std::optional<StoredCheckpoint>> checkedCheckpoint(qint64 tenant);
    /// In the order of their sizes.
    Result<std::vector<StoredCheckpoint>> checkpoints(qint64 tenant);
    /// The same one by one, for who has no room for all of them; a note that is too long for one is empty.
    class CheckpointWalk
    {
    public:
        CheckpointWalk(Database &database, qint64 tenant);
        Result<void> begin() { return m_rows.exec(); }
        /// Nothing at the end.
        Result<std::optional<StoredCheckpoint>> next();

    private:
        Statement m_rows;
    };

private:
    Database &m_database;
};

/// The stored tree of a tenant, for making proofs.
class StoredTree final : public audit::TiledHashes
{
public:
    StoredTree(LogStore &log, qint64 tenant) : m_log(log), m_tenant(tenant) {}

protected:
    Result<std::vector<audit::Hash>> stored(int level, quint64 first, int count) override
    {
        return m_log.nodes(m_tenant, level, first, count);
    }

private:
    LogStore &m_log;
    qint64 m_tenant;
};

} // namespace lockbox
