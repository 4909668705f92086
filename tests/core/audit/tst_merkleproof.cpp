#include "tests/core/audit/plaintree.h"

#include <QTest>

#include <random>

using namespace lockbox;
using namespace lockbox::audit;

/// Proofs against the plain definition of RFC 6962 for sizes up to 2,000, and whatever differs from a right proof.
class TestMerkleProof : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void rootsOfEverySize();
    void inclusionOfEveryLeafInSmallTrees();
    void inclusionInTreesUpToTheBound();
    void consistencyOfAllSmallTrees();
    void consistencyInTreesUpToTheBound();

    void inclusionWithAnyBitFlipped();
    void inclusionWithOtherHashes();
    void inclusionOfAnotherLeaf();
    void inclusionInAnotherTree();
    void consistencyWithAnyBitFlipped();
    void consistencyWithOtherHashes();
    void consistencyOfOtherSizes();
    void consistencyOfForkedTrees();
    void emptyTree();

    void missingNodeFailsTheProof();
    void onlyEveryEighthLevelIsStored();
    void sizesThatMakeNoProof();

private:
    bool includes(quint64 index, quint64 size, const Proof &proof) const;
    bool continues(quint64 first, quint64 second, const Proof &proof) const;
    void checkInclusion(quint64 index, quint64 size);
    void checkConsistency(quint64 first, quint64 second);

    static constexpr quint64 mostLeaves = 2000;
    static constexpr quint64 mostOfAll = 200; ///< Sizes up to which nothing is left out.

    PlainTree m_plain{mostLeaves};
    AllHashes m_all;
    StoredHashes m_stored;
};

void TestMerkleProof::initTestCase()
{
    CompactTree tree;
    for (quint64 i = 0; i < mostLeaves; ++i) {
        const auto nodes = tree.append(m_plain.leaf(i));
        m_all.add(nodes);
        m_stored.add(nodes);
    }
}

bool TestMerkleProof::includes(quint64 index, quint64 size, const Proof &proof) const
{
    return verifyInclusion(index, size, m_plain.leaf(index), proof, m_plain.root(size));
}

bool TestMerkleProof::continues(quint64 first, quint64 second, const Proof &proof) const
{
    return verifyConsistency(first, second, m_plain.root(first), m_plain.root(second), proof);
}

void TestMerkleProof::checkInclusion(quint64 index, quint64 size)
{
    const auto proof = inclusionProof(index, size, m_all);
    QVERIFY(proof.has_value());
    QCOMPARE(*proof, m_plain.path(index, size));
    QCOMPARE(inclusionProof(index, size, m_stored).value(), *proof);
    QVERIFY(includes(index, size, *proof));
}

void TestMerkleProof::checkConsistency(quint64 first, quint64 second)
{
    const auto proof = consistencyProof(first, second, m_all);
    QVERIFY(proof.has_value());
    if (first > 0)
        QCOMPARE(*proof, m_plain.proof(first, second));
    QCOMPARE(consistencyProof(first, second, m_stored).value(), *proof);
    QVERIFY(continues(first, second, *proof));
}

void TestMerkleProof::rootsOfEverySize()
{
    for (quint64 size = 0; size <= mostLeaves; ++size) {
        QCOMPARE(rootOf(size, m_all).value(), m_plain.root(size));
        QCOMPARE(rootOf(size, m_stored).value(), m_plain.root(size));
    }
}

void TestMerkleProof::inclusionOfEveryLeafInSmallTrees()
{
    for (quint64 size = 1; size <= mostOfAll; ++size) {
        for (quint64 index = 0; index < size; ++index) {
            checkInclusion(index, size);
            if (QTest::currentTestFailed())
                qFatal("leaf %llu of %llu", index, size);
        }
    }
}

void TestMerkleProof::inclusionInTreesUpToTheBound()
{
    std::mt19937_64 random(1);
    for (quint64 size = mostOfAll + 1; size <= mostLeaves; ++size) {
        for (quint64 index : {quint64(0), size / 2, random() % size, size - 2, size - 1}) {
            checkInclusion(index, size);
            if (QTest::currentTestFailed())
                qFatal("leaf %llu of %llu", index, size);
        }
    }
}

void TestMerkleProof::consistencyOfAllSmallTrees()
{
    for (quint64 second = 0; second <= mostOfAll; ++second) {
        for (quint64 first = 0; first <= second; ++first) {
            checkConsistency(first, second);
            if (QTest::currentTestFailed())
                qFatal("from %llu to %llu", first, second);
        }
    }
}

