#include "tests/core/service/contosotenant.h"

#include <QTest>

#include <functional>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

namespace {

/// One thing that somebody tries, with a request where it concerns one; returns what refusal()
/// says.
using Attempt = std::function<QString(ContosoTenant &, const Session &, const QString &request)>;

QString id(const AccessRequest &request)
{
    return request.id.toString();
}

QString namesOf(const std::vector<Session> &sessions)
{
    QStringList names;
    for (const Session &session : sessions)
        names.append(session.userPrincipalName.section(QLatin1Char('@'), 0, 0));
    return names.join(QLatin1Char(' '));
}

std::vector<Session> everybody()
{
    return {T::ada(),  T::abe(), T::mia(), T::mo(),  T::gil(), T::rita(),  T::bill(),
            T::paul(), T::eve(), T::ed(),  T::max(), T::mae(), T::nobody()};
}

} // namespace

Q_DECLARE_METATYPE(Attempt)

/// Who may do what through the door, and that roles are looked up in the moment of the call.
class TestServiceRights : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tenant = std::make_unique<ContosoTenant>(); }
    void onlyThoseWhoMay_data();
    void onlyThoseWhoMay();
    void strangersGetNothing();
    void plainUsersKnowOnlyThemselves();
    void everybodySeesTheirPart_data();
    void everybodySeesTheirPart();
    void rolesAreReadInTheCall_data();
    void rolesAreReadInTheCall();
    void newRoleCountsAtOnce();
    void highestRoleIsRecorded();
    void approverSwitchesTheSettingButNoRoles();

private:
    ContosoTenant &t() { return *m_tenant; }
    std::unique_ptr<ContosoTenant> m_tenant;
};

static void addReadingRows()
{
    const auto row = [](const char *name, const char *allowed, const Attempt &attempt) {
        QTest::newRow(name) << attempt << QString::fromLatin1(allowed) << RequestState::Pending;
    };
    const char *readers = "ada abe mia mo gil rita eve ed max mae";
    const char *customers = "ada abe mia mo gil rita";
    row("list", readers, [](auto &t, auto &who, auto &) { return refusal(t->requests(who, {})); });
    row("counts", readers,
        [](auto &t, auto &who, auto &) { return refusal(t->requestCounts(who)); });
    row("overview", readers, [](auto &t, auto &who, auto &) { return refusal(t->overview(who)); });
    row("setting", readers, [](auto &t, auto &who, auto &) { return refusal(t->policy(who)); });
    row("users", customers, [](auto &t, auto &who, auto &) { return refusal(t->users(who, {})); });
    row("user", customers, [](auto &t, auto &who, auto &) {
        return refusal(t->user(who, QStringLiteral("someone@contoso.com"))) // not there
                       == QStringLiteral("notFound")
                   ? QStringLiteral("done")
                   : QStringLiteral("notPermitted");
    });
    row("events", customers,
        [](auto &t, auto &who, auto &) { return refusal(t->events(who, {})); });
    row("account", "ada abe mia mo gil rita bill paul eve ed max mae",
        [](auto &t, auto &who, auto &) { return refusal(t->account(who)); });
    row("changes", "ada abe mia mo gil rita bill paul eve ed max mae",
        [](auto &t, auto &who, auto &) { return refusal(t->changes(who, -1, 0ms, {})); });
}

