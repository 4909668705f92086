#include "tests/core/service/contosotenant.h"
#include "tests/core/service/logwatch.h"
#include "tests/core/service/tampering.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// One key and several pasts: copies, links, and what is changed behind the back of a program that has the store open.
class TestLogCopies : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void copyIsNotSigned_data();
    void copyIsNotSigned();
    void copyThatGoesOnIsSigned();
    void aWordLetsTheCopyBeSigned();
    void linkToAnOlderCopy();
    void openDoorFindsWhatWasChanged_data();
    void openDoorFindsWhatWasChanged();
    void feedTellsOfAnAlarm();
    void openDoorBelievesAWord();
    void remembersWhileItIsOpen();
    void saysThatItCannotRemember();
    void newStoreThatCannotBeRemembered();

private:
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    QString store() const { return path("store.lockbox"); }
    LocalOptions options() const { return {.clock = &m_clock, .logFolder = path("log")}; }
    void change(const QString &store) const;
    LogState stateOf(const QString &store) const { return need(localLogState(store, options())); }

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock{T::start()};
    mutable int m_changes = 0;
};

static StoreSeed seed()
{
    return {.tenant = {.id = TenantId::fromString(u"11111111-1111-4222-8333-0123456789ab"),
                       .name = QStringLiteral("Contoso"),
                       .domain = QStringLiteral("contoso.com"),
                       .provider = QStringLiteral("Fabrikam")},
            .policy = T::policyOn(),
            .users = {{.userPrincipalName = T::ada().userPrincipalName,
                       .displayName = QStringLiteral("Ada"),
                       .roles = {Role::GlobalAdministrator}}}};
}

/// A store of five events, a copy of it, and one event more.
void TestLogCopies::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_changes = 0;
    need(createLocalStore(store(), seed(), options()));
    for (int i = 0; i < 3; ++i)
        change(store());
    QVERIFY(QFile::copy(store(), path("copy.lockbox")));
    change(store());
    QCOMPARE(stateOf(store()).signedSize, qint64(6));
}

void TestLogCopies::change(const QString &store) const
{
    const auto door = need(openLocalStore(store, options()));
    need(door->changePolicy(T::ada(), {.decideWithin = 2h + ++m_changes * 1s}));
}

void TestLogCopies::copyIsNotSigned_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<qint64>("alreadySigned");
    QTest::newRow("as it is") << QString() << qint64(5);
    QTest::newRow("without its checkpoints")
        << QStringLiteral("DELETE FROM log_checkpoint") << qint64(0);
    QTest::newRow("taken for a demo")
        << QStringLiteral("DELETE FROM log_checkpoint; UPDATE tenant SET demo = 1") << qint64(0);
}

/// What has another past than what the key has signed is never signed with it, wherever it lies.
void TestLogCopies::copyIsNotSigned()
{
    QFETCH(QString, statement);
    QFETCH(qint64, alreadySigned);
    const QString copy = path("copy.lockbox");
    tamper(copy, statement.split(QLatin1Char(';'), Qt::SkipEmptyParts));
    for (int i = 0; i < 3; ++i) {
        change(copy);
        const LogState state = stateOf(copy);
        QVERIFY(!state.canSign && !state.alarm);
        QVERIFY2(state.cannotSignReason.contains(QStringLiteral("already signed 6 events")),
                 qPrintable(state.cannotSignReason));
        QCOMPARE(state.signedSize, alreadySigned);
    }
    QCOMPARE(stateOf(copy).head.size, qint64(8));
    // The one that it signed goes on as before.
    change(store());
    QCOMPARE(stateOf(store()).signedSize, qint64(7));
}

void TestLogCopies::copyThatGoesOnIsSigned()
{
    QVERIFY(QFile::copy(store(), path("moved.lockbox")));
    change(path("moved.lockbox"));
    QCOMPARE(stateOf(path("moved.lockbox")).signedSize, qint64(7));
    // From now on it is the other one that is left behind.
    change(store());
    QVERIFY(!stateOf(store()).canSign);
    QCOMPARE(stateOf(store()).signedSize, qint64(6));
}

void TestLogCopies::aWordLetsTheCopyBeSigned()
{
    change(path("copy.lockbox"));
    const LogState state = need(repinLocalStore(path("copy.lockbox"), options()));
    QVERIFY2(state.canSign, qPrintable(state.cannotSignReason));
    change(path("copy.lockbox"));
    QCOMPARE(stateOf(path("copy.lockbox")).signedSize, qint64(7));
    QVERIFY(!stateOf(store()).canSign);
}

/// Who may write the folder, but not the store's file, can put a link in its place.
void TestLogCopies::linkToAnOlderCopy()
{
    QVERIFY(QFile::rename(store(), path("aside.lockbox")));
    QVERIFY(QFile::link(path("copy.lockbox"), store()));
    const LogState state = stateOf(store());
    QVERIFY(state.alarm);
    QCOMPARE(state.alarm->pinned.size, qint64(6));
    QCOMPARE(state.alarm->present.size, qint64(5));
    QVERIFY(need(verifyLocalStore(store(), {}, {}, options())).finding);
}

