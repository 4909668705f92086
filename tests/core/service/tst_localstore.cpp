#include "tests/core/demo/replay.h"
#include "tests/core/demo/storedump.h"
#include "tests/core/service/contosotenant.h"
#include "tests/core/store/olderstore.h"
#include "tests/core/store/sqlprobe.h"

#include <QDir>
#include <QTest>

#include <functional>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

using Spoil = std::function<void(StoreSeed &)>;
Q_DECLARE_METATYPE(Spoil)

/// Stores on this machine: where they are, how they are made, opened and checked.
class TestLocalStore : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void placesOfStores_data();
    void placesOfStores();
    void isMadeWithAllThatItStartsWith();
    void impossibleSeedsAreRefused_data();
    void impossibleSeedsAreRefused();
    void textsAreStoredAsTheyWereChecked();
    void addressesOfADirectoryAreTakenAsTheyAre();
    void existingFilesAreLeftAlone();
    void logOfAFormerStoreIsNotTakenOver();
    void missingFolder();
    void olderStoreIsBroughtUpToDate();
    void strangeStoresAreRefused_data();
    void strangeStoresAreRefused();
    void storeWithoutItsTablesIsRefused();
    void lockedStoreIsWaitedFor();
    void demoClockIsSet();
    void soundStoreIsFoundSound();
    void rowsThatPointNowhereAreFound();
    void missingPartsAreFound_data();
    void missingPartsAreFound();

private:
    QString path(const QString &name = QStringLiteral("new.lockbox")) const
    {
        return m_folder->filePath(name);
    }
    QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }
    static StoreSeed seed();

    std::unique_ptr<QTemporaryDir> m_folder;
};

StoreSeed TestLocalStore::seed()
{
    return {.tenant = {.id = TenantId(SeededIdSource(1).next()),
                       .name = QStringLiteral("Contoso"),
                       .domain = QStringLiteral("contoso.com"),
                       .provider = QStringLiteral("Fabrikam")},
            .policy = {.requireApproval = true, .decideWithin = 2h},
            .users = {{.userPrincipalName = T::ada().userPrincipalName,
                       .displayName = QStringLiteral("Ada"),
                       .email = {},
                       .alternateEmail = {},
                       .side = Side::Customer,
                       .roles = {Role::GlobalAdministrator}},
                      {.userPrincipalName = T::eve().userPrincipalName,
                       .displayName = QStringLiteral("Eve"),
                       .email = {},
                       .alternateEmail = {},
                       .side = Side::Customer, // her role says otherwise
                       .roles = {Role::Engineer}}}};
}

void TestLocalStore::placesOfStores_data()
{
    QTest::addColumn<QString>("location");
    QTest::addColumn<QString>("expected"); ///< Empty where it is refused.
    const QString here = QDir::currentPath();
    QTest::newRow("path") << QStringLiteral("/srv/a.lockbox") << QStringLiteral("/srv/a.lockbox");
    QTest::newRow("URL") << QStringLiteral("sqlite:///srv/a.lockbox")
                         << QStringLiteral("/srv/a.lockbox");
    QTest::newRow("great letters") << QStringLiteral("SQLite:///srv/a") << QStringLiteral("/srv/a");
    QTest::newRow("from here") << QStringLiteral("a.lockbox")
                               << here + QStringLiteral("/a.lockbox");
    QTest::newRow("detour") << QStringLiteral("/srv/b/../a") << QStringLiteral("/srv/a");
    QTest::newRow("spaces and signs")
        << QStringLiteral("/srv/a b#c?d%20.x") << QStringLiteral("/srv/a b#c?d%20.x");
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("empty URL") << QStringLiteral("sqlite://") << QString();
    QTest::newRow("another engine") << QStringLiteral("postgres://host/db") << QString();
    QTest::newRow("web") << QStringLiteral("https://host/x") << QString();
}

void TestLocalStore::placesOfStores()
{
    QFETCH(QString, location);
    QFETCH(QString, expected);
    const auto place = storePath(location);
    if (expected.isEmpty())
        QCOMPARE(refusal(place), QStringLiteral("invalidArgument store"));
    else
        QCOMPARE(need(storePath(location)), expected);
}

