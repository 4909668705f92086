#include "core/evidence/layout.h"
#include "tests/core/evidence/evidencesamples.h"

#include <QDir>
#include <QJsonDocument>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace lockbox::evidence;

/// What is exported, under which name, and what is left where nothing can be.
class TestEvidenceExport : public QObject
{
    Q_OBJECT

private slots:
    void folderHoldsExactBytes();
    void referenceNamesTheRequest();
    void pagesAreFollowed();
    void timeIsHalfOpen_data();
    void timeIsHalfOpen();
    void whatIsNotCoveredIsLeftOut();
    void nothingCoveredIsRefused();
    void scopeMustMakeSense_data();
    void scopeMustMakeSense();
    void refusalsOfTheDoorArePassedOn();
    void brokenLogIsNotExported_data();
    void brokenLogIsNotExported();
    void printerGetsTheReport();
    void gapOfTheLogIsTold();

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

private slots:
    void init();
};

void TestEvidenceExport::init()
{
    for (const QString &name : leftovers())
        QVERIFY(QDir(m_folder.filePath(name)).removeRecursively());
    m_log.openDoor();
    m_log.signOnly(m_log.size());
    m_log.pageSize = 1000;
}

void TestEvidenceExport::folderHoldsExactBytes()
{
    const EvidenceFolder folder(m_log, ofRequest(m_log.approved));
    QByteArray lines;
    for (const qint64 seq : {2, 4, 5, 7, 9, 10}) {
        lines += m_log.leaf(seq) + '\n';
        QCOMPARE(folder.read(layout::proof(seq)), m_log.proof(seq, m_log.checkpoint()));
    }
    QCOMPARE(folder.read(layout::events()), lines);
    QCOMPARE(QDir(folder.filePath(layout::proofs())).count() - 2, 6U);
    QCOMPARE(folder.read(layout::checkpoint()), m_log.checkpoint());
    QCOMPARE(folder.read(layout::verifierKey()), m_log.verifierKey().toUtf8() + '\n');
    QVERIFY(
        folder.read(layout::publicKey()).startsWith("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2Vw"));
    QStringList names = QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    names.sort();
    QCOMPARE(names.join(u' '), QStringLiteral("VERIFY.md checkpoint events.jsonl evidence.json "
                                              "key.pem key.vkey proofs report.html"));
    const EvidenceSummary expected{.folder = folder.path(),
                                   .scope = ofRequest(m_log.approved),
                                   .reference = QStringLiteral("EXSR359123"),
                                   .events = 6,
                                   .first = 2,
                                   .last = 10,
                                   .logSize = 14,
                                   .origin = QStringLiteral("lockbox/") + contoso().id.toString(),
                                   .verifierKey = m_log.verifierKey()};
    QVERIFY(folder.summary() == expected);
}

void TestEvidenceExport::referenceNamesTheRequest()
{
    const EvidenceFolder folder(m_log, ofRequest(QStringLiteral("EXSR359124")));
    QCOMPARE(folder.summary().scope.request.value(), m_log.denied);
    QCOMPARE(folder.summary().events, 4);
    QVERIFY(folder.read(layout::manifest()).contains(m_log.denied.toUtf8()));
}

void TestEvidenceExport::pagesAreFollowed()
{
    const EvidenceFolder whole(m_log, ofTime("2026-01-01", ""));
    for (const int size : {1, 2, 3, 13, 14}) {
        m_log.pageSize = size;
        const EvidenceFolder paged(m_log, ofTime("2026-01-01", ""));
        QCOMPARE(paged.read(layout::events()), whole.read(layout::events()));
    }
    QCOMPARE(whole.summary().events, 14);
}

