#include "desktopsamples.h"

#include "ui/shell/desktoppresenter.h"
#include "ui/shell/desktoptext.h"

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;

namespace {

struct Fixture : samples::DeskFixture {
    /// A request that begins to wait, and whose notice is there.
    AccessRequest notified(std::chrono::milliseconds left = 12h)
    {
        const AccessRequest request = add(left);
        const qsizetype before = notifier.notified.size();
        presenter.take(news(request, EventKind::RequestNotified));
        if (!QTest::qWaitFor([&] { return notifier.notified.size() > before; }))
            qWarning("there is no notice");
        return request;
    }

    void settle()
    {
        QTRY_VERIFY(!context.runner().isBusy());
        QCoreApplication::processEvents();
    }

    samples::NotedNotifier notifier;
    DesktopPresenter presenter{context, notifier};
};

} // namespace

/// The desktop is told of each request that begins to wait, once, as long as it waits.
class TestDesktopPresenter : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfANewRequestOnce();
    void isSilentOnWhatElseHappens();
    void isForApproversOnly_data();
    void isForApproversOnly();
    void withdrawsWhatIsDecided_data();
    void withdrawsWhatIsDecided();
    void withdrawsWhatIsOver();
    void followsADemoClock();
    void showsNothingThatWasDecidedMeanwhile();
    void showsNothingThatIsDecidedWhileItIsRead();
    void triesAgainWhatCouldNotBeRead();
    void withdrawsForWhoMayDecideNoMore();
    void withdrawsForSomebodyElse();
    void withdrawsAtTheEnd();
    void passesAClickOn();
    void takesNothingForMarkupOrALink_data();
    void takesNothingForMarkupOrALink();
};

void TestDesktopPresenter::tellsOfANewRequestOnce()
{
    Fixture f;
    f.add(); // was there before: there is no news of it
    const AccessRequest request = f.notified(12h + 30s);
    f.presenter.take(f.news(request, EventKind::RequestNotified));
    f.settle();
    QCOMPARE(f.notifier.notified.size(), 1);
    const QStringList notice = f.notifier.notified.front();
    QCOMPARE(notice[0], request.id.toString());
    QCOMPARE(notice[1], QStringLiteral("Customer Lockbox request pending"));
    QVERIFY2(notice[2].startsWith(QStringLiteral("EXSR359123 · Exchange\nexpires in 12 h · ")),
             qPrintable(notice[2]));
    QVERIFY(f.notifier.closed.isEmpty());
}

void TestDesktopPresenter::isSilentOnWhatElseHappens()
{
    Fixture f;
    const AccessRequest request = f.add();
    for (const EventKind kind : allEventKinds()) {
        if (kind != EventKind::RequestNotified)
            f.presenter.take(f.news(request, kind));
    }
    f.settle();
    QVERIFY(f.notifier.notified.isEmpty());
    QCOMPARE(f.reads, 0);
}

void TestDesktopPresenter::isForApproversOnly_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<bool>("isTold");
    for (const RoleInfo &info : allRoles()) {
        const bool decides =
            info.role == Role::GlobalAdministrator || info.role == Role::LockboxApprover;
        QTest::newRow(info.slug) << info.role << decides;
    }
}

void TestDesktopPresenter::isForApproversOnly()
{
    QFETCH(Role, role);
    QFETCH(bool, isTold);
    Fixture f;
    User user = samples::administrator();
    user.roles = {role};
    f.context.setAccount(user);
    f.presenter.take(f.news(f.add(), EventKind::RequestNotified));
    QTRY_COMPARE(f.notifier.notified.size(), isTold ? 1 : 0);
    f.settle();
    QCOMPARE(f.notifier.notified.size(), isTold ? 1 : 0);
}

void TestDesktopPresenter::withdrawsWhatIsDecided_data()
{
    QTest::addColumn<EventKind>("kind");
    QTest::newRow("approved") << EventKind::RequestApproved;
    QTest::newRow("denied") << EventKind::RequestDenied;
    QTest::newRow("canceled") << EventKind::RequestCanceled;
    QTest::newRow("expired") << EventKind::RequestExpired;
}

void TestDesktopPresenter::withdrawsWhatIsDecided()
{
    QFETCH(EventKind, kind);
    Fixture f;
    const AccessRequest other = f.notified();
    const AccessRequest request = f.notified();
    f.presenter.take(f.news(request, kind));
    QCOMPARE(f.notifier.closed, QStringList{request.id.toString()});
    f.presenter.take(f.news(request, kind));
    QCOMPARE(f.notifier.closed.size(), 1);
    QVERIFY(other.id != request.id);
}

void TestDesktopPresenter::withdrawsWhatIsOver()
{
    Fixture f;
    const AccessRequest later = f.notified(1h);
    const AccessRequest request = f.notified(400ms);
    QTRY_COMPARE(f.notifier.closed, QStringList{request.id.toString()});
    QVERIFY(f.context.now() >= *request.expiresAt);
    QVERIFY(later.id != request.id);
}

void TestDesktopPresenter::followsADemoClock()
{
    Fixture f;
    const AccessRequest request = f.notified(12h);
    f.moveClock(11h);
    QVERIFY(f.notifier.closed.isEmpty());
    f.moveClock(1h);
    QCOMPARE(f.notifier.closed, QStringList{request.id.toString()});
}

