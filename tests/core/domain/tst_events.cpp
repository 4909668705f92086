#include "core/domain/event.h"
#include "tests/core/domain/domainsamples.h"

#include <QJsonArray>
#include <QTest>

using namespace lockbox;
using namespace lockbox::samples;

/// Events as JSON and back, of every kind, and the names of kinds and states.
class TestEvents : public QObject
{
    Q_OBJECT

private slots:
    void kinds_data();
    void kinds();
    void everyKindIsListed();
    void thereAndBack_data() { kinds_data(); }
    void thereAndBack();
    void everyRoleThereAndBack();
    void whatIsMissingIsNull();
    void fields();
    void refused_data();
    void refused();
    void unknownKinds_data();
    void unknownKinds();
    void states_data();
    void states();
    void everyStateIsListed();
};

/// Does not compile with a kind it doesn't know (-Wswitch): a new one belongs into these tables.
static constexpr int ordinal(EventKind kind)
{
    using enum EventKind;
    switch (kind) {
    case TenantCreated: return 0;
    case UserAdded: return 1;
    case UserRolesChanged: return 2;
    case UserEmailChanged: return 3;
    case SettingChanged: return 4;
    case RequestSubmitted: return 5;
    case RequestAuthorized: return 6;
    case RequestRejected: return 7;
    case RequestNotified: return 8;
    case RequestApproved: return 9;
    case RequestDenied: return 10;
    case RequestCanceled: return 11;
    case RequestExpired: return 12;
    case AccessRecorded: return 13;
    case AccessRevoked: return 14;
    case AccessCompleted: return 15;
    case ClockAdvanced: return 16;
    case NoticeSuppressed: return 17;
    case LogStarted: return 18;
    }
    return -1;
}

static constexpr const char *kindSlugs[] = {
    "tenant.created",   "user.added",        "user.rolesChanged",  "user.emailChanged",
    "setting.changed",  "request.submitted", "request.authorized", "request.rejected",
    "request.notified", "request.approved",  "request.denied",     "request.canceled",
    "request.expired",  "access.recorded",   "access.revoked",     "access.completed",
    "clock.advanced",   "notice.suppressed", "log.started"};

static Event fullEvent(EventKind kind)
{
    return {.seq = 4711,
            .at = decided,
            .kind = kind,
            .actor = approver().userPrincipalName,
            .actorRole = Role::LockboxApprover,
            .method = QStringLiteral("password"),
            .address = QStringLiteral("2001:db8::7"),
            .request = submitted().id,
            .reference = QStringLiteral("CLB#TEST02052018"),
            .user = QStringLiteral("pat@contoso.example"),
            .before = {{QStringLiteral("state"), QStringLiteral("pending")}},
            .after = {{QStringLiteral("state"), QStringLiteral("approved")},
                      {QStringLiteral("maxAccess"), 14400},
                      {QStringLiteral("comment"), QJsonValue()}},
            .details = {{QStringLiteral("recipients"), QJsonArray{1, QStringLiteral("Ü \"x\"")}}}};
}

void TestEvents::kinds_data()
{
    QTest::addColumn<EventKind>("kind");
    for (EventKind kind : allEventKinds())
        QTest::newRow(kindSlugs[ordinal(kind)]) << kind;
}

void TestEvents::kinds()
{
    QFETCH(EventKind, kind);
    const QString slug = QString::fromLatin1(kindSlugs[ordinal(kind)]);
    QCOMPARE(toSlug(kind), slug);
    QCOMPARE(parseEventKind(slug).value(), kind);
}

void TestEvents::everyKindIsListed()
{
    QCOMPARE(allEventKinds().size(), std::size(kindSlugs));
    for (size_t i = 0; i < allEventKinds().size(); ++i)
        QCOMPARE(ordinal(allEventKinds().at(i)), int(i));
}

void TestEvents::thereAndBack()
{
    QFETCH(EventKind, kind);
    const Event full = fullEvent(kind);
    QVERIFY(eventFromJson(toJson(full)).value() == full);
    Event bare;
    bare.kind = kind;
    bare.seq = 1;
    bare.at = midnight;
    QVERIFY(eventFromJson(toJson(bare)).value() == bare);
}

void TestEvents::everyRoleThereAndBack()
{
    for (const RoleInfo &info : allRoles()) {
        Event event = fullEvent(EventKind::RequestApproved);
        event.actorRole = info.role;
        QVERIFY2(eventFromJson(toJson(event)).value() == event, info.slug);
    }
}

void TestEvents::whatIsMissingIsNull()
{
    Event bare;
    bare.at = midnight;
    const QJsonObject json = toJson(bare);
    for (const char *field : {"actor", "actorRole", "request", "reference", "user"})
        QVERIFY2(json.contains(QLatin1String(field)) && json.value(QLatin1String(field)).isNull(),
                 field);
    // An event of before there was a service has the bytes that were hashed then.
    for (const char *field : {"method", "address", "before", "after", "details"})
        QVERIFY2(!json.contains(QLatin1String(field)), field);
}

