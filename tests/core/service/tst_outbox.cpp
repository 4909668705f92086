#include "core/service/noticesender.h"
#include "tests/core/service/contosotenant.h"
#include "tests/core/store/sqlprobe.h"

#include <QTest>

#include <set>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// Who is told what, in the transaction of the change, and who may look at it.
class TestOutbox : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void pendingRequestTellsEachApprover();
    void remindersWaitForTheirTime();
    void whoHasNoAddressIsUndeliverableAtOnce();
    void alternateAddressIsUsedWhereTheFirstIsMissing();
    void addressesAreThoseOfThen();
    void decisionTellsTheOthers();
    void decisionEndsTheReminders_data();
    void decisionEndsTheReminders();
    void endsAndExpiriesAreTold();
    void changedApproversAndSettingsAreTold();
    void turnedOffNoticesAreNotWritten();
    void refusedChangeTellsNobody();
    void retryAndSuppress();
    void demoKeepsItAtHome();
    void onlyAdministratorsManage();
    void turningOnWhereNobodyIsReached();

private:
    ContosoTenant &t() { return *m_tenant; }
    LocalOptions options() const
    {
        return {.clock = &m_tenant->clock(), .logFolder = m_tenant->logFolder()};
    }
    std::unique_ptr<LocalOutbox> outbox() const { return need(m_tenant->outbox(options())); }
    std::vector<Delivery> all(const DeliveryQuery &query = {}) const;
    /// "kind recipient state", sorted, of all that concern requests, or nothing does.
    QStringList lines(const std::vector<DeliveryState> &states = {}) const;
    /// So that what is tested begins with an empty outbox.
    void forgetNotices() const;

    std::unique_ptr<ContosoTenant> m_tenant;
};

void TestOutbox::init()
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOn());
    forgetNotices();
}

void TestOutbox::forgetNotices() const
{
    SqlProbe probe(m_tenant->path());
    probe.rows(QStringLiteral("DELETE FROM outbox"));
    probe.rows(QStringLiteral("DELETE FROM notice"));
}

std::vector<Delivery> TestOutbox::all(const DeliveryQuery &query) const
{
    return need((*m_tenant)->deliveries(T::ada(), query));
}

QStringList TestOutbox::lines(const std::vector<DeliveryState> &states) const
{
    QStringList lines;
    for (const Delivery &one : all({.states = states}))
        lines.append(
            QStringLiteral("%1 %2 %3").arg(toSlug(one.kind), one.recipient, toSlug(one.state)));
    lines.sort();
    return lines;
}

/// Names of those who may decide, with an address or without.
static QStringList approvers(ContosoTenant &tenant, bool reachable)
{
    QStringList names;
    for (const User &user : need(tenant->users(T::ada(), {}))) {
        if (isApprover(user.roles) && deliverableAddress(user).isEmpty() != reachable)
            names.append(user.userPrincipalName);
    }
    names.sort();
    return names;
}

static QStringList linesOf(const char *kind, const QStringList &people, const char *state)
{
    QStringList lines;
    for (const QString &one : people)
        lines.append(
            QStringLiteral("%1 %2 %3").arg(QLatin1String(kind), one, QLatin1String(state)));
    return lines;
}

void TestOutbox::pendingRequestTellsEachApprover()
{
    const AccessRequest request = t().authorized();
    const QStringList reachable = approvers(t(), true);
    const QStringList unreachable = approvers(t(), false);
    QVERIFY(reachable.size() >= 2);
    QStringList expected = linesOf("request.pending", reachable, "queued")
                           + linesOf("request.pending", unreachable, "undeliverable")
                           + linesOf("reminder", reachable, "queued")
                           + linesOf("reminder", reachable, "queued");
    expected.sort();
    QCOMPARE(lines(), expected);
    std::set<QString> ids;
    for (const Delivery &one : all()) {
        QCOMPARE(one.request, request.id);
        QCOMPARE(one.reference, request.reference);
        QCOMPARE(one.giveUpAt, *request.expiresAt);
        QVERIFY(one.messageId.startsWith(u'<') && one.messageId.endsWith(u'>'));
        ids.insert(one.messageId);
    }
    QCOMPARE(ids.size(), all().size());
    // In the story, for those who may see the customer's users.
    const auto details = need(t()->request(T::ada(), request.id.toString()));
    QCOMPARE(details.deliveries.size(), all().size());
    QCOMPARE(details.phrase.split(u' ').size(), 4);
    const auto forProvider = need(t()->request(T::max(), request.id.toString()));
    QVERIFY(forProvider.deliveries.empty() && forProvider.phrase.isEmpty());
}