static void addChangingRows()
{
    const auto row = [](const char *name, const char *allowed, const Attempt &attempt) {
        QTest::newRow(name) << attempt << QString::fromLatin1(allowed) << RequestState::Pending;
    };
    row("add user", "ada", [](auto &t, auto &who, auto &) {
        return refusal(t->addUser(who, {.userPrincipalName = QStringLiteral("new@contoso.com"),
                                        .displayName = QStringLiteral("New")}));
    });
    row("set roles", "ada", [](auto &t, auto &who, auto &) {
        return refusal(t->setRoles(who, T::paul().userPrincipalName, {Role::GlobalReader}));
    });
    row("set own roles", "ada", [](auto &t, auto &who, auto &) {
        return refusal(t->setRoles(who, who.userPrincipalName, {Role::GlobalAdministrator}));
    });
    row("set e-mail", "ada", [](auto &t, auto &who, auto &) {
        return refusal(t->setEmail(who, T::paul().userPrincipalName, QStringLiteral("p@c.com")));
    });
    row("switch the setting", "ada abe mia mo", [](auto &t, auto &who, auto &) {
        const bool on = need(t->policy(T::ada())).requireApproval;
        return refusal(t->changePolicy(who, {.requireApproval = !on}));
    });
    row("submit", "eve ed mae", [](auto &t, auto &who, auto &) {
        return refusal(t->submitRequest(who, T::wish(QStringLiteral("SR1"))));
    });
    using rules::Operation;
    const std::tuple<Operation, const char *, RequestState> acts[] = {
        {Operation::Authorize, "max mae", RequestState::Submitted},
        {Operation::Reject, "max mae", RequestState::Submitted},
        {Operation::Approve, "ada abe mia mo", RequestState::Pending},
        {Operation::Deny, "ada abe mia mo", RequestState::Pending},
        {Operation::Cancel, "ada abe mia mo eve", RequestState::Pending},
        {Operation::Revoke, "ada abe mia mo", RequestState::Approved},
        {Operation::Complete, "eve", RequestState::Approved},
        {Operation::RecordAction, "eve", RequestState::Approved}};
    for (const auto &[operation, allowed, state] : acts)
        QTest::newRow(qPrintable(toSlug(operation)))
            << Attempt([what = operation](auto &t, auto &who, auto &request) {
                   return refusal(T::act(t.door(), what, who, request));
               })
            << QString::fromLatin1(allowed) << state;
}

void TestServiceRights::onlyThoseWhoMay_data()
{
    QTest::addColumn<Attempt>("attempt");
    QTest::addColumn<QString>("allowed");
    QTest::addColumn<RequestState>("state");
    addReadingRows();
    addChangingRows();
}

void TestServiceRights::onlyThoseWhoMay()
{
    QFETCH(Attempt, attempt);
    QFETCH(QString, allowed);
    QFETCH(RequestState, state);
    std::vector<Session> done;
    for (const Session &who : everybody()) {
        const QString request = id(t().inState(state));
        const QStringList before = t().dump();
        const QString answer = attempt(t(), who, request);
        if (answer == QStringLiteral("done")) {
            done.push_back(who);
            continue;
        }
        // Who would be allowed on requests of their own is not told that there is another.
        const bool hidden = who == T::ed() && answer == QStringLiteral("notFound");
        QVERIFY2(hidden || answer == QStringLiteral("notPermitted"), qPrintable(answer));
        QCOMPARE(t().dump(), before);
    }
    QCOMPARE(namesOf(done), allowed);
}

