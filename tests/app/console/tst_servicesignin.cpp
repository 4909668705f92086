#include "app/console/certificatedialog.h"
#include "app/console/changepassworddialog.h"
#include "app/console/signindialog.h"
#include "core/remote/remotelockbox.h"
#include "core/secrets/servicesignin.h"
#include "tests/app/console/startscreenfixture.h"
#include "tests/app/daemon/lockboxd.h"
#include "ui/widgets/messagebar.h"

#include <QMenu>
#include <QPushButton>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::test;

namespace {

template<typename Dialog>
Dialog *shown()
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        auto *found = qobject_cast<Dialog *>(window);
        if (found && found->isVisible())
            return found;
    }
    return nullptr;
}

void type(QWidget *dialog, const char *field, const QString &text)
{
    dialog->findChild<QLineEdit *>(QString::fromLatin1(field))->setText(text);
}

void press(QWidget *dialog, const char *button)
{
    auto *found = dialog->findChild<QPushButton *>(QString::fromLatin1(button));
    QVERIFY(found->isEnabled());
    found->click();
}

QString problemIn(QWidget *dialog, const char *label)
{
    auto *found = dialog->findChild<QLabel *>(QString::fromLatin1(label));
    return found->isVisible() ? found->text() : QString();
}

/// An entry of the account's menu; null where there is none.
QAction *entry(const ConsoleApp &app, const QString &name)
{
    auto *menu = app.window()->findChild<QMenu *>(QStringLiteral("accountMenu"));
    for (QAction *action : menu->actions()) {
        if (action->objectName() == name)
            return action;
    }
    return nullptr;
}

QString accountOf(const ConsoleApp &app)
{
    return app.window()->findChild<QWidget *>(QStringLiteral("accountButton"))->accessibleName();
}

} // namespace

/// Signing in to a real lockboxd on the console, with a password or a one-time code; out of it again; and to none that can't be trusted.
class TestServiceSignIn : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture.clean(); }
    void aCodeSetsAPassword();
    void wrongPasswordsAreToldInPlace();
    void thePasswordCanBeChanged();
    void signingOutEndsIt_data();
    void signingOutEndsIt();
    void tenantsAreSwitched();
    void aWrongCertificateIsExplained();

private:
    /// A service that runs, and who is signed in to it in a window.
    std::unique_ptr<ConsoleApp> signedIn(const Lockboxd &service, const KeptSignIn &signIn);
    static KeptSignIn enter(const Lockboxd &service, int approver)
    {
        const RemoteSignIn signIn = service.enter(StockTenant::approver(approver));
        return {.userPrincipalName = StockTenant::approver(approver),
                .token = signIn.token,
                .expiresAt = signIn.expiresAt};
    }
    static std::optional<KeptSignIn> kept(const Lockboxd &service)
    {
        return need(findSignIn(service.remote().url.toString(), userSignInFolder()));
    }

    StartScreenFixture m_fixture;
};

std::unique_ptr<ConsoleApp> TestServiceSignIn::signedIn(const Lockboxd &service,
                                                        const KeptSignIn &signIn)
{
    const QString url = service.remote().url.toString();
    need(keepSignIn(url, signIn, userSignInFolder()));
    auto app = std::make_unique<ConsoleApp>(ConsoleOptions{.store = url, .theme = {}});
    app->start();
    if (!QTest::qWaitFor([&] { return app->window() && app->window()->isVisible(); }))
        qWarning("there is no window");
    return app;
}

