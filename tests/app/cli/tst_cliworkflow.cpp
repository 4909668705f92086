#include "tests/app/cli/clistore.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace lockbox::test;

namespace {

QString field(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

qint64 secondsBetween(const QJsonObject &json, const char *from, const char *to)
{
    const auto at = [&](const char *name) {
        return QDateTime::fromString(field(json, name), Qt::ISODateWithMs);
    };
    return at(from).secsTo(at(to));
}

bool isNull(const QJsonObject &json, std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        if (!json.value(QLatin1String(name)).isNull() || !json.contains(QLatin1String(name))) {
            qWarning("%s is not null", name);
            return false;
        }
    }
    return true;
}

} // namespace

/// The whole workflow as a script does it, from an empty folder to the history.
class TestCliWorkflow : public QObject
{
    Q_OBJECT

private slots:
    void fromInitToTheHistory();
    void requestHasAllItsFields();
    void phraseIsShownToThoseWhoGetTheMails();
    void withTheSettingOffTheManagerDecides();
    void requestsEndInEveryWay();
    void refusalsTellTheState();
    void wrongRolesAreRefused();
    void sharedReferencesAreAmbiguous();
};

void TestCliWorkflow::fromInitToTheHistory()
{
    const CliStore store;
    const QString id = store.pending();
    const QJsonObject approved =
        store.done(store.approver(),
                   QStringLiteral("request approve EXSR359123 --duration 2h --comment 'Go ahead'"));
    QCOMPARE(field(approved, "state"), QStringLiteral("approved"));
    QCOMPARE(field(approved, "id"), id);
    (void)store.done(store.engineer(),
                     QStringLiteral("request record EXSR359123 --action 'Read the transport log'"));
    (void)store.done(store.engineer(), QStringLiteral("request complete EXSR359123"));

    const QJsonObject events = store.done(store.admin(), QStringLiteral("event list"));
    QVERIFY(isNull(events, {"next"}));
    QStringList kinds;
    qint64 seq = 0;
    for (const QJsonValue &value : events.value(QStringLiteral("value")).toArray()) {
        const QJsonObject event = value.toObject();
        QCOMPARE(event.value(QStringLiteral("seq")).toInteger(), ++seq);
        QVERIFY(isTime(event.value(QStringLiteral("at"))));
        QVERIFY(event.contains(QStringLiteral("actorRole")));
        const QString kind = field(event, "kind");
        if (!kind.startsWith(QLatin1String("user.")))
            kinds.append(kind);
        if (kind.startsWith(QLatin1String("request.")) || kind.startsWith(QLatin1String("access.")))
            QCOMPARE(field(event, "request"), id);
    }
    QCOMPARE(kinds,
             QStringList({QStringLiteral("tenant.created"), QStringLiteral("setting.changed"),
                          QStringLiteral("request.submitted"), QStringLiteral("request.authorized"),
                          QStringLiteral("request.notified"), QStringLiteral("request.approved"),
                          QStringLiteral("access.recorded"), QStringLiteral("access.completed")}));
}

void TestCliWorkflow::requestHasAllItsFields()
{
    const CliStore store;
    const QString id = store.submit();
    const QJsonObject filed = store.done(store.engineer(), QStringLiteral("request show ") + id);
    QCOMPARE(field(filed, "reference"), QStringLiteral("EXSR359123"));
    QCOMPARE(field(filed, "tenant"), QStringLiteral("Contoso"));
    QVERIFY(!QUuid(field(filed, "tenantId")).isNull());
    QCOMPARE(field(filed, "service"), QStringLiteral("Exchange"));
    QCOMPARE(field(filed, "reason"), QStringLiteral("Mail flow stops at one mailbox"));
    QCOMPARE(field(filed, "requestor"), store.engineer());
    QCOMPARE(field(filed, "requestorName"), QStringLiteral("Provider Engineer"));
    QCOMPARE(field(filed, "state"), QStringLiteral("submitted"));
    QCOMPARE(filed.value(QStringLiteral("duration")).toInteger(-1), 4 * 3600);
    QVERIFY(isTime(filed.value(QStringLiteral("submittedAt"))));
    QVERIFY(isNull(filed, {"authorizedAt", "authorizedBy", "notifiedAt", "expiresAt", "decidedAt",
                           "decidedBy", "decidedByName", "decidedRole", "comment", "accessStart",
                           "accessEnd", "endedBy"}));
    QCOMPARE(filed.value(QStringLiteral("timeline")).toArray().size(), 1);

    const QJsonObject waiting =
        store.done(store.manager(), QStringLiteral("request authorize ") + id);
    QCOMPARE(field(waiting, "state"), QStringLiteral("pending"));
    QCOMPARE(field(waiting, "authorizedBy"), store.manager());
    QCOMPARE(secondsBetween(waiting, "notifiedAt", "expiresAt"), 12 * 3600);
    QVERIFY(isNull(waiting, {"decidedAt", "decidedBy", "accessStart"}));

    const QJsonObject approved =
        store.done(store.approver(),
                   QStringLiteral("request approve %1 --duration PT90M --comment yes").arg(id));
    QCOMPARE(field(approved, "decidedBy"), store.approver());
    QCOMPARE(field(approved, "decidedByName"), QStringLiteral("Alex Approver"));
    QCOMPARE(field(approved, "decidedRole"), QStringLiteral("customer-lockbox-access-approver"));
    QCOMPARE(field(approved, "comment"), QStringLiteral("yes"));
    QCOMPARE(field(approved, "accessStart"), field(approved, "decidedAt"));
    QCOMPARE(secondsBetween(approved, "accessStart", "accessEnd"), 90 * 60);
    QCOMPARE(approved.value(QStringLiteral("duration")).toInteger(), 4 * 3600);
    QVERIFY(isNull(approved, {"endedBy"}));
}

