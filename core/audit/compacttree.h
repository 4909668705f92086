#pragma once

#include "core/audit/hash.h"

#include <vector>

namespace lockbox::audit {

/// A perfect subtree of a Merkle tree: the 2^level leaves from index · 2^level on. A leaf is a node of level 0.
struct Node {
    int level = 0;
    quint64 index = 0;
    Hash hash{};

    bool operator==(const Node &) const = default;
};

/// RFC 6962's Merkle tree as far as growing it needs: the roots of the perfect subtrees from left to right, one for each bit of
/// the size. Appending costs O(log n) in time and space.
class CompactTree
{
public:
    CompactTree() = default;
    /// A tree that was put away as size and frontier(). Nothing where they don't fit each other.
    static std::optional<CompactTree> from(quint64 size, QByteArrayView frontier);

    quint64 size() const { return m_size; }
    /// Hashes of the perfect subtrees, the largest first, 32 bytes each.
    QByteArray frontier() const;
    Hash root() const;

    /// Adds a leaf; says which subtrees it completed, from the leaf itself (level 0) upwards.
    std::vector<Node> append(const Hash &leaf);

    bool operator==(const CompactTree &) const = default;

private:
    quint64 m_size = 0;
    std::vector<Hash> m_roots;
};

} // namespace lockbox::audit
