#include "core/base/timetext.h"
#include "core/wire/codec.h"

#include <QJsonArray>
#include <QTest>

using namespace lockbox;
using namespace std::chrono_literals;
using wire::Unknown;

/// What is written as JSON is read as what it was, and what is not as it must be is refused by name.
class TestCodec : public QObject
{
    Q_OBJECT

private slots:
    void requestsComeBack();
    void detailsComeBack();
    void overviewComesBack();
    void usersComeBack();
    void wishesComeBack();
    void noticesComeBack();
    void logComesBack();
    void errorsComeBack();
    void saysTheTenantOfARequest();
    void refusesByName_data();
    void refusesByName();
    void unknownNames();
};

static Timestamp at(const char *text)
{
    return *parseRfc3339(QString::fromLatin1(text), QStringLiteral("at"));
}

static AccessRequest fullRequest()
{
    return {.id = RequestId::fromString(u"979f5fcc-0000-4000-8000-c56ab355d452"),
            .reference = QStringLiteral("EXSR359123"),
            .service = QStringLiteral("Exchange"),
            .reason = QStringLiteral("Mail \"flow\" \u2028 ü"),
            .requestor = QStringLiteral("eve@fabrikam.com"),
            .duration = 4h,
            .state = RequestState::Revoked,
            .submittedAt = at("2026-02-05T19:11:55.123Z"),
            .authorization = Authorization{.by = QStringLiteral("max@fabrikam.com"),
                                           .at = at("2026-02-05T20:11:55Z")},
            .notifiedAt = at("2026-02-05T20:11:55Z"),
            .expiresAt = at("2026-02-06T08:11:55Z"),
            .approvalRequired = true,
            .decision = Decision{.by = QStringLiteral("abe@contoso.com"),
                                 .byName = QStringLiteral("Abe Approver"),
                                 .role = Role::LockboxApprover,
                                 .at = at("2026-02-05T21:00:00Z"),
                                 .comment = QStringLiteral("go")},
            .access = AccessWindow{.start = at("2026-02-05T21:00:00Z"),
                                   .end = at("2026-02-05T22:00:00Z"),
                                   .endedBy = QStringLiteral("ada@contoso.com")}};
}

static AccessRequest bareRequest()
{
    AccessRequest request = fullRequest();
    request.state = RequestState::Submitted;
    request.authorization.reset();
    request.notifiedAt.reset();
    request.expiresAt.reset();
    request.decision.reset();
    request.access.reset();
    return request;
}

static Delivery fullDelivery()
{
    return {.id = 7,
            .kind = NoticeKind::Reminder,
            .request = fullRequest().id,
            .reference = QStringLiteral("EXSR359123"),
            .recipient = QStringLiteral("abe@contoso.com"),
            .recipientName = QStringLiteral("Abe"),
            .address = QStringLiteral("abe@contoso.example"),
            .state = DeliveryState::Failed,
            .attempts = 3,
            .createdAt = at("2026-02-05T20:11:55Z"),
            .changedAt = at("2026-02-05T20:12:55Z"),
            .nextAt = at("2026-02-05T20:13:55Z"),
            .giveUpAt = at("2026-02-06T08:11:55Z"),
            .words = QStringLiteral("451 later"),
            .messageId = QStringLiteral("<1@contoso.com>")};
}

/// The value after a journey.
template<typename T>
static T sent(const T &value)
{
    const auto back = wire::fromJson<T>(wire::toJson(value), Unknown::Refused);
    if (!back)
        qFatal("%s", qPrintable(back.error().message));
    return *back;
}

void TestCodec::requestsComeBack()
{
    QCOMPARE(sent(fullRequest()), fullRequest());
    QCOMPARE(sent(bareRequest()), bareRequest());
    const Page<AccessRequest> page{
        .items = {fullRequest(), bareRequest()}, .next = QStringLiteral("n"), .previous = {}};
    QCOMPARE(sent(page).items, page.items);
    QCOMPARE(sent(page).next, page.next);
    QVERIFY(sent(page).previous.isEmpty());
}

void TestCodec::detailsComeBack()
{
    const Event event{.seq = 3,
                      .at = at("2026-02-05T20:11:55Z"),
                      .kind = EventKind::RequestAuthorized,
                      .actor = QStringLiteral("max@fabrikam.com"),
                      .actorRole = Role::Manager,
                      .request = fullRequest().id,
                      .reference = QStringLiteral("EXSR359123"),
                      .user = {},
                      .before = {{QStringLiteral("state"), QStringLiteral("submitted")}},
                      .after = {{QStringLiteral("state"), QStringLiteral("pending")}},
                      .details = {{QStringLiteral("comment"), QStringLiteral("ok")}}};
    const RequestDetails details{.request = fullRequest(),
                                 .timeline = {event},
                                 .requestsOfRequestor = 4,
                                 .requestsOfReference = 2,
                                 .deliveries = {fullDelivery()},
                                 .phrase = QStringLiteral("zoo ice cat map")};
    const RequestDetails back = sent(details);
    QCOMPARE(back.request, details.request);
    QCOMPARE(back.timeline, details.timeline);
    QCOMPARE(back.requestsOfRequestor, 4);
    QCOMPARE(back.requestsOfReference, 2);
    QCOMPARE(back.deliveries, details.deliveries);
    QCOMPARE(back.phrase, details.phrase);
    // Those who may not read the history get a number, a time and nothing else.
    const Changes changes{.events = {event, Event{.seq = 4, .at = event.at}}, .head = 9};
    QCOMPARE(sent(changes).events, changes.events);
    QCOMPARE(sent(changes).head, 9);
}