void TestEvidenceExport::timeIsHalfOpen_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("until");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    QTest::addColumn<qint64>("events");
    const auto row = [](const char *name, const char *from, const char *until, qint64 first,
                        qint64 last, qint64 events) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(until) << first << last << events;
    };
    row("from the very moment", "2026-02-05T09:00:00Z", "2026-02-05T10:00:00Z", 2, 3, 2);
    row("until the moment after", "2026-02-05T09:00:00Z", "2026-02-05T10:00:00.001Z", 2, 5, 4);
    row("a millisecond late", "2026-02-05T09:30:00.251Z", "2026-02-05T10:30:00.250Z", 4, 5, 2);
    row("open end", "2026-02-07", "", 12, 14, 3);
    row("open beginning", "", "2026-02-05", 1, 1, 1);
    // Access ended at 13:00 by the clock, and is numbered before the denial of 11:30.
    row("out of order", "2026-02-05T11:30:00Z", "2026-02-05T12:30:00Z", 9, 11, 2);
}

void TestEvidenceExport::timeIsHalfOpen()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, until);
    const EvidenceFolder folder(m_log, ofTime(from, until));
    QTEST(folder.summary().first, "first");
    QTEST(folder.summary().last, "last");
    QTEST(folder.summary().events, "events");
    QCOMPARE(folder.finding(), QString());
}

void TestEvidenceExport::whatIsNotCoveredIsLeftOut()
{
    m_log.signOnly(12);
    const EvidenceFolder folder(m_log, ofRequest(m_log.waiting));
    QCOMPARE(folder.summary().events, 1);
    QCOMPARE(folder.summary().notCovered, 2);
    QCOMPARE(folder.summary().logSize, 12);
    QVERIFY(folder.read(layout::report()).contains("2 later events were left out"));
    QCOMPARE(folder.finding(), QString());
}

void TestEvidenceExport::nothingCoveredIsRefused()
{
    m_log.signOnly(11);
    const auto refused = run(ofRequest(m_log.waiting));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::NotSupported);
    QCOMPARE(leftovers(), QStringList());
}

void TestEvidenceExport::scopeMustMakeSense_data()
{
    QTest::addColumn<EvidenceScope>("scope");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("nothing") << EvidenceScope() << ErrorCode::InvalidArgument;
    EvidenceScope both = ofTime("2026-02-05", "");
    both.request = m_log.approved;
    QTest::newRow("both") << both << ErrorCode::InvalidArgument;
    QTest::newRow("backwards") << ofTime("2026-02-06", "2026-02-05") << ErrorCode::InvalidArgument;
    QTest::newRow("no time at all")
        << ofTime("2026-02-06", "2026-02-06") << ErrorCode::InvalidArgument;
    QTest::newRow("no event") << ofTime("2027-01-01", "") << ErrorCode::NotFound;
}

void TestEvidenceExport::scopeMustMakeSense()
{
    QFETCH(EvidenceScope, scope);
    const auto refused = run(scope);
    QVERIFY(!refused);
    QTEST(refused.error().code, "code");
    QCOMPARE(leftovers(), QStringList());
}

void TestEvidenceExport::refusalsOfTheDoorArePassedOn()
{
    const auto refusal = failure(ErrorCode::NotPermitted, QStringLiteral("not yours"));
    FakeLockbox &door = m_log.door();
    const std::pair<const char *, std::function<void()>> calls[] = {
        {"account", [&] { door.onAccount = [=](const Session &) { return refusal; }; }},
        {"info", [&] { door.onInfo = [=] { return refusal; }; }},
        {"now", [&] { door.onNow = [=] { return refusal; }; }},
        {"checkpoint", [&] { door.onCheckpoint = [=](const Session &) { return refusal; }; }},
        {"logState", [&] { door.onLogState = [=](const Session &) { return refusal; }; }},
        {"events",
         [&] { door.onEvents = [=](const Session &, const EventQuery &) { return refusal; }; }},
        {"leaf", [&] { door.onLeaf = [=](const Session &, qint64) { return refusal; }; }},
        {"proof",
         [&] {
             door.onProof = [=](const Session &, qint64, const QByteArray &) { return refusal; };
         }},
    };
    for (const auto &[name, refuse] : calls) {
        m_log.openDoor();
        refuse();
        const auto refused = run(ofRequest(m_log.approved));
        QVERIFY2(!refused, name);
        QCOMPARE(refused.error().message, QStringLiteral("not yours"));
        QCOMPARE(leftovers(), QStringList());
    }
}

