#include "tests/core/domain/historysamples.h"

#include <QJsonArray>
#include <QTest>

#include <random>

using namespace lockbox;
using namespace lockbox::samples;

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

void TestReplay::comesToWhatWasDone()
{
    AccessRequest left;
    const History all = history(&left);
    Replay replay;
    QCOMPARE(firstContradiction(all, replay), QString());
    QVERIFY(replay.tenant() == contoso);
    QVERIFY(replay.isDemo());
    QVERIFY(replay.policy() == second);
    QCOMPARE(replay.users().size(), size_t(6));
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
    Event first = created();
    first.details = {};
    Replay replay;
    QVERIFY(!replay.take(first));
    QCOMPARE(replay.logKey(), QString());
    const auto start = [](qint64 events) {
        return Event{.kind = EventKind::LogStarted,
                     .details = {{QStringLiteral("logKey"), QStringLiteral("another")},
                                 {QStringLiteral("events"), events}}};
    };
    QVERIFY(!replay.take(start(1)));
    QCOMPARE(replay.logKey(), QStringLiteral("another"));
    QVERIFY(replay.take(start(2))->message.contains(QStringLiteral("a log already")));
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
    row("tenant twice", repeat(0, 9), "9 kind: *second time");
    row("tenant without id", setAfter(0, "tenant", x), "0 tenant: *\"x\"*00000000-0000*");
    row("tenant with more", setAfter(0, "more", 1), "0 more: *1, but *nothing");
    row("tenant's policy", setAfter(0, "maxAccess", x), "0 maxAccess: *understood");
    row("tenant that was", setBefore(0, "name", x), "0 name: *was \"x\"*nothing");
    row("user twice", repeat(6, 7), "7 user: *there already");
    row(
        "user who isn't there", [](History &all) { all.erase(all.begin() + 6); },
        "6 user: *isn't there");
    row("unknown role", setAfter(6, "roles", QJsonArray{x}), "6 roles: *understood");
    row("no roles", setAfter(7, "roles", QJsonArray()), "7 roles: *");
    row("unknown side", setAfter(6, "side", x), "6 side: *understood");
    row("user who was", setBefore(6, "email", x), "6 email: *was \"x\"*nothing");
    row("user's past", setBefore(8, "email", x), "8 email: *was \"x\"*\"\"");
    row("user's roles before", setBefore(7, "roles", QJsonArray{x}), "7 roles: *was [\"x\"]*[]");
    row("user as before", repeat(8, 9), "9 email: *");
    row("policy's past", setBefore(9, "maxAccess", 7200), "9 maxAccess: *was 7200*14400");
    row("policy as before", repeat(9, 10), "10 maxAccess: *was 14400*nothing");
    row("policy with more", setAfter(9, "requireApproval", true),
        "9 requireApproval: *is true*nothing");
    row("request twice", repeat(11, 13), "13 request: *files*there already");
    row("request that was", setBefore(11, "reason", x), "11 reason: *was \"x\"*nothing");
    row("request with more", setAfter(11, "decidedBy", x), "11 decidedBy: *");
    row(
        "request without id", [](History &all) { all[11].request = {}; }, "11 request: *");
    row(
        "request not filed", [](History &all) { all.erase(all.begin() + 11); },
        "11 request: *not filed or is over");
    row("request that is over", repeat(15, 17), "17 request: *not filed or is over");
    row(
        "event of no request", [](History &all) { all[13].request = {}; }, "13 request: *");
    row(
        "reference", [](History &all) { all[13].reference = QStringLiteral("SR9"); },
        "13 reference: *SR9*SR1");
    row("unknown state", setAfter(12, "state", x), "12 state: *understood");
    row("unknown role of who decided", setAfter(14, "decidedRole", x),
        "14 decidedRole: *understood");
    row("state before", setBefore(14, "state", QStringLiteral("denied")),
        "14 state: *was \"denied\"*\"pending\"");
    row("state as before", setAfter(15, "state", QStringLiteral("approved")), "15 state: *");
    row("two decisions", repeat(14, 15), "15 *: *");
    row(
        "decided before it was asked", [](History &all) { std::swap(all[12], all[14]); },
        "12 *: *was*");
}

void TestReplay::forged()
{
    QFETCH(Forge, forge);
    QFETCH(QString, wrong);
    checkForged(forge, wrong);
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
            QCOMPARE(firstWrong(all), int(i));
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
        return coin ? rules::authorize(manager(), request, {}, second, told(), notified).value()
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
    History beginning = history();
    beginning.resize(7);
    QCOMPARE(firstContradiction(beginning, replay), QString());
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
