#include "core/audit/tlogproof.h"
#include "tests/app/cli/clistore.h"

#include <QFile>
#include <QProcess>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;

namespace {

QString field(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Proofs of single events: made from the store, checked without it.
class TestCliLogProof : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyEventIsProved();
    void proofGoesIntoANewFile();
    void proofIsPrintedWithoutAFile();
    void olderProofStaysGood();
    void lineBreakBehindTheLeafIsNamed();
    void changedLeafIsNotProved();
    void otherKeysDontCount();
    void anotherEventsProofDoesntCount();
    void malformedFilesAreUsageErrors_data();
    void malformedFilesAreUsageErrors();
    void tooLargeFilesAreRefused();
    void filesMayBePipes();

private:
    QString path(const char *name) const { return m_store.filePath(QLatin1String(name)); }
    void write(const char *name, const QByteArray &bytes) const;
    /// verify-proof without a store and without anybody who acts.
    Outcome verify(const QString &key, const QString &proof, const QString &leaf,
                   bool json = true) const;
    Outcome verifyFive(const char *leaf) const
    {
        return verify(path("log.vkey"), path("5.tlog-proof"), path(leaf));
    }
    QByteArray leaf(qint64 seq) const;
    QByteArray proof(qint64 seq) const;

    CliStore m_store;
    qint64 m_size = 0;
};

void TestCliLogProof::write(const char *name, const QByteArray &bytes) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s can't be written", name);
}

QByteArray TestCliLogProof::leaf(qint64 seq) const
{
    return QByteArray::fromBase64(
        field(m_store.done(m_store.admin(), QStringLiteral("log show %1").arg(seq)), "leafBytes")
            .toUtf8());
}

QByteArray TestCliLogProof::proof(qint64 seq) const
{
    return field(m_store.done(m_store.admin(), QStringLiteral("log prove %1").arg(seq)), "proof")
        .toUtf8();
}

Outcome TestCliLogProof::verify(const QString &key, const QString &proof, const QString &leaf,
                                bool json) const
{
    QStringList arguments = {QStringLiteral("log"),
                             QStringLiteral("verify-proof"),
                             QStringLiteral("--key"),
                             key,
                             QStringLiteral("--leaf"),
                             leaf,
                             proof};
    if (json)
        arguments.append(QStringLiteral("--json"));
    return LockboxProgram().run(arguments);
}

void TestCliLogProof::initTestCase()
{
    (void)m_store.pending();
    m_size = m_store.done(m_store.admin(), QStringLiteral("log state"))
                 .value(QStringLiteral("size"))
                 .toInteger();
    QVERIFY(m_size > 10);
    write("log.vkey",
          field(m_store.done(m_store.admin(), QStringLiteral("log key")), "verifierKey").toUtf8()
              + '\n');
    write("5.json", leaf(5));
    write("5.tlog-proof", proof(5));
}

void TestCliLogProof::everyEventIsProved()
{
    const QString key = QString::fromUtf8(content(path("log.vkey")).trimmed());
    for (qint64 seq = 1; seq <= m_size; ++seq) {
        write("some.json", leaf(seq));
        write("some.tlog-proof", proof(seq));
        const Outcome proved = verify(key, path("some.tlog-proof"), path("some.json"));
        QVERIFY2(proved.exitCode == 0, proved.report().constData());
        const QJsonObject json = proved.json();
        QCOMPARE(json[QStringLiteral("ok")], QJsonValue(true));
        QCOMPARE(json[QStringLiteral("seq")].toInteger(), seq);
        QCOMPARE(json[QStringLiteral("index")].toInteger(), seq - 1);
        QCOMPARE(json[QStringLiteral("size")].toInteger(), m_size);
        QCOMPARE(field(json, "verifierKey"), key);
        QCOMPARE(field(json, "origin"), key.section(u'+', 0, 0));
    }
    const Outcome told = verify(key, path("5.tlog-proof"), path("5.json"), false);
    QCOMPARE(told.exitCode, 0);
    for (const QString &part : {QStringLiteral("Proved"), QStringLiteral("event 5 (index 4)"), key,
                                QStringLiteral("of the %1 of lockbox/").arg(m_size)})
        QVERIFY2(told.text().contains(part), told.out.constData());
}

