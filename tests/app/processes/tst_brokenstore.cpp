#include "tests/app/processes/storecheck.h"
#include "tests/app/support/lockboxprogram.h"
#include "tests/app/support/stocktenant.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace lockbox;
using namespace lockbox::test;

namespace {

using Breaking = std::function<QByteArray(const QByteArray &whole)>;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// Everything from `from` on made noise.
QByteArray noisy(QByteArray bytes, qsizetype from)
{
    QRandomGenerator random(7);
    for (qsizetype i = from; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(random.bounded(256));
    return bytes;
}

QByteArray withBytesAt(QByteArray bytes, qsizetype place, const QByteArray &other)
{
    return bytes.replace(place, other.size(), other);
}

/// Commands that read and that write.
const std::vector<QStringList> &commands()
{
    static const std::vector<QStringList> all = {
        {QStringLiteral("request"), QStringLiteral("list")},
        {QStringLiteral("user"), QStringLiteral("list")},
        {QStringLiteral("event"), QStringLiteral("list")},
        {QStringLiteral("setting"), QStringLiteral("set"), QStringLiteral("max-access"),
         QStringLiteral("3h")},
        {QStringLiteral("store"), QStringLiteral("check")},
    };
    return all;
}

} // namespace

Q_DECLARE_METATYPE(Breaking)

/// A store that can't be used is refused with a clear message and exit code 6, and nothing is made worse.
class TestBrokenStore : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void refusesWhatIsNoSoundStore_data();
    void refusesWhatIsNoSoundStore();
    void survivesAnyBrokenPage();
    void refusesAMissingStore();
    void refusesAFolder();
    void tellsThatAFolderCannotBeWritten();
    void tellsThatTheDiskIsFull();
    void makesAWholeStoreOrNone();

private:
    Outcome lockbox(const QStringList &arguments) const;
    /// Runs a script with a file system of its own on `mounted`; its output, or nothing where that is not allowed here.
    QByteArray runMounted(const QString &script) const;
    void checkRefusal(const Outcome &outcome, const QString &code, const QString &word) const;

    QTemporaryDir m_whole;
    QByteArray m_bytes; ///< Of a sound store with some requests.
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_store;
};

void TestBrokenStore::initTestCase()
{
    const QString path = m_whole.filePath(QStringLiteral("whole.lockbox"));
    QVERIFY(createLocalStore(path, StockTenant::seed()));
    {
        const auto service = openLocalStore(path);
        QVERIFY(service);
        QVERIFY(filePending(**service, 20));
    }
    // Closed by its last user, a store is one file.
    QVERIFY(!QFile::exists(path + QStringLiteral("-wal")));
    m_bytes = contentOf(path);
    QVERIFY(m_bytes.size() > 20'000);
}

void TestBrokenStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = m_folder->filePath(QStringLiteral("contoso.lockbox"));
}

Outcome TestBrokenStore::lockbox(const QStringList &arguments) const
{
    return LockboxScript(m_store).run(StockTenant::administrator(), arguments);
}

void TestBrokenStore::checkRefusal(const Outcome &outcome, const QString &code,
                                   const QString &word) const
{
    QVERIFY2(outcome.exitCode == 6, outcome.report().constData());
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(outcome.error().value(QStringLiteral("code")).toString(), code);
    const QString message = outcome.error().value(QStringLiteral("message")).toString();
    QVERIFY2(message.contains(m_store), qPrintable(message));
    QVERIFY2(message.contains(word), qPrintable(message));
}

void TestBrokenStore::refusesWhatIsNoSoundStore_data()
{
    QTest::addColumn<Breaking>("breaking");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, const char *code, const char *word, const Breaking &how) {
        QTest::newRow(name) << how << QString::fromLatin1(code) << QString::fromLatin1(word);
    };
    const QByteArray newer("\0\0\x03\xe7", 4); // 999
    row("empty", "storeForeign", "no Customer Lockbox store",
        [](const QByteArray &) { return QByteArray(); });
    row("text", "storeForeign", "no Customer Lockbox store",
        [](const QByteArray &) { return QByteArray("Dear diary,\n").repeated(500); });
    row("a few bytes of a store", "storeForeign", "no Customer Lockbox store",
        [](const QByteArray &whole) { return whole.left(50); });
    row("another program's database", "storeForeign", "another program",
        [](const QByteArray &whole) { return withBytesAt(whole, 68, QByteArray(4, '\0')); });
    row("newer", "storeTooNew", "newer version",
        [newer](const QByteArray &whole) { return withBytesAt(whole, 60, newer); });
    row("cut off in the middle", "storeDamaged", "cut off",
        [](const QByteArray &whole) { return whole.left(whole.size() / 2); });
    row("cut off by a byte", "storeDamaged", "cut off",
        [](const QByteArray &whole) { return whole.chopped(1); });
    row("cut off behind the header", "storeDamaged", "cut off",
        [](const QByteArray &whole) { return whole.left(100); });
    row("noise behind the header", "storeDamaged", "damaged",
        [](const QByteArray &whole) { return noisy(whole, 100); });
    row("noise behind the first page", "storeDamaged", "damaged",
        [](const QByteArray &whole) { return noisy(whole, 4096); });
}

