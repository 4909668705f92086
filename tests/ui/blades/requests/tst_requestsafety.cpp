#include "requestspage.h"

#include "ui/blades/submitblade.h"
#include "ui/widgets/messagebar.h"

#include <QAbstractButton>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QWindow>

using namespace lockbox;
using namespace lockbox::samples;
using namespace lockbox::ui;
using namespace std::chrono_literals;

/// Nobody decides what they have not read, loses what they have typed, or misses what others did meanwhile.
class TestRequestSafety : public QObject
{
    Q_OBJECT

private slots:
    void aDoubleClickOnlyOpensTheConfirmation();
    void theConfirmationIsInSight();
    void anotherPolicyIsAskedAnew();
    void whatOthersDidIsTold();
    void theFocusStaysInTheBlade();
    void whatWasTypedIsKeptUnlessDiscarded();
    void theRowOfAnotherRequestIsNotTakenFor();
    void aRowIsNotOpenedByAChangeElsewhere();
    void aSearchLooksInAllStates();
    void eachWarningIsGivenAnew();

private:
    static QString message(const Host &host)
    {
        auto *bar = host.find<MessageBar>("requestMessage");
        return bar ? bar->text() : QString();
    }
};

void TestRequestSafety::aDoubleClickOnlyOpensTheConfirmation()
{
    Console console;
    const QString id = console.pending(QStringLiteral("EXSR1"));
    Host host(new RequestBlade(console.context(), id));
    QTRY_VERIFY(host.find("approveButton"));
    const QPoint at = host.find("approveButton")->mapTo(&host, QPoint(20, 10));
    QTest::mouseDClick(host.windowHandle(), Qt::LeftButton, {}, at);
    QTRY_VERIFY(host.find("confirmApproveButton"));
    QVERIFY(host.find("confirmApproveButton")->isEnabled());
    QCOMPARE(console.now(id).state, RequestState::Pending);
}

void TestRequestSafety::theConfirmationIsInSight()
{
    Console console;
    const QString id = console.pending(QStringLiteral("EXSR1"));
    Host host(new RequestBlade(console.context(), id));
    host.resize(420, 320);
    QTRY_VERIFY(host.find("denyButton"));
    auto *area = host.blade()->findChild<QScrollArea *>();
    QTRY_VERIFY(area->verticalScrollBar()->maximum() > 0);
    area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
    host.press("denyButton");
    const QWidget *panel = host.find("decisionPanel");
    QVERIFY(panel);
    QTRY_COMPARE(area->verticalScrollBar()->value(), 0);
    QVERIFY(panel->visibleRegion().boundingRect().top() == 0);
}

void TestRequestSafety::anotherPolicyIsAskedAnew()
{
    Console console;
    const QString id = console.pending(QStringLiteral("EXSR1"));
    Host host(new RequestBlade(console.context(), id, RequestAct::Approve));
    QTRY_VERIFY(host.find("windowChoice240"));
    host.find<QPlainTextEdit>("decisionComment")->setPlainText(QStringLiteral("half a thought"));
    QVERIFY(console.service().changePolicy(Console::session(admin()), {.maxAccess = 1h}));
    host.blade()->refresh();
    QTRY_VERIFY(!message(host).isEmpty());
    QVERIFY(!host.find("windowChoice240"));
    QCOMPARE(host.find<QPlainTextEdit>("decisionComment")->toPlainText(),
             QStringLiteral("half a thought"));
}

void TestRequestSafety::whatOthersDidIsTold()
{
    Console console;
    const QString id = console.pending(QStringLiteral("EXSR1"));
    Host host(new RequestBlade(console.context(), id));
    QTRY_VERIFY(host.find("denyButton"));
    QVERIFY(console.service().denyRequest(Console::session(approver()), id, QStringLiteral("no")));
    host.blade()->refresh();
    QTRY_COMPARE(message(host),
                 QStringLiteral("Denied by %1 meanwhile.").arg(approver().displayName));
    QVERIFY(host.announcements.contains(message(host)));
}

