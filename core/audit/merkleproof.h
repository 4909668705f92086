#pragma once

#include "core/audit/hash.h"
#include "core/base/result.h"

#include <vector>

namespace lockbox::audit {

/// The hashes that lead from a leaf, or from an older tree, to a root: from the leaf's sibling up.
using Proof = std::vector<Hash>;

/// RFC 9162 §2.1.3.2: whether the leaf stands at `index` (from 0) in the tree of `size` leaves with this root.
bool verifyInclusion(quint64 index, quint64 size, const Hash &leaf, const Proof &proof,
                     const Hash &root);

/// RFC 9162 §2.1.4.2: whether the tree of `first` leaves is the beginning of that of `second` leaves. The empty tree is the beginning
/// of every tree, by an empty proof.
bool verifyConsistency(quint64 first, quint64 second, const Hash &firstRoot, const Hash &secondRoot,
                       const Proof &proof);

/// Where the hashes of a stored tree come from.
class TreeHashes
{
public:
    virtual ~TreeHashes() = default;
    /// The perfect subtree of the 2^level leaves from index · 2^level on.
    virtual Result<Hash> node(int level, quint64 index) = 0;
};

/// A tree of which every eighth level is stored, as in C2SP tlog-tiles: a node between is folded from at most 128 hashes.
class TiledHashes : public TreeHashes
{
public:
    static constexpr int tileHeight = 8;
    /// Whether nodes of this level are to be stored. Level 0 are the leaves.
    static bool isStored(int level) { return level % tileHeight == 0; }

    Result<Hash> node(int level, quint64 index) final;

protected:
    /// `count` neighbouring nodes of a stored level; fails where one is missing.
    virtual Result<std::vector<Hash>> stored(int level, quint64 first, int count) = 0;
};

/// The root of the first `size` leaves.
Result<Hash> rootOf(quint64 size, TreeHashes &hashes);
/// InvalidArgument where index ≥ size.
Result<Proof> inclusionProof(quint64 index, quint64 size, TreeHashes &hashes);
/// InvalidArgument where first > second.
Result<Proof> consistencyProof(quint64 first, quint64 second, TreeHashes &hashes);

} // namespace lockbox::audit
