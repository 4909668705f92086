#include "core/evidence/keypem.h"
#include "core/evidence/layout.h"
#include "core/evidence/manifest.h"
#include "tests/core/evidence/tampering.h"

#include <QDir>
#include <QTest>

#include <sys/stat.h>

using namespace lockbox;
using namespace lockbox::test;
using namespace lockbox::evidence;

/// A folder as it was exported is accepted; one in which anything was changed is not, and the file is named.
class TestEvidenceVerify : public QObject
{
    Q_OBJECT

private slots:
    void untouchedFolderIsAccepted();
    void everyByteCounts_data();
    void everyByteCounts();
    void changedFolderIsRefused_data();
    void changedFolderIsRefused();
    void missingFileIsNamed_data();
    void missingFileIsNamed();
    void linkIsNoFile_data();
    void linkIsNoFile();
    void endlessFileIsNotRead();
    void givenKeyMustHaveSigned();
    void otherLogsFolderIsNotMixedIn();
    void numberMustBeThePlace();
    void eventCountsOnce();
    void gapIsFound();
    void othersFilesAreTold();
    void newerFormatIsToldApart();
    void missingFolderIsNotFound();
    void checkingCanBeStopped();

private:
    SampleLog m_log;
};

Q_DECLARE_METATYPE(Tamper)

void TestEvidenceVerify::untouchedFolderIsAccepted()
{
    for (const EvidenceScope &scope :
         {ofRequest(m_log.approved), ofRequest(m_log.denied), ofRequest(m_log.waiting),
          ofTime("2026-01-01", ""), ofTime("", "2026-02-06"),
          ofTime("2026-02-05T10:00:00Z", "2026-02-05T11:30:00Z")}) {
        const EvidenceFolder folder(m_log, scope);
        const auto verified = folder.verify();
        QVERIFY2(!verified.finding, qPrintable(folder.finding()));
        QVERIFY(verified.summary == folder.summary());
        QCOMPARE(verified.exportedBy, admin().userPrincipalName);
        QCOMPARE(verified.exportedAt.value(), m_log.now);
        QCOMPARE(verified.unproved, QStringList());
    }
    // A log of one event: its proof has no hash.
    MemoryLog one(contoso());
    one.add(m_log.event(1));
    QCOMPARE(EvidenceFolder(one, ofTime("2026-01-01", "")).finding(), QString());
}

void TestEvidenceVerify::everyByteCounts_data()
{
    QTest::addColumn<QString>("file");
    for (const QString &file :
         {layout::events(), layout::proof(4), layout::checkpoint(), layout::verifierKey(),
          layout::publicKey(), layout::manifest(), layout::report(), layout::instructions()})
        QTest::newRow(qPrintable(file)) << file;
}

void TestEvidenceVerify::everyByteCounts()
{
    QFETCH(QString, file);
    const EvidenceFolder folder(m_log, ofRequest(m_log.approved));
    const QByteArray bytes = folder.read(file);
    // Every byte of the small ones; the rest at steps that share no factor with what repeats.
    const qsizetype step = bytes.size() > 2000 ? 37 : 1;
    for (qsizetype i = 0; i < bytes.size(); i += step) {
        QByteArray changed = bytes;
        changed[i] = char(changed.at(i) ^ 1);
        folder.write(file, changed);
        const auto verified = verifyEvidence(folder.path(), {});
        // A changed number of the format may be that of a newer one.
        QVERIFY2(!verified || verified->finding,
                 qPrintable(QStringLiteral("byte %1 of %2").arg(i).arg(file)));
        QVERIFY(!verified || !verified->finding->file.isEmpty());
    }
    for (const QByteArray &changed : {bytes + '\n', bytes + ' ', bytes.chopped(1), QByteArray()}) {
        folder.write(file, changed);
        QVERIFY2(!folder.finding().isEmpty(), changed.right(20).constData());
    }
    folder.write(file, bytes);
    QCOMPARE(folder.finding(), QString());
}

