#include "core/audit/merkleproof.h"

#include <algorithm>
#include <bit>

namespace lockbox::audit {

namespace {

/// Leaves from begin up to, not including, end. Every range here starts at a multiple of the power of two that covers it.
struct Range {
    quint64 begin = 0;
    quint64 end = 0;

    quint64 size() const { return end - begin; }
    /// RFC 6962's k, the largest power of two below the size, as a place: where the right part begins.
    quint64 middle() const { return begin + std::bit_floor(size() - 1); }
    Range left() const { return {begin, middle()}; }
    Range right() const { return {middle(), end}; }
};

Result<Hash> rootOf(Range range, TreeHashes &hashes)
{
    std::vector<Hash> perfect;
    for (quint64 begin = range.begin; begin < range.end;) {
        const int level = std::bit_width(range.end - begin) - 1;
        const auto hash = hashes.node(level, begin >> level);
        if (!hash)
            return failure(hash);
        perfect.push_back(*hash);
        begin += quint64(1) << level;
    }
    Hash root = perfect.back();
    for (auto left = perfect.rbegin() + 1; left != perfect.rend(); ++left)
        root = nodeHash(*left, root);
    return root;
}

/// Proofs are found from the root down, and told from the bottom up.
Result<Proof> rootsFromBelow(const std::vector<Range> &fromAbove, TreeHashes &hashes)
{
    Proof proof;
    for (auto range = fromAbove.rbegin(); range != fromAbove.rend(); ++range) {
        const auto root = rootOf(*range, hashes);
        if (!root)
            return failure(root);
        proof.push_back(*root);
    }
    return proof;
}

/// Climbs from `leaf` to the next place where something joins from the left; `last` is the rightmost place of the level.
struct Place {
    quint64 leaf = 0;
    quint64 last = 0;

    bool isRight() const { return (leaf & 1) != 0; }
    bool joinsFromTheLeft() const { return isRight() || leaf == last; }
    void climb()
    {
        leaf >>= 1;
        last >>= 1;
    }
    /// The last of an odd number has no sibling: it goes up as it is.
    void climbToASibling()
    {
        while (!isRight() && leaf != 0)
            climb();
    }
};

} // namespace

bool verifyInclusion(quint64 index, quint64 size, const Hash &leaf, const Proof &proof,
                     const Hash &root)
{
    if (index >= size)
        return false;
    Place place{.leaf = index, .last = size - 1};
    Hash hash = leaf;
    for (const Hash &other : proof) {
        if (place.last == 0)
            return false;
        if (place.joinsFromTheLeft()) {
            hash = nodeHash(other, hash);
            place.climbToASibling();
        } else {
            hash = nodeHash(hash, other);
        }
        place.climb();
    }
    return place.last == 0 && hash == root;
}

namespace {

/// RFC 9162 §2.1.4.2 from its fourth step on; the first of the hashes is that of a subtree that both trees have.
bool leadsToBoth(const Proof &hashes, Place place, const Hash &firstRoot, const Hash &secondRoot)
{
    while (place.isRight())
        place.climb();
    Hash first = hashes.front();
    Hash second = hashes.front();
    for (auto other = hashes.begin() + 1; other != hashes.end(); ++other) {
        if (place.last == 0)
            return false;
        if (place.joinsFromTheLeft()) {
            first = nodeHash(*other, first);
            second = nodeHash(*other, second);
            place.climbToASibling();
        } else {
            second = nodeHash(second, *other);
        }
        place.climb();
    }
    return place.last == 0 && first == firstRoot && second == secondRoot;
}

} // namespace

bool verifyConsistency(quint64 first, quint64 second, const Hash &firstRoot, const Hash &secondRoot,
                       const Proof &proof)
{
    if (first > second || (first == 0 && firstRoot != emptyRoot()))
        return false;
    if (first == second)
        return proof.empty() && firstRoot == secondRoot;
    if (first == 0)
        return proof.empty();
    if (proof.empty())
        return false;
    Proof hashes = proof;
    if (std::has_single_bit(first))
        hashes.insert(hashes.begin(), firstRoot);
    return leadsToBoth(hashes, {.leaf = first - 1, .last = second - 1}, firstRoot, secondRoot);
}

Result<Hash> TiledHashes::node(int level, quint64 index)
{
    const int height = level % tileHeight;
    const int count = 1 << height;
    auto read = stored(level - height, index << height, count);
    if (!read)
        return failure(read);
    std::vector<Hash> hashes = std::move(*read);
    if (hashes.size() != static_cast<size_t>(count))
        return failure(ErrorCode::LogBroken,
                       QStringLiteral("the log's tree lacks hashes of level %1 from %2 on")
                           .arg(level - height)
                           .arg(index << height));
    while (hashes.size() > 1) {
        for (size_t i = 0; i < hashes.size() / 2; ++i)
            hashes[i] = nodeHash(hashes[2 * i], hashes[2 * i + 1]);
        hashes.resize(hashes.size() / 2);
    }
    return hashes.front();
}

Result<Hash> rootOf(quint64 size, TreeHashes &hashes)
{
    return size == 0 ? Result<Hash>(emptyRoot()) : rootOf(Range{0, size}, hashes);
}

Result<Proof> inclusionProof(quint64 index, quint64 size, TreeHashes &hashes)
{
    if (index >= size)
        return invalid(QStringLiteral("index"),
                       QStringLiteral("a tree of %1 leaves has no leaf %2").arg(size).arg(index));
    std::vector<Range> siblings;
    for (Range range{0, size}; range.size() > 1;) {
        const bool isLeft = index < range.middle();
        siblings.push_back(isLeft ? range.right() : range.left());
        range = isLeft ? range.left() : range.right();
    }
    return rootsFromBelow(siblings, hashes);
}

Result<Proof> consistencyProof(quint64 first, quint64 second, TreeHashes &hashes)
{
    if (first > second)
        return invalid(QStringLiteral("first"),
                       QStringLiteral("a tree of %1 leaves is no beginning of one of %2")
                           .arg(first)
                           .arg(second));
    if (first == 0)
        return Proof();
    std::vector<Range> parts;
    Range range{0, second};
    while (range.end != first) {
        const bool isLeft = first <= range.middle();
        parts.push_back(isLeft ? range.right() : range.left());
        range = isLeft ? range.left() : range.right();
    }
    // What starts at the beginning is the first tree itself, which the verifier knows.
    if (range.begin != 0)
        parts.push_back(range);
    return rootsFromBelow(parts, hashes);
}

} // namespace lockbox::audit
