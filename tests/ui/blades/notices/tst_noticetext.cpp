#include "noticesamples.h"

#include "ui/blades/noticetext.h"
#include "ui/blades/requestnotices.h"

#include <QSet>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::samples;

Q_DECLARE_METATYPE(lockbox::Delivery)

/// Every kind and every state of a notice is told in words of its own, and what went wrong as such.
class TestNoticeText : public QObject
{
    Q_OBJECT

private slots:
    void statesAreTold_data();
    void statesAreTold();
    void nothingLooksOrSoundsAlike();
    void recipientsAreNamed();
    void summaries();
};

void TestNoticeText::statesAreTold_data()
{
    QTest::addColumn<Delivery>("delivery");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isTrouble");
    using enum DeliveryState;
    Delivery one = delivery(Queued);
    one.nextAt = at("2026-02-05T20:00:00Z");
    QTest::newRow("queued for later")
        << one << QStringLiteral("Will be sent 5 February 2026 21:00 (20:00 UTC)") << false;
    one.nextAt = at("2026-02-05T19:20:00Z");
    QTest::newRow("due") << one << QStringLiteral("Waits to be sent") << false;
    QTest::newRow("sending") << delivery(Sending) << QStringLiteral("Is being sent") << false;
    QTest::newRow("sent") << delivery(Sent)
                          << QStringLiteral("Sent 5 February 2026 20:12 (19:12 UTC)") << false;
    one = delivery(Failed);
    one.nextAt = at("2026-02-05T20:00:00Z");
    QTest::newRow("failed") << one
                            << QStringLiteral(
                                   "Failed; next attempt 5 February 2026 21:00 (20:00 UTC)")
                            << true;
    one.nextAt = at("2026-02-05T19:30:00Z");
    QTest::newRow("failed and due")
        << one << QStringLiteral("Failed; will be tried again now") << true;
    one = delivery(Undeliverable);
    one.words = QStringLiteral("550 no such user");
    QTest::newRow("undeliverable")
        << one << QStringLiteral("Could not be delivered: 550 no such user") << true;
    one = delivery(Suppressed);
    one.words = QStringLiteral("suppressed by ada");
    QTest::newRow("suppressed") << one << QStringLiteral("Not sent: suppressed by ada") << false;
}

void TestNoticeText::statesAreTold()
{
    QFETCH(Delivery, delivery);
    QFETCH(QString, text);
    QFETCH(bool, isTrouble);
    const Timestamp now = at("2026-02-05T19:30:00Z");
    QCOMPARE(NoticeText::state(delivery, now), text);
    QCOMPARE(NoticeText::isTrouble(delivery.state), isTrouble);
    QCOMPARE(NoticeText::sentence(delivery, now),
             QStringLiteral("Request pending, EXSR359123 to Ben Cole: ") + text);
}

void TestNoticeText::nothingLooksOrSoundsAlike()
{
    QSet<QString> kinds;
    for (NoticeKind kind : allNoticeKinds())
        kinds.insert(NoticeText::kind(kind));
    QCOMPARE(kinds.size(), static_cast<qsizetype>(allNoticeKinds().size()));
    QVERIFY(NoticeText::sign(DeliveryState::Undeliverable)
            != NoticeText::sign(DeliveryState::Failed));
    QVERIFY(NoticeText::sign(DeliveryState::Sent) != NoticeText::sign(DeliveryState::Queued));
    QCOMPARE(NoticeText::sign(DeliveryState::Undeliverable).token, Token::Bad);
}

void TestNoticeText::recipientsAreNamed()
{
    Delivery one = delivery(DeliveryState::Sent);
    one.words = QStringLiteral("250 queued as 4F1");
    QCOMPARE(NoticeText::recipient(one), QStringLiteral("Ben Cole <ben.cole@contoso.example>"));
    QCOMPARE(NoticeText::words(one), QStringLiteral("ben.cole@contoso.example\n250 queued as 4F1"));
    one.address.clear();
    QCOMPARE(NoticeText::recipient(one), QStringLiteral("Ben Cole <ben@contoso.example>"));
    QVERIFY(NoticeText::words(one).startsWith(QStringLiteral("No address")));
}

void TestNoticeText::summaries()
{
    using enum DeliveryState;
    QCOMPARE(RequestNoticesText::summary({}),
             QStringLiteral("No notice of this request was written."));
    QCOMPARE(RequestNoticesText::summary({delivery(Sent)}), QStringLiteral("1 notice: 1 sent."));
    QCOMPARE(RequestNoticesText::summary({delivery(Sent), delivery(Queued), delivery(Failed),
                                          delivery(Undeliverable), delivery(Undeliverable),
                                          delivery(Sending), delivery(Suppressed)}),
             QStringLiteral("7 notices: 2 could not be delivered, 1 failed and will be tried "
                            "again, 1 sent, 2 waiting, 1 not needed any more."));
}

QTEST_MAIN(TestNoticeText)
#include "tst_noticetext.moc"
