#include "core/store/logstore.h"

namespace lockbox {

Result<void> LogStore::insert(qint64 tenant, const QString &verifier)
{
    const audit::CompactTree empty;
    Statement statement = m_database.statement(QStringLiteral("insert_log"));
    statement.bind(":tenant", tenant)
        .bind(":root", audit::toBytes(empty.root()))
        .bind(":frontier", empty.frontier())
        .bind(":verifier", verifier);
    return statement.exec();
}

static Failure headDamaged(const QString &what)
{
    return failure(ErrorCode::LogBroken, QStringLiteral("the log's head %1").arg(what));
}

Result<LogRow> LogStore::head(qint64 tenant)
{
    Statement statement = m_database.statement(QStringLiteral("select_log"));
    statement.bind(":tenant", tenant);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    if (!*row)
        return headDamaged(QStringLiteral("is missing"));
    const qint64 size = statement.integer();
    constexpr qint64 longest = qint64(1) << 53; // what canonical JSON can number
    if (size < 0 || size > longest)
        return headDamaged(QStringLiteral("says that there are %1 events").arg(size));
    const QByteArray root = statement.blob();
    const auto tree = audit::CompactTree::from(quint64(size), statement.blob());
    if (!tree || audit::toBytes(tree->root()) != root)
        return headDamaged(QStringLiteral("contradicts itself: its size, root and frontier don't "
                                          "fit each other"));
    return LogRow{.tree = *tree, .verifier = statement.text()};
}

Result<qint64> LogStore::size(qint64 tenant)
{
    Statement statement = m_database.statement(QStringLiteral("select_log"));
    statement.bind(":tenant", tenant);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    if (const auto row = statement.next(); !row || !*row)
        return row ? Result<qint64>(headDamaged(QStringLiteral("is missing"))) : failure(row);
    return statement.integer();
}

Result<void> LogStore::setVerifier(qint64 tenant, const QString &verifier)
{
    Statement statement = m_database.statement(QStringLiteral("update_log_verifier"));
    statement.bind(":tenant", tenant).bind(":verifier", verifier);
    return statement.exec();
}

Result<void> LogStore::update(qint64 tenant, qint64 fromSize, const audit::CompactTree &tree)
{
    Statement statement = m_database.statement(QStringLiteral("update_log"));
    statement.bind(":tenant", tenant)
        .bind(":from_size", fromSize)
        .bind(":size", qint64(tree.size()))
        .bind(":root", audit::toBytes(tree.root()))
        .bind(":frontier", tree.frontier());
    if (auto ok = statement.exec(); !ok)
        return ok;
    if (statement.changedRows() != 1)
        return failure(ErrorCode::Internal,
                       QStringLiteral("the log moved on under its own transaction"));
    return {};
}

Result<void> LogStore::insertNodes(qint64 tenant, const std::vector<audit::Node> &nodes)
{
    for (const audit::Node &node : nodes) {
        if (node.level == 0 || !audit::TiledHashes::isStored(node.level))
            continue;
        Statement statement = m_database.statement(QStringLiteral("insert_log_node"));
        statement.bind(":tenant", tenant)
            .bind(":level", node.level)
            .bind(":place", qint64(node.index))
            .bind(":hash", audit::toBytes(node.hash));
        if (auto ok = statement.exec(); !ok)
            return ok;
    }
    return {};
}

Result<std::vector<audit::Hash>> LogStore::nodes(qint64 tenant, int level, quint64 first, int count)
{
    Statement statement = m_database.statement(level == 0 ? QStringLiteral("list_leaf_hashes")
                                                          : QStringLiteral("list_log_nodes"));
    statement.bind(":tenant", tenant)
        .bind(":first", qint64(first))
        .bind(":beyond", qint64(first) + count);
    if (level > 0)
        statement.bind(":level", level);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    std::vector<audit::Hash> hashes;
    hashes.reserve(size_t(count));
    auto row = statement.next();
    for (; row && *row; row = statement.next()) {
        const auto hash = audit::hashFromBytes(statement.blob());
        if (!hash)
            return failure(ErrorCode::LogBroken, QStringLiteral("a hash of the log is no hash"));
        hashes.push_back(*hash);
    }
    if (!row)
        return failure(row);
    if (std::cmp_not_equal(hashes.size(), count))
        return failure(ErrorCode::LogBroken,
                       QStringLiteral("hashes of the log are missing: level %1, from %2 on")
                           .arg(level)
                           .arg(first));
    return hashes;
}

/// Whether the log goes on from a checkpoint that is kept in the store, and the key has signed that.
static Result<void> checkGoesOn(LogStore &store, qint64 tenant, const audit::CompactTree &tree,
                                const StoredCheckpoint &kept, const audit::VerifierKey &key)
{
    const auto wrong = [&](const QString &why) {
        return failure(ErrorCode::LogBroken,
                       QStringLiteral("the log's newest checkpoint, over %1 events, %2")
                           .arg(kept.size)
                           .arg(why));
    };
    const auto opened = audit::openCheckpoint(kept.note, key);
    if (!opened)
        return wrong(QStringLiteral("is wrong (%1)").arg(opened.error().message));
    if (qint64(opened->size) != kept.size || opened->size > tree.size())
        return wrong(QStringLiteral("does not fit the log, which has %1").arg(tree.size()));
    StoredTree hashes(store, tenant);
    const auto proof = audit::consistencyProof(opened->size, tree.size(), hashes);
    if (!proof)
        return failure(proof);
    if (!audit::verifyConsistency(opened->size, tree.size(), opened->root, tree.root(), *proof))
        return wrong(QStringLiteral("has another past"));
    return {};
}

Result<std::optional<StoredCheckpoint>> LogStore::checkedCheckpoint(qint64 tenant)
{
    auto newest = newestCheckpoint(tenant);
    if (!newest || !*newest)
        return newest;
    const auto log = head(tenant);
    if (!log)
        return failure(log);
    const auto key = audit::VerifierKey::parse(log->verifier.toUtf8());
    if (!key)
        return failure(ErrorCode::LogBroken,
                       QStringLiteral("the log has a checkpoint, but no public key"));
    if (auto ok = checkGoesOn(*this, tenant, log->tree, **newest, *key); !ok)
        return failure(ok);
    return newest;
}

Result<QByteArray> LogStore::sign(qint64 tenant, const audit::SigningKey &key,
                                  const std::function<Result<void>()> &beforeKeeping)
{
    const auto log = head(tenant);
    if (!log)
        return failure(log);
    const auto newest = newestCheckpoint(tenant);
    if (!newest)
        return failure(newest);
    const auto size = qint64(log->tree.size());
    if (*newest) {
        if (auto ok = checkGoesOn(*this, tenant, log->tree, **newest, key.verifier()); !ok)
            return failure(ok);
    }
    if (*newest && (*newest)->size == size)
        return (*newest)->note;
    const auto note = audit::signCheckpoint({.origin = key.verifier().name,
                                             .size = log->tree.size(),
                                             .root = log->tree.root(),
                                             .extensions = {}},
                                            key);
    if (!note)
        return note;
    if (auto ok = beforeKeeping ? beforeKeeping() : Result<void>(); !ok)
        return failure(ok);
    if (auto ok = insertCheckpoint(tenant, {.size = size, .note = *note}); !ok)
        return failure(ok);
    return note;
}

Result<void> LogStore::insertCheckpoint(qint64 tenant, const StoredCheckpoint &checkpoint)
{
    Statement statement = m_database.statement(QStringLiteral("insert_log_checkpoint"));
    statement.bind(":tenant", tenant)
        .bind(":size", checkpoint.size)
        .bind(":note", QString::fromUtf8(checkpoint.note));
    return statement.exec();
}

static Result<std::vector<StoredCheckpoint>> read(Statement statement)
{
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    std::vector<StoredCheckpoint> found;
    auto row = statement.next();
    for (; row && *row; row = statement.next()) {
        const qint64 size = statement.integer();
        found.push_back({.size = size, .note = statement.bytes().toByteArray()});
    }
    return row ? Result<std::vector<StoredCheckpoint>>(found) : failure(row);
}

Result<std::optional<StoredCheckpoint>> LogStore::newestCheckpoint(qint64 tenant)
{
    Statement statement = m_database.statement(QStringLiteral("select_newest_checkpoint"));
    statement.bind(":tenant", tenant);
    const auto found = read(std::move(statement));
    if (!found)
        return failure(found);
    return found->empty() ? std::nullopt : std::optional(found->front());
}

LogStore::CheckpointWalk::CheckpointWalk(Database &database, qint64 tenant)
    : m_rows(database.walk(QStringLiteral("list_log_checkpoints")))
{
    m_rows.bind(":tenant", tenant);
}

Result<std::optional<StoredCheckpoint>> LogStore::CheckpointWalk::next()
{
    const auto row = m_rows.next();
    if (!row)
        return failure(row);
    if (!*row)
        return std::nullopt;
    const qint64 size = m_rows.integer();
    return StoredCheckpoint{.size = size, .note = m_rows.bytes().toByteArray()};
}

Result<std::vector<StoredCheckpoint>> LogStore::checkpoints(qint64 tenant)
{
    Statement statement = m_database.statement(QStringLiteral("list_log_checkpoints"));
    statement.bind(":tenant", tenant);
    return read(std::move(statement));
}

} // namespace lockbox
