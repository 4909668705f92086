#include "consolefixture.h"

#include "ui/blades/requestblade.h"
#include "ui/widgets/messagebar.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;
using samples::Console;
using samples::Host;

/// One request in its blade, on a real store, by its real buttons.
class TestRequestBlade : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void approves();
    void approvesForLess();
    void goesBackWithoutLosingWhatWasTyped();
    void deniesOnlyWithAReason();
    void enterConfirmsOnlyOnTheButton();
    void neitherAnswerIsTheDefault();
    void tellsWhoWasFirst();
    void keepsWhatWasTypedWhenTooLate();
    void seesTheClockRunOut();
    void tellsAMissingRole();
    void revokes();
    void offersAReaderNothing();
    void requestorWithdraws();
    void requestorRecordsAndCloses();
    void managerDecides();
    void asksBeforeThrowingAway();
    void opensWithAConfirmation();
    void namesItsParts();
    void tellsOfARequestThatIsNotThere();

private:
    Host &open(const QString &id, std::optional<RequestAct> act = {});
    void type(const QString &text);
    QString message() const;
    RequestState state(const QString &id) { return m_console->now(id).state; }

    std::unique_ptr<Console> m_console;
    std::unique_ptr<Host> m_host;
};

void TestRequestBlade::init()
{
    m_console = std::make_unique<Console>();
}

void TestRequestBlade::cleanup()
{
    m_host.reset();
    m_console.reset();
}

Host &TestRequestBlade::open(const QString &id, std::optional<RequestAct> act)
{
    m_host = std::make_unique<Host>(new RequestBlade(m_console->context(), id, act));
    return *m_host;
}

void TestRequestBlade::type(const QString &text)
{
    auto *comment = m_host->find<QPlainTextEdit>("decisionComment");
    QVERIFY(comment);
    comment->setFocus();
    QTest::keyClicks(comment, text);
}

QString TestRequestBlade::message() const
{
    auto *bar = m_host->find<MessageBar>("requestMessage");
    return bar ? bar->text() : QString();
}

void TestRequestBlade::approves()
{
    const QString id = m_console->pending(QStringLiteral("EXSR359123"));
    Host &host = open(id);
    QTRY_VERIFY(host.find("approveButton"));
    QVERIFY(host.find("denyButton"));
    host.press("approveButton");
    QVERIFY(host.find<QLabel>("decisionConsequence")
                ->text()
                .startsWith(QStringLiteral("Microsoft Engineer gets access to Exchange until ")));
    type(QStringLiteral("go ahead"));
    host.press("confirmApproveButton");
    QTRY_COMPARE(state(id), RequestState::Approved);
    const AccessRequest request = m_console->now(id);
    QCOMPARE(request.decision->comment, QStringLiteral("go ahead"));
    QCOMPARE(request.decision->by, samples::admin().userPrincipalName);
    QVERIFY(request.access->end - request.access->start == 4h);
    QTRY_VERIFY(message().startsWith(QStringLiteral("A Microsoft engineer has a 4-hour window")));
    // One button, as in the portal.
    QVERIFY(!host.find("approveButton"));
    QVERIFY(!host.find("revokeButton"));
    host.press("closeButton");
    QCOMPARE(host.closes, 1);
}

void TestRequestBlade::approvesForLess()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    Host &host = open(id);
    QTRY_VERIFY(host.find("approveButton"));
    host.press("approveButton");
    QVERIFY(host.find<QRadioButton>("windowChoice240")->isChecked());
    host.find<QRadioButton>("windowChoice60")->click();
    host.press("confirmApproveButton");
    QTRY_COMPARE(state(id), RequestState::Approved);
    const AccessRequest request = m_console->now(id);
    QVERIFY(request.access->end - request.access->start == 1h);
    QTRY_VERIFY(message().contains(QStringLiteral("1-hour window")));
}

void TestRequestBlade::goesBackWithoutLosingWhatWasTyped()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    Host &host = open(id);
    QTRY_VERIFY(host.find("denyButton"));
    host.press("denyButton");
    type(QStringLiteral("because"));
    host.press("backButton");
    QTRY_VERIFY(host.find("approveButton"));
    QVERIFY(!host.find("decisionPanel"));
    QCOMPARE(state(id), RequestState::Pending);
    host.press("denyButton");
    QCOMPARE(host.find<QPlainTextEdit>("decisionComment")->toPlainText(),
             QStringLiteral("because"));
}

