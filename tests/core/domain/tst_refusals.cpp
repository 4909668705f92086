#include "core/domain/rules.h"
#include "tests/core/domain/domainsamples.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::samples;

/// A refused call says where the request stands, and who decided it and when, word for word.
class TestRefusals : public QObject
{
    Q_OBJECT

private slots:
    void everyState_data();
    void everyState();
    void rolesAreNamed();
    void somebodyElsesRequest();
    void ownRequest();
    void badValuesSayItToo_data();
    void badValuesSayItToo();
    void roleComesBeforeOwnerBeforeState();
};

void TestRefusals::everyState_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("sample");
    QTest::addColumn<QString>("decidedBy");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *state, int sample, const char *by, const char *sentence) {
        QTest::addRow("%s %d", state, sample)
            << QString::fromLatin1(state) << sample << QString::fromLatin1(by)
            << QString::fromLatin1(sentence);
    };
    row("submitted", 0, "", "it waits for the provider's manager");
    row("rejected", 0, "mona@provider.example",
        "it was rejected by mona@provider.example (Manager) at 2026-02-05T21:30:00.250Z");
    row("approved", 0, "alex@contoso.example",
        "it was approved by alex@contoso.example (Customer Lockbox access approver) at "
        "2026-02-05T21:30:00.250Z");
    row("approved", 1, "mona@provider.example",
        "it was approved by mona@provider.example (Manager) at 2026-02-05T21:30:00.250Z");
    row("denied", 0, "gwen@contoso.example",
        "it was denied by gwen@contoso.example (Global administrator) at 2026-02-05T21:30:00.250Z");
    row("expired", 0, "", "it expired at 2026-02-05T22:00:00Z, nobody had decided");
    row("expired", 1, "", "it expired at 2026-02-05T22:00:00Z, nobody had decided");
    row("canceled", 1, "dana@provider.example",
        "it was canceled by dana@provider.example (Engineer) at 2026-02-05T21:30:00.250Z");
    row("revoked", 0, "alex@contoso.example",
        "its access was revoked by gwen@contoso.example at 2026-02-05T22:15:00.250Z; it was "
        "approved by alex@contoso.example (Customer Lockbox access approver) at "
        "2026-02-05T21:30:00.250Z");
    row("completed", 0, "alex@contoso.example",
        "its access ended by dana@provider.example at 2026-02-05T22:30:00Z; it was approved by "
        "alex@contoso.example (Customer Lockbox access approver) at 2026-02-05T21:30:00.250Z");
    row("completed", 1, "alex@contoso.example",
        "its access ended at 2026-02-05T22:30:00Z; it was approved by alex@contoso.example "
        "(Customer Lockbox access approver) at 2026-02-05T21:30:00.250Z");
}

void TestRefusals::everyState()
{
    QFETCH(QString, state);
    QFETCH(int, sample);
    QFETCH(QString, decidedBy);
    QFETCH(QString, sentence);
    const auto samples = samplesOf(parseRequestState(state).value());
    const AccessRequest &request = samples.at(size_t(sample)).request;
    const auto change = rules::approve(approver(), request, {}, {}, now);
    QVERIFY(!change.has_value());
    const Error &error = change.error();
    QCOMPARE(error.code, ErrorCode::WrongState);
    QCOMPARE(error.message, QStringLiteral("cannot approve request EXSR359123: %1").arg(sentence));
    QCOMPARE(error.state, state);
    QCOMPARE(error.decidedBy, decidedBy);
    QCOMPARE(error.decidedAt, decidedBy.isEmpty() ? std::nullopt : std::optional(decided));
}

void TestRefusals::rolesAreNamed()
{
    const auto change = rules::approve(reader(), approved(), {}, {}, now);
    QVERIFY(!change.has_value());
    QCOMPARE(change.error().code, ErrorCode::NotPermitted);
    QCOMPARE(change.error().message,
             QStringLiteral("sam@contoso.example may not approve: that takes the role "
                            "Global administrator or Customer Lockbox access approver"));
    QCOMPARE(change.error().state, QStringLiteral("approved"));
    QCOMPARE(change.error().decidedBy, approver().userPrincipalName);
    QVERIFY(change.error().decidedAt == decided);

    // Who may not see the request learns nothing of it.
    const auto stranger = rules::recordAction(plainUser(), approved(), QStringLiteral("x"), now);
    QVERIFY(!stranger.has_value());
    QCOMPARE(stranger.error().message,
             QStringLiteral("pat@contoso.example may not record action: that takes the role "
                            "Engineer"));
    QCOMPARE(stranger.error().state, QString());
    QCOMPARE(stranger.error().decidedBy, QString());
    QVERIFY(!stranger.error().decidedAt);
}