void TestLocalStore::isMadeWithAllThatItStartsWith()
{
    const ManualClock clock(T::start());
    need(createLocalStore(path(), seed(), {.clock = &clock}));
    QCOMPARE(files(), QStringList{QStringLiteral("new.lockbox")});
    const auto door = need(openLocalStore(path(), {.clock = &clock}));
    QVERIFY(need(door->info()).tenant == seed().tenant);
    QVERIFY(need(door->policy(T::ada())) == seed().policy);
    QVERIFY(need(door->account(T::eve())).side == Side::Provider);
    QCOMPARE(need(door->users(T::ada(), {})).size(), size_t(2));
    const auto events = need(door->events(T::ada(), {})).items;
    QCOMPARE(events.size(), size_t(3));
    QVERIFY(events.back().at == T::start());
    QCOMPARE(events.back().after.value(QStringLiteral("side")).toString(),
             QStringLiteral("provider"));
    QVERIFY(need(door->requests(T::ada(), {})).items.empty());
}

void TestLocalStore::impossibleSeedsAreRefused_data()
{
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char *name, const char *answer, const Spoil &spoil) {
        QTest::newRow(name) << spoil << QString::fromLatin1(answer);
    };
    row("no administrator", "invalidArgument admin",
        [](StoreSeed &s) { s.users.erase(s.users.begin()); });
    row("nobody", "invalidArgument admin", [](StoreSeed &s) { s.users.clear(); });
    row("no name", "invalidArgument tenant", [](StoreSeed &s) { s.tenant.name.clear(); });
    row("name of two lines", "invalidArgument tenant",
        [](StoreSeed &s) { s.tenant.name = QStringLiteral("a\nb"); });
    row("no domain", "invalidArgument domain", [](StoreSeed &s) { s.tenant.domain.clear(); });
    row("no domain at all", "invalidArgument domain",
        [](StoreSeed &s) { s.tenant.domain = QStringLiteral("con toso"); });
    row("no provider", "invalidArgument provider", [](StoreSeed &s) { s.tenant.provider.clear(); });
    row("user without domain", "invalidArgument user",
        [](StoreSeed &s) { s.users[1].userPrincipalName = QStringLiteral("eve"); });
    row("user without name", "invalidArgument name",
        [](StoreSeed &s) { s.users[1].displayName.clear(); });
    row("address of many lines", "invalidArgument email",
        [](StoreSeed &s) { s.users[1].email = QString(300, QLatin1Char('x')); });
    row("roles of both sides", "invalidArgument role",
        [](StoreSeed &s) { s.users[1].roles.insert(Role::GlobalReader); });
    row("the same user twice", "alreadyExists",
        [](StoreSeed &s) { s.users.push_back(s.users[1]); });
}

void TestLocalStore::impossibleSeedsAreRefused()
{
    QFETCH(Spoil, spoil);
    QFETCH(QString, answer);
    StoreSeed impossible = seed();
    spoil(impossible);
    QCOMPARE(refusal(createLocalStore(path(), impossible)), answer);
    QCOMPARE(files(), QStringList());
}

void TestLocalStore::textsAreStoredAsTheyWereChecked()
{
    StoreSeed padded = seed();
    for (QString *text : {&padded.tenant.name, &padded.tenant.domain, &padded.tenant.provider})
        *text = QStringLiteral(" %1\n").arg(*text);
    for (User &user : padded.users) {
        user.email = user.alternateEmail = user.userPrincipalName;
        for (QString *text :
             {&user.userPrincipalName, &user.displayName, &user.email, &user.alternateEmail})
            *text = QStringLiteral("\t%1\r\n").arg(*text);
    }
    need(createLocalStore(path(), padded));
    const auto door = need(openLocalStore(path()));
    QVERIFY(need(door->info()).tenant == seed().tenant);
    const auto users = need(door->users(T::ada(), {}));
    QCOMPARE(users.size(), size_t(2));
    for (const User &user : users) {
        for (const QString &text :
             {user.userPrincipalName, user.displayName, user.email, user.alternateEmail})
            QCOMPARE(text, text.trimmed());
        QCOMPARE(user.email, user.userPrincipalName);
        QCOMPARE(user.alternateEmail, user.userPrincipalName);
    }
}

