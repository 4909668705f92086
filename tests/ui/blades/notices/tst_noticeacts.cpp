#include "realstore.h"

#include "ui/blades/noticeacts.h"
#include "ui/blades/noticerow.h"
#include "ui/blades/noticesblade.h"
#include "ui/blades/requestblade.h"
#include "ui/widgets/messagebar.h"

#include <QPushButton>
#include <QScrollArea>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::samples;

/// Who may has a notice sent again, or keeps it from being sent, from the notices' blade and from the request's.
class TestNoticeActs : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void offersWhatTheStateAllows_data();
    void offersWhatTheStateAllows();
    void sendsAgain();
    void asksBeforeItKeepsANotice();
    void isDoneByKeyboard();
    void whatIsAskedGoesWithItsReason();
    void aRefusalIsToldInWords();
    void whoMayNotIsOfferedNothing();
    void isOfferedInTheRequestToo();
    void aRefusalIsToldInTheRequestToo();

private:
    void open() { show(new NoticesBlade(m_store->context())); }
    void show(Blade *blade)
    {
        m_host = std::make_unique<Host>(blade);
        QTRY_VERIFY(row(approver()));
    }
    /// The line of the request's notice to this user.
    NoticeRow *row(const User &to) const
    {
        for (NoticeRow *row : m_host->findChildren<NoticeRow *>()) {
            if (row->isVisibleTo(m_host.get()) && row->delivery().id == m_store->notice(to).id)
                return row;
        }
        return nullptr;
    }
    QPushButton *button(const User &to, const char *name) const
    {
        auto *found = row(to)->findChild<QPushButton *>(QString::fromLatin1(name));
        return found->isVisibleTo(m_host.get()) ? found : nullptr;
    }
    QPushButton *retry(const User &to) const { return button(to, "retryNoticeButton"); }
    QPushButton *suppress(const User &to) const { return button(to, "suppressNoticeButton"); }
    /// At once, before it is laid out.
    void answer(const char *name) const { m_host->find<QPushButton>(name)->click(); }
    DeliveryState state(const User &to) const { return m_store->notice(to).state; }

    std::unique_ptr<RealStore> m_store;
    std::unique_ptr<Host> m_host;
};

void TestNoticeActs::init()
{
    m_store = std::make_unique<RealStore>();
    m_store->fail();
}

void TestNoticeActs::cleanup()
{
    m_host.reset();
    m_store.reset();
}

void TestNoticeActs::offersWhatTheStateAllows_data()
{
    QTest::addColumn<DeliveryState>("state");
    QTest::addColumn<bool>("retry");
    QTest::addColumn<bool>("suppress");
    using enum DeliveryState;
    QTest::newRow("queued") << Queued << false << true;
    QTest::newRow("sending") << Sending << false << false;
    QTest::newRow("sent") << Sent << false << false;
    QTest::newRow("failed") << Failed << true << true;
    QTest::newRow("undeliverable") << Undeliverable << true << false;
    QTest::newRow("suppressed") << Suppressed << false << false;
}

void TestNoticeActs::offersWhatTheStateAllows()
{
    QFETCH(DeliveryState, state);
    QFETCH(bool, retry);
    QFETCH(bool, suppress);
    const NoticeActs acts(m_store->context());
    Delivery notice = delivery(state);
    notice.giveUpAt = m_store->context().now() + std::chrono::hours(1);
    QCOMPARE(acts.offer(notice), (NoticeActs::Offer{.retry = retry, .suppress = suppress}));
    // What has no address, or comes too late, is not tried once more.
    Delivery nowhere = notice;
    nowhere.address.clear();
    QCOMPARE(acts.offer(nowhere), (NoticeActs::Offer{.suppress = suppress}));
    notice.giveUpAt = m_store->context().now() - std::chrono::seconds(1);
    QCOMPARE(acts.offer(notice), (NoticeActs::Offer{.suppress = suppress}));
    m_store->context().setAccount(approver());
    QCOMPARE(acts.offer(delivery(state)), NoticeActs::Offer());
}

void TestNoticeActs::sendsAgain()
{
    open();
    QVERIFY(!suppress(approver()));
    QPushButton *again = retry(approver());
    QVERIFY(again);
    QCOMPARE(again->accessibleName(),
             QStringLiteral("Send again: Request pending, EXSR1 to Ben Cole"));
    again->click();
    QVERIFY(!again->isEnabled());
    QTRY_VERIFY(m_host->find<MessageBar>("noticesMessage"));
    QCOMPARE(m_host->find<MessageBar>("noticesMessage")->text(),
             QStringLiteral("The notice to Ben Cole waits to be sent again."));
    QCOMPARE(state(approver()), DeliveryState::Queued);
    // It is no trouble any more; the message is still there when the list was read anew.
    QTRY_VERIFY(!row(approver()));
    QVERIFY(m_host->find<MessageBar>("noticesMessage"));
}

