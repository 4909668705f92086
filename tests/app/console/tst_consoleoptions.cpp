#include "app/console/consoleoptions.h"

#include <QtTest>

using namespace lockbox::ui;

/// What the command line and the environment mean.
class TestConsoleOptions : public QObject
{
    Q_OBJECT

private slots:
    void withoutAnythingItIsTheDemo();
    void optionsWinOverTheEnvironment();
    void demoWinsOverTheEnvironmentsStore();
    void themesAreNamed();
    void wrongUseEndsWithTwo_data();
    void wrongUseEndsWithTwo();
    void helpAndVersionEndWell();
};

void TestConsoleOptions::withoutAnythingItIsTheDemo()
{
    const auto options = std::get<ConsoleOptions>(parseOptions({}));
    QVERIFY(options.store.isEmpty());
    QVERIFY(options.account.isEmpty());
    QVERIFY(options.logKey.isEmpty());
    QVERIFY(!options.theme);
}

void TestConsoleOptions::optionsWinOverTheEnvironment()
{
    const QString store = QStringLiteral("/a b/contoso.lockbox");
    const auto given = std::get<ConsoleOptions>(
        parseOptions({QStringLiteral("--store"), store, QStringLiteral("--as"),
                      QStringLiteral("alex@contoso.com"), QStringLiteral("--log-key"),
                      QStringLiteral("/a b/log.key")},
                     {.store = QStringLiteral("/other"),
                      .user = QStringLiteral("other@contoso.com"),
                      .logKey = QStringLiteral("/other.key")}));
    QCOMPARE(given.store, store);
    QCOMPARE(given.account, QStringLiteral("alex@contoso.com"));
    QCOMPARE(given.logKey, QStringLiteral("/a b/log.key"));
    const auto environment =
        std::get<ConsoleOptions>(parseOptions({}, {.store = QStringLiteral("/other"),
                                                   .user = QStringLiteral("other@contoso.com"),
                                                   .logKey = QStringLiteral("/other.key")}));
    QCOMPARE(environment.store, QStringLiteral("/other"));
    QCOMPARE(environment.account, QStringLiteral("other@contoso.com"));
    QCOMPARE(environment.logKey, QStringLiteral("/other.key"));
}

void TestConsoleOptions::demoWinsOverTheEnvironmentsStore()
{
    const auto options = std::get<ConsoleOptions>(
        parseOptions({QStringLiteral("--demo")}, {.store = QStringLiteral("/other")}));
    QVERIFY(options.store.isEmpty());
}

void TestConsoleOptions::themesAreNamed()
{
    const auto themeOf = [](const QString &name) {
        return std::get<ConsoleOptions>(parseOptions({QStringLiteral("--theme"), name})).theme;
    };
    QCOMPARE(themeOf(QStringLiteral("light")), ThemeMode::Light);
    QCOMPARE(themeOf(QStringLiteral("dark")), ThemeMode::Dark);
    QCOMPARE(themeOf(QStringLiteral("system")), ThemeMode::System);
}

void TestConsoleOptions::wrongUseEndsWithTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown option") << QStringList{QStringLiteral("--bogus")};
    QTest::newRow("stray word") << QStringList{QStringLiteral("contoso.lockbox")};
    QTest::newRow("no such theme")
        << QStringList{QStringLiteral("--theme"), QStringLiteral("purple")};
    QTest::newRow("demo and a store")
        << QStringList{QStringLiteral("--demo"), QStringLiteral("--store"), QStringLiteral("/a")};
    QTest::newRow("key without a path") << QStringList{QStringLiteral("--log-key")};
    QTest::newRow("store without a path") << QStringList{QStringLiteral("--store")};
}

void TestConsoleOptions::wrongUseEndsWithTwo()
{
    QFETCH(const QStringList, arguments);
    const auto goodbye = std::get<Goodbye>(parseOptions(arguments));
    QCOMPARE(goodbye.code, 2);
    QVERIFY(!goodbye.text.isEmpty());
}

void TestConsoleOptions::helpAndVersionEndWell()
{
    const auto help = std::get<Goodbye>(parseOptions({QStringLiteral("--help")}));
    QCOMPARE(help.code, 0);
    for (const char *option : {"--store", "--as", "--demo", "--theme", "LOCKBOX_STORE",
                               "LOCKBOX_USER", "--log-key", "LOCKBOX_LOG_KEY"})
        QVERIFY2(help.text.contains(QLatin1String(option)), option);
    const auto version = std::get<Goodbye>(parseOptions({QStringLiteral("--version")}));
    QCOMPARE(version.code, 0);
    QVERIFY(version.text.startsWith(QStringLiteral("lockbox-console ")));
}

QTEST_GUILESS_MAIN(TestConsoleOptions)
#include "tst_consoleoptions.moc"
