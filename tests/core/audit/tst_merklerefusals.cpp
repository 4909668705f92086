#include "tests/core/audit/plaintree.h"

#include <QTest>

#include <bit>

using namespace lockbox::audit;

/// Whatever differs from a right proof proves nothing.
class TestMerkleRefusals : public QObject
{
    Q_OBJECT

private slots:
    void inclusionWithAnyBitFlipped();
    void inclusionWithOtherHashes();
    void inclusionOfAnotherLeaf();
    void inclusionInAnotherTree();
    void consistencyWithAnyBitFlipped();
    void consistencyWithOtherHashes();
    void consistencyOfOtherSizes();
    void consistencyOfForkedTrees();
    void inclusionBeyondTheRoot();
    void consistencyBeyondTheRoots();
    void consistencyThatStopsBelowTheRoot();

private:
    bool includes(quint64 index, quint64 size, const Proof &proof) const;
    bool continues(quint64 first, quint64 second, const Proof &proof) const;

    PlainTree m_plain{2000};
};

bool TestMerkleRefusals::includes(quint64 index, quint64 size, const Proof &proof) const
{
    return verifyInclusion(index, size, m_plain.leaf(index), proof, m_plain.root(size));
}

bool TestMerkleRefusals::continues(quint64 first, quint64 second, const Proof &proof) const
{
    return verifyConsistency(first, second, m_plain.root(first), m_plain.root(second), proof);
}

/// The hash with one bit turned over.
static Hash flipped(Hash hash, int bit)
{
    hash.at(static_cast<size_t>(bit / 8)) ^= static_cast<std::uint8_t>(1 << bit % 8);
    return hash;
}

/// Proofs with a hash left out, put in, or in another place.
static std::vector<Proof> othersThan(const Proof &proof)
{
    std::vector<Proof> others;
    const auto variant = [&others, &proof]() -> Proof & { return others.emplace_back(proof); };
    for (size_t at = 0; at < proof.size(); ++at) {
        const auto place = static_cast<std::ptrdiff_t>(at);
        Proof &missing = variant();
        missing.erase(missing.begin() + place);
        Proof &twice = variant();
        twice.insert(twice.begin() + place, proof[at]);
        for (size_t with = at + 1; with < proof.size(); ++with) {
            Proof &swapped = variant();
            std::swap(swapped[at], swapped[with]);
        }
    }
    for (size_t at = 0; at <= proof.size(); ++at) {
        Proof &more = variant();
        more.insert(more.begin() + static_cast<std::ptrdiff_t>(at), leafHash("more"));
    }
    if (!proof.empty())
        others.emplace_back();
    return others;
}

void TestMerkleRefusals::inclusionWithAnyBitFlipped()
{
    for (quint64 size : {1, 2, 3, 7, 8, 11, 1000, 2000}) {
        const quint64 index = size * 2 / 3;
        const Proof proof = m_plain.path(index, size);
        const Hash leaf = m_plain.leaf(index);
        const Hash root = m_plain.root(size);
        for (int bit = 0; bit < 256; ++bit) {
            QVERIFY(!verifyInclusion(index, size, flipped(leaf, bit), proof, root));
            QVERIFY(!verifyInclusion(index, size, leaf, proof, flipped(root, bit)));
            for (size_t at = 0; at < proof.size(); ++at) {
                Proof wrong = proof;
                wrong[at] = flipped(wrong[at], bit);
                QVERIFY(!verifyInclusion(index, size, leaf, wrong, root));
            }
        }
    }
}

void TestMerkleRefusals::inclusionWithOtherHashes()
{
    for (quint64 size = 1; size <= 40; ++size) {
        for (quint64 index = 0; index < size; ++index) {
            for (const Proof &other : othersThan(m_plain.path(index, size)))
                QVERIFY(!includes(index, size, other));
        }
    }
}

void TestMerkleRefusals::inclusionOfAnotherLeaf()
{
    for (quint64 size = 1; size <= 40; ++size) {
        for (quint64 index = 0; index < size; ++index) {
            const Proof proof = m_plain.path(index, size);
            for (quint64 other = 0; other < size + 20; ++other) {
                const bool isSame = other == index;
                QCOMPARE(
                    verifyInclusion(other, size, m_plain.leaf(index), proof, m_plain.root(size)),
                    isSame);
                QCOMPARE(
                    verifyInclusion(index, size, m_plain.leaf(other), proof, m_plain.root(size)),
                    isSame);
            }
        }
    }
    QVERIFY(!verifyInclusion(~quint64(0), 1, m_plain.leaf(0), {}, m_plain.leaf(0)));
    QVERIFY(!verifyInclusion(~quint64(0), ~quint64(0), m_plain.leaf(0), {}, m_plain.leaf(0)));
    QVERIFY(!verifyInclusion(0, 0, m_plain.leaf(0), {}, m_plain.leaf(0)));
}