void TestNoticeActs::asksBeforeItKeepsANotice()
{
    open();
    QCOMPARE(suppress(admin())->accessibleName(),
             QStringLiteral("Don't send: Request pending, EXSR1 to Ada Berg"));
    suppress(admin())->click();
    const QWidget *question = m_host->find("questionBar");
    QVERIFY(question);
    QCOMPARE(question->accessibleName(),
             QStringLiteral("Don't send this notice? “Request pending, EXSR1” will not reach Ada "
                            "Berg <ada@contoso.example>. That you decided so stays on record."));
    QVERIFY(m_host->announcements.contains(question->accessibleName()));
    const auto *list = row(admin())->parentWidget()->layout()->itemAt(0)->layout();
    QCOMPARE(list->itemAt(list->indexOf(row(admin())) + 1)->widget(), question);
    answer("questionNoButton");
    QVERIFY(suppress(admin())->isEnabled());
    QCOMPARE(state(admin()), DeliveryState::Failed);

    suppress(admin())->click();
    answer("questionYesButton");
    QVERIFY(!suppress(admin())->isEnabled());
    QVERIFY(!retry(admin())->isEnabled());
    QTRY_VERIFY(m_host->find<MessageBar>("noticesMessage"));
    QCOMPARE(m_host->find<MessageBar>("noticesMessage")->text(),
             QStringLiteral("The notice to Ada Berg will not be sent."));
    QCOMPARE(state(admin()), DeliveryState::Suppressed);
}

void TestNoticeActs::isDoneByKeyboard()
{
    open();
    suppress(admin())->setFocus();
    QTest::keyClick(suppress(admin()), Qt::Key_Return);
    QVERIFY(m_host->find("questionNoButton")->hasFocus());
    QTest::keyClick(m_host->find("questionNoButton"), Qt::Key_Escape);
    QVERIFY(!m_host->find("questionBar"));
    QVERIFY(suppress(admin())->hasFocus());
    QTest::keyClick(suppress(admin()), Qt::Key_Backtab);
    QVERIFY(retry(admin())->hasFocus());
    QTest::keyClick(retry(admin()), Qt::Key_Return);
    // The button is disabled; the focus stays in its line.
    QVERIFY(row(admin())->hasFocus());
    QTRY_COMPARE(state(admin()), DeliveryState::Queued);
    QTRY_VERIFY(!row(admin()));
    QVERIFY(m_host->blade()->isAncestorOf(QApplication::focusWidget()));
}

void TestNoticeActs::whatIsAskedGoesWithItsReason()
{
    open();
    suppress(admin())->click();
    QVERIFY(m_host->find("questionBar"));
    // Read anew it is asked on; once somebody else was first it is not.
    m_host->blade()->refresh();
    QTRY_VERIFY(!m_store->context().runner().isBusy());
    QVERIFY(m_host->find("questionBar"));
    QVERIFY(m_store->door().suppressDelivery(RealStore::session(), m_store->notice(admin()).id));
    m_host->blade()->refresh();
    QTRY_VERIFY(!m_host->find("questionBar"));
    QCOMPARE(state(admin()), DeliveryState::Suppressed);
}

void TestNoticeActs::aRefusalIsToldInWords()
{
    open();
    QVERIFY(m_store->door().suppressDelivery(RealStore::session(), m_store->notice(admin()).id));
    suppress(admin())->click();
    answer("questionYesButton");
    QTRY_VERIFY(m_host->find<MessageBar>("noticesMessage"));
    const auto *message = m_host->find<MessageBar>("noticesMessage");
    QCOMPARE(message->kind(), MessageBar::Kind::Error);
    QVERIFY(message->text().contains(QStringLiteral("is suppressed"), Qt::CaseInsensitive));
    QTRY_VERIFY(!row(admin()));
    QVERIFY(message->isVisible());
}

void TestNoticeActs::whoMayNotIsOfferedNothing()
{
    m_store->context().setAccount(approver());
    open();
    QVERIFY(row(admin()));
    for (const User &user : {admin(), approver()}) {
        QVERIFY(!retry(user));
        QVERIFY(!suppress(user));
    }
}

void TestNoticeActs::isOfferedInTheRequestToo()
{
    show(new RequestBlade(m_store->context(), m_store->request()));
    retry(approver())->click();
    QVERIFY(!retry(approver())->isEnabled());
    QTRY_VERIFY(suppress(approver())); // it waits now
    QVERIFY(!retry(approver()));
    QVERIFY(m_host->announcements.contains(
        QStringLiteral("The notice to Ben Cole waits to be sent again.")));
    suppress(approver())->click();
    answer("questionYesButton");
    QTRY_COMPARE(state(approver()), DeliveryState::Suppressed);
    QTRY_VERIFY(!suppress(approver()));
}

void TestNoticeActs::aRefusalIsToldInTheRequestToo()
{
    show(new RequestBlade(m_store->context(), m_store->request()));
    QVERIFY(m_store->door().suppressDelivery(RealStore::session(), m_store->notice(admin()).id));
    suppress(admin())->click();
    answer("questionYesButton");
    QTRY_VERIFY(m_host->find<MessageBar>("requestMessage"));
    QCOMPARE(m_host->find<MessageBar>("requestMessage")->kind(), MessageBar::Kind::Error);
    QTRY_VERIFY(!suppress(admin()));
}

QTEST_MAIN(TestNoticeActs)
#include "tst_noticeacts.moc"
