#include "core/base/timetext.h"
#include "core/domain/eventfields.h"
#include "core/domain/notifications.h"
#include "core/domain/rules.h"
#include "ui/models/eventgroups.h"
#include "ui/models/eventtext.h"
#include "ui/models/eventvalues.h"

#include <QJsonArray>
#include <QSet>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;

namespace {

Timestamp at(const char *text)
{
    return *parseRfc3339(QString::fromLatin1(text), QStringLiteral("time"));
}

Actor actor(const char *name, Role role)
{
    return {.userPrincipalName = QString::fromLatin1(name),
            .displayName = QStringLiteral("Somebody"),
            .roles = {role}};
}

/// The events of requests as the rules tell them.
class Story
{
public:
    explicit Story(const Policy &policy = {.requireApproval = true}) : m_policy(policy)
    {
        take(*rules::submit(actor("eng@provider.example", Role::Engineer),
                            {.reference = QStringLiteral("EXSR359123"),
                             .service = QStringLiteral("Exchange"),
                             .reason = QStringLiteral("Mail does not arrive"),
                             .duration = 4h},
                            m_policy, RequestId(QUuid::createUuid()), at("2026-02-05T18:00:00Z")));
        take(*rules::authorize(
            actor("mia@provider.example", Role::Manager), m_request, {}, m_policy,
            {{.userPrincipalName = QStringLiteral("ada@contoso.example"),
              .address = QStringLiteral("ada@mail.example")},
             {.userPrincipalName = QStringLiteral("ben@contoso.example"), .address = {}}},
            at("2026-02-05T19:00:00Z")));
    }

    Story &approved()
    {
        take(*rules::approve(admin(), m_request,
                             {.window = 90min, .comment = QStringLiteral("go\nahead")}, m_policy,
                             at("2026-02-05T20:00:00Z")));
        return *this;
    }
    Story &denied()
    {
        take(*rules::deny(admin(), m_request, QStringLiteral("not today"), m_policy,
                          at("2026-02-05T20:00:00Z")));
        return *this;
    }
    Story &recorded()
    {
        take(*rules::recordAction(actor("eng@provider.example", Role::Engineer), m_request,
                                  QStringLiteral("read the rules"), at("2026-02-05T20:10:00Z")));
        return *this;
    }
    Story &elapsed()
    {
        take(*rules::elapse(m_request, at("2026-02-09T20:00:00Z")));
        return *this;
    }

    QStringList deeds() const
    {
        QStringList deeds;
        for (const Event &event : events)
            deeds.append(eventDeed(event));
        return deeds;
    }

    std::vector<Event> events;

private:
    static Actor admin() { return actor("ada@contoso.example", Role::GlobalAdministrator); }
    void take(const rules::Change &change)
    {
        m_request = change.request;
        events.insert(events.end(), change.events.begin(), change.events.end());
    }

