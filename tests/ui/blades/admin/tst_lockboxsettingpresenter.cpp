#include "ui/blades/lockboxsettingpresenter.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::ui;
using std::chrono::hours;

/// What the setting's blade would save, and when it asks first.
class TestLockboxSettingPresenter : public QObject
{
    Q_OBJECT

private:
    static Policy policy(bool on)
    {
        Policy p;
        p.requireApproval = on;
        return p;
    }

private slots:
    void savesOnlyWhatDiffers()
    {
        LockboxSettingPresenter presenter(policy(false));
        QVERIFY(!presenter.isChanged());
        QCOMPARE(presenter.change(), PolicyChange());
        presenter.setRequireApproval(true);
        presenter.setMaxAccess(hours(2));
        QVERIFY(presenter.isChanged());
        QCOMPARE(presenter.change(), (PolicyChange{.requireApproval = true,
                                                   .decideWithin = {},
                                                   .maxAccess = hours(2),
                                                   .commentRequiredOnDeny = {}}));
    }

    void asksOnlyBeforeSwitchingOff()
    {
        LockboxSettingPresenter on(policy(true));
        QVERIFY(!on.needsConfirmation());
        on.setCommentRequiredOnDeny(false);
        QVERIFY(!on.needsConfirmation());
        on.setRequireApproval(false);
        QVERIFY(on.needsConfirmation());

        LockboxSettingPresenter off(policy(false));
        off.setRequireApproval(true);
        QVERIFY(!off.needsConfirmation());
    }

    void saysWhatSwitchingOffMeans()
    {
        const LockboxSettingPresenter presenter(policy(true));
        const QString fabrikam = QStringLiteral("Fabrikam");
        QVERIFY(presenter.confirmationText(0, fabrikam).contains(fabrikam));
        QVERIFY(!presenter.confirmationText(0, fabrikam).contains(QStringLiteral("waiting")));
        QVERIFY(presenter.confirmationText(1, fabrikam)
                    .contains(QStringLiteral("The request waiting now keeps waiting")));
        QVERIFY(presenter.confirmationText(3, fabrikam)
                    .contains(QStringLiteral("The 3 requests waiting now keep waiting")));
    }

    void asksWhereNobodyWouldHear()
    {
        const Error refusal{.code = ErrorCode::WrongState};
        LockboxSettingPresenter presenter(policy(false));
        QVERIFY(!presenter.isAboutUnreachable(refusal));
        presenter.setRequireApproval(true);
        QVERIFY(presenter.isAboutUnreachable(refusal));
        QVERIFY(!presenter.isAboutUnreachable({.code = ErrorCode::NotPermitted}));
        QVERIFY(!presenter.change().acceptUnreachable);
        QVERIFY(presenter.change(true).acceptUnreachable);
        QCOMPARE(presenter.change(true).requireApproval, true);
        QVERIFY(!LockboxSettingPresenter(policy(true)).isAboutUnreachable(refusal));
    }

    void anothersChangeIsTakenOverFieldByField()
    {
        LockboxSettingPresenter presenter(policy(false));
        presenter.setMaxAccess(hours(2));
        Policy theirs = policy(true);
        theirs.maxAccess = hours(3);
        presenter.setStored(theirs);
        QCOMPARE(presenter.wish().requireApproval, true);
        QCOMPARE(presenter.wish().maxAccess, std::chrono::seconds(hours(2)));
        QCOMPARE(presenter.change(), (PolicyChange{.requireApproval = {},
                                                   .decideWithin = {},
                                                   .maxAccess = hours(2),
                                                   .commentRequiredOnDeny = {}}));
    }
};

QTEST_GUILESS_MAIN(TestLockboxSettingPresenter)
#include "tst_lockboxsettingpresenter.moc"
