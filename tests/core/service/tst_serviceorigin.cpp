#include "tests/core/service/contosotenant.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using T = ContosoTenant;

/// How and from where somebody acted through a service: every event of an act says so, and not to everybody.
class TestServiceOrigin : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tenant = std::make_unique<T>(T::policyOn()); }
    void everyEventOfAnActSaysIt();
    void localActsSayNothing();
    void theClockComesFromNowhere();
    void othersDontReadIt();
    void theLogVerifies();

private:
    T &t() { return *m_tenant; }
    static Session by(Session session, const char *method, const char *address)
    {
        session.method = QString::fromLatin1(method);
        session.address = QString::fromLatin1(address);
        return session;
    }
    /// One act of each kind that there is, each from another place.
    void actEverywhere();

    std::unique_ptr<T> m_tenant;
};

void TestServiceOrigin::actEverywhere()
{
    const auto filed =
        need(t()->submitRequest(by(T::eve(), "client", "192.0.2.1"), T::wish(QStringLiteral("A"))));
    const QString id = filed.id.toString();
    need(t()->authorizeRequest(by(T::max(), "certificate", "192.0.2.2"), id, {}));
    need(t()->approveRequest(by(T::abe(), "password", "192.0.2.3"), id, {}));
    need(t()->recordAction(by(T::eve(), "client", "192.0.2.4"), id, QStringLiteral("looked")));
    need(t()->revokeAccess(by(T::ada(), "oidc", "192.0.2.5"), id, {}));
    need(t()->setRoles(by(T::ada(), "code", "192.0.2.6"), T::paul().userPrincipalName,
                       {Role::GlobalReader}));
    need(t()->setEmail(by(T::ada(), "code", "192.0.2.7"), T::paul().userPrincipalName,
                       QStringLiteral("p@contoso.com")));
    PolicyChange change;
    change.maxAccess = std::chrono::hours(2);
    need(t()->changePolicy(by(T::ada(), "code", "192.0.2.8"), change));
    NotificationChange notices;
    notices.timeZone = QStringLiteral("Europe/Berlin");
    need(t()->changeNotifications(by(T::ada(), "code", "192.0.2.9"), notices));
}

void TestServiceOrigin::everyEventOfAnActSaysIt()
{
    const auto before = t().history().size();
    actEverywhere();
    const auto history = t().history();
    QStringList told;
    for (size_t i = before; i < history.size(); ++i)
        told.append(QStringLiteral("%1 %2 %3")
                        .arg(toSlug(history[i].kind), history[i].method, history[i].address));
    QCOMPARE(told, (QStringList{QStringLiteral("request.submitted client 192.0.2.1"),
                                QStringLiteral("request.authorized certificate 192.0.2.2"),
                                QStringLiteral("request.notified certificate 192.0.2.2"),
                                QStringLiteral("request.approved password 192.0.2.3"),
                                QStringLiteral("access.recorded client 192.0.2.4"),
                                QStringLiteral("access.revoked oidc 192.0.2.5"),
                                QStringLiteral("user.rolesChanged code 192.0.2.6"),
                                QStringLiteral("user.emailChanged code 192.0.2.7"),
                                QStringLiteral("setting.changed code 192.0.2.8"),
                                QStringLiteral("setting.changed code 192.0.2.9")}));
}

void TestServiceOrigin::localActsSayNothing()
{
    t().approved();
    for (const Event &event : t().history()) {
        QVERIFY(event.method.isEmpty() && event.address.isEmpty());
        const QByteArray leaf = need(t()->leaf(T::ada(), event.seq));
        QVERIFY(!leaf.contains("\"method\"") && !leaf.contains("\"address\":\"\""));
    }
}

/// Also where its doing is written down on the occasion of somebody's call.
void TestServiceOrigin::theClockComesFromNowhere()
{
    t().authorized();
    t().clock().advance(std::chrono::hours(24));
    need(t()->submitRequest(by(T::eve(), "client", "192.0.2.1"), T::wish(QStringLiteral("B"))));
    const auto history = t().history();
    const Event &expired = history[history.size() - 2];
    QCOMPARE(toSlug(expired.kind), QStringLiteral("request.expired"));
    QVERIFY(expired.method.isEmpty() && expired.address.isEmpty());
    QCOMPARE(history.back().address, QStringLiteral("192.0.2.1"));
}

void TestServiceOrigin::othersDontReadIt()
{
    actEverywhere();
    const auto addresses = [this](const Session &session) {
        QStringList all;
        for (const Event &event : need(t()->request(session, QStringLiteral("A"))).timeline)
            all.append(event.address);
        return all.join(QLatin1Char(' '));
    };
    const QString whole =
        QStringLiteral("192.0.2.1 192.0.2.2 192.0.2.2 192.0.2.3 192.0.2.4 192.0.2.5");
    QCOMPARE(addresses(T::ada()), whole);
    QCOMPARE(addresses(T::gil()), whole);
    QCOMPARE(addresses(T::eve()), QStringLiteral("192.0.2.1    192.0.2.4 "));
    QCOMPARE(addresses(T::max()), QStringLiteral(" 192.0.2.2 192.0.2.2   "));
    QVERIFY(!t()->events(T::eve(), {}));
}

void TestServiceOrigin::theLogVerifies()
{
    actEverywhere();
    const auto verified = need(t()->verifyLog(T::ada(), {}, {}));
    QVERIFY2(!verified.finding, qPrintable(verified.finding.value_or(LogFinding{}).message));
}

QTEST_GUILESS_MAIN(TestServiceOrigin)
#include "tst_serviceorigin.moc"