void TestEvents::fields()
{
    const QJsonObject json = toJson(fullEvent(EventKind::RequestApproved));
    const QJsonObject wanted{
        {QStringLiteral("seq"), 4711},
        {QStringLiteral("at"), QStringLiteral("2026-02-05T21:30:00.250Z")},
        {QStringLiteral("kind"), QStringLiteral("request.approved")},
        {QStringLiteral("actor"), QStringLiteral("alex@contoso.example")},
        {QStringLiteral("actorRole"), QStringLiteral("customer-lockbox-access-approver")},
        {QStringLiteral("method"), QStringLiteral("password")},
        {QStringLiteral("address"), QStringLiteral("2001:db8::7")},
        {QStringLiteral("request"), QStringLiteral("979f5fcc-0000-4000-8000-c56ab355d452")},
        {QStringLiteral("reference"), QStringLiteral("CLB#TEST02052018")},
        {QStringLiteral("user"), QStringLiteral("pat@contoso.example")},
        {QStringLiteral("before"), fullEvent({}).before},
        {QStringLiteral("after"), fullEvent({}).after},
        {QStringLiteral("details"), fullEvent({}).details}};
    QCOMPARE(json, wanted);
}

void TestEvents::refused_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("complaint");
    const auto row = [](const char *name, const char *field, const QJsonValue &value,
                        const char *complaint) {
        QTest::newRow(name) << QString::fromLatin1(field) << value
                            << QString::fromLatin1(complaint);
    };
    row("unknown kind", "kind", QStringLiteral("request.vanished"), "kind");
    row("no kind", "kind", QJsonValue(QJsonValue::Undefined), "kind");
    row("kind of another type", "kind", 5, "kind");
    row("no time", "at", QJsonValue(QJsonValue::Undefined), "at");
    row("nonsense for a time", "at", QStringLiteral("yesterday"), "at");
    row("number for a time", "at", 1770325915, "at");
    row("unknown role", "actorRole", QStringLiteral("janitor"), "role");
}

void TestEvents::refused()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QFETCH(QString, complaint);
    QJsonObject json = toJson(fullEvent(EventKind::RequestApproved));
    if (value.isUndefined())
        json.remove(field);
    else
        json.insert(field, value);
    const auto event = eventFromJson(json);
    QVERIFY(!event.has_value());
    QCOMPARE(event.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(event.error().field, complaint);
}

void TestEvents::unknownKinds_data()
{
    QTest::addColumn<QString>("slug");
    for (const char *slug : {"", "request", "Request.Approved", "request.approved ", "approve"})
        QTest::newRow(slug) << QString::fromLatin1(slug);
}

void TestEvents::unknownKinds()
{
    QFETCH(QString, slug);
    const auto kind = parseEventKind(slug);
    QVERIFY(!kind.has_value());
    QCOMPARE(kind.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(kind.error().field, QStringLiteral("kind"));
}

void TestEvents::states_data()
{
    QTest::addColumn<RequestState>("state");
    QTest::addColumn<bool>("isOver");
    using enum RequestState;
    QTest::newRow("submitted") << Submitted << false;
    QTest::newRow("rejected") << Rejected << true;
    QTest::newRow("pending") << Pending << false;
    QTest::newRow("approved") << Approved << false;
    QTest::newRow("denied") << Denied << true;
    QTest::newRow("expired") << Expired << true;
    QTest::newRow("canceled") << Canceled << true;
    QTest::newRow("revoked") << Revoked << true;
    QTest::newRow("completed") << Completed << true;
}

void TestEvents::states()
{
    QFETCH(RequestState, state);
    QFETCH(bool, isOver);
    const QString slug = QString::fromLatin1(QTest::currentDataTag());
    QCOMPARE(toSlug(state), slug);
    QCOMPARE(parseRequestState(slug).value(), state);
    QCOMPARE(parseRequestState(slug.toUpper()).value(), state);
    QCOMPARE(isFinal(state), isOver);
    const auto unknown = parseRequestState(slug + QLatin1Char('s'));
    QVERIFY(!unknown.has_value());
    QCOMPARE(unknown.error().field, QStringLiteral("state"));
    QVERIFY(unknown.error().message.contains(slug));
}

void TestEvents::everyStateIsListed()
{
    QCOMPARE(allRequestStates().size(), size_t(9));
    for (size_t i = 0; i < allRequestStates().size(); ++i)
        QCOMPARE(static_cast<size_t>(allRequestStates().at(i)), i);
}

QTEST_GUILESS_MAIN(TestEvents)
#include "tst_events.moc"
