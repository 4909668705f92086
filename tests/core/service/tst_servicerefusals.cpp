#include "tests/core/service/contosotenant.h"
#include "tests/core/store/sqlprobe.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using rules::Operation;
using T = ContosoTenant;

/// Who comes too late, or names something that is not clear, is told how things stand, and nothing
/// changes.
class TestServiceRefusals : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tenant = std::make_unique<ContosoTenant>(); }
    void tellWhereTheRequestStands_data();
    void tellWhereTheRequestStands();
    void secondDecisionIsTooLate_data();
    void secondDecisionIsTooLate();
    void lostRaceTellsWhoWasFirst();
    void settingMayChangeInBetween();
    void ownRequestNeedsAnotherManager();
    void othersRequestsAreNotTheirs();
    void idAndReferenceAreTakenInAnyForm_data();
    void idAndReferenceAreTakenInAnyForm();
    void referenceOfSeveralIsAmbiguous();
    void onlyVisibleRequestsMakeItAmbiguous();
    void invisibleRequestIsAsNone_data();
    void invisibleRequestIsAsNone();
    void manyOfOneReferenceHideNobodysOwn();
    void unknownRequests_data();
    void unknownRequests();

private:
    ContosoTenant &t() { return *m_tenant; }
    std::unique_ptr<ContosoTenant> m_tenant;
};

void TestServiceRefusals::tellWhereTheRequestStands_data()
{
    QTest::addColumn<Operation>("operation");
    QTest::addColumn<Session>("actor");
    QTest::addColumn<RequestState>("state");
    using enum RequestState;
    const std::tuple<Operation, Session, RequestState> acts[] = {
        {Operation::Authorize, T::max(), Submitted}, {Operation::Reject, T::max(), Submitted},
        {Operation::Approve, T::abe(), Pending},     {Operation::Deny, T::ada(), Pending},
        {Operation::Cancel, T::abe(), Pending},      {Operation::Revoke, T::ada(), Approved},
        {Operation::Complete, T::eve(), Approved},   {Operation::RecordAction, T::eve(), Approved}};
    for (const auto &[operation, actor, allowed] : acts) {
        const bool customers = actor == T::abe() || actor == T::ada();
        for (const RequestState state : allRequestStates()) {
            // What the manager has not agreed to does not exist for the customer.
            const bool hidden = customers && (state == Submitted || state == Rejected);
            if (state != allowed && !hidden)
                QTest::addRow("%s %s", qPrintable(toSlug(operation)), qPrintable(toSlug(state)))
                    << operation << actor << state;
        }
    }
}

void TestServiceRefusals::tellWhereTheRequestStands()
{
    QFETCH(Operation, operation);
    QFETCH(Session, actor);
    QFETCH(RequestState, state);
    const AccessRequest request = t().inState(state);
    t().clock().advance(1s);
    const QStringList before = t().dump();
    const auto refused = T::act(t().door(), operation, actor, request.id.toString());
    QCOMPARE(refusal(refused), QStringLiteral("wrongState"));
    const Error &error = refused.error();
    QCOMPARE(error.state, toSlug(state));
    const bool decided = request.decision.has_value();
    QCOMPARE(error.decidedBy, decided ? request.decision->by : QString());
    QVERIFY(error.decidedAt == (decided ? std::optional(request.decision->at) : std::nullopt));
    QVERIFY(error.message.contains(request.reference));
    QCOMPARE(decided, error.message.contains(error.decidedBy) && !error.decidedBy.isEmpty());
    QCOMPARE(t().dump(), before);
}

void TestServiceRefusals::secondDecisionIsTooLate_data()
{
    QTest::addColumn<Operation>("first");
    QTest::addColumn<Operation>("second");
    for (const Operation first : {Operation::Approve, Operation::Deny, Operation::Cancel}) {
        for (const Operation second : {Operation::Approve, Operation::Deny, Operation::Cancel})
            QTest::addRow("%s, then %s", qPrintable(toSlug(first)), qPrintable(toSlug(second)))
                << first << second;
    }
}