void TestOutbox::remindersWaitForTheirTime()
{
    const AccessRequest request = t().authorized();
    std::set<Timestamp> due;
    for (const Delivery &one : all()) {
        if (one.kind == NoticeKind::Reminder)
            due.insert(*one.nextAt);
    }
    const auto half = (*request.expiresAt - *request.notifiedAt) / 2;
    QCOMPARE(due, (std::set<Timestamp>{*request.notifiedAt + half, *request.expiresAt - 1h}));
    const auto sender = outbox();
    need(t()->changeNotifications(T::ada(), {.host = QStringLiteral("localhost"),
                                             .sender = QStringLiteral("l@contoso.com"),
                                             .optional = std::set<NoticeKind>{}}));
    const auto claimedNow = need(sender->claim(100));
    QVERIFY(std::ranges::none_of(claimedNow, [](const ClaimedMail &mail) {
        return mail.delivery.kind == NoticeKind::Reminder;
    }));
    t().clock().set(*request.notifiedAt + half);
    const auto reminders = need(sender->claim(100));
    QVERIFY(std::ranges::count(reminders, NoticeKind::Reminder,
                               [](const ClaimedMail &mail) { return mail.delivery.kind; })
            == approvers(t(), true).size());
}

void TestOutbox::whoHasNoAddressIsUndeliverableAtOnce()
{
    need(t()->setEmail(T::ada(), T::ada().userPrincipalName, {}));
    need(t()->setAlternateEmail(T::ada(), T::ada().userPrincipalName, {}));
    t().authorized();
    const auto mine = all({.recipient = T::ada().userPrincipalName});
    QCOMPARE(mine.size(), size_t(1));
    QCOMPARE(mine.front().state, DeliveryState::Undeliverable);
    QVERIFY(mine.front().words.contains(QStringLiteral("no well-formed e-mail address")));
    QVERIFY(need(t()->overview(T::ada())).deliveries[DeliveryState::Undeliverable] >= 1);
}

void TestOutbox::alternateAddressIsUsedWhereTheFirstIsMissing()
{
    const QString name = T::ada().userPrincipalName;
    need(t()->setEmail(T::ada(), name, {}));
    need(t()->setAlternateEmail(T::ada(), name, QStringLiteral("ada@home.example")));
    t().authorized();
    QCOMPARE(all({.recipient = name}).front().address, QStringLiteral("ada@home.example"));
}

void TestOutbox::addressesAreThoseOfThen()
{
    const AccessRequest request = t().authorized();
    need(t()->setEmail(T::ada(), T::ada().userPrincipalName, QStringLiteral("new@contoso.com")));
    need(t()->denyRequest(T::abe(), request.id.toString(), QStringLiteral("no")));
    for (const Delivery &one : all({.recipient = T::ada().userPrincipalName})) {
        if (!one.request.isNull())
            QVERIFY2(one.address != QStringLiteral("new@contoso.com"),
                     qPrintable(toSlug(one.kind)));
    }
}

void TestOutbox::decisionTellsTheOthers()
{
    const AccessRequest request = t().authorized();
    need(t()->approveRequest(T::ada(), request.id.toString(), {}));
    QStringList told;
    for (const Delivery &one : all()) {
        if (one.kind == NoticeKind::Decided)
            told.append(one.recipient);
    }
    told.sort();
    QStringList others = approvers(t(), true) + approvers(t(), false);
    others.removeOne(T::ada().userPrincipalName);
    others.sort();
    QCOMPARE(told, others);
}