void TestEvidenceVerify::changedFolderIsRefused_data()
{
    QTest::addColumn<Tamper>("tamper");
    QTest::addColumn<QString>("file");
    QTest::addColumn<qint64>("seq");
    for (const Tampering &one : tamperings())
        QTest::newRow(one.name) << one.tamper << one.file << one.seq;
}

void TestEvidenceVerify::changedFolderIsRefused()
{
    QFETCH(Tamper, tamper);
    const EvidenceFolder folder(m_log, ofRequest(m_log.approved));
    tamper(folder);
    const auto verified = folder.verify();
    QVERIFY(verified.finding);
    QTEST(verified.finding->file, "file");
    QTEST(verified.finding->seq, "seq");
    QVERIFY2(verified.finding->message.startsWith(verified.finding->file),
             qPrintable(verified.finding->message));
}

void TestEvidenceVerify::missingFileIsNamed_data()
{
    QTest::addColumn<QString>("file");
    for (const QString &file :
         {layout::manifest(), layout::verifierKey(), layout::publicKey(), layout::checkpoint(),
          layout::events(), layout::proof(5), layout::report(), layout::instructions()})
        QTest::newRow(qPrintable(file)) << file;
}

void TestEvidenceVerify::missingFileIsNamed()
{
    QFETCH(QString, file);
    const EvidenceFolder folder(m_log, ofRequest(m_log.approved));
    QVERIFY(QFile::remove(folder.filePath(file)));
    QCOMPARE(folder.finding(), file + QStringLiteral(" is missing"));
}

void TestEvidenceVerify::linkIsNoFile_data()
{
    missingFileIsNamed_data();
}

// Whoever checks a folder of somebody else's must not be led to another place.
void TestEvidenceVerify::linkIsNoFile()
{
    QFETCH(QString, file);
    const EvidenceFolder folder(m_log, ofRequest(m_log.approved));
    const QString aside = folder.path() + QStringLiteral("-aside");
    QVERIFY(QFile::rename(folder.filePath(file), aside));
    QVERIFY(QFile::link(aside, folder.filePath(file)));
    QCOMPARE(folder.finding(), file + QStringLiteral(" is no plain file"));
    QVERIFY(QFile::remove(folder.filePath(file)));
    QCOMPARE(::mkfifo(QFile::encodeName(folder.filePath(file)).constData(), 0600), 0);
    QCOMPARE(folder.finding(), file + QStringLiteral(" is no plain file"));
}

void TestEvidenceVerify::endlessFileIsNotRead()
{
    const EvidenceFolder folder(m_log, ofRequest(m_log.approved));
    for (const QString &name : {layout::checkpoint(), layout::events()}) {
        const QByteArray bytes = folder.read(name);
        QFile file(folder.filePath(name));
        QVERIFY(file.resize(qint64(1) << 40)); // Holds nothing, and takes no room.
        QVERIFY(folder.finding().startsWith(name));
        folder.write(name, bytes);
    }
    QCOMPARE(folder.finding(), QString());
}

void TestEvidenceVerify::givenKeyMustHaveSigned()
{
    const EvidenceFolder folder(m_log, ofRequest(m_log.approved));
    const auto own = audit::VerifierKey::parse(m_log.verifierKey().toUtf8()).value();
    QVERIFY(!folder.verify(own).finding);
    const auto other =
        audit::SigningKey::fromSeed(own.name, QByteArray(audit::SigningKey::seedSize, 'x')).value();
    const auto verified = folder.verify(other.verifier());
    QVERIFY(verified.finding);
    QCOMPARE(verified.finding->file, layout::verifierKey());
    QVERIFY(verified.finding->message.contains(m_log.verifierKey()));
    // Neither does it help to put another key into the folder.
    folder.write(layout::verifierKey(), other.verifier().toText() + '\n');
    QCOMPARE(folder.verify().finding.value().file, layout::publicKey());
    folder.write(layout::publicKey(), toPem(other.verifier()));
    QCOMPARE(folder.verify().finding.value().file, layout::checkpoint());
}

