#include "consolefixture.h"

#include "ui/blades/deskblade.h"
#include "ui/blades/requestblade.h"
#include "ui/blades/requeststable.h"
#include "ui/blades/submitblade.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;
using samples::Console;
using samples::Host;

/// The provider's desk and the blade that files requests, on a real store.
class TestDeskBlade : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_console = std::make_unique<Console>(); }
    void cleanup();
    void engineerFiles();
    void objectsBesideTheFields();
    void keepsWhatWasTypedOnARefusal();
    void engineerSeesOnlyTheOwn();
    void managerSeesWhatWaits();
    void managerDecidesFromTheDesk();

private:
    void open() { m_host = std::make_unique<Host>(new DeskBlade(m_console->context())); }
    RequestsTable *table() const { return m_host->find<RequestsTable>("requestsTable"); }
    void fill(Host &host, const QString &reference, const QString &reason);

    std::unique_ptr<Console> m_console;
    std::unique_ptr<Host> m_host;
};

void TestDeskBlade::cleanup()
{
    m_host.reset();
    m_console.reset();
}

void TestDeskBlade::fill(Host &host, const QString &reference, const QString &reason)
{
    QTest::keyClicks(host.find<QLineEdit>("submitReference"), reference);
    QTest::keyClicks(host.find<QPlainTextEdit>("submitReason"), reason);
    host.find<QComboBox>("submitService")->setCurrentText(QStringLiteral("SharePoint"));
}

void TestDeskBlade::engineerFiles()
{
    m_console->signIn(samples::engineer());
    open();
    QVERIFY(!m_host->find("desk.authorizeButton"));
    m_host->press("fileRequestButton");
    QCOMPARE(m_host->opens.size(), 1);
    auto *blade = qobject_cast<SubmitBlade *>(m_host->opens.first());
    QVERIFY(blade);
    Host host(blade);
    blade->show();
    fill(host, QStringLiteral("EXSR42"), QStringLiteral("files do not open"));
    auto *duration = host.find<QComboBox>("submitDuration");
    duration->setCurrentIndex(duration->findText(QStringLiteral("2 h")));
    host.press("submitButton");
    QTRY_COMPARE(host.closes, 1);
    QTRY_VERIFY(table() && table()->model()->rowCount() == 1);
    const auto filed =
        m_console->now(table()->model()->index(0, 0).data(Qt::UserRole + 1).toString());
    QCOMPARE(filed.reference, QStringLiteral("EXSR42"));
    QCOMPARE(filed.service, QStringLiteral("SharePoint"));
    QCOMPARE(filed.reason, QStringLiteral("files do not open"));
    QVERIFY(filed.duration == 2h);
    // The new request is the chosen one.
    QTRY_COMPARE(table()->currentRequest(), filed.id.toString());
}

void TestDeskBlade::objectsBesideTheFields()
{
    m_console->signIn(samples::engineer());
    Host host(new SubmitBlade(m_console->context()));
    host.press("submitButton");
    QVERIFY(host.find<QLabel>("submitObjection.reference"));
    QVERIFY(host.find<QLabel>("submitObjection.service"));
    QVERIFY(host.find<QLabel>("submitObjection.reason"));
    QVERIFY(!host.find<QLabel>("submitObjection.duration"));
    fill(host, QStringLiteral("EXSR42"), QStringLiteral("why"));
    host.press("submitButton");
    QTRY_COMPARE(host.closes, 1);
    QVERIFY(!host.find<QLabel>("submitObjection.reference"));
}

void TestDeskBlade::keepsWhatWasTypedOnARefusal()
{
    m_console->signIn(samples::engineer());
    Host host(new SubmitBlade(m_console->context()));
    fill(host, QStringLiteral("EXSR42"), QStringLiteral("why"));
    auto *duration = host.find<QComboBox>("submitDuration");
    QTRY_COMPARE(duration->count(), 4);
    // The policy becomes stricter behind the blade's back.
    QVERIFY(
        m_console->service().changePolicy(Console::session(samples::admin()), {.maxAccess = 1h}));
    duration->setCurrentIndex(3);
    host.press("submitButton");
    QTRY_VERIFY(host.find<QLabel>("submitObjection.duration"));
    QCOMPARE(host.find<QLineEdit>("submitReference")->text(), QStringLiteral("EXSR42"));
    QCOMPARE(host.closes, 0);
    QVERIFY(!host.blade()->mayClose());
    QVERIFY(host.blade()->mayClose());
}

void TestDeskBlade::engineerSeesOnlyTheOwn()
{
    m_console->file(QStringLiteral("OWN"));
    m_console->signIn(samples::engineer());
    open();
    QTRY_VERIFY(table() && table()->model()->rowCount() == 1);
    QVERIFY(m_host->find("fileRequestButton"));
}

void TestDeskBlade::managerSeesWhatWaits()
{
    m_console->file(QStringLiteral("FILED"));
    m_console->pending(QStringLiteral("PASSED"));
    m_console->signIn(samples::manager());
    open();
    QTRY_VERIFY(table() && table()->model()->rowCount() == 1);
    QCOMPARE(table()->model()->index(0, 0).data().toString(), QStringLiteral("FILED"));
    QVERIFY(!m_host->find("fileRequestButton"));
}

void TestDeskBlade::managerDecidesFromTheDesk()
{
    const QString id = m_console->file(QStringLiteral("FILED"));
    m_console->signIn(samples::manager());
    open();
    QTRY_VERIFY(table() && table()->model()->rowCount() == 1);
    auto *approve = m_host->find<QPushButton>("desk.authorizeButton");
    QVERIFY(!approve->isEnabled());
    table()->chooseRow(0);
    QVERIFY(approve->isEnabled());
    m_host->press("desk.authorizeButton");
    auto *blade = qobject_cast<RequestBlade *>(m_host->opens.value(0));
    QVERIFY(blade);
    Host host(blade);
    blade->show();
    QTRY_VERIFY(host.find("confirmAuthorizeButton"));
    host.press("confirmAuthorizeButton");
    QTRY_COMPARE(m_console->now(id).state, RequestState::Pending);
    m_host->blade()->refresh();
    QTRY_VERIFY(!table());
}

QTEST_MAIN(TestDeskBlade)
#include "tst_deskblade.moc"
