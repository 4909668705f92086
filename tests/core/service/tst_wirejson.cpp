#include "core/service/wirejson.h"
#include "tests/core/service/contosotenant.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// JSON as others read it: its keys are a promise, times are RFC 3339 in UTC with Z, and what is
/// absent is null.
class TestWireJson : public QObject
{
    Q_OBJECT

private slots:
    void requestHasAllKeys_data();
    void requestHasAllKeys();
    void requestThroughItsLife();
    void absentValuesAreNull();
    void timesKeepTheirMilliseconds();
    void user();
    void userWithoutAddressAndRoles();
    void policy();
    void error();
    void errorWithNothingElse();
    void errorOfTheDoor();
    void list();
};

static Tenant contoso()
{
    return {.id = TenantId::fromString(u"2d21eca7-dc94-4a71-b0c5-ddbe6ab2ba50"),
            .name = QStringLiteral("Contoso"),
            .domain = QStringLiteral("contoso.com"),
            .provider = QStringLiteral("Microsoft")};
}

/// The lines of it, with the keys in order: so a difference is easy to see.
static QStringList text(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson()).split(QLatin1Char('\n'));
}

static QStringList text(const char *json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        qFatal("no JSON: %s", json);
    return text(document.object());
}

void TestWireJson::requestHasAllKeys_data()
{
    QTest::addColumn<RequestState>("state");
    for (const RequestState state : allRequestStates())
        QTest::newRow(qPrintable(toSlug(state))) << state;
}

void TestWireJson::requestHasAllKeys()
{
    QFETCH(RequestState, state);
    ContosoTenant tenant;
    const QJsonObject json = wire::toJson(tenant.inState(state), contoso());
    const QString keys = QStringLiteral(
        "accessEnd accessStart approvalRequired authorizedAt authorizedBy comment decidedAt "
        "decidedBy decidedByName decidedRole duration endedBy expiresAt id notifiedAt reason "
        "reference requestor requestorName service state submittedAt tenant tenantId");
    QCOMPARE(json.keys(), keys.split(QLatin1Char(' ')));
    QCOMPARE(json.value(QStringLiteral("state")).toString(), toSlug(state));
}

void TestWireJson::requestThroughItsLife()
{
    AccessRequest request{.id = RequestId::fromString(u"979F5FCC-0000-4000-8000-C56AB355D452"),
                          .reference = QStringLiteral("EXSR359123"),
                          .service = QStringLiteral("Exchange"),
                          .reason = QStringLiteral("Mail \"flow\""),
                          .requestor = T::eve().userPrincipalName,
                          .duration = 4h,
                          .state = RequestState::Revoked,
                          .submittedAt = T::start()};
    request.authorization = {.by = T::max().userPrincipalName, .at = T::start() + 1h};
    request.notifiedAt = T::start() + 1h;
    request.expiresAt = T::start() + 13h;
    request.decision = {.by = T::abe().userPrincipalName,
                        .byName = QStringLiteral("Abe Approver"),
                        .role = Role::LockboxApprover,
                        .at = T::start() + 2h,
                        .comment = QStringLiteral("go")};
    request.access = {
        .start = T::start() + 2h, .end = T::start() + 3h, .endedBy = T::ada().userPrincipalName};
    QStringList expected = text(R"({
        "id": "979f5fcc-0000-4000-8000-c56ab355d452",
        "reference": "EXSR359123",
        "tenant": "Contoso",
        "tenantId": "2d21eca7-dc94-4a71-b0c5-ddbe6ab2ba50",
        "service": "Exchange",
        "reason": "Mail \"flow\"",
        "requestor": "eve@fabrikam.com",
        "requestorName": "Microsoft Engineer",
        "state": "revoked",
        "duration": 14400,
        "submittedAt": "2026-02-05T19:11:55Z",
        "authorizedAt": "2026-02-05T20:11:55Z",
        "authorizedBy": "max@fabrikam.com",
        "notifiedAt": "2026-02-05T20:11:55Z",
        "expiresAt": "2026-02-06T08:11:55Z",
        "approvalRequired": true,
        "decidedAt": "2026-02-05T21:11:55Z",
        "decidedBy": "abe@contoso.com",
        "decidedByName": "Abe Approver",
        "decidedRole": "customer-lockbox-access-approver",
        "comment": "go",
        "accessStart": "2026-02-05T21:11:55Z",
        "accessEnd": "2026-02-05T22:11:55Z",
        "endedBy": "ada@contoso.com"})");
    QCOMPARE(text(wire::toJson(request, contoso())), expected);
}

void TestWireJson::absentValuesAreNull()
{
    ContosoTenant tenant;
    const QJsonObject json = wire::toJson(tenant.submitted(), contoso());
    for (const char *key :
         {"authorizedAt", "authorizedBy", "notifiedAt", "expiresAt", "decidedAt", "decidedBy",
          "decidedByName", "decidedRole", "comment", "accessStart", "accessEnd", "endedBy"}) {
        QVERIFY2(json.value(QLatin1String(key)).isNull(), key);
    }
    // An approval without a comment, while access is open.
    const QJsonObject open = wire::toJson(tenant.approved(), contoso());
    QVERIFY(open.value(QStringLiteral("comment")).isNull());
    QVERIFY(open.value(QStringLiteral("endedBy")).isNull());
    QVERIFY(open.value(QStringLiteral("accessEnd")).isString());
}