void TestRequestSafety::theFocusStaysInTheBlade()
{
    Console console;
    const QString id = console.pending(QStringLiteral("EXSR1"));
    Host host(new RequestBlade(console.context(), id));
    QTRY_VERIFY(host.find("denyButton"));
    host.find("denyButton")->setFocus();
    QVERIFY(console.service().denyRequest(Console::session(approver()), id, QStringLiteral("no")));
    host.blade()->refresh();
    QTRY_VERIFY(!host.find("denyButton"));
    QCOMPARE(QApplication::focusWidget(), host.blade());
}

void TestRequestSafety::whatWasTypedIsKeptUnlessDiscarded()
{
    Console console;
    const QString id = console.pending(QStringLiteral("EXSR1"));
    Host host(new RequestBlade(console.context(), id, RequestAct::Deny));
    QTRY_VERIFY(host.find("decisionComment"));
    host.find<QPlainTextEdit>("decisionComment")->setPlainText(QStringLiteral("because"));
    QVERIFY(!host.blade()->mayClose());
    QVERIFY(!host.blade()->mayClose()); // to ask twice is no answer
    QTRY_VERIFY(host.find("keepEditingButton")->hasFocus());
    host.press("keepEditingButton");
    QVERIFY(host.find("confirmDenyButton"));
    QVERIFY(!host.blade()->mayClose());
    host.press("discardButton");
    QCOMPARE(host.closes, 1);
    QVERIFY(host.blade()->mayClose());
}

void TestRequestSafety::theRowOfAnotherRequestIsNotTakenFor()
{
    RequestsPage page;
    const QString first = page.console().pending(QStringLiteral("EXSR1"));
    const QString second = page.console().pending(QStringLiteral("EXSR2"));
    page.open();
    QTRY_COMPARE(page.references().size(), 2);
    auto *blade = qobject_cast<RequestsBlade *>(page.host().blade());
    blade->openRequest(first);
    QCOMPARE(page.table()->currentRequest(), first);
    // As the shell does where a blade stays open because something is typed in it.
    disconnect(blade, &Blade::openRequested, nullptr, nullptr);
    connect(blade, &Blade::openRequested, blade, [](Blade *refused) { delete refused; });
    blade->openRequest(second);
    QCOMPARE(page.table()->currentRequest(), first);
}

void TestRequestSafety::aRowIsNotOpenedByAChangeElsewhere()
{
    RequestsPage page;
    const QString first = page.console().pending(QStringLiteral("EXSR1"));
    page.open();
    QTRY_COMPARE(page.references().size(), 1);
    page.table()->setFocus();
    page.table()->clearSelection();
    QCOMPARE(page.table()->currentRequest(), first);
    page.console().pending(QStringLiteral("EXSR2"));
    page.host().blade()->refresh();
    QTRY_COMPARE(page.references().size(), 2);
    QCoreApplication::processEvents();
    QVERIFY(page.host().opens.isEmpty());
}

void TestRequestSafety::aSearchLooksInAllStates()
{
    RequestsPage page;
    const QString id = page.console().pending(QStringLiteral("EXSR1"));
    QVERIFY(
        page.console().service().denyRequest(Console::session(admin()), id, QStringLiteral("no")));
    page.open();
    QTRY_COMPARE(page.references().size(), 1);
    auto *pending = page.host().findChild<QAbstractButton *>(QStringLiteral("stateFilter.pending"));
    QVERIFY(pending);
    pending->click();
    QTRY_VERIFY(page.references().isEmpty());
    page.host().blade()->showArgument(QStringLiteral("EXSR1"));
    QTRY_COMPARE(page.references(), list("EXSR1"));
}

void TestRequestSafety::eachWarningIsGivenAnew()
{
    Console console;
    console.signIn(engineer());
    Host host(new SubmitBlade(console.context()));
    auto *reason = host.find<QPlainTextEdit>("submitReason");
    QTest::keyClicks(reason, QStringLiteral("first"));
    QVERIFY(!host.blade()->mayClose());
    QTest::keyClicks(reason, QStringLiteral(" and more"));
    QVERIFY(!host.blade()->mayClose());
}

QTEST_MAIN(TestRequestSafety)
#include "tst_requestsafety.moc"
