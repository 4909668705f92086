#include "core/base/timetext.h"
#include "core/domain/eventfields.h"
#include "tests/core/domain/domainsamples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <random>

using namespace lockbox;
using namespace lockbox::samples;

using Mutate = void (*)(AccessRequest &);
Q_DECLARE_METATYPE(Mutate)

/// What events say of requests, users and policies: all it takes to get from one to the next.
class TestEventFields : public QObject
{
    Q_OBJECT

private slots:
    void requestsThereAndBack();
    void usersThereAndBack();
    void policiesThereAndBack();
    void filedRequests();
    void tellsWhatDiffers_data();
    void tellsWhatDiffers();
    void objectsDifferByField();
    void refused_data();
    void refused();
    void wrongTypes_data();
    void wrongTypes();
};

namespace {

constexpr int rounds = 2000;

/// Values that differ from each other, or by chance don't.
class Dice
{
public:
    explicit Dice(unsigned seed) : m_engine(seed) {}

    int below(int n) { return int(m_engine() % unsigned(n)); }
    bool flip() { return below(2) == 0; }
    QString text()
    {
        static const QStringList texts = {
            {},
            QStringLiteral("a"),
            QStringLiteral("Ünïcode 漢字 \U0001F510"),
            QStringLiteral("\"quoted\" \\ and\nbroken"),
            QStringLiteral("null"),
            QStringLiteral("2026-02-05T19:11:55Z"),
        };
        return texts.at(below(int(texts.size())));
    }
    QString name() { return QStringLiteral("user%1@contoso.example").arg(below(3)); }
    Timestamp time() { return midnight + std::chrono::milliseconds(below(3) * 86'399'999); }
    Role role() { return allRoles().at(size_t(below(int(allRoles().size())))).role; }
    RoleSet roles()
    {
        RoleSet set;
        for (int i = below(4); i > 0; --i)
            set.insert(role());
        return set;
    }
    std::chrono::seconds duration() { return std::chrono::seconds(900 + below(3)); }