void TestRequestBlade::deniesOnlyWithAReason()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    Host &host = open(id);
    QTRY_VERIFY(host.find("denyButton"));
    host.press("denyButton");
    host.press("confirmDenyButton");
    QVERIFY(host.find<QLabel>("decisionObjection"));
    QVERIFY(host.find("confirmDenyButton"));
    QCOMPARE(state(id), RequestState::Pending);
    type(QStringLiteral("not today"));
    QVERIFY(!host.find<QLabel>("decisionObjection"));
    host.press("confirmDenyButton");
    QTRY_COMPARE(state(id), RequestState::Denied);
    QCOMPARE(m_console->now(id).decision->comment, QStringLiteral("not today"));
    QTRY_VERIFY(message().startsWith(QStringLiteral("Access denied.")));
    QVERIFY(!host.find("approveButton"));
    QVERIFY(host.blade()->subtitle().endsWith(QStringLiteral("Denied")));
}

void TestRequestBlade::enterConfirmsOnlyOnTheButton()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    Host &host = open(id, RequestAct::Approve);
    QTRY_VERIFY(host.find("confirmApproveButton"));
    auto *comment = host.find<QPlainTextEdit>("decisionComment");
    for (QWidget *field : {static_cast<QWidget *>(comment), host.find("windowChoice60"),
                           static_cast<QWidget *>(host.blade())}) {
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClick(field, Qt::Key_Enter);
    }
    QVERIFY(host.find<QPushButton>("confirmApproveButton")->isEnabled());
    QCOMPARE(state(id), RequestState::Pending);
    auto *confirm = host.find<QPushButton>("confirmApproveButton");
    confirm->setFocus();
    QTest::keyClick(confirm, Qt::Key_Return);
    QTRY_COMPARE(state(id), RequestState::Approved);
}

void TestRequestBlade::neitherAnswerIsTheDefault()
{
    Host &host = open(m_console->pending(QStringLiteral("EXSR1")));
    QTRY_VERIFY(host.find("approveButton"));
    auto *approve = host.find<QPushButton>("approveButton");
    auto *deny = host.find<QPushButton>("denyButton");
    for (QPushButton *focused : {approve, deny}) {
        focused->setFocus();
        QVERIFY(!approve->isDefault() && !approve->autoDefault());
        QVERIFY(!deny->isDefault() && !deny->autoDefault());
    }
    QCOMPARE(approve->property("primary"), deny->property("primary"));
    QCOMPARE(approve->height(), deny->height());
}

void TestRequestBlade::tellsWhoWasFirst()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    Host &host = open(id, RequestAct::Approve);
    QTRY_VERIFY(host.find("confirmApproveButton"));
    QVERIFY(m_console->service().denyRequest(Console::session(samples::approver()), id,
                                             QStringLiteral("no")));
    host.press("confirmApproveButton");
    QTRY_VERIFY2(message().contains(samples::approver().userPrincipalName), qPrintable(message()));
    QTRY_VERIFY(host.blade()->subtitle().endsWith(QStringLiteral("Denied")));
    QTRY_VERIFY(!host.find("confirmApproveButton"));
    QVERIFY(!host.find("approveButton"));
}

void TestRequestBlade::keepsWhatWasTypedWhenTooLate()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    Host &host = open(id, RequestAct::Deny);
    QTRY_VERIFY(host.find("confirmDenyButton"));
    type(QStringLiteral("my long reason"));
    QVERIFY(m_console->service().approveRequest(Console::session(samples::approver()), id, {}));
    host.blade()->refresh();
    QTRY_VERIFY2(message().contains(QStringLiteral("my long reason")), qPrintable(message()));
    QVERIFY(!host.find("confirmDenyButton"));
    QTRY_VERIFY(host.find("revokeButton"));
    QCOMPARE(state(id), RequestState::Approved);
}

void TestRequestBlade::seesTheClockRunOut()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    Host &host = open(id, RequestAct::Approve);
    QTRY_VERIFY(host.find("confirmApproveButton"));
    m_console->advance(12h);
    QTRY_VERIFY(!host.find("confirmApproveButton"));
    QVERIFY(!message().isEmpty());
    QVERIFY(host.blade()->subtitle().endsWith(QStringLiteral("Request expired")));
}

void TestRequestBlade::tellsAMissingRole()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    m_console->signIn(samples::approver());
    Host &host = open(id, RequestAct::Approve);
    QTRY_VERIFY(host.find("confirmApproveButton"));
    // The role goes while the blade is open.
    QVERIFY(m_console->service().setRoles(Console::session(samples::admin()),
                                          samples::approver().userPrincipalName,
                                          {Role::SecurityReader}));
    host.press("confirmApproveButton");
    QTRY_VERIFY2(!message().isEmpty(), "no message");
    QCOMPARE(state(id), RequestState::Pending);
}