void TestLocalStore::addressesOfADirectoryAreTakenAsTheyAre()
{
    StoreSeed mixed = seed();
    mixed.users[0].email = QStringLiteral("ada at contoso");
    need(createLocalStore(path(), mixed));
    const auto door = need(openLocalStore(path()));
    QCOMPARE(need(door->account(T::ada())).email, QStringLiteral("ada at contoso"));
    QCOMPARE(need(door->overview(T::ada())).unreachableApprovers, 1);
}

void TestLocalStore::existingFilesAreLeftAlone()
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Dear diary");
    file.close();
    QCOMPARE(refusal(createLocalStore(path(), seed())), QStringLiteral("alreadyExists"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("Dear diary"));
    QCOMPARE(files(), QStringList{QStringLiteral("new.lockbox")});
}

/// SQLite would play it into the new store, and the old one's people would be back.
void TestLocalStore::logOfAFormerStoreIsNotTakenOver()
{
    need(createLocalStore(path(QStringLiteral("old")), seed()));
    const auto holder = need(openLocalStore(path(QStringLiteral("old"))));
    need(holder->changePolicy(T::ada(), {.requireApproval = false}));
    const QString log = path() + QStringLiteral("-wal");
    QVERIFY(QFile::copy(path(QStringLiteral("old-wal")), log));
    const auto made = createLocalStore(path(), seed());
    QCOMPARE(refusal(made), QStringLiteral("alreadyExists"));
    QVERIFY2(made.error().message.contains(log), qPrintable(made.error().message));
    QVERIFY(!QFile::exists(path()));
    QVERIFY(QFile::remove(log));
    need(createLocalStore(path(), seed()));
}

void TestLocalStore::missingFolder()
{
    const auto made = createLocalStore(path(QStringLiteral("no/such/folder")), seed());
    QCOMPARE(refusal(made), QStringLiteral("storeMissing"));
    QVERIFY(!QDir(path(QStringLiteral("no"))).exists());
}

void TestLocalStore::olderStoreIsBroughtUpToDate()
{
    ContosoTenant tenant;
    tenant.approved();
    auto before = tenant.history();
    before.front().details.remove(QStringLiteral("logKey"));
    makeOlder(tenant.path());
    // Where its log was seen, it is not taken for one that never had any.
    const LocalOptions here{.clock = &tenant.clock(), .logFolder = tenant.logFolder()};
    QCOMPARE(refusal(openLocalStore(tenant.path(), here)), QStringLiteral("logBroken"));
    QVERIFY(QDir(tenant.logFolder() + QStringLiteral("/pins")).removeRecursively());
    const auto door = tenant.anotherDoor();
    need(checkLocalStore(tenant.path()));
    auto after = demo::allEvents(*door, T::ada());
    QCOMPARE(after.size(), before.size() + 1);
    const Event started = after.back();
    after.pop_back();
    QVERIFY(after == before);
    QCOMPARE(started.kind, EventKind::LogStarted);
    QCOMPARE(started.details.value(QStringLiteral("events")).toInteger(), qint64(before.size()));
    QVERIFY(!need(verifyLocalStore(tenant.path(), {}, {})).finding);
    QCOMPARE(need(door->requests(T::gil(), {.search = QStringLiteral("mailbox")})).items.size(),
             size_t(1));
}

void TestLocalStore::strangeStoresAreRefused_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("answer");
    QTest::newRow("newer") << QStringLiteral("PRAGMA user_version = 99")
                           << QStringLiteral("storeTooNew");
    QTest::newRow("another program's")
        << QStringLiteral("PRAGMA application_id = 1") << QStringLiteral("storeForeign");
    QTest::newRow("without tenant")
        << QStringLiteral("DELETE FROM tenant") << QStringLiteral("storeDamaged");
}

