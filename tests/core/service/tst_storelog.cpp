#include "core/audit/tlogproof.h"
#include "tests/core/service/contosotenant.h"
#include "tests/core/store/sqlprobe.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QTest>

#include <functional>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;
using Sizes = QList<qint64>;

/// When a store's log is signed, and that what is signed is the tree of its events.
class TestStoreLog : public QObject
{
    Q_OBJECT

private slots:
    void init() { makeTenant(); }
    void onceAtTheStart();
    void atTheFirstChangeOfAnotherDay();
    void beforeTheClocksDoingOfAnotherDay();
    void theDayIsTheStores();
    void onDemand();
    void whenTheDoorCloses();
    void notWhereNothingWasChanged_data();
    void notWhereNothingWasChanged();
    void closingWaitsForNobody();
    void notWithAChangeThatFailed();
    void notAtTheCloseAfterAChangeThatFailed();
    void twoDoors();
    void stateSaysHowFarItIsSigned();
    void provesEveryEvent();
    void provesNothingElse_data();
    void provesNothingElse();

private:
    void makeTenant(T::Kind kind = T::Kind::Real);
    ContosoTenant &t() { return *m_tenant; }
    /// The leaves of the log.
    QList<QByteArray> leaves() const;
    /// How many events each stored checkpoint covers; -1 in the place of one that is wrong.
    Sizes signedSizes() const;

    std::unique_ptr<ContosoTenant> m_tenant;
};

static QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

/// RFC 6962 §2.1 as it is written there.
static QByteArray plainRoot(const QList<QByteArray> &leaves)
{
    if (leaves.isEmpty())
        return sha256({});
    if (leaves.size() == 1)
        return sha256(QByteArray(1, '\0') + leaves.front());
    qsizetype k = 1;
    while (k * 2 < leaves.size())
        k *= 2;
    return sha256('\1' + plainRoot(leaves.first(k)) + plainRoot(leaves.sliced(k)));
}

void TestStoreLog::makeTenant(T::Kind kind)
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOn(), kind);
}

QList<QByteArray> TestStoreLog::leaves() const
{
    QList<QByteArray> all;
    const QStringList rows =
        SqlProbe(m_tenant->path()).rows(QStringLiteral("SELECT body FROM event ORDER BY seq"));
    for (const QString &row : rows)
        all.append(row.toUtf8());
    return all;
}

Sizes TestStoreLog::signedSizes() const
{
    const auto database = need(Database::open(m_tenant->path(), 1s));
    const qint64 tenant = need(TenantStore(*database).first()).key;
    LogStore log(*database);
    const auto key = need(audit::VerifierKey::parse(need(log.head(tenant)).verifier.toUtf8()));
    const auto all = leaves();
    Sizes sizes;
    for (const StoredCheckpoint &one : need(log.checkpoints(tenant))) {
        const auto opened = audit::openCheckpoint(one.note, key);
        const bool isRight = opened && qint64(opened->size) == one.size && one.size <= all.size()
                             && opened->origin == key.name
                             && audit::toBytes(opened->root) == plainRoot(all.first(one.size));
        sizes.append(isRight ? one.size : -1);
    }
    return sizes;
}

void TestStoreLog::onceAtTheStart()
{
    QCOMPARE(leaves().size(), 13);
    QCOMPARE(signedSizes(), Sizes{13});
}

/// Covers all of the days before, and nothing of the new one.
void TestStoreLog::atTheFirstChangeOfAnotherDay()
{
    t().submitted();
    t().submitted();
    QCOMPARE(signedSizes(), Sizes{13});
    t().clock().set(T::start() + 4h + 48min + 4999ms); // a millisecond before midnight
    need(t()->changePolicy(T::ada(), {.maxAccess = 1h}));
    QCOMPARE(signedSizes(), Sizes{13});
    t().clock().advance(1ms);
    need(t()->changePolicy(T::ada(), {.maxAccess = 2h}));
    QCOMPARE(signedSizes(), (Sizes{13, 16}));
    t().authorized();
    QCOMPARE(signedSizes(), (Sizes{13, 16}));
    t().clock().advance(48h);
    t().submitted();
    QVERIFY(signedSizes() == (Sizes{13, 16, 20}));
}

void TestStoreLog::beforeTheClocksDoingOfAnotherDay()
{
    const auto request = t().authorized();
    t().clock().advance(13h);
    QCOMPARE(need(t()->requests(T::gil(), {})).items.size(), size_t(1));
    QCOMPARE(leaves().size(), 17);
    QCOMPARE(signedSizes(), (Sizes{13, 16}));
    QVERIFY(t().stored(request.id).state == RequestState::Expired);
}

void TestStoreLog::theDayIsTheStores()
{
    makeTenant(T::Kind::Demo);
    need(t()->advanceClock(T::ada(), 24h));
    QCOMPARE(signedSizes(), Sizes{13});
    t().submitted();
    QCOMPARE(signedSizes(), (Sizes{13, 14}));
}

