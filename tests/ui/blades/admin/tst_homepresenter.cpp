#include "tests/ui/blades/admin/admintenant.h"
#include "ui/blades/homepresenter.h"

#include <QSignalSpy>
#include <QTest>

using namespace lockbox;
using namespace lockbox::ui;
using Face = HomePresenter::Face;

/// What Home tells to whom, and which request its diagrams follow.
class TestHomePresenter : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatWaitsAndWhoIsInside()
    {
        AdminTenant tenant;
        tenant.waiting(QStringLiteral("W-1"));
        tenant.waiting(QStringLiteral("W-2"));
        tenant.open(QStringLiteral("O-1"));
        const auto context = tenant.signIn(AdminTenant::admin());
        HomePresenter presenter(*context);
        QCOMPARE(presenter.face(), Face::Loading);
        presenter.refresh();
        QTRY_COMPARE(presenter.face(), Face::Overview);
        QCOMPARE(presenter.count(RequestState::Pending), 2);
        QCOMPARE(presenter.count(RequestState::Approved), 1);
        QCOMPARE(presenter.count(RequestState::Denied), 0);
        QCOMPARE(presenter.overview().approvers, 3);
        QCOMPARE(presenter.overview().unreachableApprovers, 1);
        QVERIFY(presenter.mayDecide());
    }

    void theDiagramsFollowTheMostUrgentUntilOneIsChosen()
    {
        AdminTenant tenant;
        const AccessRequest first = tenant.waiting(QStringLiteral("W-1"));
        const AccessRequest open = tenant.open(QStringLiteral("O-1"));
        const auto context = tenant.signIn(AdminTenant::approver());
        HomePresenter presenter(*context);
        QVERIFY(!presenter.place());
        presenter.refresh();
        QTRY_COMPARE(presenter.followable().size(), 2U);
        QCOMPARE(presenter.followed()->id, first.id);
        QCOMPARE(presenter.place()->position.kind, WorkflowPosition::Kind::Waiting);
        QSignalSpy changed(&presenter, &HomePresenter::changed);
        presenter.follow(open.id);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(presenter.place()->position.kind, WorkflowPosition::Kind::Open);
        QVERIFY(tenant.door().revokeAccess({AdminTenant::admin()}, open.id.toString(), {}));
        presenter.refresh();
        QTRY_COMPARE(presenter.followable().size(), 1U);
        QCOMPARE(presenter.followed()->id, first.id);
    }

    void theDiagramsFollowAnyRequestThatIsAskedFor()
    {
        AdminTenant tenant;
        const AccessRequest waiting = tenant.waiting(QStringLiteral("W-1"));
        const AccessRequest denied = tenant.waiting(QStringLiteral("D-1"));
        QVERIFY(tenant.door().denyRequest({AdminTenant::admin()}, denied.id.toString(),
                                          QStringLiteral("no")));
        const auto context = tenant.signIn(AdminTenant::admin());
        HomePresenter presenter(*context);
        presenter.refresh();
        QTRY_COMPARE(presenter.followable().size(), 1U);
        presenter.followAny(denied.id.toString());
        QTRY_COMPARE(presenter.followed()->id, denied.id);
        QCOMPARE(presenter.place()->position.kind, WorkflowPosition::Kind::Stopped);
        presenter.follow(waiting.id);
        presenter.refresh();
        QTRY_COMPARE(presenter.followable().size(), 2U);
        QCOMPARE(presenter.followed()->id, waiting.id);
    }

    void aPassedDeadlineIsDroppedAtOnce()
    {
        AdminTenant tenant;
        tenant.waiting(QStringLiteral("W-1"));
        const auto context = tenant.signIn(AdminTenant::admin());
        HomePresenter presenter(*context);
        presenter.refresh();
        QTRY_COMPARE(presenter.count(RequestState::Pending), 1);
        presenter.tick();
        QCOMPARE(presenter.overview().waiting.size(), 1U);
        StoreInfo later = context->info();
        later.clockOffset += std::chrono::hours(13);
        context->setInfo(later);
        presenter.tick();
        QVERIFY(presenter.overview().waiting.empty());
        QCOMPARE(presenter.count(RequestState::Pending), 0);
    }

    void eachAccountSeesItsOwnFace_data()
    {
        QTest::addColumn<QString>("account");
        QTest::addColumn<Face>("face");
        QTest::addColumn<bool>("mayDecide");
        QTest::newRow("administrator") << AdminTenant::admin() << Face::Overview << true;
        QTest::newRow("approver") << AdminTenant::approver() << Face::Overview << true;
        QTest::newRow("reader") << AdminTenant::reader() << Face::Overview << false;
        QTest::newRow("plain user") << AdminTenant::plain() << Face::NoAccess << false;
        QTest::newRow("engineer") << AdminTenant::engineer() << Face::Provider << false;
        QTest::newRow("manager") << AdminTenant::manager() << Face::Provider << false;
    }

    void eachAccountSeesItsOwnFace()
    {
        QFETCH(QString, account);
        QFETCH(Face, face);
        QFETCH(bool, mayDecide);
        AdminTenant tenant;
        const auto context = tenant.signIn(account);
        HomePresenter presenter(*context);
        presenter.refresh();
        QTRY_COMPARE(presenter.face(), face);
        QCOMPARE(presenter.mayDecide(), mayDecide);
    }

    void saysWhyNothingCouldBeRead()
    {
        AdminTenant tenant;
        const auto signedIn = tenant.signIn(AdminTenant::admin());
        ConsoleContext broken([]() -> Result<std::unique_ptr<LockboxService>> {
            return failure(ErrorCode::StoreMissing, QStringLiteral("there is no store at nowhere"));
        });
        broken.setInfo(signedIn->info());
        broken.setAccount(signedIn->account());
        HomePresenter presenter(broken);
        presenter.refresh();
        QTRY_COMPARE(presenter.face(), Face::Failed);
        QCOMPARE(presenter.error()->code, ErrorCode::StoreMissing);
    }
};

QTEST_GUILESS_MAIN(TestHomePresenter)
#include "tst_homepresenter.moc"