/// Takes the newest event out again, as somebody would who knows how.
static const QStringList cut{
    QStringLiteral("DELETE FROM event WHERE seq = 7"),
    QStringLiteral("DELETE FROM log_checkpoint WHERE size > 6"),
};

void TestLogCopies::openDoorFindsWhatWasChanged_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::newRow("cut") << cut;
    QTest::newRow("another past") << QStringList{
        QStringLiteral("UPDATE event SET body = replace(body, 'ada@', 'eve@') WHERE seq = 4")};
}

/// An open door knows what it wrote, also where nothing was remembered yet.
void TestLogCopies::openDoorFindsWhatWasChanged()
{
    QFETCH(QStringList, statements);
    const auto door = need(openLocalStore(store(), options()));
    need(door->changePolicy(T::ada(), {.maxAccess = 1h}));
    QCOMPARE(logSize(store()), qint64(7));
    tamper(store(), statements);
    rehash(store());
    const qint64 size = logSize(store());
    const auto changed = door->changePolicy(T::ada(), {.maxAccess = 2h});
    QCOMPARE(refusal(changed), QStringLiteral("logBroken"));
    QVERIFY2(changed.error().message.contains(QStringLiteral("7 events")),
             qPrintable(changed.error().message));
    QVERIFY(need(door->info()).alarm);
    QCOMPARE(logSize(store()), size);
    QCOMPARE(refusal(door->changePolicy(T::ada(), {.maxAccess = 2h})), QStringLiteral("logBroken"));
}

void TestLogCopies::feedTellsOfAnAlarm()
{
    LocalOptions often = options();
    often.lookEvery = 0ms;
    const auto feed = need(openLocalStore(store(), often));
    QCOMPARE(need(feed->changes(T::ada(), 6, 0ms, {})).head, qint64(6));
    tamper(store(), {QStringLiteral("DELETE FROM event WHERE seq = 6")});
    rehash(store());
    QCOMPARE(refusal(feed->changes(T::ada(), 6, 0ms, {})), QStringLiteral("logBroken"));
    // Once; the history can still be read.
    need(feed->changes(T::ada(), 6, 0ms, {}));
}

/// After a backup was put back on purpose.
void TestLogCopies::openDoorBelievesAWord()
{
    const auto door = need(openLocalStore(store(), options()));
    need(door->changePolicy(T::ada(), {.maxAccess = 1h}));
    need(door->logState(T::ada()));
    tamper(store(), cut);
    rehash(store());
    QVERIFY(need(door->logState(T::ada())).alarm);
    need(repinLocalStore(store(), options()));
    const LogState state = need(door->logState(T::ada()));
    QVERIFY(!state.alarm);
    need(door->changePolicy(T::ada(), {.maxAccess = 3h}));
}

void TestLogCopies::remembersWhileItIsOpen()
{
    LocalOptions often = options();
    often.lookEvery = 0ms;
    const auto door = need(openLocalStore(store(), often));
    need(door->changePolicy(T::ada(), {.maxAccess = 1h}));
    // As after a crash: whatever the door would do when it is closed hasn't happened.
    tamper(store(), cut);
    rehash(store());
    QVERIFY(stateOf(store()).alarm);
}

void TestLogCopies::saysThatItCannotRemember()
{
    QVERIFY(QDir(path("log/pins")).removeRecursively());
    QFile inTheWay(path("log/pins"));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const LogState state = stateOf(store());
    QVERIFY2(state.pinTrouble.contains(path("log/pins")), qPrintable(state.pinTrouble));
    QVERIFY(!state.pinned && !state.alarm);
    QVERIFY(inTheWay.remove());
    QCOMPARE(stateOf(store()).pinTrouble, QString());
    QCOMPARE(stateOf(store()).pinned->size, qint64(6));
}

/// It would be taken for what was there before.
void TestLogCopies::newStoreThatCannotBeRemembered()
{
    QVERIFY(QFile::remove(store()));
    const QStringList keys = QDir(path("log/keys")).entryList(QDir::Files);
    QVERIFY(QFile::rename(path("log/pins"), path("log/aside")));
    QFile inTheWay(path("log/pins"));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const auto made = createLocalStore(store(), seed(), options());
    QCOMPARE(refusal(made), QStringLiteral("storeUnwritable"));
    QVERIFY2(made.error().message.contains(path("log/pins")), qPrintable(made.error().message));
    QVERIFY(!QFile::exists(store()));
    QCOMPARE(QDir(path("log/keys")).entryList(QDir::Files), keys);
}

QTEST_GUILESS_MAIN(TestLogCopies)
#include "tst_logcopies.moc"