/// Two consoles show the same pending request.
void TestServiceRefusals::secondDecisionIsTooLate()
{
    QFETCH(Operation, first);
    QFETCH(Operation, second);
    const QString id = t().authorized().id.toString();
    const auto other = t().anotherDoor();
    QCOMPARE(toSlug(need(other->request(T::ada(), id)).request.state), QStringLiteral("pending"));
    const auto decided = need(T::act(t().door(), first, T::abe(), id));
    t().clock().advance(1s);
    const QStringList before = t().dump();
    const auto refused = T::act(*other, second, T::ada(), id);
    QCOMPARE(refusal(refused), QStringLiteral("wrongState"));
    QCOMPARE(refused.error().decidedBy, T::abe().userPrincipalName);
    QVERIFY(refused.error().decidedAt == decided.decision->at);
    QCOMPARE(refused.error().state, toSlug(decided.state));
    QCOMPARE(t().dump(), before);
}

/// A trigger by which somebody decides while another's decision is written.
static QStringList deniedMeanwhile()
{
    const QString denial = QStringLiteral(
        "UPDATE request SET state = 'denied', decided_by = 'ada@contoso.com', decided_name = "
        "'Ada', decided_role = 'global-administrator', decided_at = 1770319000000, "
        "comment = 'no', deadline = NULL WHERE key = OLD.key;");
    if (testedEngine() == Engine::Sqlite)
        return {QStringLiteral("CREATE TRIGGER first BEFORE UPDATE ON request WHEN NEW.state = "
                               "'approved' BEGIN %1 SELECT RAISE(IGNORE); END")
                    .arg(denial)};
    return {QStringLiteral("CREATE FUNCTION deny() RETURNS trigger LANGUAGE plpgsql AS "
                           "$$ BEGIN %1 RETURN NULL; END $$")
                .arg(denial),
            QStringLiteral("CREATE TRIGGER first BEFORE UPDATE ON request FOR EACH ROW WHEN "
                           "(NEW.state = 'approved') EXECUTE FUNCTION deny()")};
}

/// Somebody decides between the look at the request and its change, as an engine could let them.
void TestServiceRefusals::lostRaceTellsWhoWasFirst()
{
    const auto pending = t().authorized();
    SqlProbe probe(t().path());
    for (const QString &sql : deniedMeanwhile())
        probe.rows(sql);
    const QStringList before = t().dump();
    const auto refused = t()->approveRequest(T::abe(), pending.reference, {});
    QCOMPARE(refusal(refused), QStringLiteral("wrongState"));
    QCOMPARE(refused.error().state, QStringLiteral("denied"));
    QCOMPARE(refused.error().decidedBy, T::ada().userPrincipalName);
    QVERIFY(refused.error().decidedAt == Timestamp(1770319000s));
    QCOMPARE(t().dump(), before);
}

void TestServiceRefusals::settingMayChangeInBetween()
{
    // The setting of the moment of the manager's yes is the one that counts.
    const auto first = t().submitted(QStringLiteral("SR1"));
    const auto second = t().submitted(QStringLiteral("SR2"));
    need(t()->changePolicy(T::abe(), {.requireApproval = false}));
    const auto other = t().anotherDoor();
    QCOMPARE(toSlug(need(other->authorizeRequest(T::max(), first.reference, {})).state),
             QStringLiteral("approved"));
    need(t()->changePolicy(T::abe(), {.requireApproval = true}));
    QCOMPARE(toSlug(need(other->authorizeRequest(T::max(), second.reference, {})).state),
             QStringLiteral("pending"));
}

void TestServiceRefusals::ownRequestNeedsAnotherManager()
{
    const auto own = need(t()->submitRequest(T::mae(), T::wish(QStringLiteral("SR1"))));
    const QStringList before = t().dump();
    for (const Operation operation : {Operation::Authorize, Operation::Reject}) {
        const auto refused = T::act(t().door(), operation, T::mae(), own.id.toString());
        QCOMPARE(refusal(refused), QStringLiteral("notPermitted"));
        QCOMPARE(refused.error().state, QStringLiteral("submitted"));
    }
    QCOMPARE(t().dump(), before);
    need(t()->authorizeRequest(T::max(), own.id.toString(), {}));
}

