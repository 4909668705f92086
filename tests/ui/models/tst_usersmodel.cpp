#include "ui/models/usersmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace lockbox;
using namespace lockbox::ui;

/// The users' table: what its cells say, what survives a refresh, how it sorts and searches.
class TestUsersModel : public QObject
{
    Q_OBJECT

private:
    static User person(const QString &name, const QString &email, const RoleSet &roles = {})
    {
        const QString upn =
            name.section(QLatin1Char(' '), 0, 0).toLower() + QStringLiteral("@contoso.com");
        return {.userPrincipalName = upn,
                .displayName = name,
                .email = email,
                .alternateEmail = {},
                .side = Side::Customer,
                .roles = roles};
    }

    static std::vector<User> people()
    {
        return {
            person(QStringLiteral("Zoe Adams"), QStringLiteral("zoe@contoso.com"),
                   {Role::GlobalAdministrator}),
            person(QStringLiteral("adele Vance"), {}, {Role::LockboxApprover, Role::GlobalReader}),
            person(QStringLiteral("Ben Walters"), QStringLiteral("ben at contoso"))};
    }

    static QStringList column(const QAbstractItemModel &model, int column)
    {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts.append(model.index(row, column).data().toString());
        return texts;
    }

private slots:
    void keepsTheRulesOfModels()
    {
        UsersModel model;
        UsersFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester modelTester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester filterTester(
            &filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setUsers(people());
        filter.sort(int(UserColumn::DisplayName));
        filter.setSearch(QStringLiteral("ze"));
        filter.setSearch({});
        auto fewer = people();
        fewer.pop_back();
        model.setUsers(fewer);
        model.setUsers({});
        QCOMPARE(model.rowCount(), 0);
    }

    void showsEachColumnInThePortalsWords()
    {
        UsersModel model;
        model.setUsers(people());
        QStringList headers;
        for (int c = 0; c < model.columnCount(); ++c)
            headers.append(model.headerData(c, Qt::Horizontal).toString());
        QCOMPARE(headers, QStringList({QStringLiteral("Display name"), QStringLiteral("User name"),
                                       QStringLiteral("Roles"), QStringLiteral("E-mail"),
                                       QStringLiteral("Status")}));
        QCOMPARE(column(model, int(UserColumn::Roles)),
                 QStringList({QStringLiteral("Global administrator"),
                              QStringLiteral("Customer Lockbox access approver, Global reader"),
                              QStringLiteral("User (no administrator access)")}));
        QCOMPARE(column(model, int(UserColumn::Status)),
                 QStringList({QStringLiteral("Active"), QStringLiteral("No e-mail address"),
                              QStringLiteral("Invalid e-mail address")}));
    }

    void anAlternateAddressIsAnAddress()
    {
        User user = person(QStringLiteral("Ann"), {});
        QCOMPARE(userStatus(user), UserStatus::NoAddress);
        user.alternateEmail = QStringLiteral("ann@example.org");
        QCOMPARE(userStatus(user), UserStatus::Active);
        user.alternateEmail = QStringLiteral("nonsense");
        QCOMPARE(userStatus(user), UserStatus::BadAddress);
    }

    void whatLooksLikeHtmlIsToldAsItIs()
    {
        UsersModel model;
        model.setUsers({person(QStringLiteral("<img src=x>"), {})});
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("<img src=x>"));
        QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("<qt>&lt;img src=x&gt;</qt>"));
    }

    void aRowReadsAsASentence()
    {
        UsersModel model;
        model.setUsers(people());
        QCOMPARE(model.index(1, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("adele Vance, user name adele@contoso.com, roles: Customer Lockbox "
                                "access approver, Global "
                                "reader, e-mail none, status: No e-mail address"));
        QCOMPARE(model.index(0, int(UserColumn::Email)).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("E-mail: zoe@contoso.com"));
    }

    void aRefreshKeepsTheRowsThatStay()
    {
        UsersModel model;
        model.setUsers(people());
        const QPersistentModelIndex selected = model.index(2, 0);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        auto next = people();
        next[2].roles.insert(Role::LockboxApprover);
        next.insert(next.begin(), person(QStringLiteral("New One"), {}));
        model.setUsers(next);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(selected.row(), 3);
        QCOMPARE(selected.data().toString(), QStringLiteral("Ben Walters"));
        QCOMPARE(model.index(3, int(UserColumn::Roles)).data().toString(),
                 QStringLiteral("Customer Lockbox access approver"));
        model.setUsers(next);
        QCOMPARE(changed.count(), 1);
    }

    void findsARowByItsFoldedUserName()
    {
        UsersModel model;
        model.setUsers(people());
        QCOMPARE(model.rowOf(QStringLiteral("ben@contoso.com")), 2);
        QCOMPARE(model.rowOf(QStringLiteral("nobody@contoso.com")), -1);
    }

    void sortsAsPeopleRead()
    {
        UsersModel model;
        UsersFilter filter;
        filter.setSourceModel(&model);
        model.setUsers(people());
        filter.sort(int(UserColumn::DisplayName), Qt::AscendingOrder);
        QCOMPARE(column(filter, int(UserColumn::DisplayName)),
                 QStringList({QStringLiteral("adele Vance"), QStringLiteral("Ben Walters"),
                              QStringLiteral("Zoe Adams")}));
    }

    void searchesForEveryWord_data()
    {
        QTest::addColumn<QString>("search");
        QTest::addColumn<int>("found");
        QTest::newRow("nothing asked") << QString() << 3;
        QTest::newRow("any case") << QStringLiteral("ADELE") << 1;
        QTest::newRow("part of the user name") << QStringLiteral("@contoso") << 3;
        QTest::newRow("a role") << QStringLiteral("lockbox") << 1;
        QTest::newRow("two words in any order") << QStringLiteral("  adams  zoe ") << 1;
        QTest::newRow("words of two people") << QStringLiteral("adams adele") << 0;
    }

    void searchesForEveryWord()
    {
        QFETCH(QString, search);
        QFETCH(int, found);
        UsersModel model;
        UsersFilter filter;
        filter.setSourceModel(&model);
        model.setUsers(people());
        filter.setSearch(search);
        QCOMPARE(filter.rowCount(), found);
    }
};

QTEST_GUILESS_MAIN(TestUsersModel)
#include "tst_usersmodel.moc"
