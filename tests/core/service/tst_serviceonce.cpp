#include "tests/core/service/contosotenant.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// A change that is asked for twice is done once, and answered twice in the same words.
class TestServiceOnce : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tenant = std::make_unique<ContosoTenant>(T::policyOn()); }
    void filesOneRequest();
    void answersAsThen();
    void everyChangeHasIt();
    void keyIsForOneQuestion();
    void keysAreEverybodysOwn();
    void refusalsAreNotKept();
    void keysAreForgottenAfterADay();
    void keysAreChecked();

private:
    ContosoTenant &t() { return *m_tenant; }
    static Session once(Session session, const QString &key, char question = 'q')
    {
        session.once = Once{.key = key, .question = QByteArray(32, question)};
        return session;
    }
    qint64 events() { return need(t()->logState(T::ada())).head.size; }
    qsizetype requests() { return qsizetype(need(t()->requests(T::max(), {})).items.size()); }

    const rules::NewRequest m_wish{.reference = QStringLiteral("R1"),
                                   .service = QStringLiteral("Exchange"),
                                   .reason = QStringLiteral("why"),
                                   .duration = 1h};
    std::unique_ptr<ContosoTenant> m_tenant;
};

void TestServiceOnce::filesOneRequest()
{
    const Session eve = once(T::eve(), QStringLiteral("k"));
    const AccessRequest first = need(t()->submitRequest(eve, m_wish));
    QCOMPARE(need(t()->submitRequest(eve, m_wish)), first);
    QCOMPARE(requests(), 1);
    need(t()->submitRequest(once(T::eve(), QStringLiteral("l")), m_wish));
    QCOMPARE(requests(), 2);
}

void TestServiceOnce::answersAsThen()
{
    const QString id = t().authorized().id.toString();
    const Session abe = once(T::abe(), QStringLiteral("k"));
    const AccessRequest approved = need(t()->approveRequest(abe, id, {}));
    need(t()->revokeAccess(T::ada(), id, QStringLiteral("enough")));
    const qint64 before = events();
    QCOMPARE(need(t()->approveRequest(abe, id, {})), approved);
    QCOMPARE(events(), before);
    // Without the key it is a lost race.
    QCOMPARE(refusal(t()->approveRequest(T::abe(), id, {})), QStringLiteral("wrongState"));
}

void TestServiceOnce::everyChangeHasIt()
{
    const Session ada = once(T::ada(), QStringLiteral("user"));
    const NewUser user{.userPrincipalName = QStringLiteral("new@contoso.com"),
                       .displayName = QStringLiteral("New"),
                       .email = {},
                       .alternateEmail = {}};
    const User added = need(t()->addUser(ada, user));
    QCOMPARE(need(t()->addUser(ada, user)), added);
    const Session policy = once(T::ada(), QStringLiteral("policy"));
    const Policy changed = need(t()->changePolicy(policy, {.maxAccess = 1h}));
    QCOMPARE(changed.maxAccess, 1h);
    need(t()->changePolicy(T::ada(), {.maxAccess = 2h}));
    QCOMPARE(need(t()->changePolicy(policy, {.maxAccess = 1h})), changed);
    QCOMPARE(need(t()->policy(T::ada())).maxAccess, 2h);
    const Session notices = once(T::ada(), QStringLiteral("notices"));
    const auto settings =
        need(t()->changeNotifications(notices, {.host = QStringLiteral("mail.contoso.com")}));
    QCOMPARE(need(t()->changeNotifications(notices, {.host = QStringLiteral("mail.contoso.com")})),
             settings);
}

void TestServiceOnce::keyIsForOneQuestion()
{
    need(t()->submitRequest(once(T::eve(), QStringLiteral("k")), m_wish));
    QCOMPARE(refusal(t()->submitRequest(once(T::eve(), QStringLiteral("k"), 'r'), m_wish)),
             QStringLiteral("invalidArgument idempotencyKey"));
    QCOMPARE(requests(), 1);
}

void TestServiceOnce::keysAreEverybodysOwn()
{
    const QString id = t().authorized().id.toString();
    need(t()->approveRequest(once(T::abe(), QStringLiteral("k")), id, {}));
    QCOMPARE(refusal(t()->approveRequest(once(T::ada(), QStringLiteral("k")), id, {})),
             QStringLiteral("wrongState"));
}

void TestServiceOnce::refusalsAreNotKept()
{
    rules::NewRequest wish = m_wish;
    wish.reason.clear();
    const Session eve = once(T::eve(), QStringLiteral("k"));
    QCOMPARE(refusal(t()->submitRequest(eve, wish)), QStringLiteral("invalidArgument reason"));
    need(t()->submitRequest(eve, m_wish));
}

void TestServiceOnce::keysAreForgottenAfterADay()
{
    const Session eve = once(T::eve(), QStringLiteral("k"));
    need(t()->submitRequest(eve, m_wish));
    t().clock().advance(24h + 1ms);
    need(t()->submitRequest(once(T::eve(), QStringLiteral("l")), m_wish));
    need(t()->submitRequest(eve, m_wish));
    QCOMPARE(requests(), 3);
}

void TestServiceOnce::keysAreChecked()
{
    for (const QString &key : {QString(), QString(256, QLatin1Char('k'))})
        QCOMPARE(refusal(t()->submitRequest(once(T::eve(), key), m_wish)),
                 QStringLiteral("invalidArgument idempotencyKey"));
    need(t()->submitRequest(once(T::eve(), QString(255, QLatin1Char('k'))), m_wish));
}

QTEST_GUILESS_MAIN(TestServiceOnce)
#include "tst_serviceonce.moc"