void TestRequestBlade::revokes()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    QVERIFY(m_console->service().approveRequest(Console::session(samples::approver()), id, {}));
    Host &host = open(id);
    QTRY_VERIFY(host.find("revokeButton"));
    QVERIFY(!host.find("approveButton"));
    host.press("revokeButton");
    host.press("confirmRevokeButton");
    QTRY_COMPARE(state(id), RequestState::Revoked);
    QTRY_VERIFY(message().startsWith(QStringLiteral("Access revoked.")));
    QVERIFY(!host.find("revokeButton"));
}

void TestRequestBlade::offersAReaderNothing()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    m_console->signIn(samples::reader());
    Host &host = open(id);
    QTRY_VERIFY(host.blade()->subtitle().endsWith(QStringLiteral("Pending")));
    QCOMPARE(host.blade()->footer()->findChildren<QPushButton *>().size(), 0);
}

void TestRequestBlade::requestorWithdraws()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    m_console->signIn(samples::engineer());
    Host &host = open(id);
    QTRY_VERIFY(host.find("withdrawButton"));
    QVERIFY(!host.find("approveButton"));
    host.press("withdrawButton");
    host.press("confirmWithdrawButton");
    QTRY_COMPARE(state(id), RequestState::Canceled);
}

void TestRequestBlade::requestorRecordsAndCloses()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    QVERIFY(m_console->service().approveRequest(Console::session(samples::approver()), id, {}));
    m_console->signIn(samples::engineer());
    Host &host = open(id);
    QTRY_VERIFY(host.find("recordButton"));
    host.press("recordButton");
    type(QStringLiteral("read the rules"));
    host.press("confirmRecordButton");
    QTRY_COMPARE(message(), QStringLiteral("Action recorded."));
    const auto timeline =
        m_console->service().request(Console::session(samples::manager()), id)->timeline;
    QCOMPARE(timeline.back().kind, EventKind::AccessRecorded);
    QTRY_VERIFY(host.find("completeButton"));
    host.press("completeButton");
    host.press("confirmCompleteButton");
    QTRY_COMPARE(state(id), RequestState::Completed);
}

void TestRequestBlade::managerDecides()
{
    const QString yes = m_console->file(QStringLiteral("EXSR1"));
    const QString no = m_console->file(QStringLiteral("EXSR2"));
    m_console->signIn(samples::manager());
    Host &first = open(yes);
    QTRY_VERIFY(first.find("authorizeButton"));
    first.press("authorizeButton");
    first.press("confirmAuthorizeButton");
    QTRY_COMPARE(state(yes), RequestState::Pending);
    Host &second = open(no);
    QTRY_VERIFY(second.find("rejectButton"));
    second.press("rejectButton");
    second.press("confirmRejectButton");
    QTRY_COMPARE(state(no), RequestState::Rejected);
}

void TestRequestBlade::asksBeforeThrowingAway()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    Host &host = open(id, RequestAct::Deny);
    QTRY_VERIFY(host.find("confirmDenyButton"));
    QVERIFY(host.blade()->mayClose());
    type(QStringLiteral("because"));
    QVERIFY(!host.blade()->mayClose());
    host.press("keepEditingButton");
    QCOMPARE(host.find<QPlainTextEdit>("decisionComment")->toPlainText(),
             QStringLiteral("because"));
    QVERIFY(!host.blade()->mayClose());
    host.press("discardButton");
    QCOMPARE(host.closes, 1);
    QVERIFY(host.blade()->mayClose());
}

void TestRequestBlade::opensWithAConfirmation()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    open(id, RequestAct::Deny);
    QTRY_VERIFY(m_host->find("confirmDenyButton"));
    // What can't be done isn't asked.
    open(id, RequestAct::Revoke);
    QTRY_VERIFY(m_host->find("approveButton"));
    QVERIFY(!m_host->find("confirmRevokeButton"));
}

void TestRequestBlade::namesItsParts()
{
    Host &host = open(m_console->pending(QStringLiteral("EXSR359123")));
    QTRY_VERIFY(host.find("approveButton"));
    QCOMPARE(host.blade()->title(), QStringLiteral("Microsoft Engineer"));
    host.press("denyButton");
    QCOMPARE(host.find("decisionComment")->accessibleName(), QStringLiteral("Reason"));
    QCOMPARE(host.find("confirmDenyButton")->accessibleName(), QStringLiteral("Deny access"));
    QCOMPARE(host.find("backButton")->accessibleName(), QStringLiteral("Back"));
}

void TestRequestBlade::tellsOfARequestThatIsNotThere()
{
    open(QStringLiteral("no-such-reference"));
    QTRY_VERIFY(!message().isEmpty());
}

QTEST_MAIN(TestRequestBlade)
#include "tst_requestblade.moc"
