#include "ui/blades/rolespresenter.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::ui;
using Choice = RolesPresenter::Choice;

/// Which roles follow from the choices of the roles blade.
class TestRolesPresenter : public QObject
{
    Q_OBJECT

private:
    static User user(const RoleSet &roles, Side side = Side::Customer)
    {
        return {.userPrincipalName = QStringLiteral("ann@contoso.com"),
                .displayName = QStringLiteral("Ann"),
                .email = {},
                .alternateEmail = {},
                .side = side,
                .roles = roles};
    }

private slots:
    void startsFromWhatIsHeld()
    {
        QCOMPARE(RolesPresenter(user({})).choice(), Choice::User);
        QCOMPARE(RolesPresenter(user({Role::GlobalReader})).choice(), Choice::Customized);
        QCOMPARE(RolesPresenter(user({Role::GlobalAdministrator})).choice(),
                 Choice::GlobalAdministrator);
        QVERIFY(!RolesPresenter(user({Role::GlobalReader})).isChanged());
    }

    void hasABoxForEachRoleOfTheSide()
    {
        const auto boxes = RolesPresenter(user({})).boxes();
        QCOMPARE(boxes.size(),
                 allRoles().size() - 3); // all but global administrator, engineer, manager
        QVERIFY(std::find(boxes.begin(), boxes.end(), Role::LockboxApprover) != boxes.end());
        QVERIFY(std::find(boxes.begin(), boxes.end(), Role::GlobalAdministrator) == boxes.end());
        const auto provider = RolesPresenter(user({}, Side::Provider)).boxes();
        QCOMPARE(provider, std::vector<Role>({Role::Engineer, Role::Manager}));
    }

    void givesTheApproverRole()
    {
        RolesPresenter presenter(user({}));
        presenter.setChoice(Choice::Customized);
        QVERIFY(!presenter.objection().isEmpty());
        presenter.setTicked(Role::LockboxApprover, true);
        QVERIFY(presenter.objection().isEmpty());
        QVERIFY(presenter.isChanged());
        QCOMPARE(presenter.roles(), RoleSet({Role::LockboxApprover}));
    }

    void boxesCountOnlyWithTheirChoice()
    {
        RolesPresenter presenter(user({Role::GlobalReader}));
        presenter.setChoice(Choice::User);
        QCOMPARE(presenter.roles(), RoleSet());
        QVERIFY(!presenter.boxesEnabled());
        presenter.setChoice(Choice::GlobalAdministrator);
        QCOMPARE(presenter.roles(), RoleSet({Role::GlobalAdministrator}));
        presenter.setChoice(Choice::Customized);
        QCOMPARE(presenter.roles(), RoleSet({Role::GlobalReader}));
        QVERIFY(!presenter.isChanged());
    }

    void aGlobalAdministratorKeepsTheOtherRoles()
    {
        const RoleSet both{Role::GlobalAdministrator, Role::ExchangeAdministrator};
        RolesPresenter presenter(user(both));
        QCOMPARE(presenter.roles(), both);
        QVERIFY(!presenter.isChanged());
        presenter.setChoice(Choice::Customized);
        QCOMPARE(presenter.roles(), RoleSet({Role::ExchangeAdministrator}));
    }

    void theProvidersRolesAreBoxesOnly()
    {
        RolesPresenter presenter(user({Role::Engineer}, Side::Provider));
        QVERIFY(presenter.boxesEnabled());
        presenter.setTicked(Role::Manager, true);
        QCOMPARE(presenter.roles(), RoleSet({Role::Engineer, Role::Manager}));
        presenter.setTicked(Role::Engineer, false);
        presenter.setTicked(Role::Manager, false);
        QVERIFY(presenter.objection().isEmpty());
        QCOMPARE(presenter.roles(), RoleSet());
    }

    void anothersChangeIsTakenOverOnlyWhereNothingWasTouched()
    {
        RolesPresenter untouched(user({}));
        untouched.setStored(user({Role::LockboxApprover}));
        QCOMPARE(untouched.choice(), Choice::Customized);
        QVERIFY(!untouched.isChanged());

        RolesPresenter touched(user({}));
        touched.setChoice(Choice::GlobalAdministrator);
        touched.setStored(user({Role::LockboxApprover}));
        QCOMPARE(touched.choice(), Choice::GlobalAdministrator);
        QVERIFY(touched.isChanged());
    }
};

QTEST_GUILESS_MAIN(TestRolesPresenter)
#include "tst_rolespresenter.moc"
