#include "tests/ui/blades/admin/admintenant.h"
#include "ui/blades/userpresenter.h"
#include "ui/blades/userspresenter.h"

#include <QSignalSpy>
#include <QTest>

using namespace lockbox;
using namespace lockbox::ui;

Q_DECLARE_METATYPE(lockbox::Error)

/// The list of users and a single user, as read from and written to a store.
class TestUsersPresenter : public QObject
{
    Q_OBJECT

private slots:
    void listsCountsAndSearches()
    {
        AdminTenant tenant;
        const auto context = tenant.signIn(AdminTenant::reader());
        UsersPresenter presenter(*context);
        QCOMPARE(presenter.face(), UsersPresenter::Face::Loading);
        presenter.refresh();
        QTRY_COMPARE(presenter.face(), UsersPresenter::Face::List);
        QCOMPARE(presenter.countText(), QStringLiteral("7 users, 1 can't be reached by e-mail"));
        QVERIFY(!presenter.mayManage());
        presenter.setSearch(QStringLiteral("approver"));
        QCOMPARE(presenter.countText(), QStringLiteral("2 of 7 users"));
        presenter.setSearch(QStringLiteral("nobody is called that"));
        QCOMPARE(presenter.face(), UsersPresenter::Face::NoMatch);
    }

    void showsNothingToWhomItIsNotFor()
    {
        AdminTenant tenant;
        const auto context = tenant.signIn(AdminTenant::plain());
        UsersPresenter presenter(*context);
        presenter.refresh();
        QCOMPARE(presenter.face(), UsersPresenter::Face::NoAccess);
        QCOMPARE(presenter.rows().rowCount(), 0);
    }

    void savesAnAddress()
    {
        using Address = UserPresenter::Address;
        const QString mia = QStringLiteral("mia@contoso.com");
        AdminTenant tenant;
        const auto context = tenant.signIn(AdminTenant::admin());
        UserPresenter presenter(*context, mia);
        presenter.refresh();
        QTRY_VERIFY(presenter.user());
        QVERIFY(presenter.isMissed());
        QVERIFY(presenter.deliveryText().contains(QStringLiteral("who is an approver")));
        QVERIFY(!presenter.isNewEmail(Address::First, QStringLiteral(" ")));
        QSignalSpy saved(&presenter, &UserPresenter::emailSaved);
        presenter.saveEmail(Address::Alternate, QStringLiteral(" mia@home.example "));
        QVERIFY(presenter.isSaving());
        QTRY_COMPARE(saved.count(), 1);
        QVERIFY(!presenter.isSaving());
        QCOMPARE(saved[0][0].value<Address>(), Address::Alternate);
        QVERIFY(!presenter.isMissed());
        QCOMPARE(presenter.deliveryText(),
                 QStringLiteral("Notices go to the alternate address mia@home.example."));
        QVERIFY(!presenter.isNewEmail(Address::Alternate, QStringLiteral("mia@home.example")));
        QVERIFY(presenter.isNewEmail(Address::First, mia));
        presenter.saveEmail(Address::First, mia);
        QTRY_COMPARE(saved.count(), 2);
        QVERIFY(presenter.deliveryText().isEmpty());
        QCOMPARE(tenant.stored(mia).email, mia);
        QCOMPARE(tenant.stored(mia).alternateEmail, QStringLiteral("mia@home.example"));
    }

    void tellsWhomNoNoticeReaches()
    {
        AdminTenant tenant;
        const auto context = tenant.signIn(AdminTenant::admin());
        UserPresenter presenter(*context, AdminTenant::plain());
        QVERIFY(presenter.deliveryText().isEmpty());
        QVERIFY(tenant.door().setEmail({AdminTenant::admin()}, AdminTenant::plain(), {}));
        presenter.refresh();
        QTRY_VERIFY(presenter.user());
        QCOMPARE(presenter.deliveryText(),
                 QStringLiteral("No notice can reach this user: there is no address."));
        QVERIFY(!presenter.isMissed());
    }

    void tellsWhyAnAddressWasRefused_data()
    {
        QTest::addColumn<UserPresenter::Address>("address");
        QTest::newRow("first") << UserPresenter::Address::First;
        QTest::newRow("alternate") << UserPresenter::Address::Alternate;
    }

    void tellsWhyAnAddressWasRefused()
    {
        QFETCH(UserPresenter::Address, address);
        AdminTenant tenant;
        const auto context = tenant.signIn(AdminTenant::admin());
        UserPresenter presenter(*context, AdminTenant::plain());
        presenter.refresh();
        QTRY_VERIFY(presenter.user());
        Error error;
        std::optional<UserPresenter::Address> refused;
        connect(&presenter, &UserPresenter::emailRefused, this,
                [&](UserPresenter::Address which, const Error &e) {
                    refused = which;
                    error = e;
                });
        presenter.saveEmail(address, QStringLiteral("paul at contoso"));
        QTRY_COMPARE(error.code, ErrorCode::InvalidArgument);
        QCOMPARE(refused, address);
        QCOMPARE(tenant.stored(AdminTenant::plain()).email, AdminTenant::plain());
        QVERIFY(tenant.stored(AdminTenant::plain()).alternateEmail.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestUsersPresenter)
#include "tst_userspresenter.moc"