void TestBrokenStore::refusesWhatIsNoSoundStore()
{
    QFETCH(Breaking, breaking);
    QFETCH(QString, code);
    QFETCH(QString, word);
    const QByteArray broken = breaking(m_bytes);
    QVERIFY(write(m_store, broken));
    for (const QStringList &command : commands()) {
        checkRefusal(lockbox(command), code, word);
        if (QTest::currentTestFailed())
            qWarning("in: lockbox %s", qPrintable(command.join(u' ')));
        QVERIFY2(contentOf(m_store) == broken, "the file was changed");
    }
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), {QStringLiteral("contoso.lockbox")});
}

/// One page of noise may lie where a command never looks. It then works; else it says that the store is damaged. The check always finds it.
void TestBrokenStore::survivesAnyBrokenPage()
{
    constexpr int pageSize = 4096;
    int refused = 0;
    for (qsizetype page = 1; page < m_bytes.size() / pageSize; ++page) {
        const QByteArray other = noisy(m_bytes.mid(page * pageSize, pageSize), 0);
        QVERIFY(write(m_store, withBytesAt(m_bytes, page * pageSize, other)));
        const Outcome listed = lockbox(commands().front());
        refused += listed.exitCode == 6 ? 1 : 0;
        QVERIFY2(listed.exitCode == 0 || listed.exitCode == 6, listed.report().constData());
        checkRefusal(lockbox(commands().back()), QStringLiteral("storeDamaged"),
                     QStringLiteral("damaged"));
        if (QTest::currentTestFailed())
            qWarning("page %lld", static_cast<long long>(page));
    }
    QVERIFY(refused > 0);
}

void TestBrokenStore::refusesAMissingStore()
{
    for (const QStringList &command : commands())
        checkRefusal(lockbox(command), QStringLiteral("storeMissing"), QStringLiteral("no store"));
    QVERIFY(!QFile::exists(m_store));
}

void TestBrokenStore::refusesAFolder()
{
    QVERIFY(QDir().mkdir(m_store));
    for (const QStringList &command : commands())
        checkRefusal(lockbox(command), QStringLiteral("storeForeign"), QStringLiteral("no file"));
}

QByteArray TestBrokenStore::runMounted(const QString &script) const
{
    QProcess shell;
    QProcessEnvironment environment = LockboxProgram::cleanEnvironment();
    environment.insert(QStringLiteral("LOCKBOX"), LockboxProgram::path());
    environment.insert(QStringLiteral("STORE"), m_store);
    environment.insert(QStringLiteral("FOLDER"), m_folder->path());
    environment.insert(QStringLiteral("WHOLE"), m_whole.filePath(QStringLiteral("whole.lockbox")));
    environment.insert(QStringLiteral("LOCKBOX_USER"), StockTenant::administrator());
    shell.setProcessEnvironment(environment);
    // A mount name space of its own: whatever happens, nothing stays mounted. As root without one of users, too.
    shell.start(QStringLiteral("unshare"),
                {QStringLiteral("--mount"), QStringLiteral("--map-root-user"), QStringLiteral("sh"),
                 QStringLiteral("-c"), script});
    if (!shell.waitForFinished(120'000))
        return {};
    const QByteArray err = shell.readAllStandardError();
    if (!err.isEmpty())
        qWarning("%s", err.constData());
    return shell.readAllStandardOutput();
}

/// What a script has printed behind "NAME: ".
static QString field(const QByteArray &output, const char *name)
{
    for (const QByteArray &line : output.split('\n')) {
        if (line.startsWith(QByteArray(name) + ": "))
            return QString::fromUtf8(line.mid(qstrlen(name) + 2));
    }
    return {};
}

/// Starts a script of runMounted(): the means to run a command and tell how it ended.
static const char *const scriptStart = R"sh(
run() { name=$1; shift; said=$("$LOCKBOX" --store "$STORE" --json "$@" 2>&1 >/dev/null)
        echo "$name: $? $said"; }
sum() { sha256sum < "$STORE"; }
)sh";

static const char *const readOnlyScript = R"sh(
cp "$WHOLE" "$STORE" && mount --bind "$FOLDER" "$FOLDER" && mount -o remount,bind,ro "$FOLDER" || exit
echo "mounted: yes"
before=$(sum)
run write setting set max-access 3h
run read request list
run check store check
STORE="$FOLDER/new.lockbox"
run init init "$STORE" --tenant T --domain t.example --admin a@t.example
STORE="$FOLDER/contoso.lockbox"
[ "$before" = "$(sum)" ] && echo "unchanged: yes"
echo "files: $(ls "$FOLDER" | tr '\n' ' ')"
)sh";

