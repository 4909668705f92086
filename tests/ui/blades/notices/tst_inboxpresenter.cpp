#include "noticesamples.h"

#include "tests/support/fakelockbox.h"
#include "ui/blades/inboxpresenter.h"

#include <QAbstractItemModelTester>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::samples;

/// The inbox holds what has arrived for the signed-in person, newest first, and nothing else.
class TestInboxPresenter : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_console = std::make_unique<Console>(); }
    void holdsOnesOwnMails();
    void aReminderArrivesWhenItIsDue();
    void theMailThatIsReadStays();
    void whoMayNotReadNoticesHasNoInbox();
    void failuresKeepWhatIsShown();
    void olderMailsAreReadOnDemand();

private:
    static QStringList references(InboxPresenter &inbox)
    {
        QStringList references;
        for (const Letter &letter : inbox.mails().rows())
            references.append(letter.delivery.reference);
        return references;
    }

    std::unique_ptr<Console> m_console;
};

void TestInboxPresenter::holdsOnesOwnMails()
{
    m_console->signIn(approver());
    InboxPresenter inbox(m_console->context());
    const QAbstractItemModelTester tester(&inbox.mails());
    QCOMPARE(inbox.face(), InboxPresenter::Face::Loading);
    inbox.refresh();
    QTRY_COMPARE(inbox.face(), InboxPresenter::Face::Empty);
    m_console->pending(QStringLiteral("EXSR1"));
    m_console->pending(QStringLiteral("EXSR2"));
    inbox.refresh();
    QTRY_COMPARE(inbox.face(), InboxPresenter::Face::Mails);
    QCOMPARE(references(inbox), (QStringList{QStringLiteral("EXSR2"), QStringLiteral("EXSR1")}));
    for (const Letter &letter : inbox.mails().rows())
        QCOMPARE(letter.delivery.recipient, approver().userPrincipalName);
    QCOMPARE(inbox.countText(), QStringLiteral("2 mails for Ben Cole <ben@contoso.example>"));
    const QModelIndex first = inbox.mails().index(0, 0);
    QVERIFY(first.data(InboxSubjectRole).toString().contains(QStringLiteral("pending")));
    QCOMPARE(first.data(InboxKindRole).toString(), QStringLiteral("Request pending · EXSR2"));
    QVERIFY(!first.data(InboxSenderRole).toString().isEmpty());
    QVERIFY(first.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("EXSR2")));
}

void TestInboxPresenter::aReminderArrivesWhenItIsDue()
{
    InboxPresenter inbox(m_console->context());
    m_console->pending(QStringLiteral("EXSR1"));
    m_console->pending(QStringLiteral("EXSR2"));
    inbox.refresh();
    QTRY_COMPARE(inbox.mails().rowCount(), 2);
    QVERIFY(m_console->service().advanceClock({admin().userPrincipalName}, std::chrono::hours(7)));
    inbox.refresh();
    QTRY_COMPARE(inbox.mails().rowCount(), 4);
    // The first request's was written before the second request's mail, and arrived after it.
    std::vector<NoticeKind> kinds;
    for (const Letter &letter : inbox.mails().rows())
        kinds.push_back(letter.delivery.kind);
    using enum NoticeKind;
    QCOMPARE(kinds, (std::vector{Reminder, Reminder, RequestPending, RequestPending}));
}

void TestInboxPresenter::theMailThatIsReadStays()
{
    InboxPresenter inbox(m_console->context());
    m_console->pending(QStringLiteral("EXSR1"));
    inbox.refresh();
    QTRY_COMPARE(inbox.mails().rowCount(), 1);
    QVERIFY(!inbox.current());
    inbox.setCurrent(inbox.mails().row(0).delivery.id);
    const Letter read = *inbox.current();
    m_console->pending(QStringLiteral("EXSR2"));
    inbox.refresh();
    QTRY_COMPARE(inbox.mails().rowCount(), 2);
    QCOMPARE(*inbox.current(), read);
}

void TestInboxPresenter::whoMayNotReadNoticesHasNoInbox()
{
    m_console->signIn(engineer());
    InboxPresenter inbox(m_console->context());
    inbox.refresh();
    QCOMPARE(inbox.face(), InboxPresenter::Face::NoAccess);
}

void TestInboxPresenter::failuresKeepWhatIsShown()
{
    std::atomic_bool isBroken = false;
    std::atomic_int letters = 0;
    const ServiceFactory factory = [&]() -> Result<std::unique_ptr<LockboxService>> {
        auto fake = std::make_unique<FakeLockbox>();
        fake->onNow = [] { return at("2026-02-05T20:00:00Z"); };
        fake->onDeliveries = [&](const Session &,
                                 const DeliveryQuery &query) -> Result<std::vector<Delivery>> {
            if (isBroken)
                return failure(ErrorCode::StoreLocked, QStringLiteral("busy"));
            return query.dueOnly ? std::vector{delivery(DeliveryState::Sent)}
                                 : std::vector<Delivery>();
        };
        fake->onLetter = [&](const Session &, qint64) {
            ++letters;
            return Letter{.subject = QStringLiteral("S")};
        };
        return fake;
    };
    ConsoleContext context(factory);
    context.setAccount(admin());
    InboxPresenter inbox(context);
    QSignalSpy changes(&inbox, &InboxPresenter::changed);
    isBroken = true;
    inbox.refresh();
    QTRY_COMPARE(inbox.face(), InboxPresenter::Face::Failed);
    isBroken = false;
    inbox.refresh();
    QTRY_COMPARE(inbox.face(), InboxPresenter::Face::Mails);
    QVERIFY(!inbox.error());
    isBroken = true;
    inbox.refresh();
    QTRY_VERIFY(inbox.error());
    QCOMPARE(inbox.face(), InboxPresenter::Face::Mails);
    QCOMPARE(inbox.mails().rowCount(), 1);
    isBroken = false;
    inbox.refresh();
    QTRY_VERIFY(!inbox.error());
    // What is known is not asked for again.
    QCOMPARE(letters, 1);
}

void TestInboxPresenter::olderMailsAreReadOnDemand()
{
    std::atomic_int limit = 0;
    const ServiceFactory factory = [&]() -> Result<std::unique_ptr<LockboxService>> {
        auto fake = std::make_unique<FakeLockbox>();
        fake->onNow = [] { return at("2026-02-05T20:00:00Z"); };
        fake->onDeliveries = [&](const Session &,
                                 const DeliveryQuery &query) -> Result<std::vector<Delivery>> {
            std::vector<Delivery> found;
            if (!query.dueOnly)
                return found;
            limit = query.limit;
            for (int i = 0; i < std::min(query.limit, 150); ++i) {
                found.push_back(delivery(DeliveryState::Sent));
                found.back().id = 1000 - i;
            }
            return found;
        };
        fake->onLetter = [](const Session &, qint64) { return Letter(); };
        return fake;
    };
    ConsoleContext context(factory);
    context.setAccount(admin());
    InboxPresenter inbox(context);
    inbox.refresh();
    QTRY_COMPARE(inbox.mails().rowCount(), InboxPresenter::step);
    QVERIFY(inbox.hasOlder());
    QVERIFY(inbox.countText().startsWith(QStringLiteral("The newest 100 mails")));
    inbox.showOlder();
    QTRY_COMPARE(inbox.mails().rowCount(), 150);
    QVERIFY(!inbox.hasOlder());
}

QTEST_MAIN(TestInboxPresenter)
#include "tst_inboxpresenter.moc"
