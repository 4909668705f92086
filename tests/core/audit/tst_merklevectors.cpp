#include "core/audit/merkleproof.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>
#include <map>

using namespace lockbox::audit;

/// Public inclusion proofs: six that hold and 92 that are wrong in some way.
class TestMerkleVectors : public QObject
{
    Q_OBJECT

private slots:
    void counted();
    void vectors_data();
    void vectors();
};

static QString vectorFolder()
{
    return QStringLiteral(LOCKBOX_SOURCE_DIR "/../shared/vectors/merkle-inclusion");
}

static std::map<QString, QJsonObject> readVectors()
{
    std::map<QString, QJsonObject> vectors;
    QDirIterator walk(vectorFolder(), {QStringLiteral("*.json")}, QDir::Files,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        if (file.open(QIODevice::ReadOnly))
            vectors[QDir(vectorFolder()).relativeFilePath(file.fileName())] =
                QJsonDocument::fromJson(file.readAll()).object();
    }
    return vectors;
}

/// The vectors have hashes of other sizes, too: they can't even be handed in.
static std::optional<Hash> hashOf(const QJsonValue &text)
{
    return hashFromBase64(text.toString().toLatin1());
}

/// One vector's index is 2^64 - 1, which JSON's numbers don't hold exactly.
static quint64 numberOf(const QJsonValue &value)
{
    const qint64 number = value.toInteger(-1);
    return number < 0 ? std::numeric_limits<quint64>::max() : static_cast<quint64>(number);
}

static bool holds(const QJsonObject &vector)
{
    const quint64 index = numberOf(vector.value(QStringLiteral("leafIdx")));
    const quint64 size = numberOf(vector.value(QStringLiteral("treeSize")));
    const auto root = hashOf(vector.value(QStringLiteral("root")));
    const auto leaf = hashOf(vector.value(QStringLiteral("leafHash")));
    Proof proof;
    for (const QJsonValue &text : vector.value(QStringLiteral("proof")).toArray()) {
        const auto hash = hashOf(text);
        if (!hash)
            return false;
        proof.push_back(*hash);
    }
    return root && leaf && verifyInclusion(index, size, *leaf, proof, *root);
}

void TestMerkleVectors::counted()
{
    const auto vectors = readVectors();
    if (vectors.empty())
        QSKIP("the public vectors are not here (../shared/vectors/merkle-inclusion)");
    int right = 0;
    for (const auto &[name, vector] : vectors)
        right += vector.value(QStringLiteral("wantErr")).toBool(true) ? 0 : 1;
    QCOMPARE(vectors.size(), size_t(98));
    QCOMPARE(right, 6);
}

void TestMerkleVectors::vectors_data()
{
    QTest::addColumn<QJsonObject>("vector");
    for (const auto &[name, vector] : readVectors())
        QTest::newRow(qPrintable(name)) << vector;
    if (readVectors().empty())
        QTest::newRow("no vectors") << QJsonObject();
}

void TestMerkleVectors::vectors()
{
    QFETCH(QJsonObject, vector);
    if (vector.isEmpty())
        QSKIP("the public vectors are not here (../shared/vectors/merkle-inclusion)");
    QVERIFY(vector.contains(QStringLiteral("wantErr")));
    QCOMPARE(holds(vector), !vector.value(QStringLiteral("wantErr")).toBool());
}

QTEST_GUILESS_MAIN(TestMerkleVectors)
#include "tst_merklevectors.moc"
