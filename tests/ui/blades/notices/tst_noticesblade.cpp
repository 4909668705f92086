#include "noticesamples.h"

#include "ui/blades/homeblade.h"
#include "ui/blades/noticesblade.h"
#include "ui/blades/requestblade.h"

#include <QLabel>
#include <QPushButton>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::samples;

/// Home leads to the notices that did not arrive, and these lead to their requests.
class TestNoticesBlade : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsWhatDidNotArrive();
    void showsAllOnDemand();
    void saysWhereAllIsWell();
    void whoMayNotIsTold();
    void homeLeadsHere();

private:
    QStringList states() const
    {
        QStringList texts;
        for (const QLabel *label : m_host->findChildren<QLabel *>(QStringLiteral("noticeState"))) {
            if (label->isVisibleTo(m_host.get()))
                texts.append(label->accessibleName());
        }
        return texts;
    }
    void open() { m_host = std::make_unique<Host>(new NoticesBlade(m_console->context())); }

    std::unique_ptr<Console> m_console;
    std::unique_ptr<Host> m_host;
    QString m_id;
};

void TestNoticesBlade::init()
{
    m_console = std::make_unique<Console>();
    QVERIFY(m_console->service().setEmail({admin().userPrincipalName}, approver().userPrincipalName,
                                          {}));
    m_id = m_console->pending(QStringLiteral("EXSR1"));
}

void TestNoticesBlade::cleanup()
{
    m_host.reset();
    m_console.reset();
}

void TestNoticesBlade::showsWhatDidNotArrive()
{
    open();
    QTRY_COMPARE(states().size(), 1);
    QVERIFY(states().front().contains(QStringLiteral("to Ben Cole: Could not be delivered")));
    m_host->find<QPushButton>("noticeRequestButton")->click();
    const auto *blade = qobject_cast<RequestBlade *>(m_host->opens.front());
    QVERIFY(blade);
    QCOMPARE(blade->requestId(), m_id);
}

void TestNoticesBlade::showsAllOnDemand()
{
    open();
    QTRY_COMPARE(states().size(), 1);
    m_host->press("switchNoticesButton");
    // The request's to both, and two reminders to the one who can be reached.
    QTRY_COMPARE(states().size(), 4);
    QVERIFY(states().front().contains(QStringLiteral("Could not be delivered")));
    m_host->press("switchNoticesButton");
    QTRY_COMPARE(states().size(), 1);
}

void TestNoticesBlade::saysWhereAllIsWell()
{
    m_console = std::make_unique<Console>();
    open();
    QTRY_VERIFY(m_host->find("noticesEmpty"));
    QCOMPARE(m_host->find("noticesEmpty")->accessibleName(),
             QStringLiteral("Every notice arrived, or is on its way"));
}

void TestNoticesBlade::whoMayNotIsTold()
{
    m_console->signIn(engineer());
    open();
    QTRY_VERIFY(m_host->find("noticesEmpty"));
    QCOMPARE(m_host->find("noticesEmpty")->accessibleName(),
             QStringLiteral("The notices could not be read"));
}

void TestNoticesBlade::homeLeadsHere()
{
    m_host = std::make_unique<Host>(new HomeBlade(m_console->context()));
    QTRY_VERIFY(m_host->find<QLabel>("homeNotices"));
    QCOMPARE(m_host->find<QLabel>("homeNotices")->text(),
             QStringLiteral("1 notice could not be delivered."));
    m_host->press("homeNoticesButton");
    QVERIFY(qobject_cast<NoticesBlade *>(m_host->opens.front()));
}

QTEST_MAIN(TestNoticesBlade)
#include "tst_noticesblade.moc"