static const char *const fullDiskScript = R"sh(
mount -t tmpfs -o size=4m none "$FOLDER" || exit
echo "mounted: yes"
cp "$WHOLE" "$STORE"
cat /dev/zero > "$FOLDER/filler" 2>/dev/null
before=$(sum)
run write setting set max-access 3h
run second user add b@contoso.example --name B --email b@contoso.example
run read request list
[ "$before" = "$(sum)" ] && echo "unchanged: yes"
rm "$FOLDER/filler"
run check store check
run show setting show
run later setting set max-access 3h
)sh";

/// Disks on which a new store has no room, hardly any, and enough.
static const char *const smallDisksScript = R"sh(
for kind in "--tenant T --domain t.example --admin a@t.example" "--demo --requests 5"; do
for size in $(seq 96 32 608); do
    mount -t tmpfs -o size=${size}k none "$FOLDER" || exit
    run made init "$STORE" $kind
    "$LOCKBOX" --store "$STORE" store check > /dev/null 2>&1
    echo "check: $?"
    echo "files: $(ls "$FOLDER" | tr '\n' ' ')"
    umount "$FOLDER"
done; done
)sh";

void TestBrokenStore::tellsThatAFolderCannotBeWritten()
{
    const QByteArray output =
        runMounted(QString::fromLatin1(scriptStart) + QString::fromLatin1(readOnlyScript));
    if (field(output, "mounted").isEmpty())
        QSKIP("mounting a folder read-only is not allowed here");
    for (const char *name : {"write", "init"}) {
        const QString said = field(output, name);
        QVERIFY2(said.startsWith(QStringLiteral("6 ")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("storeUnwritable")), qPrintable(said));
        QVERIFY2(said.contains(m_folder->path()), qPrintable(said));
    }
    for (const char *name : {"read", "check"})
        QVERIFY2(field(output, name).startsWith(QStringLiteral("0")), output.constData());
    QCOMPARE(field(output, "unchanged"), QStringLiteral("yes"));
    QCOMPARE(field(output, "files").trimmed(), QStringLiteral("contoso.lockbox"));
}

void TestBrokenStore::tellsThatTheDiskIsFull()
{
    const QByteArray output =
        runMounted(QString::fromLatin1(scriptStart) + QString::fromLatin1(fullDiskScript));
    if (field(output, "mounted").isEmpty())
        QSKIP("mounting a small file system is not allowed here");
    for (const char *name : {"write", "second"}) {
        const QString said = field(output, name);
        QVERIFY2(said.startsWith(QStringLiteral("6 ")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("storeFull")), qPrintable(said));
        QVERIFY2(said.contains(m_store), qPrintable(said));
    }
    QCOMPARE(field(output, "unchanged"), QStringLiteral("yes"));
    // With room again, everything is as it was, and works.
    for (const char *name : {"check", "show", "later"})
        QVERIFY2(field(output, name).startsWith(QStringLiteral("0")), output.constData());
}

void TestBrokenStore::makesAWholeStoreOrNone()
{
    const QByteArray output =
        runMounted(QString::fromLatin1(scriptStart) + QString::fromLatin1(smallDisksScript));
    if (output.isEmpty())
        QSKIP("mounting a small file system is not allowed here");
    QHash<QString, int> times;
    const QByteArrayList disks = output.split('\n');
    for (qsizetype i = 0; i + 2 < disks.size(); i += 3) {
        const QByteArray disk = disks.mid(i, 3).join('\n');
        const bool made = field(disk, "made").startsWith(QStringLiteral("0"));
        if (!made)
            QVERIFY2(field(disk, "made").contains(QStringLiteral("storeFull")), disk.constData());
        QVERIFY2(field(disk, "check") == (made ? QStringLiteral("0") : QStringLiteral("6")),
                 disk.constData());
        QCOMPARE(field(disk, "files").trimmed(),
                 made ? QStringLiteral("contoso.lockbox") : QString());
        ++times[field(disk, "made").left(1)];
    }
    QCOMPARE(times.value(QStringLiteral("0")) + times.value(QStringLiteral("6")), 34);
    QVERIFY(times.size() == 2);
}

QTEST_GUILESS_MAIN(TestBrokenStore)
#include "tst_brokenstore.moc"
