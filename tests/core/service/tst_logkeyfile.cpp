#include "core/service/logkeyfile.h"
#include "tests/core/service/contosotenant.h"

#include <QDirIterator>
#include <QTest>

#include <sys/stat.h>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// The private key: where it is made, who may read it, and what a store does without it.
class TestLogKeyFile : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void isForItsOwnerAlone();
    void anotherKeyStays_data();
    void anotherKeyStays();
    void refused_data();
    void refused();
    void madeWithTheStore();
    void madeAtTheNamedPlace();
    void storeWithoutAPlaceForAKey();
    void twoStoresOfOneTenant();
    void nothingIsMadeWhereAKeyIsThere_data();
    void nothingIsMadeWhereAKeyIsThere();
    void failedInitLeavesNoKey_data();
    void failedInitLeavesNoKey();
    void givenKeyStaysWhereItWas();
    void storeWithoutItsKey_data();
    void storeWithoutItsKey();

private:
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    LocalOptions options() const { return {.logFolder = path("made/here")}; }
    StoreSeed seed() const;
    /// All that is in the folder, with its mode and content.
    QStringList everything() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

static audit::SigningKey someKey(char digit = '7')
{
    return need(audit::SigningKey::fromSeed("lockbox/some", QByteArray(32, digit)));
}

static void put(const QString &path, const QByteArray &text, mode_t mode = 0600)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    QCOMPARE(chmod(qPrintable(path), mode), 0);
}

static QByteArray textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("nothing");
}

/// "600", or empty where there is nothing.
static QString modeOf(const QString &path)
{
    struct stat info {};
    return lstat(qPrintable(path), &info) == 0 ? QString::number(info.st_mode & 07777, 8)
                                               : QString();
}

void TestLogKeyFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

StoreSeed TestLogKeyFile::seed() const
{
    return {.tenant = {.id = TenantId::fromString(u"2b3c91f6-1111-4222-8333-0123456789ab"),
                       .name = QStringLiteral("Contoso"),
                       .domain = QStringLiteral("contoso.com"),
                       .provider = QStringLiteral("Fabrikam")},
            .policy = {},
            .users = {{.userPrincipalName = T::ada().userPrincipalName,
                       .displayName = QStringLiteral("Ada"),
                       .roles = {Role::GlobalAdministrator}}}};
}

QStringList TestLogKeyFile::everything() const
{
    QStringList lines;
    QDirIterator files(m_folder->path(), QDir::Files | QDir::Hidden | QDir::System,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        lines.append(QStringLiteral("%1 %2 %3")
                         .arg(file, modeOf(file), QString::fromLatin1(textOf(file).toHex())));
    }
    lines.sort();
    return lines;
}

void TestLogKeyFile::isForItsOwnerAlone()
{
    const mode_t before = umask(0);
    const LogKeyFile file(path("a/b/log.key"));
    const auto written = file.write({someKey()});
    umask(before);
    need(written);
    QCOMPARE(modeOf(file.path()), QStringLiteral("600"));
    QCOMPARE(textOf(file.path()), someKey().toText() + '\n');
    QVERIFY(need(file.read()).key == someKey());
    // The same once more changes nothing.
    const QStringList all = everything();
    need(file.write({someKey()}));
    QCOMPARE(everything(), all);
    file.remove();
    QVERIFY(!file.exists());
}

void TestLogKeyFile::anotherKeyStays_data()
{
    QTest::addColumn<QByteArray>("there");
    QTest::addColumn<QString>("refused");
    QTest::newRow("key") << someKey('8').toText() << QStringLiteral("alreadyExists");
    QTest::newRow("garbage") << QByteArray("my diary") << QStringLiteral("invalidArgument");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("invalidArgument");
}

void TestLogKeyFile::anotherKeyStays()
{
    QFETCH(QByteArray, there);
    QFETCH(QString, refused);
    put(path("log.key"), there);
    const QStringList all = everything();
    QCOMPARE(refusal(LogKeyFile(path("log.key")).write({someKey()})), refused);
    QCOMPARE(everything(), all);
    // Nor is one written to where a link leads.
    QVERIFY(QFile::link(path("elsewhere"), path("link.key")));
    QCOMPARE(refusal(LogKeyFile(path("link.key")).write({someKey()})), QStringLiteral("notFound"));
    QVERIFY(!QFile::exists(path("elsewhere")));
}

