#include "core/service/locallockbox.h"
#include "tests/core/domain/domainsamples.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lockbox;
using namespace lockbox::samples;

/// The facts of the workflow that take a whole tenant to show: who is left, what a switch leaves
/// alone, and what time does while nobody looks.
class TestDoorFacts : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_folder.reset(); }

    void theLastAdministratorStays();
    void onlyAdministratorsChangeRoles();
    void approversSwitchTheSetting();
    void switchingOffLeavesTheWaitingWaiting();
    void switchingOnEndsNoAccess();
    void deadlinesPassWhileNobodyLooks();
    void refusalsSayWhereTheRequestStands();
    void twoIds();

private:
    static Session as(const Actor &actor) { return {actor.userPrincipalName}; }
    std::unique_ptr<LockboxService> open()
    {
        auto service = openLocalStore(path(), options());
        return service ? std::move(*service) : nullptr;
    }
    LocalOptions options() { return {.clock = &m_clock, .ids = &m_ids}; }
    QString path() const { return m_folder->filePath(QStringLiteral("store.lockbox")); }
    Result<AccessRequest> submit(LockboxService &door, const char *reference)
    {
        return door.submitRequest(as(engineer()),
                                  {QString::fromLatin1(reference), QStringLiteral("Exchange"),
                                   QStringLiteral("Mail is stuck"), 2h});
    }
    Result<AccessRequest> fileAndAuthorize(LockboxService &door, const char *reference)
    {
        const auto request = submit(door, reference);
        return request ? door.authorizeRequest(as(manager()), request->id.toString(), {}) : request;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock{midnight};
    SeededIdSource m_ids{1};
};

static User account(const Actor &actor, Side side)
{
    return {.userPrincipalName = actor.userPrincipalName,
            .displayName = actor.displayName,
            .email = {},
            .alternateEmail = {},
            .side = side,
            .roles = actor.roles};
}

void TestDoorFacts::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_clock.set(midnight);
    const StoreSeed seed{
        .tenant = {.id = TenantId(m_ids.next()),
                   .name = QStringLiteral("Contoso"),
                   .domain = QStringLiteral("contoso.example"),
                   .provider = QStringLiteral("Provider")},
        .policy = {.requireApproval = true},
        .users = {account(admin(), Side::Customer), account(approver(), Side::Customer),
                  account(reader(), Side::Customer), account(plainUser(), Side::Customer),
                  account(engineer(), Side::Provider), account(manager(), Side::Provider)}};
    QVERIFY(createLocalStore(path(), seed, options()).has_value());
}

void TestDoorFacts::theLastAdministratorStays()
{
    const auto door = open();
    QVERIFY(door);
    const QString gwen = admin().userPrincipalName;
    const QString pat = plainUser().userPrincipalName;
    for (const RoleSet &roles : {RoleSet{}, RoleSet{Role::LockboxApprover}}) {
        const auto change = door->setRoles(as(admin()), gwen, roles);
        QVERIFY(!change.has_value());
        QCOMPARE(change.error().code, ErrorCode::WrongState);
        QVERIFY(change.error().message.contains(gwen));
    }
    QVERIFY(door->setRoles(as(admin()), gwen, {Role::GlobalAdministrator, Role::GlobalReader}));
    QVERIFY(door->setRoles(as(admin()), pat, {Role::GlobalAdministrator}));
    QVERIFY(door->setRoles(as(plainUser()), gwen, {}));
    // Now the other one is the last, and the first may do nothing any more.
    QVERIFY(!door->setRoles(as(plainUser()), pat, {}));
    const auto tooLate = door->setRoles(as(admin()), pat, {Role::GlobalAdministrator});
    QVERIFY(!tooLate.has_value());
    QCOMPARE(tooLate.error().code, ErrorCode::NotPermitted);
}

void TestDoorFacts::onlyAdministratorsChangeRoles()
{
    const auto door = open();
    QVERIFY(door);
    for (const Actor &actor : {approver(), reader(), plainUser(), engineer(), manager()}) {
        const auto change =
            door->setRoles(as(actor), actor.userPrincipalName, {Role::GlobalAdministrator});
        QVERIFY(!change.has_value());
        QCOMPARE(change.error().code, ErrorCode::NotPermitted);
    }
}

void TestDoorFacts::approversSwitchTheSetting()
{
    const auto door = open();
    QVERIFY(door);
    for (const Actor &actor : {reader(), plainUser(), engineer(), manager()}) {
        const auto change = door->changePolicy(as(actor), {.requireApproval = false});
        QVERIFY(!change.has_value());
        QCOMPARE(change.error().code, ErrorCode::NotPermitted);
    }
    QVERIFY(door->policy(as(admin()))->requireApproval);
    QVERIFY(!door->changePolicy(as(approver()), {.requireApproval = false})->requireApproval);
    QVERIFY(door->changePolicy(as(admin()), {.requireApproval = true, .acceptUnreachable = true})
                ->requireApproval);
    const auto events = door->events(as(admin()), {.request = {}, .after = 0, .limit = 100});
    QVERIFY(events.has_value());
    const Event &off = events->items.at(events->items.size() - 2);
    QCOMPARE(off.kind, EventKind::SettingChanged);
    QCOMPARE(off.actor, approver().userPrincipalName);
    QCOMPARE(off.actorRole, std::optional(Role::LockboxApprover));
}