void TestStoreLog::onDemand()
{
    t().submitted();
    const QByteArray first = need(t()->checkpoint(T::rita()));
    QCOMPARE(signedSizes(), (Sizes{13, 14}));
    // Where nothing happened it is the same, whoever asks.
    t().clock().advance(1h);
    QCOMPARE(need(t()->checkpoint(T::ada())), first);
    QCOMPARE(need(t().anotherDoor()->checkpoint(T::ada())), first);
    QCOMPARE(need(localCheckpoint(t().path(), {.logFolder = t().logFolder()})), first);
    QCOMPARE(signedSizes(), (Sizes{13, 14}));
    t().submitted();
    QVERIFY(need(t()->checkpoint(T::rita())) != first);
    QCOMPARE(signedSizes(), (Sizes{13, 14, 15}));
    QCOMPARE(refusal(t()->checkpoint(T::eve())), QStringLiteral("notPermitted"));
}

void TestStoreLog::whenTheDoorCloses()
{
    for (const qint64 size : {14, 15}) {
        auto door = t().anotherDoor(5s);
        need(door->changePolicy(T::ada(), {.maxAccess = 1h + size * 1min}));
        QVERIFY(!signedSizes().contains(size));
        QCOMPARE(leaves().size(), size);
        door.reset();
        QVERIFY(signedSizes().contains(size));
    }
    QCOMPARE(signedSizes(), (Sizes{13, 14, 15}));
}

using Use = std::function<void(LockboxService &)>;
Q_DECLARE_METATYPE(Use)

void TestStoreLog::notWhereNothingWasChanged_data()
{
    QTest::addColumn<Use>("use");
    const auto row = [](const char *name, const Use &use) { QTest::newRow(name) << use; };
    row("only opened", [](LockboxService &) {});
    row("read", [](LockboxService &door) {
        need(door.events(T::rita(), {}));
        need(door.requests(T::max(), {}));
        need(door.logState(T::rita()));
        need(door.verifyLog(T::rita(), {}, {}));
    });
    row("refused", [](LockboxService &door) {
        QVERIFY(!door.changePolicy(T::rita(), {.maxAccess = 1h}));
        QVERIFY(!door.submitRequest(T::eve(), {}));
        QVERIFY(!door.setRoles(T::ada(), T::ada().userPrincipalName, {}));
    });
    row("changed to what it was",
        [](LockboxService &door) { need(door.changePolicy(T::ada(), {.requireApproval = true})); });
}

void TestStoreLog::notWhereNothingWasChanged()
{
    QFETCH(Use, use);
    t().submitted(); // by another door, which is still open
    use(*t().anotherDoor(5s));
    QCOMPARE(signedSizes(), Sizes{13});
}

