#include "app/console/consoleapp.h"
#include "app/console/failurewindow.h"
#include "app/console/signinwindow.h"
#include "core/service/locallockbox.h"
#include "ui/shell/blade.h"
#include "ui/shell/bladestack.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;

namespace {

QString administrator()
{
    return QStringLiteral("amara@contoso.onmicrosoft.com");
}

QString other()
{
    return QStringLiteral("ines@contoso.onmicrosoft.com");
}

/// Stays open, as a blade does that asks about what was typed.
class UnsavedBlade : public Blade
{
public:
    QString title() const override { return QStringLiteral("Unsaved"); }
    bool mayClose() override { return false; }
};

/// A top-level window of the program that can be seen.
template<typename Window>
Window *shown()
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        auto *found = qobject_cast<Window *>(window);
        if (found && found->isVisible())
            return found;
    }
    return nullptr;
}

} // namespace

/// From the start to the window, or to why there is none.
class TestConsoleApp : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void opensTheStoreAsTheGivenUser();
    void asksWhoAndRefusesStrangers();
    void closingTheWindowClosesTheSignIn();
    void anotherAccountGoesOnInTheWindow();
    void unsavedChangesKeepTheAccount();
    void remembersWhoSignedIn();
    void aMissingStoreIsToldInWords();
    void aForeignFileIsToldAndLeftAlone();
    void makesTheDemoWhereThereIsNone();
    void aStoreThatWasRolledBackRaisesTheAlarm();
    void signsTheLogWithTheGivenKey();

private:
    std::unique_ptr<ConsoleApp> start(const QString &store, const QString &account = {},
                                      const QString &logKey = {});

    QTemporaryDir m_home;
    std::unique_ptr<QTemporaryDir> m_stores;
    QString m_store;
};

