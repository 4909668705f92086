#include "core/audit/compacttree.h"

#include <bit>

namespace lockbox::audit {

std::optional<CompactTree> CompactTree::from(quint64 size, QByteArrayView frontier)
{
    constexpr qsizetype width = std::tuple_size_v<Hash>;
    if (frontier.size() != std::popcount(size) * width)
        return {};
    CompactTree tree;
    tree.m_size = size;
    for (qsizetype at = 0; at < frontier.size(); at += width)
        tree.m_roots.push_back(*hashFromBytes(frontier.sliced(at, width)));
    return tree;
}

QByteArray CompactTree::frontier() const
{
    QByteArray bytes;
    for (const Hash &root : m_roots)
        bytes += toBytes(root);
    return bytes;
}

Hash CompactTree::root() const
{
    if (m_roots.empty())
        return emptyRoot();
    Hash hash = m_roots.back();
    for (auto left = m_roots.rbegin() + 1; left != m_roots.rend(); ++left)
        hash = nodeHash(*left, hash);
    return hash;
}

std::vector<Node> CompactTree::append(const Hash &leaf)
{
    const int completed = std::countr_one(m_size);
    std::vector<Node> nodes;
    nodes.reserve(static_cast<size_t>(completed) + 1);
    nodes.push_back({.level = 0, .index = m_size, .hash = leaf});
    for (int level = 1; level <= completed; ++level) {
        nodes.push_back({.level = level,
                         .index = m_size >> level,
                         .hash = nodeHash(m_roots.back(), nodes.back().hash)});
        m_roots.pop_back();
    }
    m_roots.push_back(nodes.back().hash);
    ++m_size;
    return nodes;
}

} // namespace lockbox::audit
