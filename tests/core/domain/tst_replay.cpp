#include "core/domain/eventfields.h"
#include "core/domain/replay.h"
#include "core/domain/rules.h"
#include "tests/core/domain/domainsamples.h"

#include <QJsonArray>
#include <QTest>

#include <functional>
#include <random>

using namespace lockbox;
using namespace lockbox::samples;

using History = std::vector<Event>;
using Forge = std::function<void(History &)>;
Q_DECLARE_METATYPE(Forge)

/// A history lived through again: what it comes to, and each way in which it can contradict itself.
class TestReplay : public QObject
{
    Q_OBJECT

private slots:
    void comesToWhatWasDone();
    void knowsTheLogsKey();
    void forged_data();
    void forged();
    void everyPartIsHeldAgainstThePast();
    void everyRequestEventNamesItsReference();
    void holdsOnlyWhatIsOpen();
};

namespace {

const Tenant contoso{.id = TenantId::fromString(u"2b3c91f6-1111-4222-8333-0123456789ab"),
                     .name = QStringLiteral("Contoso"),
                     .domain = QStringLiteral("contoso.example"),
                     .provider = QStringLiteral("Fabrikam")};
const QString key = QStringLiteral("lockbox/x+12345678+AAAA");

Event userEvent(EventKind kind, const User &before, const User &after)
{
    const QJsonObject was = kind == EventKind::UserAdded ? QJsonObject() : eventFields(before);
    return {.at = filed,
            .kind = kind,
            .user = after.userPrincipalName,
            .before = differing(was, eventFields(after)),
            .after = differing(eventFields(after), was)};
}

User pat(const QString &email, const RoleSet &roles)
{
    return {.userPrincipalName = plainUser().userPrincipalName,
            .displayName = plainUser().displayName,
            .email = email,
            .alternateEmail = {},
            .side = Side::Customer,
            .roles = roles};
}

User ann()
{
    return {.userPrincipalName = QStringLiteral("ann@contoso.example"),
            .displayName = QStringLiteral("Ann"),
            .roles = {Role::GlobalAdministrator}};
}

constexpr Policy first{.requireApproval = true};
constexpr Policy second{.requireApproval = true, .maxAccess = std::chrono::seconds(7200)};

Event created()
{
    Event event{.at = filed, .kind = EventKind::TenantCreated};
    event.after = eventFields(first);
    const QJsonObject tenant = eventFields(contoso, true);
    for (auto it = tenant.begin(); it != tenant.end(); ++it)
        event.after.insert(it.key(), it.value());
    event.details.insert(QStringLiteral("logKey"), key);
    return event;
}

void take(History &history, const Result<rules::Change> &change, AccessRequest &request)
{
    if (!change)
        qFatal("%s", qPrintable(change.error().message));
    history.insert(history.end(), change->events.begin(), change->events.end());
    request = change->request;
}

AccessRequest filedRequest(History &history, const RequestId &id, const QString &reference)
{
    AccessRequest request;
    take(history,
         rules::submit(engineer(),
                       {.reference = reference,
                        .service = QStringLiteral("Exchange"),
                        .reason = QStringLiteral("Mail is stuck"),
                        .duration = 1h},
                       second, id, filed),
         request);
    return request;
}

/// 0 tenant, 1 and 2 users, 3 roles, 4 address, 5 policy, 6 clock, 7 to 12 a request until its access
/// was closed, 13 to 15 another one.
History history(AccessRequest *left = nullptr)
{
    const User before = pat({}, {});
    const User between = pat({}, {Role::GlobalReader});
    const User after = pat(QStringLiteral("pat@home.example"), {Role::GlobalReader});
    History all = {created(), userEvent(EventKind::UserAdded, {}, ann()),
                   userEvent(EventKind::UserAdded, {}, before),
                   userEvent(EventKind::UserRolesChanged, before, between),
                   userEvent(EventKind::UserEmailChanged, between, after)};
    all.push_back({.at = filed,
                   .kind = EventKind::SettingChanged,
                   .before = differing(eventFields(first), eventFields(second)),
                   .after = differing(eventFields(second), eventFields(first))});
    all.push_back({.at = filed, .kind = EventKind::ClockAdvanced});
    AccessRequest request = filedRequest(all, submitted().id, QStringLiteral("SR1"));
    take(all, rules::authorize(manager(), request, {}, second, {}, notified), request);
    take(all, rules::approve(approver(), request, {}, second, decided), request);
    take(all, rules::recordAction(engineer(), request, QStringLiteral("looked"), decided), request);
    take(all, rules::complete(engineer(), request, {}, decided + 1min), request);
    const auto other = RequestId::fromString(u"00000000-0000-4000-8000-000000000002");
    request = filedRequest(all, other, QStringLiteral("SR2"));
    take(all, rules::authorize(manager(), request, {}, second, {}, notified), request);
    if (left)
        *left = request;
    for (size_t i = 0; i < all.size(); ++i)
        all[i].seq = qint64(i) + 1;
    return all;
}

/// Where the history first contradicts itself, and how ("7 reason: it says …"), or empty.
QString firstContradiction(const History &all, Replay &replay)
{
    for (size_t i = 0; i < all.size(); ++i) {
        if (const auto wrong = replay.take(all[i]))
            return QStringLiteral("%1 %2: %3").arg(i).arg(wrong->field, wrong->message);
    }
    return {};
}

QString firstContradiction(const History &all)
{
    Replay replay;
    return firstContradiction(all, replay);
}

/// The event from which on the history does not fit any more, or -1.
int firstWrong(const History &all)
{
    const QString wrong = firstContradiction(all);
    return wrong.isEmpty() ? -1 : wrong.section(QLatin1Char(' '), 0, 0).toInt();
}

} // namespace