void TestConsoleApp::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_home.path().toLocal8Bit());
    QCoreApplication::setOrganizationName(QStringLiteral("lockbox-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
    QGuiApplication::setQuitOnLastWindowClosed(false);
    Theme::instance().apply(ThemeMode::Light);
}

void TestConsoleApp::init()
{
    QSettings().clear();
    m_stores = std::make_unique<QTemporaryDir>();
    m_store = m_stores->filePath(QStringLiteral("contoso.lockbox"));
    const StoreSeed seed{.tenant = {.id = TenantId(QUuid::createUuid()),
                                    .name = QStringLiteral("Contoso"),
                                    .domain = QStringLiteral("contoso.onmicrosoft.com"),
                                    .provider = QStringLiteral("Microsoft")},
                         .users = {{.userPrincipalName = administrator(),
                                    .displayName = QStringLiteral("Amara Okafor"),
                                    .roles = {Role::GlobalAdministrator}},
                                   {.userPrincipalName = other(),
                                    .displayName = QStringLiteral("Ines Weber"),
                                    .roles = {Role::SecurityReader}}}};
    const auto made = createLocalStore(m_store, seed);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
}

std::unique_ptr<ConsoleApp> TestConsoleApp::start(const QString &store, const QString &account,
                                                  const QString &logKey)
{
    auto app = std::make_unique<ConsoleApp>(
        ConsoleOptions{.store = store, .account = account, .logKey = logKey, .theme = {}});
    app->start();
    return app;
}

void TestConsoleApp::opensTheStoreAsTheGivenUser()
{
    const auto app = start(m_store, administrator());
    QTRY_VERIFY(app->window() && app->window()->isVisible());
    QVERIFY(app->window()->windowTitle().contains(QStringLiteral("Contoso")));
    QVERIFY(!app->window()->findChild<QWidget *>(QStringLiteral("demoBadge"))->isVisible());
}

void TestConsoleApp::asksWhoAndRefusesStrangers()
{
    const auto app = start(m_store, QStringLiteral("nobody@contoso.onmicrosoft.com"));
    QTRY_VERIFY(shown<SignInWindow>());
    SignInWindow *window = shown<SignInWindow>();
    auto *objection = window->findChild<QLabel *>(QStringLiteral("signInObjection"));
    QTRY_VERIFY(objection->isVisible());
    QVERIFY(objection->text().contains(QStringLiteral("nobody@contoso.onmicrosoft.com")));
    QVERIFY(!app->window());
    window->findChild<QLineEdit *>(QStringLiteral("signInName"))->setText(administrator());
    QTest::mouseClick(window->findChild<QPushButton *>(QStringLiteral("signInButton")),
                      Qt::LeftButton);
    QTRY_VERIFY(app->window() && app->window()->isVisible());
    QTRY_VERIFY(!shown<SignInWindow>());
}

void TestConsoleApp::closingTheWindowClosesTheSignIn()
{
    const auto app = start(m_store, administrator());
    QTRY_VERIFY(app->window());
    emit app->window()->signInRequested();
    emit app->window()->signInRequested(); // the same again
    const QPointer<SignInWindow> signIn = shown<SignInWindow>();
    QVERIFY(signIn);
    QCOMPARE(signIn->parentWidget(), app->window());
    app->window()->close();
    QVERIFY(!shown<SignInWindow>());
    QTRY_VERIFY(!signIn);
}

void TestConsoleApp::anotherAccountGoesOnInTheWindow()
{
    const auto app = start(m_store, administrator());
    QTRY_VERIFY(app->window());
    emit app->window()->signInRequested();
    shown<SignInWindow>()->tryName(other());
    QTRY_VERIFY(!shown<SignInWindow>());
    QVERIFY(app->window()->isVisible());
    const auto *button = app->window()->findChild<QWidget *>(QStringLiteral("accountButton"));
    QTRY_VERIFY(button->accessibleName().contains(QStringLiteral("Ines Weber")));
}

void TestConsoleApp::unsavedChangesKeepTheAccount()
{
    const auto app = start(m_store, administrator());
    QTRY_VERIFY(app->window());
    emit app->window()->signInRequested();
    app->window()->blades().open(new UnsavedBlade, nullptr); // typed while the question stands
    shown<SignInWindow>()->tryName(other());
    QTRY_VERIFY(!shown<SignInWindow>());
    QCOMPARE(app->window()->blades().blades().size(), 1U);
    const auto *button = app->window()->findChild<QWidget *>(QStringLiteral("accountButton"));
    QVERIFY(button->accessibleName().contains(QStringLiteral("Amara Okafor")));
    for (const QString &key : QSettings().allKeys()) // nor is the other one remembered
        QVERIFY(QSettings().value(key).toString() != other());
}

void TestConsoleApp::remembersWhoSignedIn()
{
    {
        const auto app = start(m_store, administrator());
        QTRY_VERIFY(app->window());
    }
    const auto again = start(m_store);
    QTRY_VERIFY(again->window());
}

void TestConsoleApp::aMissingStoreIsToldInWords()
{
    const auto app = start(m_stores->filePath(QStringLiteral("none.lockbox")));
    QTRY_VERIFY(shown<FailureWindow>());
    auto *text = shown<FailureWindow>()->findChild<QLabel *>(QStringLiteral("failureText"));
    QVERIFY2(text->text().contains(QStringLiteral("none.lockbox")), qPrintable(text->text()));
    QVERIFY(!app->window());
    QCOMPARE(exitCode({.code = ErrorCode::StoreMissing}), 6);
    QCOMPARE(exitCode({.code = ErrorCode::LogBroken}), 7);
    QCOMPARE(exitCode({.code = ErrorCode::Internal}), 1);
}

void TestConsoleApp::aForeignFileIsToldAndLeftAlone()
{
    const QString path = m_stores->filePath(QStringLiteral("notes.txt"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("hello");
    file.close();
    const auto app = start(path);
    QTRY_VERIFY(shown<FailureWindow>());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("hello"));
}

void TestConsoleApp::makesTheDemoWhereThereIsNone()
{
    QCOMPARE(ConsoleApp::demoPath(),
             m_home.filePath(QStringLiteral("customer-lockbox/demo.lockbox")));
    QVERIFY(!QFile::exists(ConsoleApp::demoPath()));
    const auto app = std::make_unique<ConsoleApp>(ConsoleOptions{.demo = true, .theme = {}});
    app->start();
    QTRY_VERIFY_WITH_TIMEOUT(app->window() && app->window()->isVisible(), 60000);
    QVERIFY(QFile::exists(ConsoleApp::demoPath()));
    QVERIFY(app->window()->findChild<QWidget *>(QStringLiteral("demoBadge"))->isVisible());
}

void TestConsoleApp::aStoreThatWasRolledBackRaisesTheAlarm()
{
    const QString backup = m_stores->filePath(QStringLiteral("backup"));
    QVERIFY(QFile::copy(m_store, backup));
    {
        const auto app = start(m_store, administrator());
        QTRY_VERIFY(app->window());
        QVERIFY(!app->window()->findChild<QWidget *>(QStringLiteral("logTrouble"))->isVisible());
        auto door = *openLocalStore(m_store, {.logFolder = userLogFolder()});
        QVERIFY(door->changePolicy({administrator()},
                                   {.requireApproval = true, .acceptUnreachable = true}));
    }
    QVERIFY(QFile::remove(m_store));
    QVERIFY(QFile::rename(backup, m_store));
    const auto app = start(m_store, administrator());
    QTRY_VERIFY(app->window());
    const auto *bar = app->window()->findChild<QWidget *>(QStringLiteral("logTrouble"));
    QTRY_VERIFY(bar->isVisible());
    QVERIFY(bar->findChild<QLabel *>(QStringLiteral("messageText"))
                ->text()
                .contains(QStringLiteral("Nothing can be decided")));
}

void TestConsoleApp::signsTheLogWithTheGivenKey()
{
    const QString key = m_stores->filePath(QStringLiteral("log.key"));
    const QString path = m_stores->filePath(QStringLiteral("signed.lockbox"));
    StoreSeed seed{.tenant = {.id = TenantId(QUuid::createUuid()),
                              .name = QStringLiteral("Contoso"),
                              .domain = QStringLiteral("contoso.onmicrosoft.com"),
                              .provider = QStringLiteral("Microsoft")},
                   .users = {{.userPrincipalName = administrator(),
                              .displayName = QStringLiteral("Amara Okafor"),
                              .roles = {Role::GlobalAdministrator}}}};
    QVERIFY(createLocalStore(path, seed, {.logKeyFile = key}));
    const auto badgeSays = [](const ConsoleApp &app) {
        return app.window()
            ->findChild<QWidget *>(QStringLiteral("logBadge"))
            ->accessibleDescription();
    };
    const QString cant = QStringLiteral("can't sign");
    {
        const auto app = start(path, administrator());
        QTRY_VERIFY(app->window());
        QTRY_VERIFY(badgeSays(*app).contains(cant));
    }
    const auto app = start(path, administrator(), key);
    QTRY_VERIFY(app->window());
    QTRY_VERIFY(badgeSays(*app).contains(QStringLiteral("root ")));
    QVERIFY2(!badgeSays(*app).contains(cant), qPrintable(badgeSays(*app)));
}

QTEST_MAIN(TestConsoleApp)
#include "tst_consoleapp.moc"
