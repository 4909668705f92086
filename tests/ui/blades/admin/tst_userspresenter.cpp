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
        AdminTenant tenant;
        const auto context = tenant.signIn(AdminTenant::admin());
        UserPresenter presenter(*context, QStringLiteral("mia@contoso.com"));
        presenter.refresh();
        QTRY_VERIFY(presenter.user());
        QVERIFY(presenter.deliveryText().contains(QStringLiteral("gets no notices")));
        QVERIFY(!presenter.isNewEmail(QStringLiteral(" ")));
        QSignalSpy saved(&presenter, &UserPresenter::emailSaved);
        presenter.saveEmail(QStringLiteral(" mia@contoso.com "));
        QVERIFY(presenter.isSaving());
        QTRY_COMPARE(saved.count(), 1);
        QVERIFY(!presenter.isSaving());
        QVERIFY(presenter.deliveryText().isEmpty());
        QCOMPARE(tenant.stored(QStringLiteral("mia@contoso.com")).email,
                 QStringLiteral("mia@contoso.com"));
    }

    void tellsWhyAnAddressWasRefused()
    {
        AdminTenant tenant;
        const auto context = tenant.signIn(AdminTenant::admin());
        UserPresenter presenter(*context, AdminTenant::plain());
        presenter.refresh();
        QTRY_VERIFY(presenter.user());
        Error error;
        connect(&presenter, &UserPresenter::emailRefused, this, [&](const Error &e) { error = e; });
        presenter.saveEmail(QStringLiteral("paul at contoso"));
        QTRY_COMPARE(error.code, ErrorCode::InvalidArgument);
        QCOMPARE(tenant.stored(AdminTenant::plain()).email, AdminTenant::plain());
    }
};

QTEST_GUILESS_MAIN(TestUsersPresenter)
#include "tst_userspresenter.moc"
