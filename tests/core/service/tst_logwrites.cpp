#include "tests/core/service/contosotenant.h"
#include "tests/core/service/logwatch.h"

#include <QTest>

#include <functional>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using rules::Operation;
using T = ContosoTenant;

/// Something that somebody does; says how it was answered.
using Deed = std::function<QString(ContosoTenant &)>;
Q_DECLARE_METATYPE(Deed)

/// Nothing is written without a leaf: where a table has changed, the log has grown and tells it.
class TestLogWrites : public QObject
{
    Q_OBJECT

private slots:
    void init() { makeTenant(T::Kind::Real); }
    void acts_data();
    void acts();
    void deeds_data();
    void deeds();
    void readingWithSomethingDue_data();
    void readingWithSomethingDue();

private:
    void makeTenant(T::Kind kind);
    ContosoTenant &t() { return *m_tenant; }
    qint64 size() const { return logSize(m_tenant->path()); }
    /// Does it, and says what is wrong with the log afterwards. `answer` is how it was answered.
    QString watched(const Deed &deed, QString &answer);

    std::unique_ptr<ContosoTenant> m_tenant;
    qint64 m_size = 0; ///< Before the last deed.
    int m_written = 0; ///< How many deeds changed something.
};

void TestLogWrites::makeTenant(T::Kind kind)
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOn(), kind);
    m_written = 0;
}

QString TestLogWrites::watched(const Deed &deed, QString &answer)
{
    const QString path = t().path();
    const QStringList before = tablesBesideCheckpoints(path);
    m_size = size();
    answer = deed(t());
    const bool isChanged = tablesBesideCheckpoints(path) != before;
    m_written += isChanged;
    if (isChanged != (size() > m_size))
        return QStringLiteral("the tables %1, and the log went from %2 to %3")
            .arg(isChanged ? QStringLiteral("changed") : QStringLiteral("stayed"))
            .arg(m_size)
            .arg(size());
    return logFault(path, {.clock = &t().clock(), .logFolder = t().logFolder()});
}

static const std::vector<Session> &somePeople()
{
    static const std::vector<Session> people = {T::ada(), T::abe(), T::rita(), T::paul(),  T::eve(),
                                                T::ed(),  T::max(), T::mae(),  T::nobody()};
    return people;
}

void TestLogWrites::acts_data()
{
    QTest::addColumn<Operation>("operation");
    for (const auto operation :
         {Operation::Authorize, Operation::Reject, Operation::Approve, Operation::Deny,
          Operation::Cancel, Operation::Revoke, Operation::Complete, Operation::RecordAction})
        QTest::newRow(qPrintable(rules::toSlug(operation))) << operation;
}

/// By everybody, on a request in each state: most of it is refused.
void TestLogWrites::acts()
{
    QFETCH(Operation, operation);
    for (const RequestState state : allRequestStates()) {
        const QString id = t().inState(state).id.toString();
        for (const Session &who : somePeople()) {
            QString answer;
            const QString wrong = watched(
                [&](ContosoTenant &tenant) {
                    return refusal(T::act(tenant.door(), operation, who, id));
                },
                answer);
            QVERIFY2(wrong.isEmpty(),
                     qPrintable(toSlug(state) + QLatin1Char(' ') + who.userPrincipalName + wrong));
            QCOMPARE(size() > m_size, answer == QLatin1String("done"));
        }
    }
    QVERIFY(m_written >= 1);
}