void TestCliLogProof::proofGoesIntoANewFile()
{
    const QString file = path("new.tlog-proof");
    const QString line = QStringLiteral("log prove 3 -o '%1'").arg(file);
    const QJsonObject made = m_store.done(m_store.admin(), line);
    QCOMPARE(field(made, "file"), file);
    QCOMPARE(field(made, "proof").toUtf8(), content(file));
    QVERIFY(audit::TlogProof::parse(content(file)));
    write("new.tlog-proof", "somebody's own");
    const Outcome again = m_store.run(m_store.admin(), line);
    QCOMPARE(again.exitCode, 1);
    QCOMPARE(field(again.error(), "code"), QStringLiteral("alreadyExists"));
    QCOMPARE(content(file), QByteArray("somebody's own"));
    QVERIFY(!m_store.done(m_store.admin(), line + QStringLiteral(" --force")).isEmpty());
    QCOMPARE(content(file), field(made, "proof").toUtf8());
}

void TestCliLogProof::proofIsPrintedWithoutAFile()
{
    const Outcome printed =
        LockboxProgram().run(QStringList{QStringLiteral("--store"), m_store.path(),
                                         QStringLiteral("--as"), m_store.reader()}
                             + words(QStringLiteral("log prove 5")));
    QVERIFY2(printed.exitCode == 0, printed.report().constData());
    QCOMPARE(printed.out, proof(5));
}

/// What was proved under an earlier checkpoint is so for good.
void TestCliLogProof::olderProofStaysGood()
{
    const CliStore store;
    const auto json = [&](const QString &line) { return store.done(store.admin(), line); };
    write("old.tlog-proof", field(json(QStringLiteral("log prove 2")), "proof").toUtf8());
    write("old.json",
          QByteArray::fromBase64(field(json(QStringLiteral("log show 2")), "leafBytes").toUtf8()));
    const QString key = field(json(QStringLiteral("log key")), "verifierKey");
    (void)store.submit();
    QCOMPARE(verify(key, path("old.tlog-proof"), path("old.json")).exitCode, 0);
    QVERIFY(field(json(QStringLiteral("log prove 2")), "proof").toUtf8()
            != content(path("old.tlog-proof")));
}

void TestCliLogProof::lineBreakBehindTheLeafIsNamed()
{
    for (const char *end : {"\n", "\r\n"}) {
        write("5n.json", content(path("5.json")) + end);
        const Outcome refused = verifyFive("5n.json");
        QVERIFY2(refused.exitCode == 7, refused.report().constData());
        QCOMPARE(field(refused.error(), "code"), QStringLiteral("logBroken"));
        QVERIFY2(field(refused.error(), "message").contains(QStringLiteral("line break")),
                 refused.err.constData());
    }
}

void TestCliLogProof::changedLeafIsNotProved()
{
    const QByteArray good = content(path("5.json"));
    for (qsizetype i = 0; i < good.size(); i += 7) {
        QByteArray bad = good;
        bad[i] = char(bad[i] ^ 1);
        write("5x.json", bad);
        const Outcome refused = verifyFive("5x.json");
        QVERIFY2(refused.exitCode == 7, refused.report().constData());
        QVERIFY(!field(refused.error(), "message").contains(QStringLiteral("line break")));
        QCOMPARE(refused.out, QByteArray());
    }
    // A line break is not all that is wrong with this one.
    write("5x.json", good.chopped(1) + '\n');
    QVERIFY(
        !field(verifyFive("5x.json").error(), "message").contains(QStringLiteral("line break")));
    write("5x.json", {});
    QCOMPARE(verifyFive("5x.json").exitCode, 7);
}

