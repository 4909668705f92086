#include "core/service/logpins.h"
#include "tests/core/store/storefixture.h"

#include <QDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace lockbox;
using namespace lockbox::test;

/// What is remembered of a store's log outside of it.
class TestLogPins : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void nothingWasSeenYet();
    void followsAndNeverGoesBack();
    void replacesWhateverThereWas();
    void nowhere();
    void oneStoreByEveryPath();
    void anotherStoreIsAnother();
    void linkThatLeadsElsewhereByNow();
    void notUnderstood_data();
    void notUnderstood();
    void notReadable();
    void notWritable();
    void racingWritersKeepTheLongest();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    LogPins pins(const QString &store = QStringLiteral("a.lockbox")) const
    {
        return LogPins(path(QStringLiteral("log")), path(store));
    }
    std::optional<LogPin> seen(const QString &store = QStringLiteral("a.lockbox")) const
    {
        return longest(pins(store));
    }
    static std::optional<LogPin> longest(const LogPins &pins)
    {
        const auto all = need(pins.read());
        return all.empty() ? std::nullopt : std::optional(all.front());
    }
    /// The only pin's file.
    QString file() const;
    QByteArray content() const;
    void overwrite(const QByteArray &text) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

static LogPin pinOf(qint64 size)
{
    return {.head = {.origin = QStringLiteral("lockbox/x"),
                     .size = size,
                     .root = QStringLiteral("root %1").arg(size)},
            .verifierKey = QStringLiteral("lockbox/x+12345678+AAAA")};
}

QString TestLogPins::file() const
{
    const QDir folder(path(QStringLiteral("log/pins")));
    const QStringList names = folder.entryList({QStringLiteral("*.json")});
    return names.size() == 1 ? folder.filePath(names.front()) : QString();
}

QByteArray TestLogPins::content() const
{
    QFile pin(file());
    return pin.open(QIODevice::ReadOnly) ? pin.readAll() : QByteArray("none");
}

void TestLogPins::overwrite(const QByteArray &text) const
{
    QFile pin(file());
    QVERIFY(pin.open(QIODevice::WriteOnly | QIODevice::Truncate));
    pin.write(text);
}

void TestLogPins::nothingWasSeenYet()
{
    QVERIFY(!seen());
    QVERIFY(!QFile::exists(path(QStringLiteral("log"))));
}

void TestLogPins::followsAndNeverGoesBack()
{
    need(pins().raise(pinOf(5)));
    QVERIFY(seen() == pinOf(5));
    need(pins().raise(pinOf(7)));
    QVERIFY(seen() == pinOf(7));
    // Who was slower to write comes too late.
    const QByteArray before = content();
    need(pins().raise(pinOf(6)));
    LogPin other = pinOf(7);
    other.head.root = QStringLiteral("another");
    need(pins().raise(other));
    QCOMPARE(content(), before);
}

void TestLogPins::replacesWhateverThereWas()
{
    need(pins().replace(pinOf(7)));
    need(pins().replace(pinOf(3)));
    QVERIFY(seen() == pinOf(3));
    LogPin keyless = pinOf(9);
    keyless.verifierKey.clear();
    need(pins().replace(keyless));
    QVERIFY(seen() == keyless);
}

void TestLogPins::nowhere()
{
    const LogPins none(QString(), path(QStringLiteral("a.lockbox")));
    need(none.raise(pinOf(5)));
    need(none.replace(pinOf(5)));
    QVERIFY(!longest(none));
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void TestLogPins::oneStoreByEveryPath()
{
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("real/deep")));
    QFile store(path(QStringLiteral("real/a.lockbox")));
    QVERIFY(store.open(QIODevice::WriteOnly));
    QVERIFY(QFile::link(path(QStringLiteral("real")), path(QStringLiteral("folder"))));
    QVERIFY(QFile::link(store.fileName(), path(QStringLiteral("link.lockbox"))));
    QVERIFY(QFile::link(path(QStringLiteral("link.lockbox")), path(QStringLiteral("twice"))));
    need(pins(QStringLiteral("real/a.lockbox")).raise(pinOf(5)));
    for (const char *name : {"folder/a.lockbox", "link.lockbox", "twice", "real/./a.lockbox",
                             "real/deep/../a.lockbox", "real//a.lockbox"})
        QVERIFY2(seen(QLatin1String(name)) == pinOf(5), name);
    QVERIFY(QDir().setCurrent(path(QStringLiteral("real/deep"))));
    const LogPins relative(path(QStringLiteral("log")), QStringLiteral("../a.lockbox"));
    QVERIFY(QDir().setCurrent(QDir::rootPath()));
    QVERIFY(longest(relative) == pinOf(5));
}

