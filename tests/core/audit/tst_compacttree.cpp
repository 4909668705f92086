#include "tests/core/audit/plaintree.h"

#include <QTest>

#include <bit>

using namespace lockbox::audit;

/// The growing tree against the plain definition of RFC 6962, at every size up to 2,000.
class TestCompactTree : public QObject
{
    Q_OBJECT

private slots:
    void rootsOfTheRfcLeaves();
    void rootsOfEverySize();
    void frontierBringsTheTreeBack();
    void frontierOfAnotherSizeIsRefused();
    void appendTellsEachNodeOnce();
    void appendTellsWhatTheNodesAre();
    void hugeTreeGoesOn();
};

static constexpr quint64 mostLeaves = 2000;

void TestCompactTree::rootsOfTheRfcLeaves()
{
    const char *const leaves[] = {"",
                                  "00",
                                  "10",
                                  "2021",
                                  "3031",
                                  "40414243",
                                  "5051525354555657",
                                  "606162636465666768696a6b6c6d6e6f"};
    const char *const roots[] = {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    CompactTree tree;
    QCOMPARE(toHex(tree.root()), QByteArray(roots[0]));
    for (size_t i = 0; i < std::size(leaves); ++i) {
        tree.append(leafHash(QByteArray::fromHex(leaves[i])));
        QCOMPARE(tree.size(), i + 1);
        QCOMPARE(toHex(tree.root()), QByteArray(roots[i + 1]));
    }
}

void TestCompactTree::rootsOfEverySize()
{
    const PlainTree plain(mostLeaves);
    CompactTree tree;
    for (quint64 size = 0; size <= mostLeaves; ++size) {
        QCOMPARE(tree.size(), size);
        QCOMPARE(toHex(tree.root()), toHex(plain.root(size)));
        QCOMPARE(tree.frontier().size(), qsizetype(32) * std::popcount(size));
        if (size < mostLeaves)
            tree.append(leafHash(PlainTree::leafBytes(size)));
    }
}

void TestCompactTree::frontierBringsTheTreeBack()
{
    CompactTree tree;
    for (quint64 size = 0; size < mostLeaves; ++size) {
        auto again = CompactTree::from(tree.size(), tree.frontier());
        QVERIFY(again.has_value());
        QCOMPARE(*again, tree);
        const Hash leaf = leafHash(PlainTree::leafBytes(size));
        QCOMPARE(again->append(leaf), tree.append(leaf));
        QCOMPARE(*again, tree);
        QCOMPARE(toHex(again->root()), toHex(tree.root()));
    }
}

void TestCompactTree::frontierOfAnotherSizeIsRefused()
{
    for (quint64 size = 0; size < 300; ++size) {
        const auto fits = std::popcount(size);
        for (int bytes = 0; bytes <= 32 * 10; ++bytes)
            QCOMPARE(CompactTree::from(size, QByteArray(bytes, 'x')).has_value(),
                     bytes == 32 * fits);
    }
}

void TestCompactTree::appendTellsEachNodeOnce()
{
    CompactTree tree;
    std::map<std::pair<int, quint64>, int> told;
    for (quint64 size = 0; size < mostLeaves; ++size) {
        const auto nodes = tree.append(leafHash(PlainTree::leafBytes(size)));
        for (size_t level = 0; level < nodes.size(); ++level) {
            QCOMPARE(nodes[level].level, int(level));
            ++told[{nodes[level].level, nodes[level].index}];
        }
    }
    // A tree of n leaves has n / 2^level perfect subtrees of a level.
    size_t wanted = 0;
    for (int level = 0; mostLeaves >> level > 0; ++level)
        wanted += mostLeaves >> level;
    QCOMPARE(told.size(), wanted);
    for (const auto &[place, times] : told) {
        QCOMPARE(times, 1);
        QVERIFY(place.second < mostLeaves >> place.first);
    }
}

void TestCompactTree::appendTellsWhatTheNodesAre()
{
    const PlainTree plain(512);
    CompactTree tree;
    for (quint64 size = 0; size < 512; ++size) {
        for (const Node &node : tree.append(plain.leaf(size))) {
            // The same leaves as a tree of their own.
            CompactTree alone;
            for (quint64 i = node.index << node.level; i < (node.index + 1) << node.level; ++i)
                alone.append(plain.leaf(i));
            QCOMPARE(toHex(node.hash), toHex(alone.root()));
        }
    }
}

void TestCompactTree::hugeTreeGoesOn()
{
    const quint64 size = (quint64(1) << 62) - 1;
    auto tree = CompactTree::from(size, QByteArray(32 * 62, 'x'));
    QVERIFY(tree.has_value());
    const auto nodes = tree->append(leafHash("last"));
    QCOMPARE(nodes.size(), size_t(63));
    QCOMPARE(nodes.front().index, size);
    QCOMPARE(nodes.back().index, quint64(0));
    QCOMPARE(tree->size(), size + 1);
    QCOMPARE(tree->frontier(), toBytes(nodes.back().hash));
    QCOMPARE(toHex(tree->root()), toHex(nodes.back().hash));
}

QTEST_GUILESS_MAIN(TestCompactTree)
#include "tst_compacttree.moc"