void TestReplay::comesToWhatWasDone()
{
    AccessRequest left;
    const History all = history(&left);
    Replay replay;
    QCOMPARE(firstContradiction(all, replay), QString());
    QVERIFY(replay.tenant() == contoso);
    QVERIFY(replay.isDemo());
    QVERIFY(replay.policy() == second);
    QCOMPARE(replay.users().size(), size_t(2));
    QVERIFY(replay.users().front() == ann());
    QVERIFY(replay.users().back() == pat(QStringLiteral("pat@home.example"), {Role::GlobalReader}));
    QCOMPARE(replay.submitted(), qint64(2));
    QCOMPARE(replay.openRequests().size(), qsizetype(1));
    QVERIFY(replay.openRequests().value(left.id) == left);
    QVERIFY(replay.request() == left);
    QCOMPARE(replay.logKey(), key);
}

void TestReplay::knowsTheLogsKey()
{
    Event start = created();
    start.details = {};
    Replay replay;
    QVERIFY(!replay.take(start));
    QCOMPARE(replay.logKey(), QString());
    QVERIFY(!replay.take({.kind = EventKind::LogStarted,
                          .details = {{QStringLiteral("logKey"), QStringLiteral("another")}}}));
    QCOMPARE(replay.logKey(), QStringLiteral("another"));
}

static Forge setAfter(size_t place, const char *field, const QJsonValue &value)
{
    return [=](History &all) { all[place].after.insert(QLatin1String(field), value); };
}

static Forge setBefore(size_t place, const char *field, const QJsonValue &value)
{
    return [=](History &all) { all[place].before.insert(QLatin1String(field), value); };
}

/// The event once more, as the new one at `to`.
static Forge repeat(size_t from, size_t to)
{
    return [=](History &all) {
        const Event event = all[from];
        all.insert(all.begin() + qptrdiff(to), event);
    };
}

void TestReplay::forged_data()
{
    QTest::addColumn<Forge>("forge");
    QTest::addColumn<QString>("wrong"); ///< Where, which field, and some of the words.
    const auto row = [](const char *name, const Forge &forge, const char *wrong) {
        QTest::newRow(name) << forge << QString::fromUtf8(wrong);
    };
    const QString x = QStringLiteral("x");
    row(
        "no tenant", [](History &all) { all.erase(all.begin()); },
        "0 kind: *first event must create the tenant");
    row("tenant twice", repeat(0, 5), "5 kind: *second time");
    row("tenant without id", setAfter(0, "tenant", x), "0 tenant: *\"x\"*00000000-0000*");
    row("tenant with more", setAfter(0, "more", 1), "0 more: *1, but *nothing");
    row("tenant's policy", setAfter(0, "maxAccess", x), "0 maxAccess: *understood");
    row("tenant that was", setBefore(0, "name", x), "0 name: *was \"x\"*nothing");
    row("user twice", repeat(2, 3), "3 user: *there already");
    row(
        "user who isn't there", [](History &all) { all.erase(all.begin() + 2); },
        "2 user: *isn't there");
    row("unknown role", setAfter(2, "roles", QJsonArray{x}), "2 roles: *understood");
    row("no roles", setAfter(3, "roles", QJsonArray()), "3 roles: *");
    row("unknown side", setAfter(2, "side", x), "2 side: *understood");
    row("user who was", setBefore(2, "email", x), "2 email: *was \"x\"*nothing");
    row("user's past", setBefore(4, "email", x), "4 email: *was \"x\"*\"\"");
    row("user's roles before", setBefore(3, "roles", QJsonArray{x}), "3 roles: *was [\"x\"]*[]");
    row("user as before", repeat(4, 5), "5 email: *");
    row("policy's past", setBefore(5, "maxAccess", 7200), "5 maxAccess: *was 7200*14400");
    row("policy as before", repeat(5, 6), "6 maxAccess: *was 14400*nothing");
    row("policy with more", setAfter(5, "requireApproval", true),
        "5 requireApproval: *is true*nothing");
    row("request twice", repeat(7, 9), "9 request: *files*there already");
    row("request that was", setBefore(7, "reason", x), "7 reason: *was \"x\"*nothing");
    row("request with more", setAfter(7, "decidedBy", x), "7 decidedBy: *");
    row(
        "request without id", [](History &all) { all[7].request = {}; }, "7 request: *");
    row(
        "request not filed", [](History &all) { all.erase(all.begin() + 7); },
        "7 request: *not filed or is over");
    row("request that is over", repeat(11, 13), "13 request: *not filed or is over");
    row(
        "event of no request", [](History &all) { all[9].request = {}; }, "9 request: *");
    row(
        "reference", [](History &all) { all[9].reference = QStringLiteral("SR9"); },
        "9 reference: *SR9*SR1");
    row("unknown state", setAfter(8, "state", x), "8 state: *understood");
    row("unknown role of who decided", setAfter(10, "decidedRole", x),
        "10 decidedRole: *understood");
    row("state before", setBefore(10, "state", QStringLiteral("denied")),
        "10 state: *was \"denied\"*\"pending\"");
    row("state as before", setAfter(11, "state", QStringLiteral("approved")), "11 state: *");
    row("two decisions", repeat(10, 11), "11 *: *");
    row(
        "decided before it was asked", [](History &all) { std::swap(all[8], all[10]); },
        "8 *: *was*");
}