void TestOutbox::decisionEndsTheReminders_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"approve", "deny", "cancel", "expire"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void TestOutbox::decisionEndsTheReminders()
{
    QFETCH(QString, how);
    const AccessRequest request = t().authorized();
    const QString id = request.id.toString();
    if (how == QLatin1String("approve"))
        need(t()->approveRequest(T::ada(), id, {}));
    else if (how == QLatin1String("deny"))
        need(t()->denyRequest(T::ada(), id, QStringLiteral("no")));
    else if (how == QLatin1String("cancel"))
        need(t()->cancelRequest(T::eve(), id, {}));
    else
        t().clock().set(*request.expiresAt);
    for (const Delivery &one : all()) {
        if (one.kind == NoticeKind::Reminder || one.kind == NoticeKind::RequestPending)
            QVERIFY2(isFinal(one.state), qPrintable(toSlug(one.kind)));
    }
}

void TestOutbox::endsAndExpiriesAreTold()
{
    const AccessRequest expired = t().authorized();
    t().clock().set(*expired.expiresAt);
    const QStringList everybody = approvers(t(), true);
    for (const QString &line : linesOf("request.expired", everybody, "queued"))
        QVERIFY2(lines().contains(line), qPrintable(lines().join(u'\n')));
    const AccessRequest open = t().approved();
    t().clock().set(open.access->end);
    for (const QString &line : linesOf("access.ended", everybody, "queued"))
        QVERIFY2(lines().contains(line), qPrintable(lines().join(u'\n')));
}

void TestOutbox::changedApproversAndSettingsAreTold()
{
    need(t()->setRoles(T::ada(), T::bill().userPrincipalName, {Role::GlobalReader}));
    QCOMPARE(lines(), QStringList());
    need(t()->setRoles(T::ada(), T::bill().userPrincipalName, {Role::LockboxApprover}));
    QVERIFY(!lines().isEmpty());
    for (const Delivery &one : all()) {
        QCOMPARE(one.kind, NoticeKind::RolesChanged);
        const User user = need(t()->user(T::ada(), one.recipient));
        QVERIFY(user.roles.contains(Role::GlobalAdministrator));
    }
    forgetNotices();
    need(t()->changePolicy(T::ada(), {.maxAccess = 1h}));
    QCOMPARE(lines().size(), approvers(t(), true).size() + approvers(t(), false).size());
}

void TestOutbox::turnedOffNoticesAreNotWritten()
{
    need(t()->changeNotifications(T::ada(), {.optional = std::set<NoticeKind>{}}));
    forgetNotices();
    const AccessRequest request = t().authorized();
    need(t()->approveRequest(T::ada(), request.id.toString(), {}));
    need(t()->changePolicy(T::ada(), {.maxAccess = 1h}));
    for (const Delivery &one : all())
        QCOMPARE(one.kind, NoticeKind::RequestPending);
    QVERIFY(!all().empty());
}

void TestOutbox::refusedChangeTellsNobody()
{
    const AccessRequest request = t().authorized();
    const QStringList before = lines();
    QVERIFY(!t()->approveRequest(T::eve(), request.id.toString(), {}));
    QVERIFY(!t()->denyRequest(T::ada(), request.id.toString(), {}));
    SqlProbe probe(t().path());
    probe.stumbleAtTable(QStringLiteral("outbox"));
    // Neither a decision without its notices.
    QVERIFY(!t()->approveRequest(T::ada(), request.id.toString(), {}));
    probe.stumbleNoMore();
    QCOMPARE(lines(), before);
    QCOMPARE(need(t()->request(T::ada(), request.id.toString())).request.state,
             RequestState::Pending);
}