void TestLogKeyFile::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("refused");
    QTest::addColumn<QString>("reason");
    const QByteArray good = someKey().toText() + '\n';
    const QString others = QStringLiteral("may be read by others: a private key needs mode 0600");
    for (const int mode : {0640, 0620, 0604, 0602, 0644, 0666, 0660})
        QTest::addRow("mode %o", unsigned(mode))
            << good << mode << QStringLiteral("notPermitted") << others;
    const auto row = [](const char *name, const QByteArray &text) {
        QTest::newRow(name) << text << 0600 << QStringLiteral("invalidArgument")
                            << QStringLiteral("holds no private key");
    };
    row("nothing", {});
    row("garbage", "my diary");
    row("public key", someKey().verifier().toText());
    row("cut", good.left(good.size() - 5));
    row("two keys", good + good);
    row("beyond any key", QByteArray(100'000, ' ') + good);
}

void TestLogKeyFile::refused()
{
    QFETCH(QByteArray, text);
    QFETCH(int, mode);
    QFETCH(QString, refused);
    QFETCH(QString, reason);
    put(path("log.key"), text, mode_t(mode));
    const auto key = LogKeyFile(path("log.key")).read();
    QCOMPARE(refusal(key), refused);
    QVERIFY2(key.error().message.contains(reason), qPrintable(key.error().message));
    QVERIFY(key.error().message.contains(path("log.key")));
    QCOMPARE(refusal(LogKeyFile(path("no.key")).read()), QStringLiteral("notFound"));
    QVERIFY(QDir().mkdir(path("folder.key")) && chmod(qPrintable(path("folder.key")), 0700) == 0);
    QCOMPARE(refusal(LogKeyFile(path("folder.key")).read()), QStringLiteral("notPermitted"));
}

/// What the log's first event says of its key.
static QString keyInTheLog(const QString &store)
{
    const auto database = need(Database::open(store, 1s));
    const auto tenant = need(TenantStore(*database).first());
    const Event first = need(EventStore(*database).list(tenant.key, 0, 1)).front();
    return first.details.value(QStringLiteral("logKey")).toString();
}

void TestLogKeyFile::madeWithTheStore()
{
    need(createLocalStore(path("a.lockbox"), seed(), options()));
    const QStringList keys = QDir(path("made/here/keys"))
                                 .entryList({QStringLiteral("*.key")}, QDir::Files | QDir::Hidden);
    QCOMPARE(keys.size(), 1);
    QVERIFY(keys.front().startsWith(seed().tenant.id.toString()));
    QVERIFY(keys.front().endsWith(QStringLiteral(".key")));
    const LogKeyFile file(path("made/here/keys/") + keys.front());
    QCOMPARE(modeOf(file.path()), QStringLiteral("600"));
    const auto key = need(file.read()).key;
    QCOMPARE(QString::fromUtf8(key.verifier().name), logOrigin(seed().tenant.id));
    QCOMPARE(keyInTheLog(path("a.lockbox")), QString::fromUtf8(key.verifier().toText()));
    QCOMPARE(logKeyPath(options(), key.verifier()), file.path());
    const LogState state = need(localLogState(path("a.lockbox"), options()));
    QCOMPARE(state.verifierKey, keyInTheLog(path("a.lockbox")));
    QVERIFY(state.canSign);
    QCOMPARE(state.cannotSignReason, QString());
    // The private half is nowhere in the store.
    const QByteArray secret = QString::fromUtf8(key.toText()).section(QLatin1Char('+'), 4).toUtf8();
    QVERIFY(secret.size() > 40);
    QVERIFY(!textOf(path("a.lockbox")).contains(secret));
}

void TestLogKeyFile::madeAtTheNamedPlace()
{
    LocalOptions named = options();
    named.logKeyFile = path("safe/my.key");
    need(createLocalStore(path("a.lockbox"), seed(), named));
    QCOMPARE(modeOf(path("safe/my.key")), QStringLiteral("600"));
    const auto key = need(LogKeyFile(path("safe/my.key")).read()).key;
    QCOMPARE(keyInTheLog(path("a.lockbox")), QString::fromUtf8(key.verifier().toText()));
    QVERIFY(!QFile::exists(path("made/here/keys")));
    QVERIFY(need(localLogState(path("a.lockbox"), named)).canSign);
    // Who does not name it doesn't find it.
    QVERIFY(!need(localLogState(path("a.lockbox"), options())).canSign);
}

void TestLogKeyFile::storeWithoutAPlaceForAKey()
{
    need(createLocalStore(path("a.lockbox"), seed()));
    QCOMPARE(everything().size(), 1);
    QCOMPARE(keyInTheLog(path("a.lockbox")), QString());
    const LogState state = need(localLogState(path("a.lockbox")));
    QCOMPARE(state.verifierKey, QString());
    QVERIFY(!state.canSign);
    QCOMPARE(state.cannotSignReason, QStringLiteral("this log has no key"));
    QCOMPARE(state.signedSize, qint64(0));
    const auto checkpoint = localCheckpoint(path("a.lockbox"));
    QCOMPARE(refusal(checkpoint), QStringLiteral("notSupported"));
    QVERIFY(checkpoint.error().message.contains(state.cannotSignReason));
    QVERIFY(!need(verifyLocalStore(path("a.lockbox"), {}, {})).finding);
}

void TestLogKeyFile::twoStoresOfOneTenant()
{
    for (const char *name : {"a.lockbox", "b.lockbox"})
        need(createLocalStore(path(name), seed(), options()));
    QVERIFY(keyInTheLog(path("a.lockbox")) != keyInTheLog(path("b.lockbox")));
    for (const char *name : {"a.lockbox", "b.lockbox"})
        QVERIFY(need(localLogState(path(name), options())).canSign);
}

void TestLogKeyFile::nothingIsMadeWhereAKeyIsThere_data()
{
    QTest::addColumn<QByteArray>("there");
    QTest::newRow("key") << someKey().toText() + '\n';
    QTest::newRow("something else") << QByteArray("my diary");
    QTest::newRow("a link to nothing") << QByteArray("link");
}

void TestLogKeyFile::nothingIsMadeWhereAKeyIsThere()
{
    QFETCH(QByteArray, there);
    if (there == "link")
        QVERIFY(QFile::link(path("nowhere"), path("my.key")));
    else
        put(path("my.key"), there);
    const QStringList all = everything();
    LocalOptions named = options();
    named.logKeyFile = path("my.key");
    const auto made = createLocalStore(path("a.lockbox"), seed(), named);
    QCOMPARE(refusal(made), QStringLiteral("alreadyExists"));
    QVERIFY2(made.error().message.contains(path("my.key")), qPrintable(made.error().message));
    QCOMPARE(everything(), all);
    QVERIFY(!QFileInfo::exists(path("nowhere")));
}

void TestLogKeyFile::failedInitLeavesNoKey_data()
{
    QTest::addColumn<QString>("why");
    QTest::addColumn<QString>("refused");
    const auto row = [](const char *why, const char *refused) {
        QTest::newRow(why) << QString::fromLatin1(why) << QString::fromLatin1(refused);
    };
    row("a user twice", "alreadyExists"); // only seen while the store is being filled
    row("no administrator", "invalidArgument admin");
    row("a store is there", "alreadyExists");
    row("no folder", "storeMissing");
}

void TestLogKeyFile::failedInitLeavesNoKey()
{
    QFETCH(QString, why);
    QFETCH(QString, refused);
    StoreSeed wrong = seed();
    QString store = path("a.lockbox");
    if (why == QLatin1String("a user twice"))
        wrong.users.push_back(wrong.users.front());
    if (why == QLatin1String("no administrator"))
        wrong.users.front().roles = {};
    if (why == QLatin1String("a store is there"))
        put(store, "a store");
    if (why == QLatin1String("no folder"))
        store = path("none/a.lockbox");
    const QStringList all = everything();
    LocalOptions named = options();
    named.logKeyFile = path("my.key");
    for (const LocalOptions &each : {options(), named})
        QCOMPARE(refusal(createLocalStore(store, wrong, each)), refused);
    QCOMPARE(everything(), all);
    // A key that can't be kept makes no store.
    put(path("file"), "no folder");
    named.logKeyFile = path("file/my.key");
    QCOMPARE(refusal(createLocalStore(path("b.lockbox"), seed(), named)),
             QStringLiteral("storeUnwritable"));
    QVERIFY(!QFile::exists(path("b.lockbox")));
}

/// A key that was brought along is nobody's to remove.
void TestLogKeyFile::givenKeyStaysWhereItWas()
{
    StoreSeed wrong = seed();
    wrong.logKey = need(audit::SigningKey::generate(logOrigin(wrong.tenant.id).toUtf8()));
    wrong.users.push_back(wrong.users.front());
    LocalOptions named = options();
    named.logKeyFile = path("my.key");
    need(LogKeyFile(path("my.key")).write({*wrong.logKey}));
    const QStringList all = everything();
    QCOMPARE(refusal(createLocalStore(path("a.lockbox"), wrong, named)),
             QStringLiteral("alreadyExists"));
    QCOMPARE(everything(), all);
    wrong.users.pop_back();
    need(createLocalStore(path("a.lockbox"), wrong, named));
    QVERIFY(need(localLogState(path("a.lockbox"), named)).canSign);
}

void TestLogKeyFile::storeWithoutItsKey_data()
{
    QTest::addColumn<QByteArray>("instead");
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QByteArray &instead, int mode, const char *reason) {
        QTest::newRow(name) << instead << mode << QString::fromLatin1(reason);
    };
    row("removed", "nothing", 0, "there is no private key at ");
    row("others may read it", {}, 0644, "may be read by others");
    row("another log's", someKey().toText(), 0600, "is not this log's");
    row("garbage", "my diary", 0600, "holds no private key");
    row("elsewhere", {}, 0600, "is not at hand");
}