void TestServiceRights::strangersGetNothing()
{
    t().authorized();
    const QStringList before = t().dump();
    const Session strangers[] = {T::nobody(),
                                 {QString()},
                                 {QStringLiteral("%")},
                                 {QStringLiteral("ada")},
                                 {QStringLiteral("ada@contoso.com ")},
                                 {QStringLiteral("ada@fabrikam.com")},
                                 {QString(10'000, QLatin1Char('x'))}};
    for (const Session &who : strangers) {
        const QString name = who.userPrincipalName;
        QStringList answers = {refusal(t()->account(who)),
                               refusal(t()->requests(who, {})),
                               refusal(t()->request(who, QStringLiteral("EXSR359123"))),
                               refusal(t()->requestCounts(who)),
                               refusal(t()->overview(who)),
                               refusal(t()->users(who, {})),
                               refusal(t()->user(who, name)),
                               refusal(t()->policy(who)),
                               refusal(t()->events(who, {})),
                               refusal(t()->changes(who, -1, 0ms, {})),
                               refusal(t()->nextDeadline(who)),
                               refusal(t()->submitRequest(who, T::wish(QStringLiteral("S")))),
                               refusal(t()->changePolicy(who, {.requireApproval = false})),
                               refusal(t()->setEmail(who, name, {})),
                               refusal(t()->approveRequest(who, QStringLiteral("EXSR359123"), {}))};
        answers.removeAll(QStringLiteral("notPermitted"));
        QCOMPARE(answers, QStringList());
    }
    QCOMPARE(t().dump(), before);
}

void TestServiceRights::plainUsersKnowOnlyThemselves()
{
    const QString request = id(t().authorized());
    for (const Session &who : {T::paul(), T::bill()}) {
        const QString name = who.userPrincipalName;
        QCOMPARE(need(t()->account(who)).userPrincipalName, name);
        QCOMPARE(need(t()->user(who, name)).userPrincipalName, name);
        QCOMPARE(need(t()->user(who, QLatin1Char(' ') + name.toUpper())).userPrincipalName, name);
        QCOMPARE(refusal(t()->user(who, T::ada().userPrincipalName)),
                 QStringLiteral("notPermitted"));
        QCOMPARE(refusal(t()->request(who, request)), QStringLiteral("notPermitted"));
        // The feed wakes them, and tells nothing.
        const auto changes = need(t()->changes(who, 0, 0ms, {}));
        QVERIFY(changes.events.size() > 10);
        for (const Event &event : changes.events) {
            QVERIFY(event.seq > 0 && event.actor.isEmpty() && !event.actorRole);
            QVERIFY(event.reference.isEmpty() && event.user.isEmpty());
            QVERIFY(event.before.isEmpty() && event.after.isEmpty() && event.details.isEmpty());
        }
        QVERIFY(changes.events.back().request.isNull());
    }
}

void TestServiceRights::everybodySeesTheirPart_data()
{
    QTest::addColumn<Session>("who");
    QTest::addColumn<QStringList>("references"); ///< Newest first.
    const QStringList shown = {QStringLiteral("SR4"), QStringLiteral("SR3")};
    QTest::newRow("administrator") << T::ada() << shown;
    QTest::newRow("approver") << T::abe() << shown;
    QTest::newRow("global reader") << T::gil() << shown;
    QTest::newRow("security reader") << T::rita() << shown;
    QTest::newRow("Eve") << T::eve() << QStringList{QStringLiteral("SR4"), QStringLiteral("SR2")};
    QTest::newRow("Ed") << T::ed() << QStringList{QStringLiteral("SR3"), QStringLiteral("SR1")};
    QTest::newRow("manager") << T::max()
                             << QStringList{QStringLiteral("SR4"), QStringLiteral("SR3"),
                                            QStringLiteral("SR2"), QStringLiteral("SR1")};
    QTest::newRow("manager and engineer")
        << T::mae()
        << QStringList{QStringLiteral("SR4"), QStringLiteral("SR3"), QStringLiteral("SR2"),
                       QStringLiteral("SR1")};
}

/// Before the manager's yes the customer knows nothing of a request, by whatever way one asks.
void TestServiceRights::everybodySeesTheirPart()
{
    QFETCH(Session, who);
    QFETCH(QStringList, references);
    QStringList all;
    for (const auto &[engineer, authorized] :
         {std::pair(T::ed(), false), std::pair(T::eve(), false), std::pair(T::ed(), true),
          std::pair(T::eve(), true)}) {
        all.prepend(QStringLiteral("SR%1").arg(all.size() + 1));
        const auto request = need(t()->submitRequest(engineer, T::wish(all.front())));
        if (authorized)
            need(t()->authorizeRequest(T::max(), id(request), {}));
    }
    const auto seen = [&](const RequestQuery &query) {
        QStringList list;
        for (const AccessRequest &request : need(t()->requests(who, query)).items)
            list.append(request.reference);
        return list;
    };
    QCOMPARE(seen({.sort = RequestSort::SubmittedAt}), references);
    QCOMPARE(seen({.search = QStringLiteral("mailbox")}), references);
    for (const QString &reference : all) {
        const auto real = need(t()->request(T::max(), reference)).request;
        for (const QString &name : {reference, id(real)})
            QCOMPARE(refusal(t()->request(who, name)), references.contains(reference)
                                                           ? QStringLiteral("done")
                                                           : QStringLiteral("notFound"));
        QCOMPARE(seen({.search = id(real)}).size(), references.contains(reference) ? 1 : 0);
        QCOMPARE(seen({.search = reference}).contains(reference), references.contains(reference));
    }
    qint64 counted = 0;
    for (const auto &[state, count] : need(t()->requestCounts(who)))
        counted += count;
    QCOMPARE(counted, references.size());
}

void TestServiceRights::rolesAreReadInTheCall_data()
{
    QTest::addColumn<Attempt>("attempt");
    QTest::addColumn<Session>("who");
    const auto row = [](const char *name, const Session &who, const Attempt &attempt) {
        QTest::newRow(name) << attempt << who;
    };
    row("approve", T::abe(), [](auto &t, auto &who, auto &request) {
        return refusal(t->approveRequest(who, request, {}));
    });
    row("list", T::abe(), [](auto &t, auto &who, auto &) { return refusal(t->requests(who, {})); });
    row("request", T::gil(),
        [](auto &t, auto &who, auto &request) { return refusal(t->request(who, request)); });
    row("events", T::rita(),
        [](auto &t, auto &who, auto &) { return refusal(t->events(who, {})); });
    row("setting", T::abe(), [](auto &t, auto &who, auto &) {
        return refusal(t->changePolicy(who, {.requireApproval = false}));
    });
    row("submit", T::eve(), [](auto &t, auto &who, auto &) {
        return refusal(t->submitRequest(who, T::wish(QStringLiteral("S"))));
    });
    row("reject", T::max(), [](auto &t, auto &who, auto &request) {
        return refusal(t->rejectRequest(who, request, {}));
    });
}

/// Somebody at another console takes the role away while this one is open.
void TestServiceRights::rolesAreReadInTheCall()
{
    QFETCH(Attempt, attempt);
    QFETCH(Session, who);
    const QString request = id(t().authorized());
    need(t()->account(who));
    need(t().anotherDoor()->setRoles(T::ada(), who.userPrincipalName, {}));
    const QStringList before = t().dump();
    QCOMPARE(attempt(t(), who, request), QStringLiteral("notPermitted"));
    QCOMPARE(t().dump(), before);
}

void TestServiceRights::newRoleCountsAtOnce()
{
    const QString pending = id(t().authorized());
    QCOMPARE(refusal(t()->approveRequest(T::paul(), pending, {})), QStringLiteral("notPermitted"));
    need(t().anotherDoor()->setRoles(T::ada(), T::paul().userPrincipalName,
                                     {Role::LockboxApprover}));
    const auto approved = need(t()->approveRequest(T::paul(), pending, {}));
    QCOMPARE(approved.decision->by, T::paul().userPrincipalName);
}

void TestServiceRights::highestRoleIsRecorded()
{
    need(t()->setRoles(T::ada(), T::abe().userPrincipalName,
                       {Role::LockboxApprover, Role::GlobalAdministrator}));
    const auto approved = t().approved();
    QVERIFY(approved.decision->role == Role::GlobalAdministrator);
    // What was recorded stays when roles change.
    need(t()->setRoles(T::ada(), T::abe().userPrincipalName, {}));
    QVERIFY(t().stored(approved.id).decision == approved.decision);
    QCOMPARE(approved.decision->byName, QStringLiteral("Abe Approver"));
}

void TestServiceRights::approverSwitchesTheSettingButNoRoles()
{
    QVERIFY(!need(t()->changePolicy(T::abe(), {.requireApproval = false})).requireApproval);
    const Event event = t().lastEvent();
    QCOMPARE(toSlug(event.kind), QStringLiteral("setting.changed"));
    QVERIFY(event.actorRole == Role::LockboxApprover);
    for (const Session &whose : {T::abe(), T::paul()})
        QCOMPARE(refusal(t()->setRoles(T::abe(), whose.userPrincipalName,
                                       {Role::LockboxApprover, Role::GlobalAdministrator})),
                 QStringLiteral("notPermitted"));
}

QTEST_GUILESS_MAIN(TestServiceRights)
#include "tst_servicerights.moc"