/// What is not signed then is signed by whoever changes something next.
void TestStoreLog::closingWaitsForNobody()
{
    auto door = t().anotherDoor(30s);
    need(door->changePolicy(T::ada(), {.maxAccess = 1h}));
    const auto database = need(Database::open(t().path(), 0ms));
    {
        Transaction writer(*database, Transaction::Kind::Write);
        need(writer.begun());
        QElapsedTimer timer;
        timer.start();
        door.reset();
        QVERIFY(timer.elapsed() < 10'000);
    }
    QCOMPARE(signedSizes(), Sizes{13});
    need(t().anotherDoor(5s)->changePolicy(T::ada(), {.maxAccess = 2h}));
    QCOMPARE(signedSizes(), (Sizes{13, 14, 15}));
}

/// The log is signed with the first change of a day that is kept, not with one that is not.
void TestStoreLog::notWithAChangeThatFailed()
{
    t().submitted();
    t().clock().advance(24h);
    SqlProbe probe(t().path());
    probe.rows(QStringLiteral("CREATE TRIGGER stumble BEFORE INSERT ON event BEGIN "
                              "SELECT RAISE(ABORT, 'stumbled'); END"));
    const QStringList before = t().dump();
    QCOMPARE(refusal(t()->changePolicy(T::ada(), {.maxAccess = 1h})), QStringLiteral("internal"));
    QCOMPARE(t().dump(), before);
    probe.rows(QStringLiteral("DROP TRIGGER stumble"));
    need(t()->changePolicy(T::ada(), {.maxAccess = 1h}));
    QCOMPARE(signedSizes(), (Sizes{13, 14}));
}

void TestStoreLog::notAtTheCloseAfterAChangeThatFailed()
{
    t().submitted();
    SqlProbe probe(t().path());
    probe.rows(QStringLiteral("CREATE TRIGGER stumble BEFORE INSERT ON event WHEN NEW.seq = 16 "
                              "BEGIN SELECT RAISE(ABORT, 'stumbled'); END"));
    {
        // The second of two events.
        const auto door = t().anotherDoor(5s);
        const QString id = t().stored(t()->requests(T::max(), {})->items.front().id).id.toString();
        QCOMPARE(refusal(door->authorizeRequest(T::max(), id, {})), QStringLiteral("internal"));
    }
    probe.rows(QStringLiteral("DROP TRIGGER stumble"));
    QCOMPARE(leaves().size(), 14);
    QVERIFY2(!signedSizes().contains(15), "of a change that never was");
    QCOMPARE(signedSizes().count(-1), 0);
}

void TestStoreLog::twoDoors()
{
    auto other = t().anotherDoor(5s);
    for (int day = 0; day < 4; ++day) {
        t().submitted();
        need(other->changePolicy(T::ada(), {.decideWithin = 2h + day * 1min}));
        t().submitted();
        t().clock().advance(24h);
    }
    other.reset();
    const Sizes sizes = signedSizes();
    QCOMPARE(sizes, (Sizes{13, 14, 16, 17, 19, 20, 22, 23, 25}));
    QVERIFY(!need(verifyLocalStore(t().path(), {}, {}, {.logFolder = t().logFolder()})).finding);
}

void TestStoreLog::stateSaysHowFarItIsSigned()
{
    t().submitted();
    LogState state = need(t()->logState(T::rita()));
    QCOMPARE(state.head.size, qint64(14));
    QCOMPARE(state.head.root.toLatin1(), plainRoot(leaves()).toBase64());
    QCOMPARE(state.signedSize, qint64(13));
    QVERIFY(state.canSign && !state.alarm);
    need(t()->checkpoint(T::rita()));
    state = need(t()->logState(T::rita()));
    QCOMPARE(state.signedSize, qint64(14));
    // A checkpoint that this key has not signed covers nothing.
    SqlProbe(t().path())
        .rows(QStringLiteral("UPDATE log_checkpoint SET note = replace(note, "
                             "'lockbox/', 'lockbox/x') WHERE size = 14"));
    QCOMPARE(need(t()->logState(T::rita())).signedSize, qint64(0));
}

void TestStoreLog::provesEveryEvent()
{
    for (int i = 0; i < 5; ++i)
        t().approved();
    const QByteArray older = need(t()->checkpoint(T::rita()));
    t().authorized();
    const QByteArray newer = need(t()->checkpoint(T::rita()));
    const auto key =
        need(audit::VerifierKey::parse(need(t()->logState(T::rita())).verifierKey.toUtf8()));
    const auto all = leaves();
    for (const QByteArray &checkpoint : {older, newer}) {
        const auto size = qint64(need(audit::openCheckpoint(checkpoint, key)).size);
        for (qint64 seq = 1; seq <= size; ++seq) {
            const QByteArray leaf = need(t()->leaf(T::rita(), seq));
            QCOMPARE(leaf, all[seq - 1]);
            const auto proof =
                need(audit::TlogProof::parse(need(t()->proof(T::rita(), seq, checkpoint))));
            QCOMPARE(proof.index, quint64(seq - 1));
            QCOMPARE(proof.checkpoint, checkpoint);
            QVERIFY(audit::verifyTlogProof(proof, audit::leafHash(leaf), key));
        }
    }
}

void TestStoreLog::provesNothingElse_data()
{
    QTest::addColumn<qint64>("seq");
    QTest::addColumn<QString>("note");
    QTest::addColumn<QString>("refused");
    const auto row = [](const char *name, qint64 seq, const char *note, const char *refused) {
        QTest::newRow(name) << seq << QString::fromLatin1(note) << QString::fromLatin1(refused);
    };
    row("no number", 0, "", "notFound");
    row("before all", -1, "", "notFound");
    row("not there yet", 99, "", "notFound");
    row("not covered by the checkpoint", 15, "", "notFound");
    row("not to be seen", 14, "", "notFound");
    row("no checkpoint", 1, "no note", "invalidArgument note");
    row("another log's checkpoint", 1, "foreign", "logBroken");
    row("checkpoint of another's hand", 1, "forged", "logBroken");
}

void TestStoreLog::provesNothingElse()
{
    QFETCH(qint64, seq);
    QFETCH(QString, note);
    QFETCH(QString, refused);
    t().submitted();
    QByteArray checkpoint = need(t()->checkpoint(T::rita()));
    need(t()->changePolicy(T::ada(), {.maxAccess = 1h}));
    if (note == QLatin1String("foreign"))
        checkpoint = need(ContosoTenant(T::policyOff())->checkpoint(T::rita()));
    if (note == QLatin1String("forged")) {
        const auto real = need(audit::readCheckpoint(checkpoint));
        checkpoint =
            need(audit::signCheckpoint(real, need(audit::SigningKey::generate(real.origin))));
    }
    if (note == QLatin1String("no note"))
        checkpoint = note.toLatin1();
    QCOMPARE(refusal(t()->proof(T::rita(), seq, checkpoint)), refused);
    QCOMPARE(refusal(t()->proof(T::eve(), seq, checkpoint)), QStringLiteral("notPermitted"));
}

QTEST_GUILESS_MAIN(TestStoreLog)
#include "tst_storelog.moc"
