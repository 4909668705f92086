#include "ui/blades/homeworkflow.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::ui;
using Kind = WorkflowPosition::Kind;

/// Where a request stands in the two workflows that Home draws.
class TestHomeWorkflow : public QObject
{
    Q_OBJECT

private:
    static AccessRequest request(RequestState state, bool authorized, bool approvalRequired)
    {
        AccessRequest r;
        r.state = state;
        r.approvalRequired = approvalRequired;
        if (authorized)
            r.authorization =
                Authorization{.by = QStringLiteral("manager@fabrikam.com"), .at = Timestamp{}};
        return r;
    }

private slots:
    void everyStateHasItsPlace_data()
    {
        QTest::addColumn<RequestState>("state");
        QTest::addColumn<bool>("authorized");
        QTest::addColumn<bool>("approvalRequired");
        QTest::addColumn<bool>("settingOn");
        QTest::addColumn<QString>("title");
        QTest::addColumn<Kind>("kind");
        using enum RequestState;
        const QString manager = QStringLiteral("Manager approves");
        const QString gate = QStringLiteral("Approver decides");
        const QString access = QStringLiteral("Just-in-time access");
        QTest::newRow("submitted, on")
            << Submitted << false << true << true << manager << Kind::Waiting;
        QTest::newRow("submitted, off")
            << Submitted << false << true << false << manager << Kind::Waiting;
        QTest::newRow("rejected") << Rejected << false << true << true << manager << Kind::Stopped;
        QTest::newRow("pending") << Pending << true << true << true << gate << Kind::Waiting;
        QTest::newRow("pending, switched off since")
            << Pending << true << true << false << gate << Kind::Waiting;
        QTest::newRow("denied") << Denied << true << true << true << gate << Kind::Stopped;
        QTest::newRow("expired") << Expired << true << true << true << gate << Kind::Stopped;
        QTest::newRow("canceled by the customer")
            << Canceled << true << true << true << gate << Kind::Stopped;
        QTest::newRow("withdrawn before the manager")
            << Canceled << false << true << true << manager << Kind::Stopped;
        QTest::newRow("approved") << Approved << true << true << true << access << Kind::Open;
        QTest::newRow("approval not required")
            << Approved << true << false << true << access << Kind::Open;
        QTest::newRow("revoked") << Revoked << true << true << true
                                 << QStringLiteral("Kept on record") << Kind::Done;
        QTest::newRow("completed, not required")
            << Completed << true << false << true << QStringLiteral("Access ends by itself")
            << Kind::Done;
    }

    void everyStateHasItsPlace()
    {
        QFETCH(RequestState, state);
        QFETCH(bool, authorized);
        QFETCH(bool, approvalRequired);
        QFETCH(bool, settingOn);
        QFETCH(QString, title);
        QFETCH(Kind, kind);
        const WorkflowPlace place =
            workflowPlace(request(state, authorized, approvalRequired), settingOn);
        QCOMPARE(place.withLockbox, authorized ? approvalRequired : settingOn);
        const auto steps =
            place.withLockbox ? workflowWithLockbox({}, {}) : workflowWithoutLockbox({}, {});
        QCOMPARE(steps.at(static_cast<size_t>(place.position.step)).title, title);
        QCOMPARE(place.position.kind, kind);
    }

    void tellsTheTenantsOwnNamesAndNumbers()
    {
        const Tenant tenant{.id = {},
                            .name = QStringLiteral("Wingtip"),
                            .domain = {},
                            .provider = QStringLiteral("Fabrikam")};
        Policy policy;
        policy.decideWithin = std::chrono::hours(6);
        policy.maxAccess = std::chrono::minutes(90);
        const auto with = workflowWithLockbox(tenant, policy);
        QCOMPARE(with.size(), 8U);
        QCOMPARE(with[1].actor, tenant.provider);
        QCOMPARE(with[4].actor, tenant.name);
        QVERIFY(with[4].highlight);
        QVERIFY(with[4].text.contains(QStringLiteral("within 6 hours")));
        QVERIFY(with[5].text.contains(QStringLiteral("1 h 30 min at most")));
        const auto without = workflowWithoutLockbox(tenant, policy);
        QCOMPARE(without.size(), 4U);
        for (const WorkflowStep &step : without)
            QVERIFY(!step.highlight);
    }
};

QTEST_GUILESS_MAIN(TestHomeWorkflow)
#include "tst_homeworkflow.moc"
