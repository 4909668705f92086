#include "core/wire/codec.h"
#include "core/wire/tag.h"
#include "tests/core/service/contosotenant.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// Changes under the condition that a thing is what the caller has seen: looked at in the transaction of the change.
class TestServiceSeen : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tenant = std::make_unique<T>(T::policyOn()); }
    void requestAsItWasSeen();
    void requestChangedMeanwhile();
    void whatIsAroundDoesNotCount();
    void tooLateIsSaidFirst();
    void mayNotIsSaidFirst();
    void usersAndSettings();
    void anything();
    void sameChangeTwiceIsAnsweredTwice();
    void oneOfManyAtOnce();

private:
    T &t() { return *m_tenant; }
    template<typename Value>
    QByteArray tag(const Value &value)
    {
        return wire::tagOf(wire::toJson(value, need(t()->info()).tenant));
    }
    static Session having(Session session, const QList<QByteArray> &tags)
    {
        session.seen = tags;
        return session;
    }

    std::unique_ptr<T> m_tenant;
};

void TestServiceSeen::requestAsItWasSeen()
{
    const QString id = t().authorized().id.toString();
    const QByteArray seen = tag(need(t()->request(T::abe(), id)));
    need(t()->approveRequest(having(T::abe(), {"\"other\"", seen}), id, {}));
}

void TestServiceSeen::requestChangedMeanwhile()
{
    const QString id = t().approved().id.toString();
    const QByteArray seen = tag(need(t()->request(T::ada(), id)));
    need(t()->recordAction(T::eve(), id, QStringLiteral("looked")));
    const QStringList before = t().dump();
    const auto refused = t()->revokeAccess(having(T::ada(), {seen}), id, {});
    QCOMPARE(refusal(refused), QStringLiteral("changedMeanwhile"));
    QCOMPARE(refused.error().state, QStringLiteral("approved"));
    QCOMPARE(refused.error().decidedBy, T::abe().userPrincipalName);
    QVERIFY(refused.error().decidedAt);
    QCOMPARE(t().dump(), before);
    need(t()->revokeAccess(having(T::ada(), {tag(need(t()->request(T::ada(), id)))}), id, {}));
}

/// While somebody thinks, mails go out, and the same engineer files other requests.
void TestServiceSeen::whatIsAroundDoesNotCount()
{
    const QString id = t().authorized().id.toString();
    const auto before = need(t()->request(T::ada(), id));
    need(t()->submitRequest(T::eve(), T::wish(QStringLiteral("other"))));
    need(t()->authorizeRequest(T::max(), QStringLiteral("other"), {}));
    const auto after = need(t()->request(T::ada(), id));
    QVERIFY(after.requestsOfRequestor != before.requestsOfRequestor);
    QVERIFY(tag(after) != tag(before));
    need(t()->denyRequest(having(T::ada(), {tag(before)}), id, QStringLiteral("no")));
}

void TestServiceSeen::tooLateIsSaidFirst()
{
    const QString id = t().authorized().id.toString();
    const QByteArray seen = tag(need(t()->request(T::mia(), id)));
    need(t()->denyRequest(T::abe(), id, QStringLiteral("no")));
    const auto refused = t()->approveRequest(having(T::mia(), {seen}), id, {});
    QCOMPARE(refusal(refused), QStringLiteral("wrongState"));
    QCOMPARE(refused.error().decidedBy, T::abe().userPrincipalName);
}

/// A guess tells nothing to those who may not do it.
void TestServiceSeen::mayNotIsSaidFirst()
{
    const QString id = t().authorized().id.toString();
    QCOMPARE(refusal(t()->approveRequest(having(T::gil(), {"\"x\""}), id, {})),
             QStringLiteral("notPermitted"));
    QCOMPARE(refusal(t()->changePolicy(having(T::gil(), {"\"x\""}), {})),
             QStringLiteral("notPermitted"));
    QCOMPARE(refusal(t()->setRoles(having(T::abe(), {"\"x\""}), T::paul().userPrincipalName, {})),
             QStringLiteral("notPermitted"));
}