void TestOutbox::retryAndSuppress()
{
    const AccessRequest request = t().authorized();
    const Delivery waiting = all({.states = {DeliveryState::Queued}}).front();
    const Delivery suppressed = need(t()->suppressDelivery(T::ada(), waiting.id));
    QCOMPARE(suppressed.state, DeliveryState::Suppressed);
    QCOMPARE(refusal(t()->suppressDelivery(T::ada(), waiting.id)), QStringLiteral("wrongState"));
    // That stays on record.
    const auto timeline = need(t()->request(T::ada(), request.id.toString())).timeline;
    QCOMPARE(timeline.back().kind, EventKind::NoticeSuppressed);
    QCOMPARE(timeline.back().user, waiting.recipient);
    const Delivery again = need(t()->retryDelivery(T::ada(), waiting.id));
    QCOMPARE(again.state, DeliveryState::Queued);
    QCOMPARE(*again.nextAt, t().clock().now());
    QCOMPARE(refusal(t()->retryDelivery(T::ada(), 4711)), QStringLiteral("notFound"));
    t().clock().set(*request.expiresAt);
    QCOMPARE(refusal(t()->retryDelivery(T::ada(), waiting.id)), QStringLiteral("wrongState"));
    QVERIFY(!need(t()->verifyLog(T::ada(), {}, {})).finding);
}

void TestOutbox::demoKeepsItAtHome()
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOn(), T::Kind::Demo);
    const AccessRequest request = t().authorized();
    QCOMPARE(refusal(t().outbox(options())), QStringLiteral("notSupported"));
    QCOMPARE(
        refusal(t()->changeNotifications(T::ada(), {.host = QStringLiteral("mail.contoso.com")})),
        QStringLiteral("notSupported"));
    QCOMPARE(refusal(t()->sendTestMail(T::ada(), QStringLiteral("a@b.de"))),
             QStringLiteral("notSupported"));
    const DeliveryQuery inbox{
        .request = request.id.toString(), .recipient = T::ada().userPrincipalName, .dueOnly = true};
    const auto now = all(inbox);
    QCOMPARE(now.size(), size_t(1));
    QCOMPARE(now.front().state, DeliveryState::Sent);
    need(t()->advanceClock(T::ada(), 7h));
    QCOMPARE(all(inbox).size(), size_t(2));
    QCOMPARE(all(inbox).front().kind, NoticeKind::Reminder);
}

void TestOutbox::onlyAdministratorsManage()
{
    t().authorized();
    const qint64 id = all().front().id;
    for (const Session &who : {T::gil(), T::rita(), T::eve(), T::max()}) {
        QCOMPARE(refusal(t()->changeNotifications(who, {.port = 25})),
                 QStringLiteral("notPermitted"));
        QCOMPARE(refusal(t()->retryDelivery(who, id)), QStringLiteral("notPermitted"));
        QCOMPARE(refusal(t()->suppressDelivery(who, id)), QStringLiteral("notPermitted"));
        QCOMPARE(refusal(t()->sendTestMail(who, QStringLiteral("a@b.de"))),
                 QStringLiteral("notPermitted"));
    }
    for (const Session &who : {T::eve(), T::max()}) {
        QCOMPARE(refusal(t()->deliveries(who, {})), QStringLiteral("notPermitted"));
        QCOMPARE(refusal(t()->letter(who, id)), QStringLiteral("notPermitted"));
        QCOMPARE(refusal(t()->notifications(who)), QStringLiteral("notPermitted"));
    }
    need(t()->letter(T::rita(), id));
}

void TestOutbox::turningOnWhereNobodyIsReached()
{
    need(t()->changePolicy(T::ada(), {.requireApproval = false}));
    for (const QString &name : approvers(t(), true)) {
        need(t()->setEmail(T::ada(), name, {}));
        need(t()->setAlternateEmail(T::ada(), name, {}));
    }
    const auto refused = t()->changePolicy(T::ada(), {.requireApproval = true});
    QCOMPARE(refusal(refused), QStringLiteral("wrongState"));
    QVERIFY(refused.error().message.contains(QStringLiteral("nobody would hear")));
    QVERIFY(need(t()->changePolicy(T::ada(), {.requireApproval = true, .acceptUnreachable = true}))
                .requireApproval);
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