void TestRefusals::somebodyElsesRequest()
{
    const auto change = rules::complete(otherEngineer(), approved(), {}, now);
    QVERIFY(!change.has_value());
    QCOMPARE(change.error().code, ErrorCode::NotPermitted);
    QCOMPARE(change.error().message,
             QStringLiteral("eli@provider.example may not complete request EXSR359123: "
                            "only the requestor may do that"));
    QCOMPARE(change.error().state, QStringLiteral("approved"));
    QCOMPARE(change.error().decidedBy, approver().userPrincipalName);
}

void TestRefusals::ownRequest()
{
    Actor both = engineer();
    both.roles.insert(Role::Manager);
    for (const auto &change : {rules::authorize(both, submitted(), {}, {}, {}, now),
                               rules::reject(both, submitted(), {}, now)}) {
        QVERIFY(!change.has_value());
        QCOMPARE(change.error().code, ErrorCode::NotPermitted);
        QVERIFY(change.error().message.endsWith(
            QStringLiteral("nobody may decide as manager on a request of their own")));
        QCOMPARE(change.error().state, QStringLiteral("submitted"));
    }
    Actor risen = engineer();
    risen.roles = {Role::GlobalAdministrator};
    const auto approval = rules::approve(risen, pending(), {}, {}, now);
    QVERIFY(!approval.has_value());
    QCOMPARE(approval.error().code, ErrorCode::NotPermitted);
    QVERIFY(approval.error().message.endsWith(
        QStringLiteral("nobody may approve a request of their own")));
    QCOMPARE(approval.error().state, QStringLiteral("pending"));
    QVERIFY(rules::deny(risen, pending(), QStringLiteral("no"), {}, now).has_value());
}

void TestRefusals::badValuesSayItToo_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("state");
    QTest::addColumn<bool>("isDecided");
    QTest::newRow("authorize") << QStringLiteral("authorize") << QStringLiteral("submitted")
                               << false;
    QTest::newRow("reject") << QStringLiteral("reject") << QStringLiteral("submitted") << false;
    QTest::newRow("approve") << QStringLiteral("approve") << QStringLiteral("pending") << false;
    QTest::newRow("window") << QStringLiteral("window") << QStringLiteral("pending") << false;
    QTest::newRow("deny") << QStringLiteral("deny") << QStringLiteral("pending") << false;
    QTest::newRow("empty deny") << QStringLiteral("empty") << QStringLiteral("pending") << false;
    QTest::newRow("revoke") << QStringLiteral("revoke") << QStringLiteral("approved") << true;
    QTest::newRow("record") << QStringLiteral("record") << QStringLiteral("approved") << true;
}

static Result<rules::Change> refusedForItsValue(const QString &verb)
{
    const QString bad(1001, QLatin1Char('x'));
    const QHash<QString, std::function<Result<rules::Change>()>> calls = {
        {QStringLiteral("authorize"),
         [&] { return rules::authorize(manager(), submitted(), bad, {}, {}, now); }},
        {QStringLiteral("reject"), [&] { return rules::reject(manager(), submitted(), bad, now); }},
        {QStringLiteral("approve"),
         [&] {
             return rules::approve(approver(), pending(), {{}, bad}, {}, now);
         }},
        {QStringLiteral("window"),
         [&] {
             return rules::approve(approver(), pending(), {5h, {}}, {}, now);
         }},
        {QStringLiteral("deny"), [&] { return rules::deny(approver(), pending(), bad, {}, now); }},
        {QStringLiteral("empty"), [&] { return rules::deny(approver(), pending(), {}, {}, now); }},
        {QStringLiteral("revoke"), [&] { return rules::revoke(admin(), approved(), bad, now); }},
        {QStringLiteral("record"),
         [&] { return rules::recordAction(engineer(), approved(), {}, now); }},
    };
    return calls.value(verb)();
}

void TestRefusals::badValuesSayItToo()
{
    QFETCH(QString, verb);
    QFETCH(QString, state);
    QFETCH(bool, isDecided);
    const auto change = refusedForItsValue(verb);
    QVERIFY(!change.has_value());
    QCOMPARE(change.error().code, ErrorCode::InvalidArgument);
    QVERIFY(!change.error().field.isEmpty());
    QCOMPARE(change.error().state, state);
    QCOMPARE(change.error().decidedBy, isDecided ? approver().userPrincipalName : QString());
    QCOMPARE(change.error().decidedAt, isDecided ? std::optional(decided) : std::nullopt);
}

void TestRefusals::roleComesBeforeOwnerBeforeState()
{
    const auto role = rules::complete(approver(), pending(), {}, now);
    QCOMPARE(role.error().code, ErrorCode::NotPermitted);
    const auto owner = rules::complete(otherEngineer(), pending(), {}, now);
    QCOMPARE(owner.error().code, ErrorCode::NotPermitted);
    const auto state = rules::complete(engineer(), pending(), {}, now);
    QCOMPARE(state.error().code, ErrorCode::WrongState);
    // None of them looks at the text first.
    const auto text = rules::complete(engineer(), pending(), QString(9999, QLatin1Char('x')), now);
    QCOMPARE(text.error().code, ErrorCode::WrongState);
}

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