void TestCliWorkflow::phraseIsShownToThoseWhoGetTheMails()
{
    const CliStore store;
    const QString show = QStringLiteral("request show EXSR359123");
    const auto seenBy = [&](const QString &user) {
        return LockboxProgram()
            .run(QStringList{QStringLiteral("--store"), store.path(), QStringLiteral("--as"), user}
                 + words(show))
            .text();
    };
    (void)store.submit();
    QVERIFY(isNull(store.done(store.manager(), show), {"verificationPhrase"}));
    (void)store.done(store.manager(), QStringLiteral("request authorize EXSR359123"));
    const QString phrase = field(store.done(store.approver(), show), "verificationPhrase");
    QCOMPARE(phrase.split(u' ').size(), 4);
    const int notice = store.done(store.admin(), QStringLiteral("outbox list --request EXSR359123"))
                           .value(QStringLiteral("value"))[0][QStringLiteral("id")]
                           .toInt();
    const QJsonObject letter =
        store.done(store.admin(), QStringLiteral("outbox show %1").arg(notice));
    QCOMPARE(field(letter, "phrase"), phrase);
    const QString label = QStringLiteral("Verification phrase");
    QVERIFY(seenBy(store.approver())
                .contains(QRegularExpression(label + QStringLiteral(" +") + phrase)));
    QVERIFY(isNull(store.done(store.engineer(), show), {"verificationPhrase"}));
    QVERIFY(!seenBy(store.engineer()).contains(label));
}

void TestCliWorkflow::withTheSettingOffTheManagerDecides()
{
    const CliStore store;
    (void)store.done(store.approver(), QStringLiteral("setting set require-approval off"));
    const QString id = store.submit();
    const QJsonObject open = store.done(store.manager(), QStringLiteral("request authorize ") + id);
    QCOMPARE(field(open, "state"), QStringLiteral("approved"));
    QCOMPARE(open.value(QStringLiteral("approvalRequired")), QJsonValue(false));
    QCOMPARE(field(open, "decidedBy"), store.manager());
    QCOMPARE(secondsBetween(open, "accessStart", "accessEnd"), 4 * 3600);
    QVERIFY(isNull(open, {"notifiedAt", "expiresAt"}));
}

void TestCliWorkflow::requestsEndInEveryWay()
{
    const CliStore store;
    const QString rejected = store.submit(QStringLiteral("A-1"));
    QCOMPARE(field(store.done(store.manager(),
                              QStringLiteral("request reject %1 --comment no").arg(rejected)),
                   "state"),
             QStringLiteral("rejected"));
    const QString denied = store.pending(QStringLiteral("A-2"));
    const QJsonObject refusal =
        store.done(store.admin(), QStringLiteral("request deny A-2 --comment 'Not this week'"));
    QCOMPARE(field(refusal, "state"), QStringLiteral("denied"));
    QCOMPARE(field(refusal, "decidedRole"), QStringLiteral("global-administrator"));
    QVERIFY(isNull(refusal, {"accessStart", "accessEnd"}));
    const QString withdrawn = store.submit(QStringLiteral("A-3"));
    QCOMPARE(field(store.done(store.engineer(), QStringLiteral("request cancel A-3")), "state"),
             QStringLiteral("canceled"));
    const QString canceled = store.pending(QStringLiteral("A-4"));
    QCOMPARE(field(store.done(store.approver(), QStringLiteral("request cancel A-4")), "decidedBy"),
             store.approver());
    const QString revoked = store.pending(QStringLiteral("A-5"));
    (void)store.done(store.admin(), QStringLiteral("request approve A-5"));
    const QJsonObject ended = store.done(store.approver(), QStringLiteral("request revoke A-5"));
    QCOMPARE(field(ended, "state"), QStringLiteral("revoked"));
    QCOMPARE(field(ended, "endedBy"), store.approver());
    QCOMPARE(field(ended, "decidedBy"), store.admin());
    QVERIFY(secondsBetween(ended, "accessStart", "accessEnd") < 3600);

    const QJsonObject list = store.done(
        store.manager(), QStringLiteral("request list --state rejected,denied,canceled,revoked"));
    QSet<QString> ids;
    for (const QJsonValue &value : list.value(QStringLiteral("value")).toArray())
        ids.insert(field(value.toObject(), "id"));
    QCOMPARE(ids, QSet<QString>({rejected, denied, withdrawn, canceled, revoked}));
}

