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
    void outOfForm_data();
    void outOfForm();
    void endsInTheMiddle();
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

static Event suppressed(const QString &user, const QString &reference)
{
    return {.at = now,
            .kind = EventKind::NoticeSuppressed,
            .actor = ann().userPrincipalName,
            .actorRole = Role::GlobalAdministrator,
            .request = RequestId::fromString(u"00000000-0000-4000-8000-000000000002"),
            .reference = reference,
            .user = user,
            .details = {{QStringLiteral("notice"), QStringLiteral("decided")},
                        {QStringLiteral("address"), QStringLiteral("a@contoso.example")}}};
}

void TestReplayRights::outOfForm_data()
{
    QTest::addColumn<Forge>("forge");
    QTest::addColumn<QString>("wrong");
    const auto row = [](const QByteArray &name, const QByteArray &wrong, const Forge &forge) {
        QTest::newRow(name.constData()) << forge << QString::fromUtf8(wrong);
    };
    const QString more = QStringLiteral("more");
    const QString approverName = approver().userPrincipalName;
    // A foreign part in each event, which would stand in somebody's story.
    for (const size_t place : {0, 1, 7, 8, 9, 10}) {
        const auto number = QByteArray::number(qulonglong(place));
        row("request named " + number, number + " request: *says nothing of",
            [=](History &all) { all[place].request = submitted().id; });
        row("reference named " + number, number + " request: *says nothing of",
            [=](History &all) { all[place].reference = QStringLiteral("SR1"); });
        row("details " + number, number + " more: *says nothing of",
            [=](History &all) { all[place].details.insert(more, 1); });
    }
    for (const size_t place : {0, 9, 10, 11, 14})
        row("user named " + QByteArray::number(qulonglong(place)),
            QByteArray::number(qulonglong(place)),
            [=](History &all) { all[place].user = approverName; });
    row("told more", "13 recipients: *", [=](History &all) { all[13].details.insert(more, 1); });
    const auto from = [](size_t place, const char *method, const QString &address) {
        return [=](History &all) {
            all[place].method = QString::fromLatin1(method);
            all[place].address = address;
        };
    };
    const QString here = QStringLiteral("192.0.2.7");
    row("made through a service", "0 method: *nobody did it", from(0, "password", here));
    row("decided by a system", "14 method: *no system acts", from(14, "client", here));
    row("decided by a system with a certificate", "14 method: *no system acts",
        from(14, "certificate", here));
    row("signed in by magic", "14 method: *nobody signs in like that", from(14, "magic", here));
    row("an address without a method", "14 method: *nobody signs in", from(14, "", here));
    row("a method from nowhere", "14 address: *nobody calls", from(14, "password", {}));
    row("an address that is a letter", "14 address: *nobody calls",
        from(14, "password", QString(65, QLatin1Char('1'))));
    row("tenant made by somebody", "0 actor: *nobody does",
        [=](History &all) { all[0].actor = approverName; });
    row("role for the clock", "10 actorRole: *",
        [](History &all) { all[10].actorRole = Role::GlobalAdministrator; });
    row("a clock of years", "10 by: *",
        [](History &all) { all[10].details.insert(QStringLiteral("by"), 366 * 86400 + 1); });
    row("a real store's clock", "10 kind: *only a demo",
        [](History &all) { all[0].after.insert(QStringLiteral("demo"), false); });
    row("roles with an address", "7 kind: *something else", [](History &all) {
        all[7].before.insert(QStringLiteral("email"), QString());
        all[7].after.insert(QStringLiteral("email"), QStringLiteral("eve@contoso.example"));
    });
    row("address with another side", "8 kind: *something else", [](History &all) {
        all[8].before.insert(QStringLiteral("side"), QStringLiteral("customer"));
        all[8].after.insert(QStringLiteral("side"), QStringLiteral("provider"));
    });
    row("an address that is none", "8 email: *no e-mail address", [](History &all) {
        all[8].after.insert(QStringLiteral("email"), QStringLiteral("nowhere"));
    });
    row("nothing changed", "8 kind: *changes nothing",
        [](History &all) { all[8].before = all[8].after = {}; });
    row("no setting changed", "9 kind: *changes nothing",
        [](History &all) { all[9].before = all[9].after = {}; });
    row("both kinds of settings", "9 kind: *one by one", [](History &all) {
        all[9].before.insert(QStringLiteral("timeZone"), QString());
        all[9].after.insert(QStringLiteral("timeZone"), QStringLiteral("Europe/Berlin"));
    });
    row("a demo's mail server", "9 mailHost: *demo", [](History &all) {
        all[9].before = {{QStringLiteral("mailHost"), QString()}};
        all[9].after = {{QStringLiteral("mailHost"), QStringLiteral("mail.example")}};
    });
    row("first user of later", "6 at: *when the tenant is made",
        [](History &all) { all[6].at = filed + 1ms; });
    row("new user with a role", "20 roles: *without a role", [](History &all) {
        Event added = userEvent(EventKind::UserAdded, {}, userOf(reader()));
        added.actor = ann().userPrincipalName;
        added.actorRole = Role::GlobalAdministrator;
        all.push_back(added);
    });
    row("the last administrator", "21 roles: *last global administrator", [](History &all) {
        for (const User &user : {userOf(admin()), ann()}) {
            User plain = user;
            plain.roles = {};
            all.push_back(userEvent(EventKind::UserRolesChanged, user, plain));
        }
    });
    row("notice kept from nobody", "20 user: *no user", [](History &all) {
        all.push_back(suppressed(reader().userPrincipalName, QStringLiteral("SR2")));
    });
    row("notice of a wrong name", "20 reference: *SR9",
        [=](History &all) { all.push_back(suppressed(approverName, QStringLiteral("SR9"))); });
    row("notice by an approver", "20 actor: *may not", [=](History &all) {
        all.push_back(suppressed(approverName, QStringLiteral("SR2")));
        all.back().actor = approverName;
        all.back().actorRole = Role::LockboxApprover;
    });
    row("notice of no kind", "20 notice: *", [=](History &all) {
        all.push_back(suppressed(approverName, QStringLiteral("SR2")));
        all.back().details.insert(QStringLiteral("notice"), QStringLiteral("x"));
    });
    row("log begun by somebody", "20 actor: *nobody does", [=](History &all) {
        all.push_back({.kind = EventKind::LogStarted,
                       .actor = approverName,
                       .details = {{QStringLiteral("events"), 20}}});
    });
}

void TestReplayRights::outOfForm()
{
    impossible();
}

/// An act that tells two events told one.
void TestReplayRights::endsInTheMiddle()
{
    History all = history();
    all.push_back(suppressed(approver().userPrincipalName, QStringLiteral("SR2")));
    Replay whole;
    QCOMPARE(firstContradiction(all, whole), QString());
    QVERIFY(!whole.finish());
    all.resize(19);
    Replay replay;
    QCOMPARE(firstContradiction(all, replay), QString());
    QVERIFY(replay.finish()->message.contains(QStringLiteral("request.notified")));
}

QTEST_APPLESS_MAIN(TestReplayRights)
#include "tst_replayrights.moc"
