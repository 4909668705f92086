#include "tests/app/cli/clistore.h"

#include <QTest>

using namespace lockbox::test;

/// The scripting names that people know from the portal's shell.
class TestCliPortal : public QObject
{
    Q_OBJECT

private slots:
    void getListsByStatus();
    void getTakesATime();
    void getTakesOneRequest();
    void setDecides_data();
    void setDecides();
    void setChecksTheService();
    void spellingIsFree_data();
    void spellingIsFree();
    void configurationSwitchesTheSetting();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
};

static QStringList listed(const QJsonObject &page)
{
    QStringList ids;
    for (const QJsonValue &value : page.value(QStringLiteral("value")).toArray())
        ids.append(value[QStringLiteral("id")].toString());
    return ids;
}

void TestCliPortal::getListsByStatus()
{
    const CliStore store;
    const QString waiting = store.pending(QStringLiteral("G-1"));
    const QString open = store.pending(QStringLiteral("G-2"));
    const QString denied = store.pending(QStringLiteral("G-3"));
    const QString canceled = store.pending(QStringLiteral("G-4"));
    (void)store.done(store.admin(), QStringLiteral("request approve G-2"));
    (void)store.done(store.admin(), QStringLiteral("request deny G-3 --comment no"));
    (void)store.done(store.admin(), QStringLiteral("request cancel G-4"));
    const auto get = [&](const char *rest) {
        return store.done(store.admin(),
                          QStringLiteral("Get-AccessToCustomerDataRequest ") + QLatin1String(rest));
    };
    QCOMPARE(listed(get("")), QStringList({canceled, denied, open, waiting}));
    QVERIFY(get("").contains(QStringLiteral("next")));
    QCOMPARE(listed(get("-ApprovalStatus Pending")), {waiting});
    QCOMPARE(listed(get("-ApprovalStatus Approved")), {open});
    QCOMPARE(listed(get("-ApprovalStatus Denied")), {denied});
    QCOMPARE(listed(get("-ApprovalStatus Canceled")), {canceled});
}

void TestCliPortal::getTakesATime()
{
    const CliStore store;
    const QString first = store.pending(QStringLiteral("T-1"));
    const QString second = store.pending(QStringLiteral("T-2"));
    const QString filed = store.done(store.admin(), QStringLiteral("request show T-1"))
                              .value(QStringLiteral("submittedAt"))
                              .toString();
    const auto after = [&](const QString &time) {
        return listed(store.done(
            store.admin(),
            QStringLiteral("Get-AccessToCustomerDataRequest -CreatedAfter '%1'").arg(time)));
    };
    QCOMPARE(after(filed), {second});
    QCOMPARE(after(filed.chopped(1)), {second}); // without Z it is UTC all the same
    QCOMPARE(after(QStringLiteral("2001-01-01")), QStringList({second, first}));
    QCOMPARE(after(QStringLiteral("2099-01-01T00:00:00Z")), QStringList());
    QCOMPARE(store
                 .run(store.admin(),
                      QStringLiteral("Get-AccessToCustomerDataRequest -CreatedAfter yesterday"))
                 .exitCode,
             2);
}

void TestCliPortal::getTakesOneRequest()
{
    const CliStore store;
    const QString id = store.pending(QStringLiteral("O-1"));
    (void)store.pending(QStringLiteral("O-2"));
    const auto get = [&](const QString &rest) {
        return store.run(store.admin(), QStringLiteral("Get-AccessToCustomerDataRequest ") + rest);
    };
    QCOMPARE(listed(get(QStringLiteral("-RequestId ") + id).json()), {id});
    QCOMPARE(listed(get(QStringLiteral("-RequestId O-1")).json()), {id});
    QCOMPARE(listed(get(QStringLiteral("-RequestId O-1 -ApprovalStatus Denied")).json()),
             QStringList());
    QCOMPARE(get(QStringLiteral("-RequestId O-9")).exitCode, 3);
}

void TestCliPortal::setDecides_data()
{
    QTest::addColumn<QString>("decision");
    QTest::addColumn<QString>("state");
    QTest::newRow("approve") << "Approve"
                             << "approved";
    QTest::newRow("deny") << "Deny"
                          << "denied";
    QTest::newRow("cancel") << "Cancel"
                            << "canceled";
}

void TestCliPortal::setDecides()
{
    QFETCH(QString, decision);
    const CliStore store;
    const QString id = store.pending();
    const QString line =
        QStringLiteral("Set-AccessToCustomerDataRequest -ApprovalDecision %1 -RequestId %2 "
                       "-Comment 'As agreed'")
            .arg(decision, id);
    const QJsonObject decided = store.done(store.approver(), line);
    QTEST(decided.value(QStringLiteral("state")).toString(), "state");
    QCOMPARE(decided.value(QStringLiteral("comment")).toString(), QStringLiteral("As agreed"));
    QCOMPARE(decided.value(QStringLiteral("decidedBy")).toString(), store.approver());
    const Outcome again = store.run(store.approver(), line);
    QCOMPARE(again.exitCode, 5);
    QCOMPARE(again.error().value(QStringLiteral("decidedBy")).toString(), store.approver());
}

