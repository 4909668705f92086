#include "consolefixture.h"

#include "core/evidence/evidence.h"
#include "ui/blades/requestblade.h"
#include "ui/blades/requestevidence.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

using namespace lockbox;
using namespace lockbox::ui;
using samples::Console;
using samples::Host;

/// A request's evidence is exported from its blade, beside everything else.
class TestRequestEvidence : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void exportsToANewFolder();
    void neverWritesOverAnything();
    void opensTheFolder();
    void failuresAreToldInPlace();
    void withoutAFolderNothingHappens();
    void isOfferedToWhoMayReadTheLog();
    void closingTheBladeEndsIt();
    void namesFolders_data();
    void namesFolders();
    void saysWhatIsMissing();

    // Called by QDesktopServices.
    void openUrl(const QUrl &url) { m_opened = url; }

private:
    void open(const User &user = samples::reader());
    /// Presses the button and chooses a folder.
    void exportTo(const QString &folder);
    QString message() const;
    QString place() const { return m_console->folder(); }

    std::unique_ptr<Console> m_console;
    std::unique_ptr<Host> m_host;
    QString m_id;
    QUrl m_opened;
};

void TestRequestEvidence::init()
{
    m_console = std::make_unique<Console>();
    m_id = m_console->pending(QStringLiteral("CLB#TEST1"));
    m_opened.clear();
}

void TestRequestEvidence::cleanup()
{
    m_host.reset();
    m_console.reset();
}

void TestRequestEvidence::open(const User &user)
{
    m_host.reset();
    m_console->signIn(user);
    m_host = std::make_unique<Host>(new RequestBlade(m_console->context(), m_id));
    QTRY_VERIFY(m_host->find("requestTimeline"));
}

void TestRequestEvidence::exportTo(const QString &folder)
{
    auto *button = m_host->find<QPushButton>("exportEvidenceButton");
    QVERIFY(button);
    button->click();
    auto *dialog = m_host->findChild<QFileDialog *>(QStringLiteral("placeDialog"));
    QVERIFY(dialog);
    QCOMPARE(dialog->fileMode(), QFileDialog::Directory);
    emit dialog->fileSelected(folder); // as the system's own dialog tells it
    dialog->close();
}

QString TestRequestEvidence::message() const
{
    const auto *bar = m_host->find("evidenceMessage");
    return bar ? bar->findChild<QLabel *>(QStringLiteral("messageText"))->text() : QString();
}

void TestRequestEvidence::exportsToANewFolder()
{
    open();
    exportTo(place());
    QVERIFY(m_host->find<QProgressBar>("evidenceProgress"));
    QVERIFY(m_host->find<QPushButton>("cancelEvidenceButton"));
    QVERIFY(!m_host->find("exportEvidenceButton"));
    QTRY_VERIFY(!message().isEmpty());
    const QString folder = place() + QStringLiteral("/evidence-CLB-TEST1");
    QCOMPARE(message(), QStringLiteral("3 events with their proofs are in the new folder "
                                       "evidence-CLB-TEST1."));
    QVERIFY(m_host->find("evidenceMessage")->toolTip().contains(folder));
    const auto checked = verifyEvidence(folder, {});
    QVERIFY(checked);
    QVERIFY2(!checked->finding, checked->finding ? qPrintable(checked->finding->message) : "");
    QCOMPARE(checked->summary.events, 3);
    QVERIFY(!QDir(folder).entryList({QStringLiteral("*.pdf")}).isEmpty());
    QVERIFY(m_host->find("exportEvidenceButton"));
    QCOMPARE(m_host->announcements.last(), message());
}

void TestRequestEvidence::neverWritesOverAnything()
{
    const QString taken = place() + QStringLiteral("/evidence-CLB-TEST1");
    QVERIFY(QDir().mkpath(taken));
    open();
    exportTo(place());
    QTRY_VERIFY(message().contains(QStringLiteral("folder evidence-CLB-TEST1-2.")));
    QVERIFY(QDir(taken).isEmpty());
}

void TestRequestEvidence::opensTheFolder()
{
    QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "openUrl");
    open();
    exportTo(place());
    QTRY_VERIFY(!message().isEmpty());
    m_host->find("evidenceMessage")
        ->findChild<QPushButton *>(QStringLiteral("messageAction"))
        ->click();
    QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
    QCOMPARE(m_opened.toLocalFile(), place() + QStringLiteral("/evidence-CLB-TEST1"));
}

void TestRequestEvidence::failuresAreToldInPlace()
{
    open();
    exportTo(m_console->storePath()); // a file is no place for a folder
    QTRY_VERIFY(!message().isEmpty());
    QVERIFY(m_host->find("exportEvidenceButton"));
    QVERIFY(!m_host->find("evidenceMessage")
                 ->findChild<QPushButton *>(QStringLiteral("messageAction"))
                 ->isVisible());
}

void TestRequestEvidence::withoutAFolderNothingHappens()
{
    open();
    m_host->find<QPushButton>("exportEvidenceButton")->click();
    QPointer dialog = m_host->findChild<QFileDialog *>(QStringLiteral("placeDialog"));
    QVERIFY(dialog);
    dialog->reject();
    QTRY_VERIFY(!dialog);
    QVERIFY(m_host->find("exportEvidenceButton"));
    QVERIFY(message().isEmpty());
}

void TestRequestEvidence::isOfferedToWhoMayReadTheLog()
{
    open(samples::approver());
    QVERIFY(m_host->find("exportEvidenceButton"));
    open(samples::manager());
    QVERIFY(!m_host->find("exportEvidenceButton"));
}

void TestRequestEvidence::closingTheBladeEndsIt()
{
    open();
    exportTo(place());
    m_host.reset();
    // Whichever was first: all of it is there, or nothing.
    const QDir folder(place());
    const QStringList left = folder.entryList({QStringLiteral("*evidence*")}, QDir::Dirs);
    for (const QString &name : left) {
        QTRY_VERIFY(!folder.exists(name) || name == QStringLiteral("evidence-CLB-TEST1"));
        QTRY_VERIFY(!folder.exists(name) || verifyEvidence(folder.filePath(name), {}));
    }
}

void TestRequestEvidence::namesFolders_data()
{
    QTest::addColumn<QString>("reference");
    QTest::addColumn<QString>("name");
    QTest::newRow("usual") << QStringLiteral("EXSR359123") << QStringLiteral("evidence-EXSR359123");
    QTest::newRow("odd") << QStringLiteral("CLB#TEST 1") << QStringLiteral("evidence-CLB-TEST-1");
    QTest::newRow("hostile") << QStringLiteral("../../etc") << QStringLiteral("evidence-..-..-etc");
}

void TestRequestEvidence::namesFolders()
{
    QFETCH(QString, reference);
    QFETCH(QString, name);
    QCOMPARE(EvidenceText::folderName(reference), name);
}

void TestRequestEvidence::saysWhatIsMissing()
{
    EvidenceSummary summary{.folder = QStringLiteral("/a/b"), .events = 1};
    QVERIFY(EvidenceText::reservation(summary).isEmpty());
    QCOMPARE(EvidenceText::done(summary),
             QStringLiteral("1 event with its proof is in the new folder b."));
    summary.notCovered = 2;
    summary.gap = QStringLiteral("event 5 says approved, event 6 pending");
    QCOMPARE(
        EvidenceText::reservation(summary),
        QStringLiteral("2 events are too new to be signed and left out. The story does not fit "
                       "together: event 5 says approved, event 6 pending."));
}

QTEST_MAIN(TestRequestEvidence)
#include "tst_requestevidence.moc"