void TestWireJson::timesKeepTheirMilliseconds()
{
    AccessRequest request{.submittedAt = T::start() + 40ms};
    QCOMPARE(wire::toJson(request, contoso()).value(QStringLiteral("submittedAt")).toString(),
             QStringLiteral("2026-02-05T19:11:55.040Z"));
}

void TestWireJson::user()
{
    const User user{.userPrincipalName = T::abe().userPrincipalName,
                    .displayName = QStringLiteral("Abe Approver"),
                    .email = QStringLiteral("abe@contoso.com"),
                    .alternateEmail = QStringLiteral("abe@home.example"),
                    .side = Side::Customer,
                    .roles = {Role::LockboxApprover, Role::GlobalReader}};
    QStringList expected = text(R"({
        "userPrincipalName": "abe@contoso.com",
        "displayName": "Abe Approver",
        "email": "abe@contoso.com",
        "alternateEmail": "abe@home.example",
        "side": "customer",
        "roles": [
            {"id": "5c4f9dcd-47dc-4cf7-8c9a-9e4207cbfc91",
             "slug": "customer-lockbox-access-approver",
             "name": "Customer Lockbox access approver"},
            {"id": "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
             "slug": "global-reader",
             "name": "Global reader"}]})");
    QCOMPARE(text(wire::toJson(user)), expected);
}

void TestWireJson::userWithoutAddressAndRoles()
{
    const User user{.userPrincipalName = T::max().userPrincipalName,
                    .displayName = QStringLiteral("Max"),
                    .email = {},
                    .alternateEmail = {},
                    .side = Side::Provider,
                    .roles = {Role::Manager}};
    QStringList expected = text(R"({
        "userPrincipalName": "max@fabrikam.com", "displayName": "Max", "email": null,
        "alternateEmail": null, "side": "provider",
        "roles": [{"id": null, "slug": "manager", "name": "Manager"}]})");
    QCOMPARE(text(wire::toJson(user)), expected);
    QCOMPARE(wire::toJson(User()).value(QStringLiteral("roles")), QJsonValue(QJsonArray()));
}

void TestWireJson::policy()
{
    QStringList expected = text(R"({
        "requireApproval": true, "decideWithin": 43200, "maxAccess": 14400,
        "commentRequiredOnDeny": true})");
    QCOMPARE(text(wire::toJson(Policy{.requireApproval = true})), expected);
}

void TestWireJson::error()
{
    const Error refused{.code = ErrorCode::Ambiguous,
                        .message = QStringLiteral("it fits two"),
                        .field = QStringLiteral("reference"),
                        .state = QStringLiteral("denied"),
                        .decidedBy = T::abe().userPrincipalName,
                        .decidedAt = T::start(),
                        .candidates = {QStringLiteral("a"), QStringLiteral("b")}};
    QStringList expected = text(R"({"error": {
        "code": "ambiguous", "message": "it fits two", "field": "reference", "state": "denied",
        "decidedBy": "abe@contoso.com", "decidedAt": "2026-02-05T19:11:55Z",
        "candidates": ["a", "b"]}})");
    QCOMPARE(text(wire::toJson(refused)), expected);
}

void TestWireJson::errorWithNothingElse()
{
    QStringList expected =
        text(R"({"error": {"code": "notFound", "message": "there is none", "field": null,
                      "state": null, "decidedBy": null, "decidedAt": null, "candidates": []}})");
    QCOMPARE(text(wire::toJson(
                 Error{.code = ErrorCode::NotFound, .message = QStringLiteral("there is none")})),
             expected);
}

void TestWireJson::errorOfTheDoor()
{
    ContosoTenant tenant;
    const auto denied = tenant.inState(RequestState::Denied);
    const auto refused = tenant->approveRequest(T::ada(), denied.id.toString(), {});
    const QJsonObject json =
        wire::toJson(refused.error()).value(QStringLiteral("error")).toObject();
    QCOMPARE(json.value(QStringLiteral("code")).toString(), QStringLiteral("wrongState"));
    QCOMPARE(json.value(QStringLiteral("state")).toString(), QStringLiteral("denied"));
    QCOMPARE(json.value(QStringLiteral("decidedBy")).toString(), T::abe().userPrincipalName);
    QCOMPARE(json.value(QStringLiteral("decidedAt")).toString(),
             QStringLiteral("2026-02-05T19:14:55Z"));
}

void TestWireJson::list()
{
    QStringList expected = text(R"({"value": [1, 2], "next": "f7."})");
    QCOMPARE(text(wire::toList({1, 2}, QStringLiteral("f7."))), expected);
    expected = text(R"({"value": [], "next": null})");
    QCOMPARE(text(wire::toList({}, QString())), expected);
}

QTEST_GUILESS_MAIN(TestWireJson)
#include "tst_wirejson.moc"
