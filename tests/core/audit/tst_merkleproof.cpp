#include "tests/core/audit/plaintree.h"

#include <QTest>

#include <random>

using namespace lockbox;
using namespace lockbox::audit;

/// Proofs against the plain definition of RFC 6962, for sizes up to 2,000.
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
    // Here it is one of eight below the node that is needed.
    QCOMPARE(inclusionProof(1240, 2000, hashes).error().code, ErrorCode::LogBroken);
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