void TestCliLogProof::otherKeysDontCount()
{
    const auto key = audit::VerifierKey::parse(content(path("log.vkey")).trimmed());
    QVERIFY(key);
    const auto sameName = audit::SigningKey::generate(key->name);
    const auto otherName = audit::SigningKey::generate("lockbox/other");
    QVERIFY(sameName && otherName);
    for (const auto &other : {*sameName, *otherName}) {
        const Outcome refused = verify(QString::fromUtf8(other.verifier().toText()),
                                       path("5.tlog-proof"), path("5.json"));
        QVERIFY2(refused.exitCode == 7, refused.report().constData());
    }
}

void TestCliLogProof::anotherEventsProofDoesntCount()
{
    write("6.tlog-proof", proof(6));
    const Outcome refused = verify(path("log.vkey"), path("6.tlog-proof"), path("5.json"));
    QVERIFY2(refused.exitCode == 7, refused.report().constData());
    QVERIFY2(field(refused.error(), "message").contains(path("6.tlog-proof")),
             refused.err.constData());
}

void TestCliLogProof::malformedFilesAreUsageErrors_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("proof");
    QTest::addColumn<QString>("leaf");
    QTest::addColumn<QString>("named");
    const QString key = path("log.vkey");
    const QString proof = path("5.tlog-proof");
    const QString leaf = path("5.json");
    const QString none = path("none");
    QTest::newRow("no such proof") << key << none << leaf << none;
    QTest::newRow("no such leaf") << key << proof << none << none;
    QTest::newRow("neither key nor file") << none << proof << leaf << "--key";
    QTest::newRow("key with another id")
        << "a+00000000+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k" << proof << leaf << "--key";
    QTest::newRow("file without a key") << leaf << proof << leaf << leaf;
    QTest::newRow("leaf for a proof") << key << leaf << leaf << leaf;
    QTest::newRow("folder for a proof")
        << key << m_store.filePath({}) << leaf << m_store.filePath({});
    QTest::newRow("folder for a leaf")
        << key << proof << m_store.filePath({}) << m_store.filePath({});
    const QByteArray good = content(proof);
    write("cut.tlog-proof", good.chopped(1));
    QTest::newRow("proof cut short")
        << key << path("cut.tlog-proof") << leaf << path("cut.tlog-proof");
    write("no-note.tlog-proof", good.left(good.indexOf("\n\n") + 2) + "no note\n");
    QTest::newRow("no checkpoint")
        << key << path("no-note.tlog-proof") << leaf << path("no-note.tlog-proof");
}

void TestCliLogProof::malformedFilesAreUsageErrors()
{
    QFETCH(QString, key);
    QFETCH(QString, proof);
    QFETCH(QString, leaf);
    QFETCH(QString, named);
    const Outcome refused = verify(key, proof, leaf);
    QVERIFY2(refused.exitCode == 2, refused.report().constData());
    QCOMPARE(field(refused.error(), "code"), QStringLiteral("invalidArgument"));
    QVERIFY2(field(refused.error(), "message").contains(named), refused.err.constData());
}

void TestCliLogProof::tooLargeFilesAreRefused()
{
    if (!QFile::exists(QStringLiteral("/dev/zero")))
        QSKIP("there is no device here that never ends");
    const Outcome refused =
        verify(path("log.vkey"), path("5.tlog-proof"), QStringLiteral("/dev/zero"));
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.complaint().contains(QStringLiteral("too large")), refused.err.constData());
}

void TestCliLogProof::filesMayBePipes()
{
    if (!QFile::exists(QStringLiteral("/dev/stdin")))
        QSKIP("there is no name here for the standard input");
    const QString line =
        QStringLiteral("cat '%1' | '%2' log verify-proof --key '%3' --leaf "
                       "/dev/stdin '%4'")
            .arg(path("5.json"), LockboxProgram::path(), path("log.vkey"), path("5.tlog-proof"));
    QProcess shell;
    shell.setProcessEnvironment(LockboxProgram::cleanEnvironment());
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), line});
    QVERIFY(shell.waitForFinished());
    QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
}

QTEST_GUILESS_MAIN(TestCliLogProof)
#include "tst_clilogproof.moc"