void TestCliPortal::setChecksTheService()
{
    const CliStore store;
    const QString id = store.pending();
    const QString line =
        QStringLiteral(
            "Set-AccessToCustomerDataRequest -ApprovalDecision Approve -RequestId %1 -ServiceName ")
            .arg(id);
    const Outcome other = store.run(store.admin(), line + QStringLiteral("SharePoint"));
    QCOMPARE(other.exitCode, 2);
    QVERIFY2(other.complaint().contains(QStringLiteral("Exchange")), other.err.constData());
    QCOMPARE(other.error().value(QStringLiteral("state")).toString(), QStringLiteral("pending"));
    QCOMPARE(store.state(id), QStringLiteral("pending"));
    QCOMPARE(store.run(store.admin(), line + QStringLiteral("exchange")).exitCode, 0);
    const Outcome late = store.run(store.approver(), line + QStringLiteral("SharePoint"));
    QCOMPARE(late.error().value(QStringLiteral("state")).toString(), QStringLiteral("approved"));
    QCOMPARE(late.error().value(QStringLiteral("decidedBy")).toString(), store.admin());
}

void TestCliPortal::spellingIsFree_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("lower case")
        << "set-accesstocustomerdatarequest -approvaldecision approve -requestid %1";
    QTest::newRow("upper case")
        << "SET-ACCESSTOCUSTOMERDATAREQUEST -APPROVALDECISION APPROVE -REQUESTID %1";
    QTest::newRow("colons")
        << "Set-AccessToCustomerDataRequest -ApprovalDecision:Approve -RequestId:%1 -Comment:-x";
    QTest::newRow("two dashes")
        << "Set-AccessToCustomerDataRequest --ApprovalDecision Approve --RequestId %1";
    QTest::newRow("another order")
        << "Set-AccessToCustomerDataRequest -Comment 'a b' -RequestId %1 -ApprovalDecision Approve";
}

void TestCliPortal::spellingIsFree()
{
    QFETCH(QString, line);
    const CliStore store;
    const QString id = store.pending();
    const Outcome outcome = store.run(store.admin(), line.arg(id));
    QVERIFY2(outcome.exitCode == 0, outcome.report().constData());
    QCOMPARE(outcome.json().value(QStringLiteral("state")).toString(), QStringLiteral("approved"));
    if (line.contains(QStringLiteral("-Comment:-x")))
        QCOMPARE(outcome.json().value(QStringLiteral("comment")).toString(), QStringLiteral("-x"));
}

void TestCliPortal::configurationSwitchesTheSetting()
{
    const CliStore store;
    const std::pair<const char *, bool> values[] = {
        {"$false", false}, {"$true", true}, {"$FALSE", false}, {"true", true},
        {"False", false},  {"1", true},     {"0", false}};
    for (const auto &[text, isOn] : values) {
        const QJsonObject policy = store.done(
            store.approver(), QStringLiteral("Set-OrganizationConfig -CustomerLockboxEnabled ")
                                  + QLatin1String(text));
        QCOMPARE(policy.value(QStringLiteral("requireApproval")), QJsonValue(isOn));
    }
    QCOMPARE(store
                 .run(store.approver(),
                      QStringLiteral("set-organizationconfig -customerlockboxenabled:$true"))
                 .exitCode,
             0);
    QCOMPARE(store
                 .run(store.reader(),
                      QStringLiteral("Set-OrganizationConfig -CustomerLockboxEnabled $true"))
                 .exitCode,
             4);
}

void TestCliPortal::mistakesAreNamed_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("name");
    QTest::newRow("value") << "Set-AccessToCustomerDataRequest -ApprovalDecision Maybe -RequestId X"
                           << "Maybe";
    QTest::newRow("status") << "Get-AccessToCustomerDataRequest -ApprovalStatus Expired"
                            << "Expired";
    QTest::newRow("parameter") << "Get-AccessToCustomerDataRequest -Colour blue"
                               << "Colour";
    QTest::newRow("missing parameter") << "Set-AccessToCustomerDataRequest -RequestId X"
                                       << "ApprovalDecision";
    QTest::newRow("missing value")
        << "Set-AccessToCustomerDataRequest -RequestId X -ApprovalDecision"
        << "ApprovalDecision";
    QTest::newRow("variable of the shell") << "Set-OrganizationConfig -CustomerLockboxEnabled"
                                           << "'$true' in single quotes";
    QTest::newRow("variable in double quotes")
        << "Set-OrganizationConfig -CustomerLockboxEnabled ''"
        << "'$true' or '$false' (in single quotes";
    QTest::newRow("neither") << "Set-OrganizationConfig -CustomerLockboxEnabled maybe"
                             << "maybe";
    QTest::newRow("nothing") << "Set-OrganizationConfig"
                             << "CustomerLockboxEnabled";
}

void TestCliPortal::mistakesAreNamed()
{
    QFETCH(QString, line);
    QFETCH(QString, name);
    const CliStore store;
    const Outcome outcome = store.run(store.admin(), line);
    QVERIFY2(outcome.exitCode == 2, outcome.report().constData());
    QVERIFY2(outcome.error().value(QStringLiteral("message")).toString().contains(name),
             outcome.err.constData());
}

QTEST_GUILESS_MAIN(TestCliPortal)
#include "tst_cliportal.moc"
