#include "core/store/postgresschema.h"
#include "tests/core/store/postgresserver.h"
#include "tests/core/store/requestsamples.h"
#include "tests/core/store/storefixture.h"

#include <QTest>
#include <QUrl>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// A leader whose changes nobody takes over any more: they are not confirmed, and another host is asked next.
class TestPostgresFailover : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { waitForStandby({}); }
    void changeThatIsNotConfirmed();
    void everybodyTriesTheOtherHostNext();
    void onlyHostIsTriedAgain();

private:
    QString databaseName() const { return m_store->path().section(QLatin1Char('/'), -1); }
    /// Whom the server waits for before it confirms anything; nobody where it is empty.
    void waitForStandby(const QString &name);
    std::unique_ptr<Database> open(const QString &url) const
    {
        return need(openPostgres({.url = url,
                                  .tenant = m_store->tenantId(m_store->tenant()),
                                  .busyTimeout = 100ms,
                                  .commitTimeout = 200ms}));
    }
    /// The server by its socket first, and then by its address.
    QString twoHosts() const;
    static QString place(Database &database)
    {
        Transaction reading(database, Transaction::Kind::Read);
        return need(
            database.value(QStringLiteral("SELECT coalesce(host(inet_server_addr()), 'socket')")));
    }
    Result<void> change(Database &database, int n) const;
    bool isUnconfirmed(Database &database);

    std::unique_ptr<StoreFixture> m_store;
    int m_changes = 0;
    bool m_wasUnconfirmed = false;
};

void TestPostgresFailover::init()
{
    m_store = std::make_unique<StoreFixture>(Engine::Postgres);
    m_changes = 0;
    m_wasUnconfirmed = false;
}

void TestPostgresFailover::waitForStandby(const QString &name)
{
    PostgresServer &server = PostgresServer::instance();
    server.run(databaseName(),
               QStringLiteral("ALTER SYSTEM SET synchronous_standby_names = '%1'").arg(name));
    server.run(databaseName(), QStringLiteral("SELECT pg_reload_conf()"));
}

QString TestPostgresFailover::twoHosts() const
{
    const QString url = m_store->path("service");
    const QString folder =
        need(m_store->database().value(QStringLiteral("SHOW unix_socket_directories")));
    const QString port = need(m_store->database().value(QStringLiteral("SHOW port")));
    const QString address = QStringLiteral("127.0.0.1:") + port;
    const QString socket = QString::fromLatin1(QUrl::toPercentEncoding(folder)) + QLatin1Char(':');
    QString both = url;
    return both.replace(address, socket + port + QLatin1Char(',') + address);
}

Result<void> TestPostgresFailover::change(Database &database, int n) const
{
    Transaction transaction(database, Transaction::Kind::Write);
    if (auto ok = transaction.begun(); !ok)
        return ok;
    need(RequestStore(database).insert(m_store->tenant(),
                                       sampleRequest(n, RequestState::Submitted)));
    return transaction.commit();
}

/// The server takes a moment to learn whom it shall wait for.
bool TestPostgresFailover::isUnconfirmed(Database &database)
{
    // Asked once more when it was true.
    if (!m_wasUnconfirmed)
        m_wasUnconfirmed =
            refusal(change(database, ++m_changes)) == QStringLiteral("outcomeUnknown");
    return m_wasUnconfirmed;
}

void TestPostgresFailover::changeThatIsNotConfirmed()
{
    const auto database = open(m_store->path("service"));
    waitForStandby(QStringLiteral("nobody"));
    QTRY_VERIFY(isUnconfirmed(*database));
    // It may still happen, so nobody else of the tenant may write before it is known.
    QCOMPARE(refusal(change(*database, 99)), QStringLiteral("storeLocked"));
    waitForStandby({});
    const QString count = QStringLiteral("SELECT count(*) FROM request");
    QTRY_COMPARE(need(m_store->database().value(count)), QString::number(m_changes));
    QCOMPARE(refusal(change(*database, ++m_changes)), QStringLiteral("done"));
}

void TestPostgresFailover::everybodyTriesTheOtherHostNext()
{
    const QString url = twoHosts();
    const auto database = open(url);
    const auto another = open(url);
    QCOMPARE(place(*database), QStringLiteral("socket"));
    QCOMPARE(place(*another), QStringLiteral("socket"));
    waitForStandby(QStringLiteral("nobody"));
    QTRY_VERIFY(isUnconfirmed(*database));
    const auto third = open(url);
    for (Database *one : {database.get(), another.get(), third.get()})
        QCOMPARE(place(*one), QStringLiteral("127.0.0.1"));
}

void TestPostgresFailover::onlyHostIsTriedAgain()
{
    const auto database = open(m_store->path("service"));
    waitForStandby(QStringLiteral("nobody"));
    QTRY_VERIFY(isUnconfirmed(*database));
    QCOMPARE(place(*database), QStringLiteral("127.0.0.1"));
}

QTEST_GUILESS_MAIN(TestPostgresFailover)
#include "tst_postgresfailover.moc"