void TestEvidenceExport::brokenLogIsNotExported_data()
{
    QTest::addColumn<std::function<void()>>("breakIt");
    QTest::addColumn<QString>("words");
    FakeLockbox &door = m_log.door();
    const auto row = [](const char *name, const std::function<void()> &breakIt, const char *words) {
        QTest::newRow(name) << breakIt << QString::fromLatin1(words);
    };
    row(
        "another leaf",
        [&] { door.onLeaf = [this](const Session &, qint64) { return m_log.leaf(4); }; },
        "event 2");
    row(
        "a changed leaf",
        [&] {
            door.onLeaf = [this](const Session &, qint64 seq) {
                return m_log.leaf(seq).replace("erin@", "evil@");
            };
        },
        "proof of event 2");
    row(
        "another request's events",
        [&] {
            door.onEvents = [this](const Session &, const EventQuery &) {
                Page<Event> page;
                page.items = {m_log.event(2), m_log.event(3)};
                return page;
            };
        },
        "event 3 tells of something else");
    row(
        "no JSON", [&] { door.onLeaf = [](const Session &, qint64) { return QByteArray("{"); }; },
        "event 2");
    row(
        "another proof",
        [&] {
            door.onProof = [this](const Session &, qint64, const QByteArray &checkpoint) {
                return m_log.proof(3, checkpoint);
            };
        },
        "proof of event 2");
    row(
        "a checkpoint of nobody",
        [&] {
            door.onCheckpoint = [this](const Session &) {
                return m_log.checkpoint().replace("\n14\n", "\n13\n");
            };
        },
        "signature");
    row(
        "no key", [&] { door.onLogState = [](const Session &) { return LogState(); }; }, "key");
    row(
        "another tenant's log",
        [&] {
            door.onInfo = [] {
                Tenant other = contoso();
                other.id = TenantId(SeededIdSource(7).next());
                return StoreInfo{.tenant = other};
            };
        },
        "lockbox/");
}

void TestEvidenceExport::brokenLogIsNotExported()
{
    QFETCH(std::function<void()>, breakIt);
    QFETCH(QString, words);
    breakIt();
    const auto refused = run(ofRequest(m_log.approved));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::LogBroken);
    QVERIFY2(refused.error().message.contains(words), qPrintable(refused.error().message));
    QCOMPARE(leftovers(), QStringList());
}

void TestEvidenceExport::printerGetsTheReport()
{
    NotedPrint print;
    QVERIFY(run(ofRequest(m_log.approved), print.printer()).has_value());
    QCOMPARE(print.title, QStringLiteral("Evidence: request EXSR359123"));
    QFile file(target() + QStringLiteral("/report.html"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    // A short report is one piece, and the same as the page.
    QCOMPARE(print.pieces, QStringList{QString::fromUtf8(file.readAll())});
    QVERIFY(QFile::exists(target() + QStringLiteral("/report.pdf")));
}

void TestEvidenceExport::gapOfTheLogIsTold()
{
    SampleLog log;
    // A log of which somebody has made the manager's yes without the request.
    Event stray = log.event(13);
    stray.request = RequestId(SeededIdSource(9).next());
    log.add(stray);
    const EvidenceFolder folder(log, ofRequest(stray.request.toString()));
    QVERIFY2(folder.summary().gap.contains(QStringLiteral("what came before is missing")),
             qPrintable(folder.summary().gap));
    QVERIFY(folder.read(layout::report()).contains("The story has a gap"));
    QVERIFY(folder.finding().contains(folder.summary().gap));
}

QTEST_GUILESS_MAIN(TestEvidenceExport)
#include "tst_evidenceexport.moc"