void TestCliWorkflow::refusalsTellTheState()
{
    const CliStore store;
    const QString id = store.pending();
    const QJsonObject approved = store.done(store.admin(), QStringLiteral("request approve ") + id);
    const Outcome late =
        store.run(store.approver(), QStringLiteral("request deny %1 --comment late").arg(id));
    QCOMPARE(late.exitCode, 5);
    QCOMPARE(late.out, QByteArray());
    QCOMPARE(field(late.error(), "code"), QStringLiteral("wrongState"));
    QCOMPARE(field(late.error(), "state"), QStringLiteral("approved"));
    QCOMPARE(field(late.error(), "decidedBy"), store.admin());
    QCOMPARE(field(late.error(), "decidedAt"), field(approved, "decidedAt"));
    QVERIFY(field(late.error(), "message").contains(store.admin()));

    const QString denied = store.pending(QStringLiteral("B-1"));
    const Outcome bare = store.run(store.admin(), QStringLiteral("request deny B-1"));
    QCOMPARE(bare.exitCode, 2);
    QCOMPARE(field(bare.error(), "field"), QStringLiteral("comment"));
    QCOMPARE(store.state(denied), QStringLiteral("pending"));
    (void)store.done(store.admin(), QStringLiteral("setting set deny-comment off"));
    QCOMPARE(store.run(store.admin(), QStringLiteral("request deny B-1")).exitCode, 0);
}

void TestCliWorkflow::wrongRolesAreRefused()
{
    const CliStore store;
    const QString id = store.pending();
    const std::pair<QString, QString> attempts[] = {
        {store.plainUser(), QStringLiteral("request approve ") + id},
        {store.reader(), QStringLiteral("request approve ") + id},
        {store.engineer(), QStringLiteral("request approve ") + id},
        {store.manager(), QStringLiteral("request approve ") + id},
        {store.approver(), QStringLiteral("request authorize ") + id},
        {store.approver(),
         QStringLiteral("user set-roles paul@contoso.example global-administrator")},
        {store.reader(), QStringLiteral("setting set require-approval off")},
        {store.plainUser(), QStringLiteral("request list")},
        {store.engineer(), QStringLiteral("event list")},
        {QStringLiteral("nobody@contoso.example"), QStringLiteral("request list")},
    };
    for (const auto &[user, line] : attempts) {
        const Outcome outcome = store.run(user, line);
        QVERIFY2(outcome.exitCode == 4, qPrintable(user + u' ' + line));
        QCOMPARE(field(outcome.error(), "code"), QStringLiteral("notPermitted"));
        QCOMPARE(outcome.out, QByteArray());
    }
    // Somebody else's request is none to an engineer.
    const Outcome unseen =
        store.run(store.colleague(), QStringLiteral("request cancel EXSR359123"));
    QCOMPARE(unseen.exitCode, 3);
    QCOMPARE(field(unseen.error(), "code"), QStringLiteral("notFound"));
    QVERIFY(isNull(unseen.error(), {"state", "decidedBy"}));
    QCOMPARE(store.state(id), QStringLiteral("pending"));
}

void TestCliWorkflow::sharedReferencesAreAmbiguous()
{
    const CliStore store;
    const QString first = store.pending();
    const QString second = store.pending();
    const Outcome outcome = store.run(store.admin(), QStringLiteral("request approve EXSR359123"));
    QCOMPARE(outcome.exitCode, 3);
    QCOMPARE(field(outcome.error(), "code"), QStringLiteral("ambiguous"));
    QSet<QString> candidates;
    for (const QJsonValue &value : outcome.error().value(QStringLiteral("candidates")).toArray())
        candidates.insert(value.toString());
    QCOMPARE(candidates, QSet<QString>({first, second}));

    LockboxProgram program;
    const Outcome words = program.run(
        {QStringLiteral("--store"), store.path(), QStringLiteral("--as"), store.admin(),
         QStringLiteral("request"), QStringLiteral("show"), QStringLiteral("EXSR359123")});
    QCOMPARE(words.exitCode, 3);
    QVERIFY(words.complaint().contains(first) && words.complaint().contains(second));
    QVERIFY(words.complaint().contains(QStringLiteral("request list --search")));

    // A GUID is taken in braces and upper case too.
    QCOMPARE(
        field(store.done(store.admin(), QStringLiteral("request show {%1}").arg(first.toUpper())),
              "id"),
        first);
    const Outcome none = store.run(store.admin(), QStringLiteral("request show NO-SUCH"));
    QCOMPARE(none.exitCode, 3);
    QCOMPARE(field(none.error(), "code"), QStringLiteral("notFound"));
}

QTEST_GUILESS_MAIN(TestCliWorkflow)
#include "tst_cliworkflow.moc"