void TestDesktopPresenter::showsNothingThatWasDecidedMeanwhile()
{
    Fixture f;
    const AccessRequest request = f.add();
    f.setState(request, RequestState::Denied);
    f.presenter.take(f.news(request, EventKind::RequestNotified));
    f.presenter.take(f.news(f.add(-1s), EventKind::RequestNotified)); // over already
    f.settle();
    QCOMPARE(f.reads, 2);
    QVERIFY(f.notifier.notified.isEmpty());
}

void TestDesktopPresenter::showsNothingThatIsDecidedWhileItIsRead()
{
    Fixture f;
    const AccessRequest request = f.add();
    f.presenter.take(f.news(request, EventKind::RequestNotified));
    QVERIFY(QTest::qWaitFor([&] { return f.reads > 0; }));
    f.presenter.take(f.news(request, EventKind::RequestDenied));
    f.settle();
    // Either it was never shown, or it was shown just before the news and is gone.
    QCOMPARE(f.notifier.notified.size(), f.notifier.closed.size());
}

void TestDesktopPresenter::triesAgainWhatCouldNotBeRead()
{
    Fixture f;
    f.isBroken = true;
    f.presenter.take(f.news(f.add(), EventKind::RequestNotified));
    QTRY_COMPARE(f.reads, 1);
    f.settle();
    f.isBroken = false;
    QTRY_COMPARE_WITH_TIMEOUT(f.notifier.notified.size(), 1, 15000);
}

void TestDesktopPresenter::withdrawsForWhoMayDecideNoMore()
{
    Fixture f;
    const AccessRequest request = f.notified();
    User user = samples::administrator();
    user.roles = {Role::LockboxApprover};
    f.context.setAccount(user); // may still decide
    QVERIFY(f.notifier.closed.isEmpty());
    user.roles = {Role::GlobalReader};
    f.context.setAccount(user);
    QCOMPARE(f.notifier.closed, QStringList{request.id.toString()});
}

void TestDesktopPresenter::withdrawsForSomebodyElse()
{
    Fixture f;
    const AccessRequest request = f.notified();
    User user = samples::administrator();
    user.userPrincipalName = QStringLiteral("ben@contoso.com");
    f.context.setAccount(user);
    QCOMPARE(f.notifier.closed, QStringList{request.id.toString()});
}

void TestDesktopPresenter::withdrawsAtTheEnd()
{
    samples::DeskFixture f;
    samples::NotedNotifier notifier;
    const AccessRequest request = f.add();
    {
        DesktopPresenter presenter(f.context, notifier);
        presenter.take(f.news(request, EventKind::RequestNotified));
        QTRY_COMPARE(notifier.notified.size(), 1);
    }
    QCOMPARE(notifier.closed, QStringList{request.id.toString()});
}

void TestDesktopPresenter::passesAClickOn()
{
    Fixture f;
    QSignalSpy opened(&f.presenter, &DesktopPresenter::openRequested);
    emit f.notifier.activated(QStringLiteral("some id"));
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.front().front().toString(), QStringLiteral("some id"));
}

void TestDesktopPresenter::takesNothingForMarkupOrALink_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("shown");
    QTest::newRow("a reference") << QStringLiteral("EXSR-359_123 #4")
                                 << QStringLiteral("EXSR-359_123 #4");
    QTest::newRow("markup") << QStringLiteral("<b>x</b>") << QStringLiteral("_b_x__b_");
    QTest::newRow("an entity") << QStringLiteral("&lt;") << QStringLiteral("_lt_");
    QTest::newRow("a link") << QStringLiteral("http://a.example/x")
                            << QStringLiteral("http___a_example_x");
    QTest::newRow("a bare domain")
        << QStringLiteral("www.a.example") << QStringLiteral("www_a_example");
    QTest::newRow("an ideographic dot")
        << QStringLiteral("a\u3002example") << QStringLiteral("a_example");
    QTest::newRow("an address") << QStringLiteral("a@b.example") << QStringLiteral("a_b_example");
    QTest::newRow("two lines") << QStringLiteral("a\nb\u2028c") << QStringLiteral("a_b_c");
    QTest::newRow("turned around") << QStringLiteral("a\u202eb") << QStringLiteral("a_b");
    QTest::newRow("other scripts") << QStringLiteral("Größe 要求") << QStringLiteral("Größe 要求");
    QTest::newRow("long") << QString(500, QLatin1Char('a'))
                          << QString(47, QLatin1Char('a')) + QChar(0x2026);
}

void TestDesktopPresenter::takesNothingForMarkupOrALink()
{
    QFETCH(QString, typed);
    QFETCH(QString, shown);
    QCOMPARE(harmlessLine(typed), shown);
    AccessRequest request{.reference = typed, .service = QStringLiteral("Exchange")};
    QCOMPARE(noticeBody(request, Timestamp(0ms)), shown + QStringLiteral(" · Exchange"));
    request.expiresAt = Timestamp(90min);
    const QString line = shown + QStringLiteral(" · Exchange");
    QVERIFY(noticeBody(request, Timestamp(0ms)).startsWith(line + QLatin1Char('\n')));
    QCOMPARE(requestLine(request, Timestamp(0ms)),
             line + QStringLiteral(" · expires in 1 h 30 min"));
    QCOMPARE(
        trayToolTip(2, request, Timestamp(0ms)),
        QStringLiteral("Customer Lockbox: 2 requests wait\n%1 · expires in 1 h 30 min").arg(line));
}

QTEST_MAIN(TestDesktopPresenter)
#include "tst_desktoppresenter.moc"