    Policy m_policy;
    AccessRequest m_request;
};

Event changed(EventKind kind, const QJsonObject &before, const QJsonObject &after)
{
    Event event{.seq = 7, .at = at("2026-02-05T20:00:00Z"), .kind = kind};
    event.user = QStringLiteral("ben@contoso.example");
    event.before = differing(before, after);
    event.after = differing(after, before);
    return event;
}

QString shown(const std::vector<EventField> &fields)
{
    QStringList lines;
    for (const EventField &field : fields)
        lines.append(
            field.isChange
                ? QStringLiteral("%1: %2 -> %3").arg(field.label, field.before, field.value)
                : QStringLiteral("%1: %2").arg(field.label, field.value));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

/// Events read as sentences, and their fields as people know them.
class TestEventText : public QObject
{
    Q_OBJECT

private slots:
    void everyKindHasItsOwnNameAndOneGroup();
    void anApprovedRequest();
    void aDeniedRequest();
    void anExpiredRequest();
    void withoutApproval();
    void usersAndSettings();
    void theStoreAndTheLog();
    void theClockActs();
    void fieldsOfAnApproval();
    void fieldsOfANotice();
    void rolesAreChangedByName();
    void everySettingOfNoticesHasAName();
    void unknownFieldsAreSpelledOut();
};

void TestEventText::everyKindHasItsOwnNameAndOneGroup()
{
    QSet<QString> names;
    for (const EventKind kind : allEventKinds()) {
        names.insert(eventName(kind));
        QVERIFY(!eventDeed(Event{.kind = kind}).isEmpty());
    }
    QCOMPARE(std::size_t(names.size()), allEventKinds().size());
    std::size_t grouped = 0;
    for (const EventGroup group : allEventGroups()) {
        const auto kinds = kindsOf({group});
        QVERIFY(!kinds.empty());
        grouped += kinds.size();
        for (const EventKind kind : kinds)
            QCOMPARE(groupOf(kind), group);
    }
    QCOMPARE(grouped, allEventKinds().size());
    QVERIFY(kindsOf({}).empty());
}

void TestEventText::anApprovedRequest()
{
    QCOMPARE(Story().approved().recorded().elapsed().deeds(),
             (QStringList{QStringLiteral("Filed a request for 4 h of access to Exchange"),
                          QStringLiteral("Approved the request as manager"),
                          QStringLiteral("Notified 1 approver, 1 could not be reached"),
                          QStringLiteral("Approved access for 1 h 30 min: “go ahead”"),
                          QStringLiteral("Recorded: read the rules"),
                          QStringLiteral("Access ended, the window was over")}));
}

void TestEventText::aDeniedRequest()
{
    QCOMPARE(Story().denied().deeds().last(), QStringLiteral("Denied access: “not today”"));
}

void TestEventText::anExpiredRequest()
{
    QCOMPARE(Story().elapsed().deeds().last(),
             QStringLiteral("Request expired, nobody had decided in time"));
}

void TestEventText::withoutApproval()
{
    QCOMPARE(Story(Policy{.requireApproval = false}).deeds().last(),
             QStringLiteral("Opened access for 4 h, approval was not required"));
}

void TestEventText::usersAndSettings()
{
    QCOMPARE(eventDeed(changed(EventKind::SettingChanged, eventFields(Policy{}),
                               eventFields(Policy{.requireApproval = true, .decideWithin = 24h}))),
             QStringLiteral("Changed Time to decide: 12 h → 24 h, Require approval: Off → On"));
    NotificationSettings mail;
    mail.host = QStringLiteral("smtp.contoso.example");
    mail.port = 2525;
    mail.security = MailSecurity::None;
    mail.optional = {NoticeKind::Reminder, NoticeKind::AccessEnded};
    QCOMPARE(shown(eventChanges(
                 changed(EventKind::SettingChanged,
                         eventFields(NotificationSettings{
                             .account = {}, .sender = {}, .timeZone = {}, .optional = {}}),
                         eventFields(mail)))),
             QStringLiteral("Mail server: none -> smtp.contoso.example\n"
                            "Mail server's port: 587 -> 2525\n"
                            "Mail server's security: STARTTLS -> No security\n"
                            "Optional notices: none -> Reminder, Access ended"));
    User ben{.userPrincipalName = QStringLiteral("ben@contoso.example"),
             .displayName = QStringLiteral("Ben"),
             .email = QStringLiteral("ben@a.example")};
    User after = ben;
    after.roles = {Role::LockboxApprover, Role::GlobalReader};
    QCOMPARE(eventDeed(changed(EventKind::UserRolesChanged, eventFields(ben), eventFields(after))),
             QStringLiteral("Changed the roles of ben@contoso.example from none to Customer "
                            "Lockbox access approver, Global reader"));
    after = ben;
    after.email = QStringLiteral("ben@b.example");
    QCOMPARE(eventDeed(changed(EventKind::UserEmailChanged, eventFields(ben), eventFields(after))),
             QStringLiteral("Changed the e-mail address of ben@contoso.example: E-mail: "
                            "ben@a.example → ben@b.example"));
    Event added = changed(EventKind::UserAdded, {}, eventFields(ben));
    QCOMPARE(eventDeed(added), QStringLiteral("Added the user ben@contoso.example with the store"));
    added.actor = QStringLiteral("ada@contoso.example");
    QCOMPARE(eventDeed(added), QStringLiteral("Added the user ben@contoso.example"));
}

void TestEventText::theStoreAndTheLog()
{
    Event made{.kind = EventKind::TenantCreated};
    made.after = {{QStringLiteral("name"), QStringLiteral("Contoso")}};
    QCOMPARE(eventDeed(made), QStringLiteral("Made the store for Contoso"));
    Event started{.kind = EventKind::LogStarted};
    started.details = {{QStringLiteral("events"), 1234}};
    QCOMPARE(eventDeed(started),
             QStringLiteral("Started the log; the 1,234 events before this one were hashed then"));
    Event moved{.kind = EventKind::ClockAdvanced};
    moved.details = {{QStringLiteral("by"), 5400}};
    QCOMPARE(eventDeed(moved), QStringLiteral("Moved the demo clock forward by 1 h 30 min"));
}

void TestEventText::theClockActs()
{
    const Event ended = Story().elapsed().events.back();
    QCOMPARE(eventActor(ended), QStringLiteral("The clock"));
    QVERIFY(eventRole(ended).isEmpty());
    QVERIFY(eventSentence(ended).contains(QStringLiteral("The clock, Request expired")));
}

void TestEventText::fieldsOfAnApproval()
{
    const Event event = Story().approved().events.back();
    const QString head = shown(eventHead(event));
    QVERIFY2(head.contains(QStringLiteral("When: 2026-02-05 21:00:00 (2026-02-05 20:00:00 UTC)")),
             qPrintable(head));
    QVERIFY2(head.contains(QStringLiteral("Who: ada@contoso.example\n"
                                          "Role at that moment: Global administrator\n"
                                          "Reference number: EXSR359123")),
             qPrintable(head));
    QCOMPARE(shown(eventChanges(event)),
             QStringLiteral("Access ends: none -> 2026-02-05 22:30:00 (2026-02-05 21:30:00 UTC)\n"
                            "Access starts: none -> 2026-02-05 21:00:00 (2026-02-05 20:00:00 UTC)\n"
                            "Comment: none -> go\nahead\n"
                            "Decided: none -> 2026-02-05 21:00:00 (2026-02-05 20:00:00 UTC)\n"
                            "Decided by: none -> ada@contoso.example\n"
                            "Decider's name: none -> Somebody\n"
                            "Decided as: none -> Global administrator\n"
                            "Ended by: none -> none\n"
                            "Action status: Pending -> Approved"));
    QCOMPARE(shown(eventDetails(event)), QStringLiteral("Comment: go\nahead"));
}

void TestEventText::fieldsOfANotice()
{
    const Event event = Story().events.back();
    QCOMPARE(event.kind, EventKind::RequestNotified);
    QCOMPARE(shown(eventDetails(event)),
             QStringLiteral("Recipients: ada@contoso.example at ada@mail.example\n"
                            "ben@contoso.example: no valid address"));
}

void TestEventText::rolesAreChangedByName()
{
    const User ben{.userPrincipalName = QStringLiteral("ben@contoso.example")};
    User after = ben;
    after.roles = {Role::SecurityReader};
    QCOMPARE(shown(eventChanges(
                 changed(EventKind::UserRolesChanged, eventFields(ben), eventFields(after)))),
             QStringLiteral("Roles: none -> Security reader"));
}

void TestEventText::everySettingOfNoticesHasAName()
{
    QStringList names;
    for (const QString &key : eventFields(NotificationSettings{}).keys())
        names.append(eventFieldName(key));
    QCOMPARE(names.join(QLatin1Char('\n')),
             QStringLiteral("Mail account\nMail server\nMail server's port\n"
                            "Mail server's security\nSender's address\nOptional notices\n"
                            "Time zone of notices"));
    QCOMPARE(eventValueText(QStringLiteral("timeZone"), QString()), QStringLiteral("UTC only"));
    // What a newer version may write.
    QCOMPARE(eventValueText(QStringLiteral("mailSecurity"), QStringLiteral("quic")),
             QStringLiteral("quic"));
}

void TestEventText::unknownFieldsAreSpelledOut()
{
    QCOMPARE(eventFieldName(QStringLiteral("decideLater")), QStringLiteral("Decide later"));
    QCOMPARE(eventValueText(QStringLiteral("weights"), QJsonArray{1, 2000}),
             QStringLiteral("1, 2,000"));
    QCOMPARE(eventValueText(QStringLiteral("more"), QJsonObject{{QStringLiteral("a"), 1}}),
             QStringLiteral("{\"a\":1}"));
}

QTEST_GUILESS_MAIN(TestEventText)
#include "tst_eventtext.moc"