void TestMerkleRefusals::inclusionInAnotherTree()
{
    for (quint64 size = 1; size <= 40; ++size) {
        for (quint64 index = 0; index < size; ++index) {
            const Proof proof = m_plain.path(index, size);
            for (quint64 other = 0; other <= 60; ++other) {
                const Hash &leaf = m_plain.leaf(index);
                QCOMPARE(verifyInclusion(index, other, leaf, proof, m_plain.root(other)),
                         other == size);
                // With the same root another size passes where the way up is the same: a size is
                // only worth what the signature below the checkpoint makes it.
                const bool isSameWay =
                    index < other
                    && PlainTree::sides(index, other) == PlainTree::sides(index, size);
                QCOMPARE(verifyInclusion(index, other, leaf, proof, m_plain.root(size)), isSameWay);
            }
        }
    }
}

void TestMerkleRefusals::consistencyWithAnyBitFlipped()
{
    const std::pair<quint64, quint64> sizes[] = {{1, 2}, {2, 3}, {3, 7},
                                                 {4, 8}, {6, 8}, {999, 2000}};
    for (const auto &[first, second] : sizes) {
        const Proof proof = m_plain.proof(first, second);
        const Hash before = m_plain.root(first);
        const Hash after = m_plain.root(second);
        for (int bit = 0; bit < 256; ++bit) {
            QVERIFY(!verifyConsistency(first, second, flipped(before, bit), after, proof));
            QVERIFY(!verifyConsistency(first, second, before, flipped(after, bit), proof));
            for (size_t at = 0; at < proof.size(); ++at) {
                Proof wrong = proof;
                wrong[at] = flipped(wrong[at], bit);
                QVERIFY(!verifyConsistency(first, second, before, after, wrong));
            }
        }
    }
}

void TestMerkleRefusals::consistencyWithOtherHashes()
{
    for (quint64 second = 1; second <= 40; ++second) {
        for (quint64 first = 1; first <= second; ++first) {
            for (const Proof &other : othersThan(m_plain.proof(first, second)))
                QVERIFY(!continues(first, second, other));
        }
    }
}

void TestMerkleRefusals::consistencyOfOtherSizes()
{
    for (quint64 second = 2; second <= 40; ++second) {
        for (quint64 first = 1; first < second; ++first) {
            const Proof proof = m_plain.proof(first, second);
            for (quint64 other = 0; other <= 50; ++other) {
                QCOMPARE(continues(other, second, proof), other == first);
                QCOMPARE(continues(first, other, proof), other == second);
            }
            QVERIFY(!verifyConsistency(second, first, m_plain.root(second), m_plain.root(first),
                                       proof));
        }
    }
}

void TestMerkleRefusals::consistencyOfForkedTrees()
{
    for (quint64 fork = 0; fork < 30; ++fork) {
        const PlainTree other(30, fork, "forked");
        for (quint64 second = 1; second <= 30; ++second) {
            for (quint64 first = 1; first <= second; ++first) {
                const bool isTheSame = first <= fork;
                for (const Proof &proof :
                     {m_plain.proof(first, second), other.proof(first, second)})
                    QCOMPARE(verifyConsistency(first, second, m_plain.root(first),
                                               other.root(second), proof),
                             (isTheSame && proof == other.proof(first, second)) || second <= fork);
            }
        }
    }
}

void TestMerkleRefusals::inclusionBeyondTheRoot()
{
    // A proof that goes on above the root, to a root that somebody made for it.
    const Hash more = leafHash("more");
    for (quint64 size = 1; size <= 40; ++size) {
        for (quint64 index = 0; index < size; ++index) {
            Proof proof = m_plain.path(index, size);
            proof.push_back(more);
            for (const Hash &root :
                 {nodeHash(more, m_plain.root(size)), nodeHash(m_plain.root(size), more)})
                QVERIFY(!verifyInclusion(index, size, m_plain.leaf(index), proof, root));
        }
    }
}

void TestMerkleRefusals::consistencyBeyondTheRoots()
{
    const Hash more = leafHash("more");
    for (quint64 second = 2; second <= 40; ++second) {
        for (quint64 first = 1; first < second; ++first) {
            const Hash before = m_plain.root(first);
            const Hash after = m_plain.root(second);
            Proof proof = m_plain.proof(first, second);
            proof.push_back(more);
            for (const Hash &older : {before, nodeHash(more, before), nodeHash(before, more)}) {
                for (const Hash &newer : {after, nodeHash(more, after), nodeHash(after, more)})
                    QVERIFY(!verifyConsistency(first, second, older, newer, proof));
            }
        }
    }
}

void TestMerkleRefusals::consistencyThatStopsBelowTheRoot()
{
    // A right proof to a smaller tree, called one to a greater.
    for (quint64 second = 3; second <= 70; ++second) {
        const quint64 lesser = std::bit_floor(second - 1);
        for (quint64 first = 1; first < lesser; ++first)
            QVERIFY(!verifyConsistency(first, second, m_plain.root(first), m_plain.root(lesser),
                                       m_plain.proof(first, lesser)));
    }
}

QTEST_GUILESS_MAIN(TestMerkleRefusals)
#include "tst_merklerefusals.moc"