    template<typename Make>
    auto perhaps(Make make) -> std::optional<decltype(make())>
    {
        return below(3) == 0 ? std::nullopt : std::optional(make());
    }

private:
    std::mt19937 m_engine;
};

/// Another version of the request: all that may change of one has been thrown anew, or some of it.
AccessRequest thrown(Dice &dice, const AccessRequest &from)
{
    AccessRequest request = from;
    const auto &states = allRequestStates();
    if (dice.flip())
        request.state = states.at(size_t(dice.below(int(states.size()))));
    if (dice.flip())
        request.authorization =
            dice.perhaps([&] { return Authorization{.by = dice.name(), .at = dice.time()}; });
    if (dice.flip())
        request.notifiedAt = dice.perhaps([&] { return dice.time(); });
    if (dice.flip())
        request.expiresAt = dice.perhaps([&] { return dice.time(); });
    if (dice.flip())
        request.approvalRequired = dice.flip();
    if (dice.flip())
        request.decision = dice.perhaps([&] {
            return Decision{.by = dice.name(),
                            .byName = dice.text(),
                            .role = dice.role(),
                            .at = dice.time(),
                            .comment = dice.text()};
        });
    if (dice.flip())
        request.access = dice.perhaps([&] {
            return AccessWindow{.start = dice.time(),
                                .end = dice.time(),
                                .endedBy = dice.flip() ? QString() : dice.name()};
        });
    return request;
}

/// As it comes back from where events are kept.
QJsonObject stored(const QJsonObject &json)
{
    return QJsonDocument::fromJson(QJsonDocument(json).toJson(QJsonDocument::Compact)).object();
}

QStringList sorted(QStringList keys)
{
    keys.sort();
    return keys;
}

QByteArray text(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

} // namespace

void TestEventFields::requestsThereAndBack()
{
    Dice dice(1);
    AccessRequest before = submitted();
    for (int i = 0; i < rounds; ++i) {
        const AccessRequest after = thrown(dice, before);
        const QJsonObject was = stored(differing(before, after));
        const QJsonObject is = stored(differing(after, before));
        QCOMPARE(was.isEmpty(), before == after);
        QCOMPARE(sorted(was.keys()), sorted(is.keys()));
        AccessRequest forth = before;
        QVERIFY(applyFields(forth, is));
        QVERIFY2(forth == after, text(is).constData());
        QVERIFY(applyFields(forth, was));
        QVERIFY2(forth == before, text(was).constData());
        before = after;
    }
}

void TestEventFields::usersThereAndBack()
{
    Dice dice(2);
    const auto throwUser = [&] {
        return User{.userPrincipalName = QStringLiteral("pat@contoso.example"),
                    .displayName = dice.text(),
                    .email = dice.text(),
                    .alternateEmail = dice.text(),
                    .side = dice.flip() ? Side::Customer : Side::Provider,
                    .roles = dice.roles()};
    };
    User before = throwUser();
    for (int i = 0; i < rounds; ++i) {
        const User after = throwUser();
        const QJsonObject was = stored(differing(eventFields(before), eventFields(after)));
        const QJsonObject is = stored(differing(eventFields(after), eventFields(before)));
        QCOMPARE(was.isEmpty(), before == after);
        User forth = before;
        QVERIFY(applyFields(forth, is));
        QVERIFY2(forth == after, text(is).constData());
        QVERIFY(applyFields(forth, was));
        QVERIFY2(forth == before, text(was).constData());
        // A user who is new is told in full.
        User fresh{.userPrincipalName = after.userPrincipalName};
        QVERIFY(applyFields(fresh, stored(differing(eventFields(after), {}))));
        QVERIFY(fresh == after);
        before = after;
    }
}

void TestEventFields::policiesThereAndBack()
{
    Dice dice(3);
    const auto throwPolicy = [&] {
        return Policy{.requireApproval = dice.flip(),
                      .decideWithin = dice.duration(),
                      .maxAccess = dice.duration(),
                      .commentRequiredOnDeny = dice.flip()};
    };
    Policy before = throwPolicy();
    for (int i = 0; i < rounds; ++i) {
        const Policy after = throwPolicy();
        const QJsonObject was = stored(differing(eventFields(before), eventFields(after)));
        const QJsonObject is = stored(differing(eventFields(after), eventFields(before)));
        QCOMPARE(was.isEmpty(), before == after);
        Policy forth = before;
        QVERIFY(applyFields(forth, is));
        QVERIFY(forth == after);
        QVERIFY(applyFields(forth, was));
        QVERIFY(forth == before);
        before = after;
    }
}

void TestEventFields::filedRequests()
{
    Dice dice(4);
    for (int i = 0; i < rounds; ++i) {
        const AccessRequest filedNow{.id = submitted().id,
                                     .reference = submitted().reference,
                                     .service = dice.text(),
                                     .reason = dice.text(),
                                     .requestor = dice.name(),
                                     .duration = dice.duration(),
                                     .submittedAt = dice.time()};
        AccessRequest known{.id = filedNow.id, .reference = filedNow.reference};
        QVERIFY(applyFields(known, stored(submittedFields(filedNow))));
        QVERIFY(known == filedNow);
    }
}

void TestEventFields::tellsWhatDiffers_data()
{
    QTest::addColumn<Mutate>("mutate");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, Mutate mutate, const char *after) {
        QTest::newRow(name) << mutate << QByteArray(after);
    };
    row(
        "nothing", [](AccessRequest &) {}, "{}");
    row(
        "state", [](AccessRequest &r) { r.state = RequestState::Revoked; },
        R"({"state":"revoked"})");
    row(
        "not authorized", [](AccessRequest &r) { r.authorization.reset(); },
        R"({"authorizedAt":null,"authorizedBy":null})");
    row(
        "authorized by another",
        [](AccessRequest &r) { r.authorization->by = QStringLiteral("x"); },
        R"({"authorizedAt":"2026-02-05T20:00:00Z","authorizedBy":"x"})");
    row(
        "not notified", [](AccessRequest &r) { r.notifiedAt.reset(); }, R"({"notifiedAt":null})");
    row(
        "another deadline", [](AccessRequest &r) { r.expiresAt = decided; },
        R"({"expiresAt":"2026-02-05T21:30:00.250Z"})");
    row(
        "no approval", [](AccessRequest &r) { r.approvalRequired = false; },
        R"({"approvalRequired":false})");
    row(
        "undecided", [](AccessRequest &r) { r.decision.reset(); },
        R"({"comment":null,"decidedAt":null,"decidedBy":null,)"
        R"("decidedByName":null,"decidedRole":null})");
    row(
        "another comment", [](AccessRequest &r) { r.decision->comment.clear(); },
        R"({"comment":"","decidedAt":"2026-02-05T21:30:00.250Z",)"
        R"("decidedBy":"alex@contoso.example",)"
        R"("decidedByName":"Alex Approver","decidedRole":"customer-lockbox-access-approver"})");
    row(
        "no access", [](AccessRequest &r) { r.access.reset(); },
        R"({"accessEnd":null,"accessStart":null,"endedBy":null})");
    row(
        "access ended", [](AccessRequest &r) { r.access->endedBy = QStringLiteral("x"); },
        R"({"accessEnd":"2026-02-06T01:30:00.250Z","accessStart":"2026-02-05T21:30:00.250Z",)"
        R"("endedBy":"x"})");
}

