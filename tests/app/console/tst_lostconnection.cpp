#include "app/console/consoleapp.h"
#include "core/secrets/servicesignin.h"
#include "tests/app/daemon/lockboxd.h"
#include "tests/core/store/storefixture.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QtTest>

#include <csignal>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::test;
using namespace std::chrono_literals;

namespace {

/// The console in its window, signed in to a real lockboxd, which can be stopped and started again.
struct Fixture {
    Fixture()
    {
        service.makeStore();
        isReady = service.serve();
        if (!isReady)
            return;
        service.set("listen.port", QString::number(service.port())); // the same, next time
        request = service.filePending();
        url = service.remote().url.toString();
        const RemoteSignIn signIn = service.enter(StockTenant::approver(0));
        isReady = bool(keepSignIn(url,
                                  {.userPrincipalName = StockTenant::approver(0),
                                   .token = signIn.token,
                                   .expiresAt = signIn.expiresAt},
                                  userSignInFolder()));
        app = std::make_unique<ConsoleApp>(ConsoleOptions{.store = url, .theme = {}});
        app->start();
    }

    template<typename T = QWidget>
    T *find(const char *name) const
    {
        for (T *widget : app->window()->findChildren<T *>(QString::fromLatin1(name))) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    /// What the bar below the header says; empty where there is none.
    QString bar() const
    {
        auto *shown = find("connectionBar");
        return shown ? shown->findChild<QLabel *>(QStringLiteral("messageText"))->text()
                     : QString();
    }
    bool isLost() const { return bar().startsWith(QStringLiteral("Connection lost.")); }
    /// The rows of the list of requests.
    int rows() const
    {
        auto *table = find<QAbstractItemView>("requestsTable");
        return table && table->model() ? table->model()->rowCount() : -1;
    }
    bool goToRequests() const
    {
        return app->window()->goTo(QStringLiteral("requests"))
               && QTest::qWaitFor([&] { return rows() == 1; });
    }
    void press(const char *name) const
    {
        QTRY_VERIFY(find<QPushButton>(name) && find<QPushButton>(name)->isEnabled());
        find<QPushButton>(name)->click();
    }

    Lockboxd service;
    bool isReady = false;
    AccessRequest request;
    QString url;
    std::unique_ptr<ConsoleApp> app;
};

} // namespace

/// A real service is stopped and started again under a real window: it is seen at once, nothing can be decided meanwhile, and all goes on by itself.
class TestLostConnection : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void anothersDecisionIsShown();
    void aKilledServiceIsSeenAndComesBack();
    void decisionsAreRefusedMeanwhile();
    void aStoppedServiceIsSeenAndComesBack();

private:
    QTemporaryDir m_home;
};