void TestServiceSignIn::aCodeSetsAPassword()
{
    Lockboxd service;
    service.makeStore();
    QVERIFY(service.serve());
    const QString code = service.invite(StockTenant::approver(0));
    const auto app = StartScreenFixture::startScreen();
    connectTo(*app, service.remote().url.toString());
    QTRY_VERIFY(shown<SignInDialog>());
    const QPointer<SignInDialog> dialog = shown<SignInDialog>();
    press(dialog, "signInOther");
    QVERIFY(!dialog->findChild<QLineEdit *>(QStringLiteral("password"))->isVisible());
    const auto objection = [&] { return problemIn(dialog, "signInProblem"); };
    press(dialog, "passwordSignIn");
    QVERIFY(objection().contains(QStringLiteral("code")));
    type(dialog, "oneTimeCode", code);
    type(dialog, "newPassword", QStringLiteral("short"));
    press(dialog, "passwordSignIn");
    QVERIFY(objection().contains(QStringLiteral("12 characters")));
    type(dialog, "newPassword", QStringLiteral("correct horse battery"));
    type(dialog, "newPasswordAgain", QStringLiteral("correct horse butter"));
    press(dialog, "passwordSignIn");
    QVERIFY(objection().contains(QStringLiteral("not the same")));
    type(dialog, "newPasswordAgain", QStringLiteral("correct horse battery"));
    type(dialog, "oneTimeCode", QStringLiteral("0000-0000-0000-0000"));
    press(dialog, "passwordSignIn");
    QTRY_VERIFY(objection().contains(QStringLiteral("code")));
    type(dialog, "oneTimeCode", code);
    press(dialog, "passwordSignIn");
    QTRY_VERIFY(app->window() && app->window()->isVisible());
    QTRY_VERIFY(!dialog);
    QCOMPARE(kept(service)->userPrincipalName, StockTenant::approver(0));
    need(signInToService(service.remote(), StockTenant::approver(0), "correct horse battery"));
    QCOMPARE(RecentStores::all().front().kind, StoreKind::Service);
    QVERIFY(!entry(*app, QStringLiteral("tenant."))); // there is one only
}

void TestServiceSignIn::wrongPasswordsAreToldInPlace()
{
    Lockboxd service;
    service.makeStore();
    QVERIFY(service.serve());
    (void)service.enter(StockTenant::approver(0));
    const auto app = StartScreenFixture::startScreen();
    connectTo(*app, service.remote().url.toString());
    QTRY_VERIFY(shown<SignInDialog>());
    const QPointer<SignInDialog> dialog = shown<SignInDialog>();
    type(dialog, "passwordName", StockTenant::approver(0));
    type(dialog, "password", QStringLiteral("wrong"));
    press(dialog, "passwordSignIn");
    QTRY_VERIFY(problemIn(dialog, "signInProblem").contains(QStringLiteral("is wrong")));
    QVERIFY(!kept(service));
    type(dialog, "password", QString::fromLatin1(Lockboxd::password()));
    press(dialog, "passwordSignIn");
    QTRY_VERIFY(app->window() && app->window()->isVisible());
    // And without a sign-in there is no window: cancelling leads back.
    need(forgetSignIn(service.remote().url.toString(), userSignInFolder()));
    const auto again = StartScreenFixture::startScreen();
    QTest::keyClick(part(*again, "recentStores"), Qt::Key_Return);
    QTRY_VERIFY(shown<SignInDialog>());
    press(shown<SignInDialog>(), "passwordCancel");
    QTRY_VERIFY(!shown<SignInDialog>());
    QVERIFY(!again->startScreen()->isOpening() && !again->window());
}

void TestServiceSignIn::thePasswordCanBeChanged()
{
    Lockboxd service;
    service.makeStore();
    QVERIFY(service.serve());
    const auto app = signedIn(service, enter(service, 0));
    QVERIFY(app->window());
    entry(*app, QStringLiteral("changePasswordAction"))->trigger();
    const QPointer<ChangePasswordDialog> dialog = shown<ChangePasswordDialog>();
    QVERIFY(dialog);
    const QString fresh = QStringLiteral("a new and longer one");
    type(dialog, "presentPassword", QStringLiteral("wrong"));
    type(dialog, "newPassword", fresh);
    type(dialog, "newPasswordAgain", fresh);
    press(dialog, "changePassword");
    QTRY_VERIFY(!problemIn(dialog, "changePasswordProblem").isEmpty());
    type(dialog, "presentPassword", QString::fromLatin1(Lockboxd::password()));
    press(dialog, "changePassword");
    QTRY_VERIFY(!dialog);
    QVERIFY(app->window()->messages().text().contains(QStringLiteral("password is changed")));
    need(signInToService(service.remote(), StockTenant::approver(0), fresh.toUtf8()));
}