void TestMerkleProof::consistencyInTreesUpToTheBound()
{
    std::mt19937_64 random(2);
    for (quint64 second = mostOfAll + 1; second <= mostLeaves; ++second) {
        const quint64 power = quint64(1) << (random() % 8);
        for (quint64 first : {quint64(1), power, second / 2, random() % second, second - 1}) {
            checkConsistency(first, second);
            if (QTest::currentTestFailed())
                qFatal("from %llu to %llu", first, second);
        }
    }
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

void TestMerkleProof::inclusionWithAnyBitFlipped()
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

void TestMerkleProof::inclusionWithOtherHashes()
{
    for (quint64 size = 1; size <= 40; ++size) {
        for (quint64 index = 0; index < size; ++index) {
            for (const Proof &other : othersThan(m_plain.path(index, size)))
                QVERIFY(!includes(index, size, other));
        }
    }
}

void TestMerkleProof::inclusionOfAnotherLeaf()
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

void TestMerkleProof::inclusionInAnotherTree()
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

void TestMerkleProof::consistencyWithAnyBitFlipped()
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

void TestMerkleProof::consistencyWithOtherHashes()
{
    for (quint64 second = 1; second <= 40; ++second) {
        for (quint64 first = 1; first <= second; ++first) {
            for (const Proof &other : othersThan(m_plain.proof(first, second)))
                QVERIFY(!continues(first, second, other));
        }
    }
}

void TestMerkleProof::consistencyOfOtherSizes()
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

void TestMerkleProof::consistencyOfForkedTrees()
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

void TestMerkleProof::emptyTree()
{
    QVERIFY(verifyConsistency(0, 0, emptyRoot(), emptyRoot(), {}));
    QVERIFY(verifyConsistency(0, 5, emptyRoot(), m_plain.root(5), {}));
    QVERIFY(!verifyConsistency(0, 5, emptyRoot(), m_plain.root(5), {m_plain.root(5)}));
    QVERIFY(!verifyConsistency(0, 5, m_plain.root(1), m_plain.root(5), {}));
    QVERIFY(!verifyConsistency(0, 0, m_plain.root(1), m_plain.root(1), {}));
    QVERIFY(!verifyConsistency(5, 5, m_plain.root(5), m_plain.root(4), {}));
    QCOMPARE(consistencyProof(0, 7, m_all).value(), Proof());
    QCOMPARE(rootOf(0, m_stored).value(), emptyRoot());
}

void TestMerkleProof::missingNodeFailsTheProof()
{
    StoredHashes hashes = m_stored;
    hashes.forget(0, 1234);
    const auto root = rootOf(2000, hashes);
    QVERIFY(root.has_value()); // The perfect subtrees above it are stored.
    const auto proof = inclusionProof(1235, 2000, hashes);
    QVERIFY(!proof.has_value());
    QCOMPARE(proof.error().code, ErrorCode::LogBroken);
    QVERIFY(!consistencyProof(1235, 2000, hashes).has_value());
    QVERIFY(inclusionProof(3, 2000, hashes).has_value());

    AllHashes none;
    QCOMPARE(rootOf(1, none).error().code, ErrorCode::NotFound);
    QCOMPARE(inclusionProof(0, 2, none).error().code, ErrorCode::NotFound);
    QCOMPARE(consistencyProof(1, 2, none).error().code, ErrorCode::NotFound);
}

void TestMerkleProof::onlyEveryEighthLevelIsStored()
{
    QVERIFY(TiledHashes::isStored(0));
    for (int level = 1; level < 64; ++level)
        QCOMPARE(TiledHashes::isStored(level), level == 8 || level == 16 || level == 24
                                                   || level == 32 || level == 40 || level == 48
                                                   || level == 56);
    // 2,000 leaves and seven times 256 of them.
    QCOMPARE(m_stored.count(), size_t(2007));
}

void TestMerkleProof::sizesThatMakeNoProof()
{
    for (const auto &proof : {inclusionProof(0, 0, m_all), inclusionProof(5, 5, m_all),
                              inclusionProof(~quint64(0), 5, m_all)}) {
        QVERIFY(!proof.has_value());
        QCOMPARE(proof.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(proof.error().field, QStringLiteral("index"));
    }
    const auto proof = consistencyProof(6, 5, m_all);
    QVERIFY(!proof.has_value());
    QCOMPARE(proof.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(proof.error().field, QStringLiteral("first"));
}

QTEST_GUILESS_MAIN(TestMerkleProof)
#include "tst_merkleproof.moc"