/// It goes on: what can be read, changed and verified does not hang on the key.
void TestLogKeyFile::storeWithoutItsKey()
{
    QFETCH(QByteArray, instead);
    QFETCH(int, mode);
    QFETCH(QString, reason);
    const QString store = path("a.lockbox");
    need(createLocalStore(store, seed(), options()));
    const QByteArray first = need(localCheckpoint(store, options()));
    const auto verifier = need(audit::VerifierKey::parse(keyInTheLog(store).toUtf8()));
    const QString file = logKeyPath(options(), verifier);
    const QByteArray key = textOf(file);
    if (instead == "nothing")
        QVERIFY(QFile::remove(file));
    else
        put(file, instead.isEmpty() ? key : instead, mode_t(mode));
    const LocalOptions here =
        reason.contains(QLatin1String("at hand")) ? LocalOptions() : options();
    {
        const auto door = need(openLocalStore(store, here));
        need(door->changePolicy(T::ada(), {.maxAccess = 1h}));
        const LogState state = need(door->logState(T::ada()));
        QVERIFY(!state.canSign && !state.alarm);
        QVERIFY2(state.cannotSignReason.contains(reason), qPrintable(state.cannotSignReason));
        QCOMPARE(state.signedSize, qint64(2));
        QCOMPARE(state.head.size, qint64(3));
        QCOMPARE(need(door->checkpoint(T::ada())), first);
        QVERIFY(!need(door->verifyLog(T::ada(), {}, {})).finding);
        QCOMPARE(need(door->events(T::ada(), {})).items.size(), size_t(3));
    }
    QCOMPARE(need(localCheckpoint(store, here)), first);
    put(file, key);
    QCOMPARE(need(audit::readCheckpoint(need(localCheckpoint(store, options())))).size, quint64(3));
}

QTEST_GUILESS_MAIN(TestLogKeyFile)
#include "tst_logkeyfile.moc"
