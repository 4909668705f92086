#include "core/domain/permission.h"
#include "core/domain/policy.h"

#include <QTest>

using namespace lockbox;
using std::chrono::seconds;

/// What a tenant may set, its limits, and who may set it.
class TestPolicy : public QObject
{
    Q_OBJECT

private slots:
    void defaults();
    void whatIsAbsentStays();
    void everythingAtOnce();
    void limits_data();
    void limits();
    void refusalsNameTheRange();
    void whoMaySwitchIt();
};

void TestPolicy::defaults()
{
    const Policy policy;
    QVERIFY(!policy.requireApproval);
    QVERIFY(policy.decideWithin == seconds(12 * 3600));
    QVERIFY(policy.maxAccess == seconds(4 * 3600));
    QVERIFY(policy.commentRequiredOnDeny);
    QVERIFY(applied({}, policy).has_value());
}

void TestPolicy::whatIsAbsentStays()
{
    const Policy policy{.requireApproval = true,
                        .decideWithin = seconds(7200),
                        .maxAccess = seconds(3600),
                        .commentRequiredOnDeny = false};
    QVERIFY(applied({}, policy).value() == policy);
    Policy off = policy;
    off.requireApproval = false;
    QVERIFY(applied({.requireApproval = false}, policy).value() == off);
    Policy longer = policy;
    longer.decideWithin = seconds(7201);
    QVERIFY(applied({.decideWithin = seconds(7201)}, policy).value() == longer);
    Policy shorter = policy;
    shorter.maxAccess = seconds(1800);
    QVERIFY(applied({.maxAccess = seconds(1800)}, policy).value() == shorter);
    Policy strict = policy;
    strict.commentRequiredOnDeny = true;
    QVERIFY(applied({.commentRequiredOnDeny = true}, policy).value() == strict);
}

void TestPolicy::everythingAtOnce()
{
    const auto next = applied({.requireApproval = true,
                               .decideWithin = seconds(3600),
                               .maxAccess = seconds(900),
                               .commentRequiredOnDeny = false},
                              {});
    QVERIFY(next.value()
            == (Policy{.requireApproval = true,
                       .decideWithin = seconds(3600),
                       .maxAccess = seconds(900),
                       .commentRequiredOnDeny = false}));
}

void TestPolicy::limits_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<qint64>("value");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char *field, const char *name, qint64 value, bool fits) {
        QTest::addRow("%s %s", field, name) << QString::fromLatin1(field) << value << fits;
    };
    const auto rows = [&](const char *field, qint64 low, qint64 high) {
        row(field, "negative", -low, false);
        row(field, "zero", 0, false);
        row(field, "below the least", low - 1, false);
        row(field, "the least", low, true);
        row(field, "above the least", low + 1, true);
        row(field, "below the most", high - 1, true);
        row(field, "the most", high, true);
        row(field, "above the most", high + 1, false);
        row(field, "endless", std::numeric_limits<qint64>::max(), false);
    };
    rows("decide-within", 3600, 7 * 24 * 3600);
    rows("max-access", 15 * 60, 24 * 3600);
}

void TestPolicy::limits()
{
    QFETCH(QString, field);
    QFETCH(qint64, value);
    QFETCH(bool, fits);
    PolicyChange change;
    (field == QStringLiteral("max-access") ? change.maxAccess : change.decideWithin) =
        seconds(value);
    const auto next = applied(change, {});
    QCOMPARE(next.has_value(), fits);
    if (next) {
        QVERIFY(
            (field == QStringLiteral("max-access") ? next->maxAccess : next->decideWithin).count()
            == value);
    } else {
        QCOMPARE(next.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(next.error().field, field);
    }
}

void TestPolicy::refusalsNameTheRange()
{
    QCOMPARE(applied({.maxAccess = seconds(1)}, {}).error().message,
             QStringLiteral("max-access must be between 15m and 24h, not 1s"));
    QCOMPARE(applied({.decideWithin = seconds(0)}, {}).error().message,
             QStringLiteral("decide-within must be between 1h and 168h, not 0s"));
    // Nothing of a change is taken where a part of it is refused.
    QVERIFY(!applied({.requireApproval = true, .maxAccess = seconds(1)}, {}));
}

void TestPolicy::whoMaySwitchIt()
{
    using rules::Operation;
    for (const RoleInfo &info : allRoles()) {
        const Actor actor{.userPrincipalName = QStringLiteral("a@b"),
                          .displayName = QStringLiteral("A"),
                          .roles = {info.role}};
        const bool isAdmin = info.role == Role::GlobalAdministrator;
        const bool isApprover = info.role == Role::LockboxApprover;
        QCOMPARE(rules::permission(actor, Operation::ChangeSettings).has_value(),
                 isAdmin || isApprover);
        QCOMPARE(rules::permission(actor, Operation::ManageUsers).has_value(), isAdmin);
    }
}

QTEST_GUILESS_MAIN(TestPolicy)
#include "tst_policy.moc"