void TestLogPins::anotherStoreIsAnother()
{
    need(pins(QStringLiteral("a.lockbox")).raise(pinOf(5)));
    QVERIFY(!seen(QStringLiteral("b.lockbox")));
    QVERIFY(!seen(QStringLiteral("A.lockbox")));
    need(pins(QStringLiteral("b.lockbox")).raise(pinOf(2)));
    QVERIFY(seen(QStringLiteral("a.lockbox")) == pinOf(5));
}

/// What was seen at the link's own place is not forgotten because it leads elsewhere.
void TestLogPins::linkThatLeadsElsewhereByNow()
{
    for (const char *name : {"a.lockbox", "b.lockbox"}) {
        QFile store(path(QLatin1String(name)));
        QVERIFY(store.open(QIODevice::WriteOnly));
    }
    const QString link = path(QStringLiteral("link"));
    QVERIFY(QFile::link(path(QStringLiteral("a.lockbox")), link));
    need(pins(QStringLiteral("link")).raise(pinOf(5)));
    QVERIFY(QFile::remove(link) && QFile::link(path(QStringLiteral("b.lockbox")), link));
    QVERIFY(seen(QStringLiteral("link")) == pinOf(5));
    QVERIFY(!seen(QStringLiteral("b.lockbox")));
    need(pins(QStringLiteral("link")).replace(pinOf(2)));
    QVERIFY(seen(QStringLiteral("link")) == pinOf(2));
    QVERIFY(seen(QStringLiteral("b.lockbox")) == pinOf(2));
    QVERIFY(seen(QStringLiteral("a.lockbox")) == pinOf(5));
}

void TestLogPins::notUnderstood_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *text) { QTest::newRow(text) << QByteArray(text); };
    row("");
    row("my diary");
    row("{}");
    row("[]");
    row(R"({"origin":"lockbox/x","size":5,"root":"r")"); // cut
    row(R"({"origin":"lockbox/x","size":-5,"root":"r"})");
    row(R"({"origin":"lockbox/x","size":"5","root":"r"})");
    row(R"({"origin":"lockbox/x","size":5.5,"root":"r"})");
    row(R"({"origin":"lockbox/x","root":"r"})");
    row(R"({"origin":"lockbox/x","size":5})");
    row(R"({"size":5,"root":"r"})");
    row(R"({"origin":"","size":5,"root":"r"})");
}

/// It was remembered, and can't be known any more: that is not as if nothing had been seen.
void TestLogPins::notUnderstood()
{
    QFETCH(QByteArray, text);
    need(pins().raise(pinOf(5)));
    overwrite(text);
    const auto read = pins().read();
    QCOMPARE(refusal(read), QStringLiteral("logBroken"));
    QVERIFY2(read.error().message.contains(file()), qPrintable(read.error().message));
    QCOMPARE(refusal(pins().raise(pinOf(9))), QStringLiteral("logBroken"));
    QCOMPARE(content(), text);
    need(pins().replace(pinOf(3)));
    QVERIFY(seen() == pinOf(3));
}

void TestLogPins::notReadable()
{
    need(pins().raise(pinOf(5)));
    const QString name = file();
    QVERIFY(QFile::remove(name) && QDir().mkdir(name));
    const auto read = pins().read();
    QCOMPARE(refusal(read), QStringLiteral("logBroken"));
    QVERIFY(read.error().message.contains(name));
    QCOMPARE(refusal(pins().raise(pinOf(9))), QStringLiteral("logBroken"));
}

void TestLogPins::notWritable()
{
    QFile inTheWay(path(QStringLiteral("log")));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    QCOMPARE(refusal(pins().raise(pinOf(5))), QStringLiteral("storeUnwritable"));
    QCOMPARE(refusal(pins().replace(pinOf(5))), QStringLiteral("storeUnwritable"));
    QVERIFY(!seen());
}

void TestLogPins::racingWritersKeepTheLongest()
{
    constexpr int writers = 4;
    constexpr qint64 each = 15;
    std::atomic<bool> failed = false;
    {
        std::vector<std::jthread> threads;
        for (int writer = 0; writer < writers; ++writer) {
            threads.emplace_back([&, writer] {
                qint64 seen = 0;
                for (qint64 i = 1; i <= each; ++i) {
                    const qint64 size = i * writers + writer;
                    const auto raised = pins().raise(pinOf(size));
                    const auto read = pins().read();
                    const qint64 now = read && !read->empty() ? read->front().head.size : -1;
                    if (!raised || now < std::max(size, seen))
                        failed = true;
                    seen = now;
                }
            });
        }
    }
    QVERIFY(!failed);
    QVERIFY(seen() == pinOf(each * writers + writers - 1));
}

QTEST_GUILESS_MAIN(TestLogPins)
#include "tst_logpins.moc"
