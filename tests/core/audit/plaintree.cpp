#include "tests/core/audit/plaintree.h"

#include <QCryptographicHash>

namespace lockbox::audit {

namespace {

/// The largest power of two below n.
quint64 splitOf(quint64 n)
{
    quint64 k = 1;
    while (2 * k < n)
        k *= 2;
    return k;
}

} // namespace

PlainTree::PlainTree(quint64 size, quint64 forkAt, const QByteArray &salt)
{
    for (quint64 index = 0; index < size; ++index)
        m_leaves.push_back(hash('\0' + leafBytes(index) + (index >= forkAt ? salt : QByteArray())));
}

QByteArray PlainTree::leafBytes(quint64 index)
{
    return "event " + QByteArray::number(index);
}

Hash PlainTree::hash(const QByteArray &bytes)
{
    return hashFromBytes(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256)).value();
}

Hash PlainTree::mth(quint64 begin, quint64 end) const
{
    if (begin == end)
        return hash({});
    if (end - begin == 1)
        return m_leaves.at(begin);
    if (const auto known = m_known.find({begin, end}); known != m_known.end())
        return known->second;
    const quint64 middle = begin + splitOf(end - begin);
    const Hash root = hash('\x01' + toBytes(mth(begin, middle)) + toBytes(mth(middle, end)));
    m_known[{begin, end}] = root;
    return root;
}

Proof PlainTree::path(quint64 index, quint64 begin, quint64 end) const
{
    if (end - begin == 1)
        return {};
    const quint64 middle = begin + splitOf(end - begin);
    const bool isLeft = index < middle - begin;
    Proof proof = isLeft ? path(index, begin, middle) : path(index - (middle - begin), middle, end);
    proof.push_back(isLeft ? mth(middle, end) : mth(begin, middle));
    return proof;
}

std::vector<bool> PlainTree::sides(quint64 index, quint64 size)
{
    if (size == 1)
        return {};
    const quint64 k = splitOf(size);
    std::vector<bool> sides =
        index < k ? PlainTree::sides(index, k) : PlainTree::sides(index - k, size - k);
    sides.push_back(index >= k);
    return sides;
}

Proof PlainTree::subproof(quint64 first, quint64 begin, quint64 end, bool isKnown) const
{
    if (first == end - begin)
        return isKnown ? Proof() : Proof{mth(begin, end)};
    const quint64 middle = begin + splitOf(end - begin);
    const bool isLeft = first <= middle - begin;
    Proof proof = isLeft ? subproof(first, begin, middle, isKnown)
                         : subproof(first - (middle - begin), middle, end, false);
    proof.push_back(isLeft ? mth(middle, end) : mth(begin, middle));
    return proof;
}

void AllHashes::add(const std::vector<Node> &nodes)
{
    for (const Node &node : nodes)
        m_nodes[{node.level, node.index}] = node.hash;
}

Result<Hash> AllHashes::node(int level, quint64 index)
{
    const auto found = m_nodes.find({level, index});
    if (found == m_nodes.end())
        return failure(ErrorCode::NotFound,
                       QStringLiteral("no node %1 of level %2").arg(index).arg(level));
    return found->second;
}

void StoredHashes::add(const std::vector<Node> &nodes)
{
    for (const Node &node : nodes) {
        if (isStored(node.level))
            m_nodes[{node.level, node.index}] = node.hash;
    }
}

Result<std::vector<Hash>> StoredHashes::stored(int level, quint64 first, int count)
{
    std::vector<Hash> hashes;
    for (auto found = m_nodes.lower_bound({level, first});
         found != m_nodes.end() && found->first.first == level
         && found->first.second < first + static_cast<quint64>(count);
         ++found)
        hashes.push_back(found->second);
    return hashes;
}

} // namespace lockbox::audit
