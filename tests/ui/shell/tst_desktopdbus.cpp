#include "desktopservice.h"

#include "ui/shell/desktopdbus.h"

using namespace lockbox::ui;
using lockbox::samples::NoticeService;
namespace samples = lockbox::samples;

namespace {

QString one()
{
    return QStringLiteral("one");
}

QString two()
{
    return QStringLiteral("two");
}

/// The service, and a notifier that talks to it over a real bus.
struct Fixture {
    explicit Fixture(const QStringList &capabilities = {QStringLiteral("body-markup"),
                                                        QStringLiteral("actions")})
    {
        service.capabilities = capabilities;
        QVERIFY(service.start());
        notifier = std::make_unique<DBusNotifier>(bus);
    }
    void notify(const QString &id, const QString &body = QStringLiteral("body")) const
    {
        notifier->notify(id, QStringLiteral("title"), body);
    }
    QDBusConnection bus = QDBusConnection::sessionBus();
    NoticeService service;
    std::unique_ptr<DBusNotifier> notifier;
};

} // namespace

/// Notices over a session bus, on which a service of the test's plays the desktop.
class TestDesktopDbus : public QObject
{
    Q_OBJECT

private slots:
    void isThereOnlyWithAService();
    void sendsWhatTheSpecificationAsksFor();
    void escapesWhereMarkupIsTaken_data();
    void escapesWhereMarkupIsTaken();
    void aClickIsTold();
    void clicksOnOthersAreNot();
    void closes();
    void closesWhatIsStillBeingSent();
    void whatThePersonClosedIsForgotten();
    void anotherServiceKnowsNoOldNumbers();
    void whatCameTooEarlyIsSentLater();
    void passesThePermissionToRaiseOn();
    void theEndClosesAll();
};

void TestDesktopDbus::isThereOnlyWithAService()
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    QVERIFY(bus.isConnected());
    QVERIFY(!DBusNotifier::isThere(bus));
    QVERIFY(!DBusNotifier::isThere(QDBusConnection(QStringLiteral("no such connection"))));
    NoticeService service;
    QVERIFY(service.start());
    QVERIFY(DBusNotifier::isThere(bus));
}

void TestDesktopDbus::sendsWhatTheSpecificationAsksFor()
{
    Fixture f;
    f.notify(one());
    QTRY_COMPARE(f.service.notices.size(), 1);
    const NoticeService::Notice notice = f.service.notices.front();
    QCOMPARE(notice.title, QStringLiteral("title"));
    QCOMPARE(notice.body, QStringLiteral("body"));
    QCOMPARE(notice.replaces, 0U);
    QCOMPARE(notice.actions, (QStringList{QStringLiteral("default"), QStringLiteral("Open")}));
    QCOMPARE(notice.hints.value(QStringLiteral("desktop-entry")).toString(),
             QStringLiteral("lockbox-console"));
    QCOMPARE(notice.hints.value(QStringLiteral("urgency")).typeId(), QMetaType::UChar);
}

void TestDesktopDbus::escapesWhereMarkupIsTaken_data()
{
    QTest::addColumn<QStringList>("capabilities");
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("actions");
    const QString escaped =
        QStringLiteral("&lt;a href=&quot;http://a.example&quot;&gt;R&amp;D&lt;/a&gt;");
    QTest::newRow("markup") << QStringList{QStringLiteral("body-markup")} << escaped << 0;
    QTest::newRow("plain") << QStringList{QStringLiteral("actions")}
                           << QStringLiteral("<a href=\"http://a.example\">R&D</a>") << 2;
}

void TestDesktopDbus::escapesWhereMarkupIsTaken()
{
    QFETCH(QStringList, capabilities);
    QFETCH(QString, body);
    QFETCH(int, actions);
    Fixture f(capabilities);
    f.notify(one(), QStringLiteral("<a href=\"http://a.example\">R&D</a>"));
    QTRY_COMPARE(f.service.notices.size(), 1);
    QCOMPARE(f.service.notices.front().body, body);
    QCOMPARE(f.service.notices.front().actions.size(), actions);
}

void TestDesktopDbus::aClickIsTold()
{
    Fixture f;
    QSignalSpy activated(f.notifier.get(), &DesktopNotifier::activated);
    f.notify(one());
    f.notify(two());
    QTRY_COMPARE(f.service.notices.size(), 2);
    QVERIFY(samples::isBusSettled());
    emit f.service.ActionInvoked(42, QStringLiteral("default"));
    QTRY_COMPARE(activated.size(), 1);
    QCOMPARE(activated.front().front().toString(), two());
}