/// What belongs together is told together; what is as before, not at all.
void TestEventFields::tellsWhatDiffers()
{
    QFETCH(Mutate, mutate);
    QFETCH(QByteArray, after);
    AccessRequest changed = approved();
    mutate(changed);
    QCOMPARE(text(differing(changed, approved())), after);
}

void TestEventFields::objectsDifferByField()
{
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("b");
    const QJsonObject one{{a, 1}, {b, QJsonArray{1, 2}}};
    QCOMPARE(differing(one, one), QJsonObject());
    QCOMPARE(differing(one, {}), one);
    QCOMPARE(differing({}, one), QJsonObject());
    QCOMPARE(differing(one, {{a, 1}, {b, QJsonArray{2, 1}}}), (QJsonObject{{b, QJsonArray{1, 2}}}));
    // Nothing is another value than none.
    QCOMPARE(differing({{a, QJsonValue()}}, {}), (QJsonObject{{a, QJsonValue()}}));
}

static QString refusedField(const Result<void> &result)
{
    if (result || result.error().code != ErrorCode::StoreDamaged)
        return {};
    const QString named = QStringLiteral("\"%1\"").arg(result.error().field);
    return result.error().message.contains(named) ? result.error().field : QString();
}

void TestEventFields::refused_data()
{
    QTest::addColumn<QString>("of");
    QTest::addColumn<QJsonObject>("json");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *of, const char *name, const char *field, const char *json) {
        QTest::newRow(name) << QString::fromLatin1(of) << QJsonDocument::fromJson(json).object()
                            << QString::fromLatin1(field);
    };
    row("request", "state", "state", R"({"state":"waiting"})");
    row("request", "empty state", "state", R"({"state":""})");
    row("request", "no time", "submittedAt", R"({"submittedAt":"yesterday"})");
    row("request", "no date", "notifiedAt", R"({"notifiedAt":"2026-02-30T20:00:00Z"})");
    row("request", "role", "decidedRole", R"({"decidedBy":"x","decidedRole":"emperor"})");
    row("request", "no role", "decidedRole", R"({"decidedBy":"x","decidedRole":null})");
    row("request", "authorized at no time", "authorizedAt",
        R"({"authorizedBy":"x","authorizedAt":null})");
    row("request", "access without end", "accessEnd",
        R"({"accessStart":"2026-02-05T20:00:00Z","accessEnd":null})");
    row("request", "the first of two", "state", R"({"state":"x","duration":"y"})");
    row("user", "side", "side", R"({"side":"both"})");
    row("user", "role of the user", "roles", R"({"roles":["global-reader","emperor"]})");
    row("user", "roles that are none", "roles", R"({"roles":[1]})");
}

void TestEventFields::refused()
{
    QFETCH(QString, of);
    QFETCH(QJsonObject, json);
    QFETCH(QString, field);
    AccessRequest request = approved();
    User user;
    QCOMPARE(refusedField(of == QLatin1String("user") ? applyFields(user, json)
                                                      : applyFields(request, json)),
             field);
}

void TestEventFields::wrongTypes_data()
{
    QTest::addColumn<QString>("field");
    for (const char *field :
         {"state", "service", "reason", "requestor", "duration", "submittedAt", "notifiedAt",
          "expiresAt", "approvalRequired", "displayName", "email", "alternateEmail", "side",
          "requireApproval", "decideWithin", "maxAccess", "commentRequiredOnDeny"})
        QTest::newRow(field) << QString::fromLatin1(field);
}

/// No field takes an object; what it was stays.
void TestEventFields::wrongTypes()
{
    QFETCH(QString, field);
    const QJsonObject json{{field, QJsonObject()}};
    AccessRequest request = approved();
    User user{.displayName = QStringLiteral("Pat"), .side = Side::Provider};
    Policy policy;
    const QStringList refusals = {refusedField(applyFields(request, json)),
                                  refusedField(applyFields(user, json)),
                                  refusedField(applyFields(policy, json))};
    QCOMPARE(refusals.count(field), 1);
    QCOMPARE(refusals.count(QString()), 2);
    if (field != QLatin1String("notifiedAt") && field != QLatin1String("expiresAt"))
        QVERIFY(request == approved());
    QCOMPARE(user.displayName, QStringLiteral("Pat"));
    QVERIFY(user.side == Side::Provider);
    QVERIFY(policy == Policy());
}

QTEST_APPLESS_MAIN(TestEventFields)
#include "tst_eventfields.moc"