void TestLocalStore::strangeStoresAreRefused()
{
    QFETCH(QString, change);
    QFETCH(QString, answer);
    need(createLocalStore(path(), seed()));
    SqlProbe(path()).rows(change);
    const QStringList before = demo::storeDump(path());
    const auto opened = openLocalStore(path());
    QCOMPARE(refusal(opened), answer);
    QVERIFY2(opened.error().message.contains(path()), qPrintable(opened.error().message));
    QCOMPARE(demo::storeDump(path()), before);
}

void TestLocalStore::storeWithoutItsTablesIsRefused()
{
    need(createLocalStore(path(), seed()));
    SqlProbe(path()).rows(QStringLiteral("ALTER TABLE tenant RENAME TO x"));
    const auto opened = openLocalStore(path());
    QCOMPARE(refusal(opened), QStringLiteral("storeDamaged"));
    QVERIFY2(opened.error().message.contains(path()), qPrintable(opened.error().message));
}

void TestLocalStore::lockedStoreIsWaitedFor()
{
    ContosoTenant tenant;
    const auto door = tenant.anotherDoor(20ms);
    SqlProbe writer(tenant.path());
    writer.rows(QStringLiteral("BEGIN IMMEDIATE"));
    const auto refused = door->submitRequest(T::eve(), T::wish(QStringLiteral("SR1")));
    QCOMPARE(refusal(refused), QStringLiteral("storeLocked"));
    need(door->requests(T::gil(), {})); // readers don't wait
    writer.rows(QStringLiteral("COMMIT"));
    need(door->submitRequest(T::eve(), T::wish(QStringLiteral("SR1"))));
}

void TestLocalStore::demoClockIsSet()
{
    ContosoTenant tenant(T::policyOn(), T::Kind::Demo);
    const size_t events = tenant.history().size();
    need(setDemoClock(tenant.path(), T::start() - 240h, tenant.clock()));
    QVERIFY(need(tenant->now()) == T::start() - 240h);
    tenant.clock().advance(1h);
    QVERIFY(need(tenant->now()) == T::start() - 239h);
    QCOMPARE(tenant.history().size(), events);
}

void TestLocalStore::soundStoreIsFoundSound()
{
    ContosoTenant tenant;
    for (const RequestState state : allRequestStates())
        tenant.inState(state);
    QCOMPARE(refusal(checkLocalStore(tenant.path())), QStringLiteral("done"));
    QCOMPARE(refusal(checkLocalStore(path())), QStringLiteral("storeMissing"));
}

void TestLocalStore::rowsThatPointNowhereAreFound()
{
    ContosoTenant tenant;
    SqlProbe(tenant.path()).rows(QStringLiteral("INSERT INTO account_role VALUES (99, 'manager')"));
    const auto checked = checkLocalStore(tenant.path());
    QCOMPARE(refusal(checked), QStringLiteral("storeDamaged"));
    QVERIFY(checked.error().message.contains(QStringLiteral("account_role")));
}

void TestLocalStore::missingPartsAreFound_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *part, const char *change) {
        QTest::newRow(part) << QString::fromLatin1(change) << QString::fromLatin1(part);
    };
    row("request_count", "DROP TABLE request_count");
    row("request_by_state", "DROP INDEX request_by_state");
    row("event_is_never_changed", "DROP TRIGGER event_is_never_changed");
    row("account_role", "ALTER TABLE account_role ADD COLUMN note TEXT");
}

void TestLocalStore::missingPartsAreFound()
{
    QFETCH(QString, change);
    QFETCH(QString, part);
    need(createLocalStore(path(), seed()));
    SqlProbe(path()).rows(QStringLiteral("CREATE TABLE somebody_elses (x)"));
    need(checkLocalStore(path()));
    SqlProbe(path()).rows(change);
    const auto checked = checkLocalStore(path());
    QCOMPARE(refusal(checked), QStringLiteral("storeDamaged"));
    QVERIFY2(checked.error().message.contains(path()), qPrintable(checked.error().message));
    QVERIFY2(checked.error().message.contains(part), qPrintable(checked.error().message));
}

QTEST_GUILESS_MAIN(TestLocalStore)
#include "tst_localstore.moc"
