#include "noticesamples.h"

#include "ui/blades/checkmailblade.h"
#include "ui/blades/noticelist.h"
#include "ui/blades/requestblade.h"
#include "ui/blades/requestnotices.h"

#include <QClipboard>
#include <QLabel>
#include <QPushButton>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::samples;

/// A request's blade tells who was written to and how that went, and the phrase by which a mail is known as genuine.
class TestRequestNotices : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_console = std::make_unique<Console>(); }
    void cleanup()
    {
        m_host.reset();
        m_console.reset();
    }
    void tellsPhraseAndDeliveries();
    void whatCannotBeDeliveredStandsOut();
    void isHiddenFromWhomItIsNotGivenTo();
    void leadsToTheCheck();
    void aLongListIsShownInTwoSteps();

private:
    void open(const QString &request)
    {
        m_host = std::make_unique<Host>(new RequestBlade(m_console->context(), request));
        QTRY_VERIFY(m_host->find("requestTimeline"));
    }
    QStringList states() const
    {
        QStringList texts;
        for (const QLabel *label : m_host->findChildren<QLabel *>(QStringLiteral("noticeState"))) {
            if (label->isVisibleTo(m_host.get()))
                texts.append(label->accessibleName());
        }
        return texts;
    }

    std::unique_ptr<Console> m_console;
    std::unique_ptr<Host> m_host;
};

void TestRequestNotices::tellsPhraseAndDeliveries()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    open(id);
    const auto details = m_console->service().request({admin().userPrincipalName}, id);
    QVERIFY(!details->phrase.isEmpty());
    QCOMPARE(m_host->find<QLabel>("verificationPhrase")->text(), details->phrase);
    m_host->press("copyPhraseButton");
    QCOMPARE(QGuiApplication::clipboard()->text(), details->phrase);
    QVERIFY(m_host->announcements.contains(QStringLiteral("The verification phrase was copied.")));
    // A notice for each of the two who decide, and two reminders each.
    QCOMPARE(states().size(), 6);
    QCOMPARE(states().filter(QStringLiteral("Request pending, EXSR1 to Ben Cole: Sent ")).size(),
             1);
    QCOMPARE(states().filter(QStringLiteral("Reminder, EXSR1 to Ada Berg: Will be sent ")).size(),
             2);
}

void TestRequestNotices::whatCannotBeDeliveredStandsOut()
{
    QVERIFY(m_console->service().setEmail({admin().userPrincipalName}, approver().userPrincipalName,
                                          {}));
    open(m_console->pending(QStringLiteral("EXSR1")));
    QCOMPARE(states().front(), QStringLiteral("Request pending, EXSR1 to Ben Cole: Could not be "
                                              "delivered: no well-formed e-mail address"));
    QVERIFY(m_host->find<QLabel>("noticesSummary")
                ->text()
                .contains(QStringLiteral("1 could not be delivered")));
    const auto rows = m_host->findChildren<QFrame *>(QStringLiteral("noticeRow"));
    QCOMPARE(rows[0]->property("message").toString(), QStringLiteral("error"));
    QVERIFY(!rows[1]->property("message").isValid());
    QVERIFY(rows[0]->toolTip().contains(QStringLiteral("no well-formed e-mail address")));
}

void TestRequestNotices::isHiddenFromWhomItIsNotGivenTo()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    m_console->signIn(manager());
    open(id);
    QVERIFY(!m_host->find("requestNotices"));
}

void TestRequestNotices::leadsToTheCheck()
{
    open(m_console->pending(QStringLiteral("EXSR1")));
    m_host->press("checkMailButton");
    QCOMPARE(m_host->opens.size(), 1);
    QVERIFY(qobject_cast<CheckMailBlade *>(m_host->opens.front()));
}

void TestRequestNotices::aLongListIsShownInTwoSteps()
{
    NoticeList list(NoticeList::Requests::Shown);
    std::vector<Delivery> many(20, delivery(DeliveryState::Sent));
    many.back() = delivery(DeliveryState::Undeliverable);
    many[18] = delivery(DeliveryState::Failed);
    list.show(many, at("2026-02-05T19:30:00Z"));
    const auto shown = [&list] {
        const auto all = list.findChildren<QLabel *>(QStringLiteral("noticeState"));
        return std::count_if(all.begin(), all.end(),
                             [&](const QLabel *label) { return label->isVisibleTo(&list); });
    };
    QCOMPARE(shown(), static_cast<qsizetype>(NoticeList::fewLines));
    const auto all = list.findChildren<QLabel *>(QStringLiteral("noticeState"));
    QVERIFY(all[0]->text().startsWith(QStringLiteral("Could not be delivered")));
    QVERIFY(all[1]->text().startsWith(QStringLiteral("Failed")));
    QSignalSpy requests(&list, &NoticeList::requestRequested);
    list.findChild<QPushButton *>(QStringLiteral("noticeRequestButton"))->click();
    QCOMPARE(requests.size(), 1);
    QCOMPARE(requests[0][0].toString(), many[0].request.toString());
    list.findChild<QPushButton *>(QStringLiteral("allNoticesButton"))->click();
    QCOMPARE(shown(), 20);
}

QTEST_MAIN(TestRequestNotices)
#include "tst_requestnotices.moc"