/// Mae is an engineer who sees others' requests, as a manager.
void TestServiceRefusals::othersRequestsAreNotTheirs()
{
    const QString id = t().approved().id.toString();
    const QStringList before = t().dump();
    for (const Operation operation :
         {Operation::Complete, Operation::RecordAction, Operation::Cancel}) {
        const auto refused = T::act(t().door(), operation, T::mae(), id);
        QCOMPARE(refusal(refused), QStringLiteral("notPermitted"));
        QCOMPARE(refused.error().state, QStringLiteral("approved"));
    }
    QCOMPARE(t().dump(), before);
}

void TestServiceRefusals::idAndReferenceAreTakenInAnyForm_data()
{
    QTest::addColumn<QString>("form");
    const std::pair<const char *, const char *> forms[] = {
        {"id", "%1"},        {"id with spaces", " %1\n"},        {"id in braces", "{%1}"},
        {"reference", "%2"}, {"reference with spaces", "  %2 "}, {"small reference", "%3"},
        {"great id", "%4"}};
    for (const auto &[name, form] : forms)
        QTest::newRow(name) << QString::fromLatin1(form);
}

void TestServiceRefusals::idAndReferenceAreTakenInAnyForm()
{
    QFETCH(QString, form);
    const auto pending = t().authorized(QStringLiteral("CLB#Test02052018"));
    const QString id = pending.id.toString();
    const QString text = QString(form)
                             .replace(QStringLiteral("%1"), id)
                             .replace(QStringLiteral("%2"), pending.reference)
                             .replace(QStringLiteral("%3"), pending.reference.toLower())
                             .replace(QStringLiteral("%4"), id.toUpper());
    QVERIFY(need(t()->request(T::abe(), text)).request == pending);
    QCOMPARE(need(t()->events(T::abe(), {.request = text})).items.size(), size_t(3));
    QVERIFY(need(t()->approveRequest(T::abe(), text, {})).id == pending.id);
}

void TestServiceRefusals::referenceOfSeveralIsAmbiguous()
{
    const QString reference = QStringLiteral("EXSR359123");
    const auto done = need(
        t()->denyRequest(T::abe(), t().authorized(reference).id.toString(), QStringLiteral("no")));
    const auto pending = t().authorized(reference.toLower());
    const QStringList before = t().dump();
    // Even where only one of them could be approved: nobody shall decide on the wrong one.
    for (const Operation operation : {Operation::Approve, Operation::Deny, Operation::Cancel,
                                      Operation::Revoke, Operation::Authorize}) {
        const Session actor = operation == Operation::Authorize ? T::max() : T::abe();
        const auto refused = T::act(t().door(), operation, actor, reference);
        QCOMPARE(refusal(refused), QStringLiteral("ambiguous"));
        QCOMPARE(refused.error().candidates,
                 (QStringList{pending.id.toString(), done.id.toString()}));
        QVERIFY(refused.error().message.contains(reference));
    }
    const auto read = t()->request(T::gil(), reference);
    QCOMPARE(refusal(read), QStringLiteral("ambiguous"));
    QCOMPARE(read.error().candidates.size(), 2);
    QCOMPARE(refusal(t()->events(T::gil(), {.request = reference})), QStringLiteral("ambiguous"));
    QCOMPARE(t().dump(), before);
    need(t()->approveRequest(T::abe(), pending.id.toString(), {}));
}

void TestServiceRefusals::onlyVisibleRequestsMakeItAmbiguous()
{
    const QString reference = QStringLiteral("EXSR359123");
    const auto pending = t().authorized(reference);
    const auto filed = t().submitted(reference); // the customer does not know of it
    need(t()->submitRequest(T::ed(), T::wish(reference)));
    QVERIFY(need(t()->request(T::abe(), reference)).request == pending);
    const auto manager = t()->request(T::max(), reference);
    QCOMPARE(manager.error().candidates.size(), 3);
    const auto engineer = t()->cancelRequest(T::eve(), reference, {});
    QCOMPARE(engineer.error().candidates,
             (QStringList{filed.id.toString(), pending.id.toString()}));
    QVERIFY(need(t()->approveRequest(T::abe(), reference, {})).id == pending.id);
}

