#include "requestsamples.h"

#include "ui/blades/decisionpresenter.h"

#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;

namespace {

DecisionPresenter presenter(RequestAct act, const Policy &policy = samples::policy())
{
    return {act,
            {.request = samples::Told().authorized().details.request,
             .policy = policy,
             .tenant = samples::tenant()}};
}

} // namespace

/// What the confirmation of an act says and asks.
class TestDecisionPresenter : public QObject
{
    Q_OBJECT

private slots:
    void saysWhoGetsWhatUntilWhen();
    void saysTheDayWhereItIsAnother();
    void offersShorterWindows_data();
    void offersShorterWindows();
    void onlyApprovalsHaveAWindow();
    void asksForAReason();
    void asksForNoReasonWhereNoneIsNeeded();
    void refusesTooLongAComment();
    void tellsTheManagerWhatFollows();
};

void TestDecisionPresenter::saysWhoGetsWhatUntilWhen()
{
    // The tests' time zone is Berlin's, an hour ahead in winter.
    QCOMPARE(presenter(RequestAct::Approve).consequence(4h, samples::at("2026-02-05T10:12:00Z")),
             QStringLiteral("Microsoft Engineer gets access to Exchange until 15:12 (14:12 UTC)."));
    QCOMPARE(presenter(RequestAct::Approve).consequence(1h, samples::at("2026-02-05T10:12:00Z")),
             QStringLiteral("Microsoft Engineer gets access to Exchange until 12:12 (11:12 UTC)."));
}

void TestDecisionPresenter::saysTheDayWhereItIsAnother()
{
    const QString text =
        presenter(RequestAct::Approve).consequence(4h, samples::at("2026-02-05T21:30:00Z"));
    QVERIFY2(text.contains(QStringLiteral("6 February")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("02:30")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("01:30 UTC")), qPrintable(text));
}

void TestDecisionPresenter::offersShorterWindows_data()
{
    QTest::addColumn<int>("maxMinutes");
    QTest::addColumn<QList<int>>("minutes");
    QTest::newRow("4 h") << 240 << QList<int>{30, 60, 120, 240};
    QTest::newRow("the policy allows less") << 90 << QList<int>{30, 60, 90};
    QTest::newRow("just 1 h") << 60 << QList<int>{30, 60};
    QTest::newRow("nothing shorter") << 30 << QList<int>{};
}

void TestDecisionPresenter::offersShorterWindows()
{
    QFETCH(int, maxMinutes);
    Policy policy = samples::policy();
    policy.maxAccess = std::chrono::minutes(maxMinutes);
    QList<int> minutes;
    for (const auto &choice : presenter(RequestAct::Approve, policy).windowChoices())
        minutes.append(static_cast<int>(choice.length.count() / 60));
    QTEST(minutes, "minutes");
}

void TestDecisionPresenter::onlyApprovalsHaveAWindow()
{
    for (RequestAct act :
         {RequestAct::Deny, RequestAct::Revoke, RequestAct::Authorize, RequestAct::Withdraw})
        QVERIFY(presenter(act).windowChoices().empty());
}

void TestDecisionPresenter::asksForAReason()
{
    const auto deny = presenter(RequestAct::Deny);
    QVERIFY(deny.isTextRequired());
    QVERIFY(!deny.objection(QStringLiteral(" \n ")).isEmpty());
    QVERIFY(deny.objection(QStringLiteral("not today")).isEmpty());
    QCOMPARE(deny.textLabel(), QStringLiteral("Reason"));
    QVERIFY(presenter(RequestAct::Record).isTextRequired());
    QCOMPARE(presenter(RequestAct::Record).textField(), QStringLiteral("action"));
}

void TestDecisionPresenter::asksForNoReasonWhereNoneIsNeeded()
{
    Policy policy = samples::policy();
    policy.commentRequiredOnDeny = false;
    QVERIFY(presenter(RequestAct::Deny, policy).objection({}).isEmpty());
    QCOMPARE(presenter(RequestAct::Deny, policy).textLabel(), QStringLiteral("Reason (optional)"));
    QVERIFY(presenter(RequestAct::Approve).objection({}).isEmpty());
}

void TestDecisionPresenter::refusesTooLongAComment()
{
    QVERIFY(presenter(RequestAct::Approve).objection(QString(1000, QLatin1Char('x'))).isEmpty());
    QVERIFY(!presenter(RequestAct::Approve).objection(QString(1001, QLatin1Char('x'))).isEmpty());
}

void TestDecisionPresenter::tellsTheManagerWhatFollows()
{
    const Timestamp now = samples::at("2026-02-05T10:12:00Z");
    QVERIFY(presenter(RequestAct::Authorize)
                .consequence(4h, now)
                .startsWith(QStringLiteral("Contoso's approvers are notified")));
    Policy off = samples::policy();
    off.requireApproval = false;
    const QString text = presenter(RequestAct::Authorize, off).consequence(4h, now);
    QVERIFY2(text.contains(QStringLiteral("starts at once")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("15:12 (14:12 UTC)")), qPrintable(text));
}

QTEST_GUILESS_MAIN(TestDecisionPresenter)
#include "tst_decisionpresenter.moc"