void TestLostConnection::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_home.path().toLocal8Bit());
    QCoreApplication::setOrganizationName(QStringLiteral("lockbox-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
    Theme::instance().apply(ThemeMode::Light);
}

void TestLostConnection::anothersDecisionIsShown()
{
    const Fixture f;
    QVERIFY(f.isReady);
    QTRY_VERIFY(f.app->window() && f.app->window()->isVisible());
    QVERIFY(f.goToRequests());
    QVERIFY(f.bar().isEmpty());
    const auto other = f.service.doorOf(StockTenant::approver(1));
    QSignalSpy news(f.app->window(), &MainWindow::newsCame);
    need(other->denyRequest({StockTenant::approver(1)}, f.request.id.toString(),
                            QStringLiteral("not now")));
    const auto isTold = [&] {
        for (const QList<QVariant> &one : news) {
            for (const Event &event : one[0].value<Changes>().events) {
                if (event.kind == EventKind::RequestDenied)
                    return true;
            }
        }
        return false;
    };
    QTRY_VERIFY(isTold());
    auto *table = f.find<QAbstractItemView>("requestsTable");
    QTRY_COMPARE(table->model()
                     ->index(0, 0)
                     .data(Qt::AccessibleTextRole)
                     .toString()
                     .contains(QStringLiteral("denied"), Qt::CaseInsensitive),
                 true);
}

void TestLostConnection::aKilledServiceIsSeenAndComesBack()
{
    Fixture f;
    QVERIFY(f.isReady);
    QTRY_VERIFY(f.app->window() && f.app->window()->isVisible());
    QVERIFY(f.goToRequests());
    QVERIFY(!f.find("asOf"));
    f.service.end(SIGKILL, 30s);
    QTRY_VERIFY(f.isLost());
    static const QRegularExpression form(QStringLiteral(
        "^Connection lost\\. Data shown is as of \\d\\d:\\d\\d:\\d\\d\\. Trying again…$"));
    QVERIFY2(form.match(f.bar()).hasMatch(), qPrintable(f.bar()));
    QVERIFY(f.find<QLabel>("asOf")->text().startsWith(QStringLiteral("As of ")));
    QCOMPARE(f.rows(), 1); // what was shown is shown
    // What happens meanwhile is there when it is back, without a hand being moved.
    (void)f.service.filePending();
    QVERIFY(f.service.serve());
    QTRY_COMPARE_WITH_TIMEOUT(f.bar(), QStringLiteral("Connected again."), 60000);
    QVERIFY(!f.find("asOf"));
    QTRY_COMPARE_WITH_TIMEOUT(f.rows(), 2, 30000);
    QTRY_VERIFY_WITH_TIMEOUT(f.bar().isEmpty(), 30000);
}

void TestLostConnection::decisionsAreRefusedMeanwhile()
{
    Fixture f;
    QVERIFY(f.isReady);
    QTRY_VERIFY(f.app->window() && f.app->window()->isVisible());
    QVERIFY(f.goToRequests());
    QVERIFY(f.app->window()->openRequest(f.request.id.toString()));
    f.press("approveButton");
    QTRY_VERIFY(f.find("decisionPanel"));
    f.service.end(SIGKILL, 30s);
    QTRY_VERIFY(f.isLost());
    f.press("confirmApproveButton");
    const auto said = [&] {
        auto *message = f.find("requestMessage");
        return message ? message->findChild<QLabel *>(QStringLiteral("messageText"))->text()
                       : QString();
    };
    QTRY_VERIFY(said().contains(QStringLiteral("connection is lost")));
    QVERIFY(f.find("decisionPanel")); // and what was typed is there
    QVERIFY(f.service.serve());
    f.press("messageAction"); // "Try now"
    QTRY_COMPARE_WITH_TIMEOUT(f.bar(), QStringLiteral("Connected again."), 60000);
    QVERIFY(f.find("decisionPanel"));
    f.press("confirmApproveButton");
    const auto state = [&] {
        const auto door = need(openLocalStore(f.service.store(), f.service.options()));
        return need(door->request({StockTenant::manager()}, f.request.id.toString())).request.state;
    };
    QTRY_COMPARE_WITH_TIMEOUT(state(), RequestState::Approved, 30000);
}

void TestLostConnection::aStoppedServiceIsSeenAndComesBack()
{
    Fixture f;
    QVERIFY(f.isReady);
    QTRY_VERIFY(f.app->window() && f.app->window()->isVisible());
    QVERIFY(f.goToRequests());
    f.service.end(SIGSTOP, 0ms); // the kernel goes on taking connections for it
    QTRY_VERIFY_WITH_TIMEOUT(f.isLost(), 60000);
    f.service.end(SIGCONT, 0ms);
    QTRY_COMPARE_WITH_TIMEOUT(f.bar(), QStringLiteral("Connected again."), 60000);
    QCOMPARE(f.rows(), 1);
    (void)f.service.filePending();
    QTRY_COMPARE_WITH_TIMEOUT(f.rows(), 2, 30000);
}

QTEST_MAIN(TestLostConnection)
#include "tst_lostconnection.moc"
