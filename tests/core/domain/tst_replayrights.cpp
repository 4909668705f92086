#include "tests/core/domain/historysamples.h"

#include <QJsonDocument>

using namespace lockbox;
using namespace lockbox::samples;

/// What fits together, but could not have been done by whom and when a history says.
class TestReplayRights : public QObject
{
    Q_OBJECT

private slots:
    void impossible_data();
    void impossible();
};

void TestReplayRights::impossible_data()
{
    QTest::addColumn<Forge>("forge");
    QTest::addColumn<QString>("wrong");
    const auto row = [](const char *name, const Forge &forge, const char *wrong) {
        QTest::newRow(name) << forge << QString::fromUtf8(wrong);
    };
    const auto by = [](size_t place, const Actor &actor, std::optional<Role> role) {
        return [=](History &all) {
            all[place].actor = actor.userPrincipalName;
            all[place].actorRole = role;
        };
    };
    const auto at = [](size_t place, Timestamp time) {
        return [=](History &all) { all[place].at = time; };
    };
    row("decided by a stranger", by(14, reader(), Role::LockboxApprover),
        "14 actor: *no user sam@contoso.example");
    row("decided by an engineer", by(14, engineer(), Role::LockboxApprover), "14 kind: *");
    row("decided in another role", by(14, approver(), Role::GlobalAdministrator),
        "14 actorRole: *");
    row("decided by nobody", by(14, {}, std::nullopt), "14 actor: *nobody");
    row("signed by somebody else", by(14, admin(), Role::GlobalAdministrator), "14 decidedBy: *");
    row("decided too late", at(14, deadline), "14 kind: *expired");
    row("decided at another time", at(14, decided + 1ms), "14 *: *");
    row(
        "longer window",
        [](History &all) {
            all[14].after.insert(QStringLiteral("accessEnd"), toRfc3339(windowEnd));
        },
        "14 duration: *longer than was asked for");
    row(
        "no events between", [](History &all) { all.erase(all.begin() + 13); }, "13 *: *");
    row(
        "told nobody", [](History &all) { all[13].details = {}; }, "13 recipients: *");
    row(
        "told a wrong address",
        [](History &all) {
            all[13].details =
                QJsonDocument::fromJson(QJsonDocument(all[13].details)
                                            .toJson()
                                            .replace("gwen@contoso.example", "eve@contoso.example"))
                    .object();
        },
        "13 recipients: *eve@");
    row(
        "something else changed with it",
        [](History &all) {
            all[14].before.insert(QStringLiteral("reason"),
                                  all[11].after[QStringLiteral("reason")]);
            all[14].after.insert(QStringLiteral("reason"), QStringLiteral("x"));
        },
        "14 reason: *");
    row(
        "another kind", [](History &all) { all[14].kind = EventKind::RequestDenied; }, "14 *: *");
    row("roles by who may not", by(7, engineer(), Role::GlobalAdministrator), "7 actor: *");
    row(
        "user by nobody",
        [](History &all) { all.push_back(userEvent(EventKind::UserAdded, {}, userOf(reader()))); },
        "20 actor: *nobody");
    row(
        "address as roles", [](History &all) { all[8].kind = EventKind::UserRolesChanged; },
        "8 kind: *something else");
    row("settings by who may not", by(9, engineer(), Role::LockboxApprover), "9 actor: *");
    row(
        "clock back", [](History &all) { all[10].details.insert(QStringLiteral("by"), -60); },
        "10 by: *");
    row(
        "log began twice",
        [](History &all) {
            all.push_back(
                {.kind = EventKind::LogStarted, .details = {{QStringLiteral("events"), 20}}});
        },
        "20 kind: *a log already");
    row(
        "expired before its time",
        [](History &all) {
            AccessRequest waits;
            (void)history(&waits);
            Event expired = rules::elapse(waits, deadline)->events.front();
            expired.at = deadline - 1h;
            all.push_back(expired);
        },
        "20 at: *");
}

void TestReplayRights::impossible()
{
    QFETCH(Forge, forge);
    QFETCH(QString, wrong);
    checkForged(forge, wrong);
}

QTEST_APPLESS_MAIN(TestReplayRights)
#include "tst_replayrights.moc"
