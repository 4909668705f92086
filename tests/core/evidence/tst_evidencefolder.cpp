#include "tests/core/evidence/evidencesamples.h"

#include <QDir>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;

/// The folder is there as a whole or not at all, and takes nobody's place.
class TestEvidenceFolder : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void existingFolderIsRefused();
    void whatComesInBetweenStays();
    void emptyFolderIsTaken();
    void unwritablePlaceIsRefused();
    void interruptionLeavesNothing_data();
    void interruptionLeavesNothing();
    void failingPrinterLeavesNothing();

private:
    QString target() const { return m_folder.filePath(QStringLiteral("evidence")); }
    QStringList leftovers() const
    {
        return QDir(m_folder.path())
            .entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
    }
    Result<EvidenceSummary> run(const EvidenceScope &scope, const PdfPrinter &printer = {},
                                const EvidenceProgress &progress = {})
    {
        return exportEvidence(m_log.door(), admin(), scope, target(), printer, progress);
    }

    SampleLog m_log;
    QTemporaryDir m_folder;
};

void TestEvidenceFolder::init()
{
    for (const QString &name : leftovers())
        QVERIFY(QDir(m_folder.filePath(name)).removeRecursively());
}

void TestEvidenceFolder::existingFolderIsRefused()
{
    const auto refusesAtOnce = [this] {
        const auto refused = run(ofRequest(m_log.approved));
        return !refused && refused.error().code == ErrorCode::AlreadyExists
               && refused.error().message.startsWith(target()
                                                     + QStringLiteral(" is there already"));
    };
    QVERIFY(QDir().mkpath(target() + QStringLiteral("/sub")));
    QVERIFY(refusesAtOnce());
    QCOMPARE(leftovers(), QStringList{QStringLiteral("evidence")});
    QCOMPARE(QDir(target()).entryList(QDir::NoDotAndDotDot | QDir::AllEntries),
             QStringList{QStringLiteral("sub")});

    QVERIFY(QDir(target()).removeRecursively());
    QFile file(target());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(refusesAtOnce());
    QVERIFY(file.remove());
    QVERIFY(QFile::link(m_folder.filePath(QStringLiteral("nowhere")), target()));
    QVERIFY(refusesAtOnce());
    QVERIFY(QFile::remove(target()));
}

void TestEvidenceFolder::whatComesInBetweenStays()
{
    // Somebody else makes the folder while it is being exported.
    const auto refused =
        run(ofRequest(m_log.approved), {}, [this](EvidenceStep step, qint64, qint64) {
            return step != EvidenceStep::Writing
                   || QDir().mkpath(target() + QStringLiteral("/sub"));
        });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::AlreadyExists);
    QCOMPARE(leftovers(), QStringList{QStringLiteral("evidence")});
    QVERIFY(QFile::exists(target() + QStringLiteral("/sub")));
}

void TestEvidenceFolder::emptyFolderIsTaken()
{
    QVERIFY(QDir().mkpath(target()));
    QVERIFY(run(ofRequest(m_log.approved)).has_value());
    QCOMPARE(leftovers(), QStringList{QStringLiteral("evidence")});
    QVERIFY(verifyEvidence(target() + QLatin1Char('/'), {}).has_value());
}

void TestEvidenceFolder::unwritablePlaceIsRefused()
{
    const QString nowhere = m_folder.filePath(QStringLiteral("missing/evidence"));
    const auto refused = exportEvidence(m_log.door(), admin(), ofRequest(m_log.approved), nowhere);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::StoreUnwritable);
    QVERIFY2(refused.error().message.contains(nowhere), qPrintable(refused.error().message));
    QCOMPARE(leftovers(), QStringList());
    QCOMPARE(exportEvidence(m_log.door(), admin(), ofRequest(m_log.approved), {}).error().code,
             ErrorCode::InvalidArgument);
}

void TestEvidenceFolder::interruptionLeavesNothing_data()
{
    QTest::addColumn<EvidenceStep>("at");
    QTest::newRow("collecting") << EvidenceStep::Collecting;
    QTest::newRow("writing") << EvidenceStep::Writing;
    QTest::newRow("printing") << EvidenceStep::Printing;
}

void TestEvidenceFolder::interruptionLeavesNothing()
{
    QFETCH(EvidenceStep, at);
    NotedPrint print;
    const auto stopped = run(ofRequest(m_log.approved), print.printer(),
                             [&](EvidenceStep step, qint64, qint64) { return step != at; });
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Interrupted);
    QCOMPARE(leftovers(), QStringList());
}

void TestEvidenceFolder::failingPrinterLeavesNothing()
{
    const auto refused =
        run(ofRequest(m_log.approved), [](const QString &, const QString &, const HtmlPieces &) {
            return failure(ErrorCode::NotSupported, QStringLiteral("no font is installed"));
        });
    QVERIFY(!refused);
    QCOMPARE(refused.error().message, QStringLiteral("no font is installed"));
    QCOMPARE(leftovers(), QStringList());
}

QTEST_GUILESS_MAIN(TestEvidenceFolder)
#include "tst_evidencefolder.moc"