void TestEvidenceVerify::otherLogsFolderIsNotMixedIn()
{
    SampleLog longer;
    longer.add(longer.event(1));
    const EvidenceFolder folder(m_log, ofRequest(m_log.approved));
    const EvidenceFolder later(longer, ofRequest(longer.approved));
    folder.write(layout::proof(4), later.read(layout::proof(4)));
    QCOMPARE(folder.finding(),
             layout::proof(4) + QStringLiteral(" holds another checkpoint than the folder"));
    folder.write(layout::checkpoint(), later.read(layout::checkpoint()));
    QVERIFY(folder.finding().startsWith(layout::manifest()));
}

void TestEvidenceVerify::numberMustBeThePlace()
{
    // A log that somebody has signed with an event that calls itself another number.
    SampleLog log;
    Event liar = log.event(1);
    liar.seq = 20;
    log.addAsItIs(liar);
    const EvidenceFolder folder(log, ofRequest(log.approved));
    changeManifest(folder, [](Manifest &manifest) {
        manifest.scope = ofTime("2026-01-01", "");
        manifest.events = 7;
        manifest.last = 20;
    });
    writeLines(folder, linesOf(folder) + QByteArrayList{log.leaf(15)});
    folder.write(layout::proof(20), log.proof(15, log.checkpoint()));
    QCOMPARE(folder.finding(),
             layout::proof(20)
                 + QStringLiteral(" is for the leaf of index 14, but event 20 has index 19"));
}

void TestEvidenceVerify::eventCountsOnce()
{
    const EvidenceFolder folder(m_log, ofTime("2026-01-01", ""));
    QByteArrayList lines = linesOf(folder);
    lines.prepend(lines.first());
    writeLines(folder, lines);
    QCOMPARE(folder.finding(), QStringLiteral("events.jsonl has event 1 behind event 1"));
}

void TestEvidenceVerify::gapIsFound()
{
    for (const qint64 seq : {2, 4, 5, 7}) {
        const EvidenceFolder folder(m_log, ofRequest(m_log.approved));
        auto lines = linesOf(folder);
        lines.removeOne(m_log.leaf(seq));
        writeLines(folder, lines);
        QVERIFY(QFile::remove(folder.filePath(layout::proof(seq))));
        const auto verified = folder.verify();
        QVERIFY(verified.finding);
        QCOMPARE(verified.finding->file, layout::events());
        QVERIFY2(verified.finding->message.contains(QStringLiteral("missing")),
                 qPrintable(verified.finding->message));
    }
}

void TestEvidenceVerify::othersFilesAreTold()
{
    NotedPrint print;
    const EvidenceFolder folder(m_log, ofRequest(m_log.approved));
    folder.write(layout::printedReport(), "anything");
    folder.write(QStringLiteral(".remark"), "mine");
    const auto verified = folder.verify();
    QVERIFY(!verified.finding);
    QCOMPARE(verified.unproved, QStringList({QStringLiteral(".remark"), layout::printedReport()}));
}

void TestEvidenceVerify::newerFormatIsToldApart()
{
    const EvidenceFolder folder(m_log, ofRequest(m_log.approved));
    folder.replace(layout::manifest(), "\"format\": 1", "\"format\": 2");
    const auto refused = verifyEvidence(folder.path(), {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::NotSupported);
    folder.replace(layout::manifest(), "\"format\": 2", "\"format\": 0");
    QCOMPARE(folder.verify().finding.value().file, layout::manifest());
}

void TestEvidenceVerify::missingFolderIsNotFound()
{
    const EvidenceFolder folder(m_log, ofRequest(m_log.approved));
    for (const QString &path : {folder.path() + u'x', folder.filePath(layout::events())}) {
        const auto refused = verifyEvidence(path, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::NotFound);
        QVERIFY(refused.error().message.contains(path));
    }
}

void TestEvidenceVerify::checkingCanBeStopped()
{
    const EvidenceFolder folder(m_log, ofRequest(m_log.approved));
    const auto stopped = verifyEvidence(folder.path(), {}, [](EvidenceStep step, qint64, qint64) {
        return step != EvidenceStep::Checking;
    });
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Interrupted);
}

QTEST_GUILESS_MAIN(TestEvidenceVerify)
#include "tst_evidenceverify.moc"
