#include "ui/blades/rolespresenter.h"

#include <QTest>

#include <functional>

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

    void aChoiceNobodyTouchedFollowsTheStore()
    {
        RolesPresenter presenter(user({}));
        presenter.setStored(user({Role::LockboxApprover}));
        QCOMPARE(presenter.choice(), Choice::Customized);
        QVERIFY(presenter.isTicked(Role::LockboxApprover));
        QVERIFY(!presenter.isChanged());
    }

    void whatOthersSavedMeanwhileStays_data()
    {
        QTest::addColumn<RoleSet>("held");
        QTest::addColumn<std::function<void(RolesPresenter &)>>("act");
        QTest::addColumn<RoleSet>("meanwhile");
        QTest::addColumn<RoleSet>("saved");
        QTest::addColumn<Choice>("choice");
        using enum Role;
        const auto tick = [](Role role, bool on) {
            return std::function<void(RolesPresenter &)>([role, on](RolesPresenter &presenter) {
                presenter.setChoice(Choice::Customized);
                presenter.setTicked(role, on);
            });
        };
        const auto choose = [](Choice choice) {
            return std::function<void(RolesPresenter &)>(
                [choice](RolesPresenter &presenter) { presenter.setChoice(choice); });
        };
        QTest::newRow("another role was added")
            << RoleSet{GlobalReader} << tick(SecurityReader, true)
            << RoleSet{GlobalReader, BillingAdministrator}
            << RoleSet{GlobalReader, SecurityReader, BillingAdministrator} << Choice::Customized;
        QTest::newRow("another role was taken")
            << RoleSet{GlobalReader, LockboxApprover} << tick(SecurityReader, true)
            << RoleSet{LockboxApprover} << RoleSet{LockboxApprover, SecurityReader}
            << Choice::Customized;
        QTest::newRow("all were taken, one is given")
            << RoleSet{GlobalReader} << tick(SecurityReader, true) << RoleSet{}
            << RoleSet{SecurityReader} << Choice::Customized;
        QTest::newRow("one is taken that is taken already")
            << RoleSet{GlobalReader, LockboxApprover} << tick(GlobalReader, false)
            << RoleSet{LockboxApprover} << RoleSet{LockboxApprover} << Choice::Customized;
        QTest::newRow("became global administrator")
            << RoleSet{GlobalReader} << tick(SecurityReader, true)
            << RoleSet{GlobalAdministrator, GlobalReader}
            << RoleSet{GlobalAdministrator, GlobalReader, SecurityReader}
            << Choice::GlobalAdministrator;
        QTest::newRow("is made global administrator")
            << RoleSet{} << choose(Choice::GlobalAdministrator) << RoleSet{LockboxApprover}
            << RoleSet{LockboxApprover, GlobalAdministrator} << Choice::GlobalAdministrator;
        QTest::newRow("no administrator access, whatever was given")
            << RoleSet{GlobalReader} << choose(Choice::User)
            << RoleSet{GlobalReader, BillingAdministrator} << RoleSet{} << Choice::User;
    }

    void whatOthersSavedMeanwhileStays()
    {
        QFETCH(RoleSet, held);
        QFETCH(std::function<void(RolesPresenter &)>, act);
        QFETCH(RoleSet, meanwhile);
        QFETCH(RoleSet, saved);
        QFETCH(Choice, choice);
        RolesPresenter presenter(user(held));
        act(presenter);
        // Saved before anything was heard of the others' change, and after.
        QCOMPARE(presenter.change().appliedTo(meanwhile), saved);
        presenter.setStored(user(meanwhile));
        QCOMPARE(presenter.roles(), saved);
        QCOMPARE(presenter.change().appliedTo(meanwhile), saved);
        QCOMPARE(presenter.choice(), choice);
    }

    void aRefreshLeavesAHalfMadeChoice()
    {
        RolesPresenter presenter(user({}));
        presenter.setChoice(Choice::Customized);
        presenter.setStored(user({}));
        QCOMPARE(presenter.choice(), Choice::Customized);
        QVERIFY(presenter.boxesEnabled());
    }
};

QTEST_GUILESS_MAIN(TestRolesPresenter)
#include "tst_rolespresenter.moc"