void TestServiceSignIn::signingOutEndsIt_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<bool>("isElsewhereToo");
    QTest::newRow("here") << QStringLiteral("signOutAction") << false;
    QTest::newRow("everywhere") << QStringLiteral("signOutEverywhereAction") << true;
}

void TestServiceSignIn::signingOutEndsIt()
{
    QFETCH(QString, action);
    QFETCH(bool, isElsewhereToo);
    Lockboxd service;
    service.makeStore();
    QVERIFY(service.serve());
    const KeptSignIn here = enter(service, 0);
    const QString name = here.userPrincipalName;
    const auto elsewhere = need(signInToService(service.remote(), name, Lockboxd::password()));
    const auto app = signedIn(service, here);
    QVERIFY(app->window());
    entry(*app, action)->trigger();
    QTRY_VERIFY(!app->window());
    QVERIFY(app->startScreen() && app->startScreen()->isVisible());
    QCOMPARE(problem(*app), QString());
    QVERIFY(!kept(service));
    QVERIFY(!openRemoteStore(service.remote(here.token)));
    QCOMPARE(!openRemoteStore(service.remote(elsewhere.token)), isElsewhereToo);
}

void TestServiceSignIn::tenantsAreSwitched()
{
    Lockboxd service;
    service.makeStore();
    QVERIFY(service.serve());
    KeptSignIn first = enter(service, 0);
    KeptSignIn second = enter(service, 1);
    first.tenantId = QStringLiteral("1");
    first.tenant = QStringLiteral("Contoso");
    second.tenantId = QStringLiteral("2");
    second.tenant = QStringLiteral("Adatum");
    first.others = {second};
    const auto app = signedIn(service, first);
    QVERIFY(app->window());
    const QString before = accountOf(*app);
    QVERIFY(entry(*app, QStringLiteral("tenant.1"))->isChecked());
    QVERIFY(!entry(*app, QStringLiteral("tenant.2"))->isChecked());
    entry(*app, QStringLiteral("tenant.2"))->trigger();
    QTRY_VERIFY(accountOf(*app) != before);
    QVERIFY(entry(*app, QStringLiteral("tenant.2"))->isChecked());
    // Both are kept, and the one that was chosen is the present one.
    QCOMPARE(kept(service)->token, second.token);
    QCOMPARE(kept(service)->others.size(), size_t(1));
    QCOMPARE(kept(service)->others.front().token, first.token);
    entry(*app, QStringLiteral("tenant.1"))->trigger();
    QTRY_COMPARE(accountOf(*app), before);
    QCOMPARE(kept(service)->token, first.token);
}

void TestServiceSignIn::aWrongCertificateIsExplained()
{
    Lockboxd service;
    service.makeStore();
    service.useTls();
    QVERIFY(service.serve());
    const auto app = StartScreenFixture::startScreen();
    const QString url = service.remote().url.toString();
    connectTo(*app, url);
    QTRY_VERIFY(shown<CertificateDialog>());
    const QPointer<CertificateDialog> dialog = shown<CertificateDialog>();
    QVERIFY(problemIn(dialog, "certificateFault").contains(QStringLiteral("does not trust")));
    QVERIFY(dialog->findChild<QPushButton *>(QStringLiteral("chooseAuthority")));
    QVERIFY(!service.log().contains(" answered ")); // it was asked for nothing
    emit dialog->authorityChosen(service.path("ca.pem"));
    dialog->accept();
    QTRY_VERIFY(shown<SignInDialog>());
    press(shown<SignInDialog>(), "passwordCancel");
    QTRY_VERIFY(!shown<SignInDialog>());
    // It is kept for that server.
    connectTo(*app, url);
    QTRY_VERIFY(shown<SignInDialog>());
    QVERIFY(!shown<CertificateDialog>());
    press(shown<SignInDialog>(), "passwordCancel");
}

QTEST_MAIN(TestServiceSignIn)
#include "tst_servicesignin.moc"
