#include "tests/ui/screenshots/scenes_start.h"

#include "app/console/certificatedialog.h"
#include "app/console/changepassworddialog.h"
#include "app/console/signindialog.h"
#include "app/console/startwindow.h"
#include "core/demo/demo.h"
#include "tests/ui/screenshots/scenes_realstore.h"
#include "ui/shell/accountbutton.h"

#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryFile>

namespace lockbox::test {

namespace {

using namespace lockbox::ui;
using namespace std::chrono_literals;

constexpr QSize startSize(960, 640);
constexpr QSize smallestStart(860, 600);
constexpr QSize usual(1366, 820);
constexpr QSize smallest(960, 600);

constexpr Timestamp evening = Timestamp(std::chrono::milliseconds(1'770'318'715'000));

RemoteOptions server()
{
    return {.url = QUrl(QStringLiteral("https://lockbox.contoso.com"))};
}

/// Stores of each kind, one of which is no longer there.
StartWindow *recentStores()
{
    RecentStores::remember({.location = QStringLiteral("/srv/stores/fabrikam.lockbox"),
                            .kind = StoreKind::File,
                            .name = QStringLiteral("Fabrikam"),
                            .lastOpened = evening - 72h});
    RecentStores::remember(
        {.location = QStringLiteral("~/.local/share/customer-lockbox/demo.lockbox"),
         .kind = StoreKind::Demo,
         .name = QStringLiteral("Contoso"),
         .lastOpened = evening - 30h});
    RecentStores::remember({.location = QStringLiteral("https://lockbox.contoso.com"),
                            .kind = StoreKind::Service,
                            .name = QStringLiteral("Contoso"),
                            .lastOpened = evening});
    return new StartWindow;
}

QWidget *wrongAddress()
{
    StartWindow *window = recentStores();
    auto *address = window->findChild<QLineEdit *>(QStringLiteral("serverAddress"));
    address->setText(QStringLiteral("http://lockbox.contoso.com"));
    window->findChild<QPushButton *>(QStringLiteral("connectServer"))->click();
    return window;
}

QWidget *opening()
{
    StartWindow *window = recentStores();
    window->showOpening(QStringLiteral("Opening https://lockbox.contoso.com…"));
    window->showProgress(3, 10);
    return window;
}

QWidget *problem()
{
    StartWindow *window = recentStores();
    window->showProblem(QStringLiteral("Nothing answers at lockbox.contoso.com: connection "
                                       "refused."));
    return window;
}

QWidget *certificate()
{
    return new CertificateDialog(
        {.host = QStringLiteral("lockbox.contoso.com"),
         .subject = QStringLiteral("lockbox.fabrikam.com"),
         .names = {QStringLiteral("lockbox.fabrikam.com"), QStringLiteral("www.fabrikam.com")},
         .issuer = QStringLiteral("Fabrikam Internal CA 3"),
         .notBefore = evening - 24h * 400,
         .notAfter = evening - 24h * 35,
         .fingerprint = QStringLiteral("4D:A0:D1:8A:6E:0B:53:7C:21:9F:F0:C8:41:5B:7E:92:"
                                       "33:0C:AB:5F:66:18:D4:27:E9:0A:7B:CC:81:F5:3D:60"),
         .faults = {CertificateFault::UnknownAuthority, CertificateFault::Expired,
                    CertificateFault::WrongName},
         .other = {}});
}

QWidget *signIn()
{
    return new SignInDialog(server(), QStringLiteral("Contoso"),
                            QStringLiteral("amara@contoso.onmicrosoft.com"));
}

QWidget *code()
{
    auto *dialog = new SignInDialog(server(), QStringLiteral("Contoso"), {});
    dialog->findChild<QPushButton *>(QStringLiteral("signInOther"))->click();
    dialog->findChild<QLineEdit *>(QStringLiteral("oneTimeCode"))
        ->setText(QStringLiteral("7KQM-2RXD-9VTB-HW4C"));
    dialog->findChild<QLineEdit *>(QStringLiteral("newPassword"))->setText(QStringLiteral("short"));
    dialog->findChild<QPushButton *>(QStringLiteral("passwordSignIn"))->click();
    return dialog;
}

QWidget *changePassword()
{
    return new ChangePasswordDialog(server(), QStringLiteral("amara@contoso.onmicrosoft.com"));
}

bool lose(ConsoleDriver &console)
{
    StoreInfo info = console.context().info();
    info.location = QStringLiteral("https://lockbox.contoso.com");
    console.context().setInfo(info);
    return console.settle() && console.loseConnection();
}

bool decideWhileLost(ConsoleDriver &console)
{
    const auto door = console.context().factory()();
    RequestQuery query;
    query.states = {RequestState::Pending};
    query.limit = 1;
    const auto found = (*door)->requests(console.context().session(), query);
    return found && console.go(QStringLiteral("requests"))
           && console.window().openRequest(found->items.front().id.toString())
           && console.press(QStringLiteral("approveButton")) && lose(console)
           && console.press(QStringLiteral("confirmApproveButton"))
           && console.sees(QStringLiteral("requestMessage"));
}

bool openTenants(ConsoleDriver &console)
{
    console.window().account().setService(
        {{.id = QStringLiteral("1"), .name = QStringLiteral("Adatum"), .isPresent = false},
         {.id = QStringLiteral("2"), .name = QStringLiteral("Contoso"), .isPresent = true},
         {.id = QStringLiteral("3"), .name = QStringLiteral("Fabrikam"), .isPresent = false}});
    auto *menu = console.window().findChild<QMenu *>(QStringLiteral("accountMenu"));
    const AccountButton &button = console.window().account();
    const QPoint place =
        button.mapToGlobal(QPoint(button.width() - menu->sizeHint().width(), button.height()));
    menu->popup(place);
    menu->move(place); // the screen of the tests is smaller than the window
    return menu->isVisible();
}

Scene window(const char *name, const QSize &size, std::function<QWidget *()> make)
{
    return {.name = name, .user = {}, .size = size, .way = {}, .window = std::move(make)};
}

} // namespace

std::vector<Scene> startScenes()
{
    const QString admin = demo::demoCast().globalAdministrator;
    return {
        window("start", startSize, recentStores),
        window("start-first", startSize, [] { return new StartWindow; }),
        window("start-small", smallestStart, recentStores),
        window("start-address", startSize, wrongAddress),
        window("start-opening", startSize, opening),
        window("start-problem", smallestStart, problem),
        window("certificate", {}, certificate),
        window("signin", {}, signIn),
        window("signin-code", {}, code),
        window("change-password", {}, changePassword),
        {"lost", admin, usual, lose},
        {"lost-small", admin, smallest, lose},
        {"lost-decide", admin, usual, decideWhileLost},
        {"tenants", realAdministrator(), usual, openTenants, false, realStoreWithTrouble},
    };
}

} // namespace lockbox::test
