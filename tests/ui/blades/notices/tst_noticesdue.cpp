#include "realstore.h"

#include "ui/blades/noticesblade.h"
#include "ui/blades/noticesdue.h"
#include "ui/blades/notificationsblade.h"
#include "ui/widgets/messagebar.h"

#include <QTimer>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::samples;
using namespace std::chrono_literals;

/// Notices that are due and that nothing sends are counted, and told of where notices are.
class TestNoticesDue : public QObject
{
    Q_OBJECT

private slots:
    void countsWhatWaitsTooLong_data();
    void countsWhatWaitsTooLong();
    void aSenderAtWorkIsWaitedFor();
    void saysHowMany();
    void aDemoHasNone();
    void theNoticesSaySo();
    void aBladeThatStaysOpenSaysSo();
    void theSettingsSaySo();
    void whereTheyAreSentNothingIsSaid();
};

void TestNoticesDue::countsWhatWaitsTooLong_data()
{
    QTest::addColumn<DeliveryState>("state");
    QTest::addColumn<int>("secondsDue");
    QTest::addColumn<bool>("counts");
    using enum DeliveryState;
    QTest::newRow("queued") << Queued << 121 << true;
    QTest::newRow("queued, not longer than a sender takes") << Queued << 120 << false;
    QTest::newRow("queued for later") << Queued << -600 << false;
    QTest::newRow("failed") << Failed << 121 << true;
    QTest::newRow("failed just now") << Failed << -30 << false;
    QTest::newRow("in the hand of a sender that is gone") << Sending << 121 << false;
    QTest::newRow("sent") << Sent << 121 << false;
    QTest::newRow("undeliverable") << Undeliverable << 121 << false;
    QTest::newRow("suppressed") << Suppressed << 121 << false;
}

void TestNoticesDue::countsWhatWaitsTooLong()
{
    QFETCH(DeliveryState, state);
    QFETCH(int, secondsDue);
    QFETCH(bool, counts);
    const Timestamp now = at("2026-02-05T20:00:00Z");
    Delivery notice = delivery(state);
    QCOMPARE(NoticesDue::count({notice}, now), 0); // without a next attempt
    notice.nextAt = now - std::chrono::seconds(secondsDue);
    QCOMPARE(NoticesDue::count({notice, delivery(state), notice}, now), counts ? 2 : 0);
}

void TestNoticesDue::aSenderAtWorkIsWaitedFor()
{
    const Timestamp now = at("2026-02-05T20:00:00Z");
    Delivery due = delivery(DeliveryState::Queued);
    due.nextAt = now - 10min;
    Delivery inHand = delivery(DeliveryState::Sending);
    inHand.nextAt = now + 5min;
    QCOMPARE(NoticesDue::count({due, inHand}, now), 0);
    inHand.nextAt = now - 1s; // it was killed
    QCOMPARE(NoticesDue::count({due, inHand}, now), 1);
}

void TestNoticesDue::saysHowMany()
{
    QCOMPARE(NoticesDue::text(0), QString());
    QCOMPARE(NoticesDue::text(1),
             QStringLiteral("1 notice is due and nothing is sending it. Run “lockbox notify run” "
                            "on the machine that has the store."));
    QCOMPARE(NoticesDue::text(3),
             QStringLiteral("3 notices are due and nothing is sending them. Run “lockbox notify "
                            "run” on the machine that has the store."));
    QVERIFY(NoticesDue::text(NoticesDue::most).startsWith(QStringLiteral("1000 or more notices")));
}

void TestNoticesDue::aDemoHasNone()
{
    RealStore store;
    const Timestamp now = SystemClock().now();
    QCOMPARE(*NoticesDue::read(store.door(), RealStore::session(), false, now), 2);
    QCOMPARE(*NoticesDue::read(store.door(), RealStore::session(), true, now), 0);
    QVERIFY(!NoticesDue::read(store.door(), {engineer().userPrincipalName}, false, now));
}

void TestNoticesDue::theNoticesSaySo()
{
    RealStore store;
    const Host host(new NoticesBlade(store.context()));
    QTRY_VERIFY(host.find<MessageBar>("noticesDue"));
    QCOMPARE(host.find<MessageBar>("noticesDue")->kind(), MessageBar::Kind::Warning);
    QCOMPARE(host.find<MessageBar>("noticesDue")->text(), NoticesDue::text(2));
}

void TestNoticesDue::aBladeThatStaysOpenSaysSo()
{
    RealStore store;
    const auto mails = store.claim();
    const Host notices(new NoticesBlade(store.context()));
    const Host settings(
        new NotificationsBlade(store.context(), *store.door().notifications(RealStore::session())));
    QTRY_VERIFY(!store.context().runner().isBusy());
    QVERIFY(!notices.find("noticesDue"));
    QVERIFY(!settings.find("notificationsDue"));
    for (const ClaimedMail &mail : mails)
        store.report(mail, DeliveryReport::Outcome::Later);
    // As if a minute were over.
    notices.findChild<QTimer *>(QStringLiteral("noticesTimer"))->start(0ms);
    settings.findChild<QTimer *>(QStringLiteral("notificationsTimer"))->start(0ms);
    QTRY_VERIFY(notices.find("noticesDue"));
    QTRY_VERIFY(settings.find("notificationsDue"));
}

void TestNoticesDue::theSettingsSaySo()
{
    RealStore store;
    const Host host(
        new NotificationsBlade(store.context(), *store.door().notifications(RealStore::session())));
    QTRY_VERIFY(host.find<MessageBar>("notificationsDue"));
    QCOMPARE(host.find<MessageBar>("notificationsDue")->text(), NoticesDue::text(2));
}

void TestNoticesDue::whereTheyAreSentNothingIsSaid()
{
    RealStore store;
    for (const ClaimedMail &mail : store.claim())
        store.report(mail, DeliveryReport::Outcome::Sent);
    const Host notices(new NoticesBlade(store.context()));
    const Host settings(
        new NotificationsBlade(store.context(), *store.door().notifications(RealStore::session())));
    QTRY_VERIFY(!store.context().runner().isBusy());
    QVERIFY(!notices.find("noticesDue"));
    QVERIFY(!settings.find("notificationsDue"));
}

QTEST_MAIN(TestNoticesDue)
#include "tst_noticesdue.moc"