void TestDoorFacts::switchingOffLeavesTheWaitingWaiting()
{
    const auto door = open();
    QVERIFY(door);
    const auto waiting = fileAndAuthorize(*door, "SR-1");
    QVERIFY(waiting.has_value());
    QVERIFY(door->changePolicy(as(admin()), {.requireApproval = false}));
    const auto seen = door->request(as(approver()), QStringLiteral("SR-1"));
    QVERIFY(seen->request == *waiting);
    const auto next = fileAndAuthorize(*door, "SR-2");
    QCOMPARE(toSlug(next->state), QStringLiteral("approved"));
    m_clock.advance(12h - 1ms);
    QVERIFY(door->approveRequest(as(approver()), QStringLiteral("SR-1"), {}).has_value());
}

void TestDoorFacts::switchingOnEndsNoAccess()
{
    const auto door = open();
    QVERIFY(door);
    QVERIFY(door->changePolicy(as(admin()), {.requireApproval = false}));
    const auto given = fileAndAuthorize(*door, "SR-1");
    QVERIFY(given.has_value());
    QVERIFY(door->changePolicy(
        as(admin()), {.requireApproval = true, .maxAccess = 15min, .acceptUnreachable = true}));
    m_clock.advance(2h - 1ms);
    QVERIFY(door->request(as(approver()), QStringLiteral("SR-1"))->request == *given);
    m_clock.advance(1ms);
    const auto over = door->request(as(approver()), QStringLiteral("SR-1"));
    QCOMPARE(toSlug(over->request.state), QStringLiteral("completed"));
}

void TestDoorFacts::deadlinesPassWhileNobodyLooks()
{
    {
        const auto door = open();
        QVERIFY(door && fileAndAuthorize(*door, "SR-1") && fileAndAuthorize(*door, "SR-2"));
        m_clock.advance(1h);
        QVERIFY(door->approveRequest(as(approver()), QStringLiteral("SR-2"), {}).has_value());
    }
    m_clock.advance(24h * 30);
    const auto door = open();
    QVERIFY(door);
    const auto expired = door->request(as(reader()), QStringLiteral("SR-1"));
    QCOMPARE(toSlug(expired->request.state), QStringLiteral("expired"));
    QCOMPARE(expired->timeline.back().kind, EventKind::RequestExpired);
    QVERIFY(expired->timeline.back().at == midnight + 12h);
    const auto ended = door->request(as(reader()), QStringLiteral("SR-2"));
    QCOMPARE(toSlug(ended->request.state), QStringLiteral("completed"));
    QCOMPARE(ended->timeline.back().kind, EventKind::AccessCompleted);
    QVERIFY(ended->timeline.back().at == midnight + 3h);
}

void TestDoorFacts::refusalsSayWhereTheRequestStands()
{
    const auto door = open();
    const QString reference = QStringLiteral("SR-1");
    QVERIFY(door && fileAndAuthorize(*door, "SR-1"));
    m_clock.advance(90min);
    QVERIFY(door->denyRequest(as(admin()), reference, QStringLiteral("no")).has_value());
    for (const Actor &actor : {approver(), reader(), manager()}) {
        const auto late = door->approveRequest(as(actor), reference, {});
        QVERIFY(!late.has_value());
        QCOMPARE(late.error().code,
                 actor == approver() ? ErrorCode::WrongState : ErrorCode::NotPermitted);
        QCOMPARE(late.error().state, QStringLiteral("denied"));
        QCOMPARE(late.error().decidedBy, admin().userPrincipalName);
        QVERIFY(late.error().decidedAt == midnight + 90min);
    }
    // Who may do nothing learns nothing, not even which requests there are.
    const auto known = door->approveRequest(as(plainUser()), reference, {});
    const auto unknown = door->approveRequest(as(plainUser()), QStringLiteral("SR-9"), {});
    QCOMPARE(known.error().code, ErrorCode::NotPermitted);
    QVERIFY(known.error() == unknown.error());
    QCOMPARE(known.error().state, QString());
}

void TestDoorFacts::twoIds()
{
    const auto door = open();
    QVERIFY(door);
    const auto first = fileAndAuthorize(*door, "SR-1");
    const auto second = fileAndAuthorize(*door, "SR-1");
    const auto either = door->approveRequest(as(approver()), QStringLiteral("SR-1"), {});
    QVERIFY(!either.has_value());
    QCOMPARE(either.error().code, ErrorCode::Ambiguous);
    QStringList ids{first->id.toString(), second->id.toString()};
    QStringList candidates = either.error().candidates;
    ids.sort();
    candidates.sort();
    QCOMPARE(candidates, ids);
    for (const QString &id : std::as_const(ids))
        QVERIFY(door->approveRequest(as(approver()), id, {}).has_value());
}

QTEST_GUILESS_MAIN(TestDoorFacts)
#include "tst_doorfacts.moc"