void TestServiceRefusals::invisibleRequestIsAsNone_data()
{
    QTest::addColumn<RequestState>("state");
    QTest::addColumn<Session>("actor");
    using enum RequestState;
    for (const auto &[name, actor] :
         {std::pair("administrator", T::ada()), std::pair("approver", T::abe()),
          std::pair("reader", T::rita()), std::pair("plain user", T::paul()),
          std::pair("another engineer", T::ed())}) {
        for (const RequestState state : {Submitted, Rejected})
            QTest::addRow("%s, %s", name, qPrintable(toSlug(state))) << state << actor;
    }
    QTest::newRow("another engineer, pending") << Pending << T::ed();
    QTest::newRow("another engineer, approved") << Approved << T::ed();
}

/// Whatever one tries: the answer is the one for a request that there is not.
void TestServiceRefusals::invisibleRequestIsAsNone()
{
    QFETCH(RequestState, state);
    QFETCH(Session, actor);
    const auto hidden = t().inState(state);
    const std::pair<QString, QString> names[] = {
        {hidden.id.toString(), QStringLiteral("0b0d3c9a-38a5-4e3a-8d51-0d6b7a1f2c01")},
        {hidden.reference, QStringLiteral("EXSR000000")}};
    const QStringList before = t().dump();
    using enum Operation;
    for (const auto &[name, unknown] : names) {
        const auto asNone = [&, &hid = name, &none = unknown](const auto &attempt) {
            auto refused = attempt(hid);
            if (refused)
                return false;
            refused.error().message.replace(hid, none);
            return refused.error() == attempt(none).error();
        };
        QVERIFY(asNone([&](const QString &text) { return t()->request(actor, text); }));
        QVERIFY(asNone([&](const QString &text) { return t()->events(actor, {.request = text}); }));
        for (const Operation operation :
             {Authorize, Reject, Approve, Deny, Cancel, Revoke, Complete, RecordAction})
            QVERIFY2(asNone([&](const QString &text) {
                         return T::act(t().door(), operation, actor, text);
                     }),
                     qPrintable(toSlug(operation)));
    }
    QCOMPARE(t().dump(), before);
}

void TestServiceRefusals::manyOfOneReferenceHideNobodysOwn()
{
    const QString reference = QStringLiteral("EXSR359123");
    const auto own = need(t()->submitRequest(T::ed(), T::wish(reference)));
    for (int i = 0; i < 120; ++i)
        need(t()->submitRequest(T::eve(), T::wish(reference)));
    QVERIFY(need(t()->request(T::ed(), reference)).request == own);
    QVERIFY(need(t()->cancelRequest(T::ed(), reference, {})).id == own.id);
    QCOMPARE(refusal(t()->request(T::eve(), reference)), QStringLiteral("ambiguous"));
}

void TestServiceRefusals::unknownRequests_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("spaces") << QStringLiteral("   ");
    QTest::newRow("reference") << QStringLiteral("EXSR000000");
    QTest::newRow("part of one") << QStringLiteral("EXSR35912");
    QTest::newRow("id") << QStringLiteral("0b0d3c9a-38a5-4e3a-8d51-0d6b7a1f2c01");
    QTest::newRow("null id") << QStringLiteral("00000000-0000-0000-0000-000000000000");
    QTest::newRow("wildcard") << QStringLiteral("%");
    QTest::newRow("SQL") << QStringLiteral("' OR 1=1 --");
    QTest::newRow("long") << QString(100'000, QLatin1Char('x'));
    QTest::newRow("half a character") << QString(QChar(0xd83d));
}

void TestServiceRefusals::unknownRequests()
{
    QFETCH(QString, text);
    t().authorized();
    const QStringList before = t().dump();
    QCOMPARE(refusal(t()->request(T::max(), text)), QStringLiteral("notFound"));
    QCOMPARE(refusal(t()->events(T::ada(), {.request = text})), QStringLiteral("notFound"));
    const auto refused = t()->approveRequest(T::abe(), text, {});
    QCOMPARE(refusal(refused), QStringLiteral("notFound"));
    QVERIFY(refused.error().message.size() < 200);
    QCOMPARE(t().dump(), before);
}

QTEST_GUILESS_MAIN(TestServiceRefusals)
#include "tst_servicerefusals.moc"
