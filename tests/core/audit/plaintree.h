#pragma once

#include "core/audit/compacttree.h"
#include "core/audit/merkleproof.h"

#include <map>

namespace lockbox::audit {

/// RFC 6962 §2.1 as it is written there, by recursion, and with another SHA-256 than the product's.
class PlainTree
{
public:
    /// Leaves that all differ; another salt gives others from the leaf `forkAt` on.
    explicit PlainTree(quint64 size, quint64 forkAt = 0, const QByteArray &salt = {});

    static QByteArray leafBytes(quint64 index);
    static Hash hash(const QByteArray &bytes);

    const Hash &leaf(quint64 index) const { return m_leaves.at(index); }
    /// MTH of the first leaves.
    Hash root(quint64 size) const { return mth(0, size); }
    /// PATH(m, D[n])
    Proof path(quint64 index, quint64 size) const { return path(index, 0, size); }
    /// PROOF(m, D[n])
    Proof proof(quint64 first, quint64 second) const { return subproof(first, 0, second, true); }
    /// For each hash of the path: whether it stands to the left.
    static std::vector<bool> sides(quint64 index, quint64 size);

private:
    Hash mth(quint64 begin, quint64 end) const;
    Proof path(quint64 index, quint64 begin, quint64 end) const;
    Proof subproof(quint64 first, quint64 begin, quint64 end, bool isKnown) const;

    std::vector<Hash> m_leaves;
    mutable std::map<std::pair<quint64, quint64>, Hash> m_known;
};

/// Every node that appending told of.
class AllHashes final : public TreeHashes
{
public:
    void add(const std::vector<Node> &nodes);
    Result<Hash> node(int level, quint64 index) override;

private:
    std::map<std::pair<int, quint64>, Hash> m_nodes;
};

/// Only the nodes of the levels that are to be stored.
class StoredHashes final : public TiledHashes
{
public:
    void add(const std::vector<Node> &nodes);
    size_t count() const { return m_nodes.size(); }
    void forget(int level, quint64 index) { m_nodes.erase({level, index}); }

protected:
    Result<std::vector<Hash>> stored(int level, quint64 first, int count) override;

private:
    std::map<std::pair<int, quint64>, Hash> m_nodes;
};

} // namespace lockbox::audit