void TestCodec::overviewComesBack()
{
    const Overview overview{
        .counts = {{RequestState::Pending, 4}, {RequestState::Denied, 12'345'678'901}},
        .waiting = {fullRequest()},
        .openAccess = {bareRequest()},
        .policy = {.requireApproval = true, .maxAccess = 1h, .commentRequiredOnDeny = false},
        .approvers = 3,
        .unreachableApprovers = 1,
        .deliveries = {{DeliveryState::Failed, 2}},
        .mailTrouble = QStringLiteral("no mail server is set")};
    const Overview back = sent(overview);
    QCOMPARE(back.counts, overview.counts);
    QCOMPARE(back.waiting, overview.waiting);
    QCOMPARE(back.openAccess, overview.openAccess);
    QCOMPARE(back.policy, overview.policy);
    QCOMPARE(back.approvers, 3);
    QCOMPARE(back.unreachableApprovers, 1);
    QCOMPARE(back.deliveries, overview.deliveries);
    QCOMPARE(back.mailTrouble, overview.mailTrouble);
}

void TestCodec::usersComeBack()
{
    User user{.userPrincipalName = QStringLiteral("ada@contoso.com"),
              .displayName = QStringLiteral("Ada"),
              .email = {},
              .alternateEmail = QStringLiteral("ada@home.example"),
              .side = Side::Customer,
              .roles = {}};
    QCOMPARE(sent(user), user);
    for (const RoleInfo &role : allRoles())
        user.roles.insert(role.role);
    user.side = Side::Provider;
    QCOMPARE(sent(user), user);
    StoreInfo info{.tenant = {.id = TenantId::fromString(u"2d21eca7-dc94-4a71-b0c5-ddbe6ab2ba50"),
                              .name = QStringLiteral("Contoso"),
                              .domain = QStringLiteral("contoso.com"),
                              .provider = QStringLiteral("Microsoft")},
                   .demo = true,
                   .clockOffset = 86'400'001ms};
    info.alarm = LogAlarm{.message = QStringLiteral("rolled back"),
                          .pinned = {.origin = QStringLiteral("o"), .size = 9, .root = {}},
                          .present = {.origin = QStringLiteral("o"), .size = 8, .root = {}}};
    const StoreInfo back = sent(info);
    QCOMPARE(back.tenant, info.tenant);
    QVERIFY(back.demo);
    QCOMPARE(back.clockOffset, info.clockOffset);
    QVERIFY(back.alarm == info.alarm);
}

void TestCodec::wishesComeBack()
{
    const rules::NewRequest wish{.reference = QStringLiteral("R"),
                                 .service = QStringLiteral("Exchange"),
                                 .reason = QStringLiteral("why"),
                                 .duration = 90min};
    QCOMPARE(sent(wish).duration, 90min);
    QCOMPARE(sent(wish).reason, wish.reason);
    QVERIFY(!sent(rules::Approval{.comment = QStringLiteral("c")}).window);
    QCOMPARE(sent(rules::Approval{.window = 30min}).window,
             std::optional<std::chrono::seconds>(30min));
    const PolicyChange change{.requireApproval = false, .maxAccess = 2h, .acceptUnreachable = true};
    QCOMPARE(sent(change), change);
    QCOMPARE(sent(PolicyChange{}), PolicyChange{});
    const NotificationChange notices{.port = 25, .optional = std::set<NoticeKind>{}};
    QCOMPARE(sent(notices), notices);
    QCOMPARE(sent(NotificationSettings{}), NotificationSettings{});
}

void TestCodec::noticesComeBack()
{
    QCOMPARE(sent(fullDelivery()), fullDelivery());
    Delivery bare = fullDelivery();
    bare.request = RequestId();
    bare.nextAt.reset();
    QCOMPARE(sent(bare), bare);
    const Letter letter{.delivery = bare,
                        .from = QStringLiteral("a <b@c>"),
                        .subject = QStringLiteral("s"),
                        .text = QStringLiteral("t\n"),
                        .html = QStringLiteral("<p>"),
                        .phrase = QStringLiteral("a b c d")};
    QCOMPARE(sent(letter), letter);
    const MailVerdict verdict{.kind = MailVerdict::Kind::Altered,
                              .delivery = bare,
                              .differences = {{QStringLiteral("Subject"), QStringLiteral("a"), {}}},
                              .explanation = QStringLiteral("it differs")};
    QCOMPARE(sent(verdict), verdict);
    const TestMail mail{
        .sent = true, .words = QStringLiteral("250"), .dialogue = QStringLiteral("d")};
    QCOMPARE(sent(mail), mail);
}

void TestCodec::logComesBack()
{
    const LogHead head{
        .origin = QStringLiteral("o"), .size = 12, .root = QStringLiteral("cm9vdA==")};
    LogState state{
        .head = head, .verifierKey = QStringLiteral("k"), .canSign = true, .signedSize = 10};
    state.pinned = head;
    QCOMPARE(sent(state), state);
    LogVerification verification{.head = head, .signedSize = 3, .at = at("2026-02-05T20:11:55Z")};
    QCOMPARE(sent(verification), verification);
    verification.finding =
        LogFinding{.seq = 4, .field = QStringLiteral("leafHash"), .message = QStringLiteral("m")};
    QCOMPARE(sent(verification), verification);
    const LogTrust trust{.checkpoint = QByteArray("a\0b\xff", 4), .verifierKey = {}};
    QCOMPARE(sent(trust).checkpoint, trust.checkpoint);
}

void TestCodec::errorsComeBack()
{
    const Error error{.code = ErrorCode::WrongState,
                      .message = QStringLiteral("it was denied"),
                      .field = {},
                      .state = QStringLiteral("denied"),
                      .decidedBy = QStringLiteral("abe@contoso.com"),
                      .decidedAt = at("2026-02-05T20:11:55Z"),
                      .candidates = {QStringLiteral("a"), QStringLiteral("b")},
                      .retryAfter = 61s};
    QCOMPARE(sent(error), error);
    for (int code = 0; code <= int(ErrorCode::Internal); ++code)
        QCOMPARE(int(sent(Error{.code = ErrorCode(code)}).code), code);
}

void TestCodec::saysTheTenantOfARequest()
{
    const Tenant tenant{.id = TenantId::fromString(u"2d21eca7-dc94-4a71-b0c5-ddbe6ab2ba50"),
                        .name = QStringLiteral("Contoso"),
                        .domain = QStringLiteral("contoso.com"),
                        .provider = QStringLiteral("Microsoft")};
    const Page<AccessRequest> page{.items = {bareRequest()}, .next = {}, .previous = {}};
    const QJsonObject request =
        wire::toJson(page, tenant).value(QStringLiteral("value")).toArray().at(0).toObject();
    QCOMPARE(request.value(QStringLiteral("requestorName")).toString(),
             QStringLiteral("Microsoft Engineer"));
    QCOMPARE(request.value(QStringLiteral("tenant")).toString(), QStringLiteral("Contoso"));
    QCOMPARE(request.value(QStringLiteral("tenantId")).toString(), tenant.id.toString());
    QVERIFY(!wire::toJson(page)
                 .value(QStringLiteral("value"))
                 .toArray()
                 .at(0)
                 .toObject()
                 .contains(QStringLiteral("tenant")));
}

void TestCodec::refusesByName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("missing") << QStringLiteral("reason") << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("null") << QStringLiteral("reason") << QJsonValue();
    QTest::newRow("another kind") << QStringLiteral("reason") << QJsonValue(4);
    QTest::newRow("no number") << QStringLiteral("duration") << QJsonValue(QStringLiteral("4h"));
    QTest::newRow("a fraction") << QStringLiteral("duration") << QJsonValue(1.5);
    QTest::newRow("too large a number") << QStringLiteral("duration") << QJsonValue(1e300);
    QTest::newRow("no state") << QStringLiteral("state") << QJsonValue(QStringLiteral("open"));
    QTest::newRow("no time") << QStringLiteral("expiresAt") << QJsonValue(QStringLiteral("today"));
    QTest::newRow("no GUID") << QStringLiteral("id") << QJsonValue(QStringLiteral("1"));
    QTest::newRow("no flag") << QStringLiteral("approvalRequired") << QJsonValue(1);
}

void TestCodec::refusesByName()
{
    QFETCH(QString, name);
    QFETCH(QJsonValue, value);
    QJsonObject json = wire::toJson(fullRequest());
    json.insert(name, value);
    const auto read = wire::fromJson<AccessRequest>(json);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(read.error().field, name);
    QVERIFY2(read.error().message.startsWith(name), qPrintable(read.error().message));
    const auto nested = wire::fromJson<Page<AccessRequest>>(
        {{QStringLiteral("value"), QJsonArray{wire::toJson(fullRequest()), json}}});
    QVERIFY(!nested);
    QCOMPARE(nested.error().field, QStringLiteral("value[1].") + name);
}

void TestCodec::unknownNames()
{
    QJsonObject json = wire::toJson(Policy{});
    json.insert(QStringLiteral("colour"), QStringLiteral("blue"));
    QVERIFY(wire::fromJson<Policy>(json));
    const auto refused = wire::fromJson<Policy>(json, Unknown::Refused);
    QVERIFY(!refused);
    QCOMPARE(refused.error().field, QStringLiteral("colour"));
}

QTEST_GUILESS_MAIN(TestCodec)
#include "tst_codec.moc"