void TestReplay::forged()
{
    QFETCH(Forge, forge);
    QFETCH(QString, wrong);
    History all = history();
    QCOMPARE(firstContradiction(all), QString());
    forge(all);
    const QString found = firstContradiction(all);
    const QStringList parts = wrong.split(QLatin1Char('*'));
    QVERIFY2(found.startsWith(parts.front()), qPrintable(found));
    qsizetype place = 0;
    for (const QString &part : parts) {
        place = found.indexOf(part, place);
        QVERIFY2(place >= 0, qPrintable(found));
        place += part.size();
    }
}

void TestReplay::everyPartIsHeldAgainstThePast()
{
    const History honest = history();
    for (size_t i = 0; i < honest.size(); ++i) {
        for (const auto part : {&Event::before, &Event::after}) {
            const QStringList fields = (honest[i].*part).keys();
            for (const QString &field : fields) {
                History all = honest;
                (all[i].*part).remove(field);
                QCOMPARE(firstWrong(all), int(i));
                (all[i].*part)[field] = QJsonObject();
                QCOMPARE(firstWrong(all), int(i));
            }
            History all = honest;
            (all[i].*part)[QStringLiteral("more")] = QJsonValue();
            QCOMPARE(firstWrong(all), honest[i].kind == EventKind::ClockAdvanced ? -1 : int(i));
        }
    }
}

void TestReplay::everyRequestEventNamesItsReference()
{
    const History honest = history();
    for (size_t i = 0; i < honest.size(); ++i) {
        if (honest[i].request.isNull() || honest[i].kind == EventKind::RequestSubmitted)
            continue;
        History all = honest;
        all[i].reference.clear();
        QCOMPARE(firstWrong(all), int(i));
    }
}

/// One of the ways in which the request can go on.
static rules::Change someStep(std::mt19937 &engine, const AccessRequest &request)
{
    const bool coin = engine() % 2 == 0;
    if (request.state == RequestState::Submitted)
        return coin ? rules::authorize(manager(), request, {}, second, {}, notified).value()
                    : rules::reject(manager(), request, {}, notified).value();
    if (coin)
        return *rules::elapse(request, deadline + 24h);
    return request.state == RequestState::Pending
               ? rules::approve(approver(), request, {}, second, decided).value()
               : rules::revoke(admin(), request, {}, decided + 1min).value();
}

/// Very many requests, each to its end, all mixed up.
void TestReplay::holdsOnlyWhatIsOpen()
{
    std::mt19937 engine(20180502);
    SeededIdSource ids(7);
    Replay replay;
    QVERIFY(!replay.take(created()));
    QHash<RequestId, AccessRequest> open;
    constexpr int total = 500;
    for (int count = 0; count < total || !open.isEmpty();) {
        History events;
        AccessRequest request;
        if (count < total && (open.isEmpty() || engine() % 4 == 0)) {
            request = filedRequest(events, RequestId(ids.next()), QString::number(++count));
        } else {
            const QList<RequestId> known = open.keys();
            request = open.value(known.at(qsizetype(engine() % size_t(known.size()))));
            take(events, someStep(engine, request), request);
        }
        QCOMPARE(firstContradiction(events, replay), QString());
        if (isFinal(request.state))
            open.remove(request.id);
        else
            open.insert(request.id, request);
        QVERIFY(replay.request() == request);
        QVERIFY(replay.openRequests() == open);
    }
    QCOMPARE(replay.submitted(), qint64(total));
    QVERIFY(replay.openRequests().isEmpty());
}

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"