void TestServiceSeen::usersAndSettings()
{
    const QString paul = T::paul().userPrincipalName;
    const QByteArray user = tag(need(t()->user(T::ada(), paul)));
    const QByteArray policy = tag(need(t()->policy(T::ada())));
    const QByteArray notices = tag(need(t()->notifications(T::ada())));
    const PolicyChange shorter{.maxAccess = 1h};
    NotificationChange zone;
    zone.timeZone = QStringLiteral("Europe/Berlin");
    need(t()->setEmail(having(T::ada(), {user}), paul, QStringLiteral("p@contoso.com")));
    need(t()->changePolicy(having(T::ada(), {policy}), shorter));
    need(t()->changeNotifications(having(T::ada(), {notices}), zone));
    // Now all of them are others.
    const QStringList before = t().dump();
    const QString changed = QStringLiteral("changedMeanwhile");
    QCOMPARE(refusal(t()->setRoles(having(T::ada(), {user}), paul, {Role::GlobalReader})), changed);
    QCOMPARE(refusal(t()->setEmail(having(T::ada(), {user}), paul, {})), changed);
    QCOMPARE(refusal(t()->setAlternateEmail(having(T::ada(), {user}), paul,
                                            QStringLiteral("a@contoso.com"))),
             changed);
    QCOMPARE(refusal(t()->changePolicy(having(T::ada(), {policy}), {.maxAccess = 2h})), changed);
    // Also where there would be nothing to change: it is not what was seen.
    QCOMPARE(refusal(t()->changePolicy(having(T::ada(), {policy}), shorter)), changed);
    QCOMPARE(refusal(t()->changeNotifications(having(T::ada(), {notices}), zone)), changed);
    QCOMPARE(t().dump(), before);
}

void TestServiceSeen::anything()
{
    const QString id = t().authorized().id.toString();
    need(t()->approveRequest(having(T::abe(), {"*"}), id, {}));
    QCOMPARE(refusal(t()->revokeAccess(having(T::ada(), {"*"}), QStringLiteral("none"), {})),
             QStringLiteral("notFound"));
    // A weak tag is never the same.
    const QByteArray seen = tag(need(t()->request(T::ada(), id)));
    QCOMPARE(refusal(t()->revokeAccess(having(T::ada(), {"W/" + seen}), id, {})),
             QStringLiteral("changedMeanwhile"));
}

/// The answer was lost, and the same is asked again, though the thing is another by now.
void TestServiceSeen::sameChangeTwiceIsAnsweredTwice()
{
    const QString id = t().authorized().id.toString();
    Session session = having(T::abe(), {tag(need(t()->request(T::abe(), id)))});
    session.once = Once{.key = QStringLiteral("k"), .question = QByteArray(32, 'q')};
    const auto first = need(t()->approveRequest(session, id, {}));
    QVERIFY(need(t()->approveRequest(session, id, {})) == first);
}

/// All have seen the same, and each act would leave it open for the next: one of them wins.
void TestServiceSeen::oneOfManyAtOnce()
{
    if (qEnvironmentVariable("LOCKBOX_TEST_DOOR") == QStringLiteral("http"))
        QSKIP("Each door would sign in as the same user, and end the others' sign-ins.");
    const QString id = t().approved().id.toString();
    const QByteArray seen = tag(need(t()->request(T::eve(), id)));
    constexpr int many = 4;
    std::atomic<int> done = 0;
    std::atomic<int> refused = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < many; ++i)
            threads.emplace_back([&, i] {
                const auto door = t().anotherDoor(30s);
                const auto result = door->recordAction(having(T::eve(), {seen}), id,
                                                       QStringLiteral("act %1").arg(i));
                if (result)
                    ++done;
                else if (result.error().code == ErrorCode::ChangedMeanwhile)
                    ++refused;
            });
    }
    QCOMPARE(done.load(), 1);
    QCOMPARE(refused.load(), many - 1);
}

QTEST_GUILESS_MAIN(TestServiceSeen)
#include "tst_serviceseen.moc"