void TestDesktopDbus::clicksOnOthersAreNot()
{
    Fixture f;
    QSignalSpy activated(f.notifier.get(), &DesktopNotifier::activated);
    f.notify(one());
    QTRY_COMPARE(f.service.notices.size(), 1);
    QVERIFY(samples::isBusSettled());
    emit f.service.ActionInvoked(7, QStringLiteral("default"));
    emit f.service.ActionInvoked(0, QStringLiteral("default"));
    emit f.service.ActionInvoked(41, QStringLiteral("approve"));
    emit f.service.ActionInvoked(41, QStringLiteral("default"));
    QTRY_COMPARE(activated.size(), 1); // in order: the others have been heard by then
    QCOMPARE(activated.front().front().toString(), one());
}

void TestDesktopDbus::closes()
{
    Fixture f;
    f.notify(one());
    f.notify(two());
    QTRY_COMPARE(f.service.notices.size(), 2);
    QVERIFY(samples::isBusSettled());
    f.notifier->close(one());
    f.notifier->close(one());
    f.notifier->close(QStringLiteral("never shown"));
    QVERIFY(samples::isBusSettled());
    QCOMPARE(f.service.closed, QList<uint>{41});
}

void TestDesktopDbus::closesWhatIsStillBeingSent()
{
    Fixture f;
    QVERIFY(samples::isBusSettled());
    f.notify(one());
    f.notifier->close(one()); // before the service has said its number
    f.notify(one());
    QVERIFY(samples::isBusSettled());
    QTRY_COMPARE(f.service.closed, QList<uint>{41});
    QCOMPARE(f.service.notices.size(), 2);
    f.notifier->close(one());
    QTRY_COMPARE(f.service.closed, (QList<uint>{41, 42}));
}

void TestDesktopDbus::whatThePersonClosedIsForgotten()
{
    Fixture f;
    f.notify(one());
    QTRY_COMPARE(f.service.notices.size(), 1);
    QVERIFY(samples::isBusSettled());
    emit f.service.NotificationClosed(41, 2);
    QVERIFY(samples::isBusSettled());
    f.notifier->close(one());
    QVERIFY(samples::isBusSettled());
    QVERIFY(f.service.closed.isEmpty());
}

void TestDesktopDbus::anotherServiceKnowsNoOldNumbers()
{
    Fixture f;
    QSignalSpy activated(f.notifier.get(), &DesktopNotifier::activated);
    f.notify(one());
    QTRY_COMPARE(f.service.notices.size(), 1);
    QVERIFY(samples::isBusSettled());
    f.service.stop();
    NoticeService next(QStringLiteral("next"));
    QVERIFY(next.start());
    f.notify(two());
    QTRY_COMPARE(next.notices.size(), 1);
    QVERIFY(samples::isBusSettled());
    f.notifier->close(one());
    f.notifier->close(two());
    QTRY_COMPARE(next.closed, QList<uint>{41}); // its own 41
    QCOMPARE(activated.size(), 0);
}

void TestDesktopDbus::whatCameTooEarlyIsSentLater()
{
    Fixture f;
    QVERIFY(samples::isBusSettled());
    f.service.stop();
    QVERIFY(samples::isBusSettled()); // nobody answers
    NoticeService next(QStringLiteral("next"));
    next.capabilities = {QStringLiteral("body-markup")};
    QVERIFY(next.start());
    f.notify(one(), QStringLiteral("<"));
    QTRY_COMPARE(next.notices.size(), 1);
    QCOMPARE(next.notices.front().body, QStringLiteral("&lt;"));
    QVERIFY(samples::isBusSettled());
    QCOMPARE(next.notices.size(), 1);
}

void TestDesktopDbus::passesThePermissionToRaiseOn()
{
    qunsetenv("XDG_ACTIVATION_TOKEN");
    Fixture f;
    f.notify(one());
    QTRY_COMPARE(f.service.notices.size(), 1);
    QVERIFY(samples::isBusSettled());
    emit f.service.ActivationToken(41, QStringLiteral("ours"));
    emit f.service.ActivationToken(7, QStringLiteral("somebody else's"));
    QTRY_VERIFY(!qgetenv("XDG_ACTIVATION_TOKEN").isEmpty());
    QVERIFY(samples::isBusSettled());
    QCOMPARE(qgetenv("XDG_ACTIVATION_TOKEN"), QByteArray("ours"));
    qunsetenv("XDG_ACTIVATION_TOKEN");
}

void TestDesktopDbus::theEndClosesAll()
{
    Fixture f;
    f.notify(one());
    f.notify(two());
    QTRY_COMPARE(f.service.notices.size(), 2);
    QVERIFY(samples::isBusSettled());
    f.notifier.reset();
    QTRY_COMPARE(f.service.closed, (QList<uint>{41, 42}));
}

int main(int argc, char **argv)
{
    samples::runOnOwnBus(argv);
    const QCoreApplication app(argc, argv);
    TestDesktopDbus test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_desktopdbus.moc"