void TestLogWrites::deeds_data()
{
    QTest::addColumn<Deed>("deed");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<int>("events"); ///< How many it takes to tell of it.
    const auto row = [](const char *name, int events, const char *answer, const Deed &deed) {
        QTest::newRow(name) << deed << QString::fromLatin1(answer) << events;
    };
    const QString bill = T::bill().userPrincipalName;
    row("file", 1, "done",
        [](auto &t) { return refusal(t->submitRequest(T::eve(), T::wish(QStringLiteral("SR")))); });
    row("file nothing", 0, "invalidArgument reference",
        [](auto &t) { return refusal(t->submitRequest(T::eve(), {})); });
    row("file as a customer", 0, "notPermitted",
        [](auto &t) { return refusal(t->submitRequest(T::ada(), T::wish(QStringLiteral("SR")))); });
    const auto adding = [](const Session &who, const char *name) {
        return [=](ContosoTenant &t) {
            return refusal(t->addUser(who, {.userPrincipalName = QString::fromLatin1(name),
                                            .displayName = QStringLiteral("Somebody")}));
        };
    };
    row("add a user", 1, "done", adding(T::ada(), "new@contoso.com"));
    row("add one who is there", 0, "alreadyExists", adding(T::ada(), "ABE@contoso.com"));
    row("add nobody", 0, "invalidArgument user", adding(T::ada(), ""));
    row("add as a reader", 0, "notPermitted", adding(T::rita(), "new@contoso.com"));
    const auto roles = [](const char *name, const RoleSet &set, const Session &who = T::ada()) {
        return [=](ContosoTenant &t) {
            return refusal(t->setRoles(who, QString::fromLatin1(name), set));
        };
    };
    row("give a role", 1, "done", roles("bill@contoso.com", {Role::GlobalReader}));
    row("take all roles", 1, "done", roles("abe@contoso.com", {}));
    row("change sides", 1, "done", roles("paul@contoso.com", {Role::Engineer}));
    row("give the same", 0, "done", roles("abe@contoso.com", {Role::LockboxApprover}));
    row("take the last administrator", 0, "wrongState", roles("ada@contoso.com", {}));
    row("mix sides", 0, "invalidArgument role",
        roles("abe@contoso.com", {Role::Engineer, Role::GlobalReader}));
    row("give to nobody", 0, "notFound", roles("none@contoso.com", {}));
    row("give as a reader", 0, "notPermitted", roles("abe@contoso.com", {}, T::gil()));
    const auto email = [=](const char *address, const Session &who = T::ada()) {
        return [=](ContosoTenant &t) {
            return refusal(t->setEmail(who, bill, QString::fromLatin1(address)));
        };
    };
    row("set an address", 1, "done", email("b@contoso.com"));
    row("take the address", 1, "done", email(""));
    row("the same address", 0, "done", email("bill@contoso.com"));
    row("no address", 0, "invalidArgument email", email("b@@contoso"));
    row("an address as another", 0, "notPermitted", email("b@contoso.com", T::abe()));
    const auto policy = [](const PolicyChange &change, const Session &who = T::ada()) {
        return [=](ContosoTenant &t) { return refusal(t->changePolicy(who, change)); };
    };
    row("change a setting", 1, "done", policy({.requireApproval = false}));
    row("change all settings", 1, "done",
        policy({.requireApproval = false,
                .decideWithin = 3h,
                .maxAccess = 1h,
                .commentRequiredOnDeny = false}));
    row("the same setting", 0, "done", policy({.requireApproval = true}));
    row("an impossible setting", 0, "invalidArgument max-access", policy({.maxAccess = 1000h}));
    row("a setting as a reader", 0, "notPermitted", policy({.maxAccess = 1h}, T::rita()));
    const auto clock = [](std::chrono::seconds by) {
        return [=](ContosoTenant &t) { return refusal(t->advanceClock(T::paul(), by)); };
    };
    row("move the clock", 1, "done", clock(1h));
    row("move the clock past a deadline", 3, "done", clock(13h));
    row("move the clock back", 0, "invalidArgument duration", clock(-1h));
    row("checkpoint", 0, "done", [](auto &t) { return refusal(t->checkpoint(T::rita())); });
    row("verify", 0, "done", [](auto &t) { return refusal(t->verifyLog(T::rita(), {}, {})); });
    row("close", 0, "done", [](auto &t) {
        t.anotherDoor();
        return QStringLiteral("done");
    });
}

void TestLogWrites::deeds()
{
    QFETCH(Deed, deed);
    QFETCH(int, events);
    makeTenant(T::Kind::Demo);
    t().authorized(QStringLiteral("SR1"));
    t().approved(QStringLiteral("SR2"));
    t().submitted(QStringLiteral("SR3"));
    QString answer;
    QCOMPARE(watched(deed, answer), QString());
    QTEST(answer, "answer");
    QCOMPARE(size() - m_size, qint64(events));
}

void TestLogWrites::readingWithSomethingDue_data()
{
    QTest::addColumn<Deed>("deed");
    QTest::addColumn<int>("events");
    const auto row = [](const char *name, const Deed &deed, int events = 2) {
        QTest::newRow(name) << deed << events;
    };
    row("requests", [](auto &t) { return refusal(t->requests(T::max(), {})); });
    row("overview", [](auto &t) { return refusal(t->overview(T::rita())); });
    row("events", [](auto &t) { return refusal(t->events(T::rita(), {})); });
    row("changes", [](auto &t) { return refusal(t->changes(T::paul(), -1, 0ms, {})); });
    row("users", [](auto &t) { return refusal(t->users(T::ada(), {})); });
    row("policy", [](auto &t) { return refusal(t->policy(T::ada())); });
    row("log state", [](auto &t) { return refusal(t->logState(T::rita())); });
    row("checkpoint", [](auto &t) { return refusal(t->checkpoint(T::rita())); });
    row("refused", [](auto &t) { return refusal(t->setRoles(T::paul(), {}, {})); });
    row("by nobody", [](auto &t) { return refusal(t->requests(T::nobody(), {})); });
    row(
        "info", [](auto &t) { return refusal(t->info()); }, 0);
    row(
        "account", [](auto &t) { return refusal(t->account(T::paul())); }, 0);
}

/// What the clock has done is told by whoever comes next, dated when it happened.
void TestLogWrites::readingWithSomethingDue()
{
    QFETCH(Deed, deed);
    QFETCH(int, events);
    t().authorized(QStringLiteral("SR1"));
    t().approved(QStringLiteral("SR2"));
    t().clock().advance(30h);
    QString answer;
    QCOMPARE(watched(deed, answer), QString());
    QCOMPARE(size() - m_size, qint64(events));
    QCOMPARE(watched(deed, answer), QString());
    QCOMPARE(size(), m_size);
}

QTEST_GUILESS_MAIN(TestLogWrites)
#include "tst_logwrites.moc"
