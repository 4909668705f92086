#include "auditlogpage.h"

#include "tests/core/service/tampering.h"
#include "ui/blades/auditlogpresenter.h"
#include "ui/blades/requestblade.h"

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QDateEdit>
#include <QFileDialog>
#include <QProgressBar>
#include <QPushButton>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;
using samples::AuditLogPage;
using samples::Console;

/// The page Audit log, on a real store, by its real widgets.
class TestAuditLogBlade : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_page.reset(); }
    void listsWhatHappenedNewestFirst();
    void saysHowItStandsWithTheLog();
    void opensAnEventByClickAndEnter();
    void opensTheRequestOfAnEvent();
    void newsComeWithoutLosingThePlace();
    void searchesAsOneTypes();
    void filtersByKind();
    void filtersByDay();
    void clearsTheFilterWhereNothingMatches();
    void verifiesOnDemand();
    void tellsWhatIsWrong();
    void opensTheEventThatIsAskedFor();
    void searchesForWhatIsAskedFor();
    void exportsTheCheckpoint();
    void exportingMayBeLeft();
    void copiesTheKey();
    void readsARowAsASentence();
    void anotherAccountReadsAnew();

private:
    QPushButton *button(const char *name) const { return m_page->host().find<QPushButton>(name); }
    QString words(const char *name) const { return m_page->host().find<QLabel>(name)->text(); }
    QString message() const
    {
        const auto *bar = m_page->host().find("auditLogMessage");
        return bar ? bar->findChild<QLabel *>(QStringLiteral("messageText"))->text() : QString();
    }

    std::unique_ptr<AuditLogPage> m_page;
};

void TestAuditLogBlade::init()
{
    QSettings().clear();
    m_page = std::make_unique<AuditLogPage>();
    m_page->console().pending(QStringLiteral("EXSR1"));
}

void TestAuditLogBlade::listsWhatHappenedNewestFirst()
{
    m_page->open();
    QTRY_COMPARE(m_page->deeds().size(), 9);
    QCOMPARE(m_page->deeds().mid(0, 4),
             (QStringList{QStringLiteral("Notified 2 approvers"),
                          QStringLiteral("Approved the request as manager"),
                          QStringLiteral("Filed a request for 4 h of access to Exchange"),
                          QStringLiteral("Added the user mia@provider.example with the store")}));
    QCOMPARE(m_page->deeds().last(), QStringLiteral("Made the store for Contoso"));
    QCOMPARE(m_page->text(1, EventColumn::Actor), samples::manager().userPrincipalName);
    QCOMPARE(m_page->text(1, EventColumn::Role), QStringLiteral("Manager"));
    QCOMPARE(m_page->text(1, EventColumn::Request), QStringLiteral("EXSR1"));
    QCOMPARE(m_page->text(1, EventColumn::Number), QStringLiteral("8"));
    QTRY_COMPARE(m_page->footer(), QStringLiteral("9 events"));
}

void TestAuditLogBlade::saysHowItStandsWithTheLog()
{
    m_page->open();
    QTRY_VERIFY(m_page->host().find<QLabel>("logSentence"));
    QTRY_VERIFY(words("logSentence").startsWith(QStringLiteral("Log verified today at ")));
    QVERIFY(words("logSentence").endsWith(QStringLiteral(": 9 events, nothing is wrong.")));
    QVERIFY(words("logDetails").startsWith(QStringLiteral("9 events now, root ")));
    m_page->console().pending(QStringLiteral("EXSR2"));
    m_page->console().context().log().refresh();
    QTRY_VERIFY(words("logSentence").endsWith(QStringLiteral("9 events. 3 new events since.")));
}

void TestAuditLogBlade::opensAnEventByClickAndEnter()
{
    m_page->open();
    QTRY_COMPARE(m_page->deeds().size(), 9);
    m_page->click(2, EventColumn::What);
    auto *blade = m_page->opened<AuditLogEventBlade>();
    QVERIFY(blade);
    QCOMPARE(blade->seq(), 7);
    // The keyboard is at rows, also after a click on a request.
    m_page->click(1, EventColumn::Request);
    QTest::keyClick(m_page->table(), Qt::Key_Down);
    QTest::keyClick(m_page->table(), Qt::Key_Return);
    QVERIFY(m_page->opened<AuditLogEventBlade>());
    QCOMPARE(m_page->opened<AuditLogEventBlade>()->seq(), 7);
    QCOMPARE(m_page->table()->currentEvent(), 7);
}

void TestAuditLogBlade::opensTheRequestOfAnEvent()
{
    m_page->open();
    QTRY_COMPARE(m_page->deeds().size(), 9);
    const QString id = m_page->cell(2, EventColumn::Request).data(EventRequestRole).toString();
    m_page->click(2, EventColumn::Request);
    QVERIFY(m_page->opened<RequestBlade>());
    QCOMPARE(m_page->opened<RequestBlade>()->requestId(), id);
    m_page->host().opens.clear();
    QTest::keyClick(m_page->table(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_page->opened<RequestBlade>());
    // An event without a request is opened itself.
    m_page->click(8, EventColumn::Request);
    QVERIFY(m_page->opened<AuditLogEventBlade>());
}

void TestAuditLogBlade::newsComeWithoutLosingThePlace()
{
    for (int i = 0; i < 20; ++i)
        m_page->console().pending(QStringLiteral("R%1").arg(i));
    m_page->open();
    QTRY_COMPARE(m_page->deeds().size(), 69);
    // What is told of the log stands above the table, and moves it when it comes.
    QTRY_VERIFY(!m_page->host().find<QLabel>("logDetails")->text().isEmpty());
    m_page->table()->chooseRow(40);
    const qint64 chosen = m_page->table()->currentEvent();
    const int y = m_page->table()->rowViewportPosition(40);
    m_page->console().pending(QStringLiteral("NEW"));
    m_page->host().blade()->refresh();
    QTRY_COMPARE(m_page->deeds().size(), 72);
    QCOMPARE(m_page->text(0, EventColumn::Request), QStringLiteral("NEW"));
    QCOMPARE(m_page->table()->currentEvent(), chosen);
    QCOMPARE(m_page->table()->currentIndex().row(), 43);
    QCOMPARE(m_page->table()->rowViewportPosition(43), y);
}

void TestAuditLogBlade::searchesAsOneTypes()
{
    m_page->open();
    QTRY_COMPARE(m_page->deeds().size(), 9);
    QTest::keyClicks(m_page->table(), QStringLiteral("exchange"));
    QCOMPARE(m_page->host().find<QLineEdit>("auditLogSearch")->text(), QStringLiteral("exchange"));
    QTRY_COMPARE(m_page->deeds(),
                 QStringList{QStringLiteral("Filed a request for 4 h of access to Exchange")});
    QCOMPARE(m_page->footer(), QStringLiteral("1 event found"));
}

void TestAuditLogBlade::filtersByKind()
{
    m_page->open();
    QTRY_COMPARE(m_page->deeds().size(), 9);
    auto *box = m_page->host().findChild<QCheckBox *>(QStringLiteral("eventKindFilter.decisions"));
    box->click();
    QTRY_COMPARE(m_page->deeds(), QStringList{QStringLiteral("Approved the request as manager")});
    QCOMPARE(button("eventKindFilter")->text(), QStringLiteral("Events: Decisions"));
    box->click();
    QTRY_COMPARE(m_page->deeds().size(), 9);
}

void TestAuditLogBlade::filtersByDay()
{
    m_page->console().advance(72h);
    m_page->console().pending(QStringLiteral("LATE"), QStringLiteral("SharePoint"));
    m_page->open();
    QTRY_VERIFY(m_page->rowOf("access to SharePoint") >= 0);
    const auto choose = [this](AuditLogPresenter::Period period) {
        m_page->host()
            .findChild<QAction *>(QStringLiteral("period.%1").arg(static_cast<int>(period)))
            ->trigger();
    };
    choose(AuditLogPresenter::Period::Today);
    QTRY_VERIFY(m_page->rowOf("access to SharePoint") >= 0);
    QTRY_VERIFY(m_page->rowOf("access to Exchange") < 0);
    QVERIFY(!m_page->host().find("periodFirstDay"));
    choose(AuditLogPresenter::Period::Days);
    auto *first = m_page->host().find<QDateEdit>("periodFirstDay");
    QVERIFY(first && first->hasFocus());
    QTRY_VERIFY(m_page->rowOf("access to Exchange") >= 0); // the last 30 days, to begin with
    auto *last = m_page->host().find<QDateEdit>("periodLastDay");
    last->setDate(last->date().addDays(-1));
    QTRY_VERIFY(m_page->rowOf("access to SharePoint") < 0);
    QVERIFY(m_page->rowOf("access to Exchange") >= 0);
    choose(AuditLogPresenter::Period::Any);
    QTRY_VERIFY(m_page->rowOf("access to SharePoint") >= 0);
    QVERIFY(!m_page->host().find("periodFirstDay"));
}

void TestAuditLogBlade::clearsTheFilterWhereNothingMatches()
{
    m_page->open();
    QTRY_COMPARE(m_page->deeds().size(), 9);
    m_page->host().find<QLineEdit>("auditLogSearch")->setText(QStringLiteral("nowhere"));
    QTRY_VERIFY(m_page->host().find("auditLogEmpty"));
    auto *clear = m_page->host()
                      .find("auditLogEmpty")
                      ->findChild<QPushButton *>(QStringLiteral("emptyStateAction"));
    QVERIFY(clear && clear->isVisible());
    clear->click();
    QTRY_COMPARE(m_page->deeds().size(), 9);
}

void TestAuditLogBlade::verifiesOnDemand()
{
    m_page->open();
    QTRY_VERIFY(m_page->console().context().log().check());
    const auto before = m_page->console().context().log().check();
    m_page->console().advance(3600s);
    m_page->host().press("verifyLogButton");
    QVERIFY(!m_page->host().find("verifyLogButton"));
    QVERIFY(m_page->host().find<QProgressBar>("logProgress"));
    QVERIFY(button("stopVerifyButton"));
    QTRY_VERIFY(m_page->host().find("verifyLogButton"));
    QTRY_VERIFY(m_page->console().context().log().check()->at > before->at);
    QVERIFY(!m_page->host().find("logProgress"));
    QVERIFY(m_page->host().announcements.last().startsWith(QStringLiteral("Log verified today")));
}

void TestAuditLogBlade::tellsWhatIsWrong()
{
    m_page->open();
    QTRY_VERIFY(m_page->console().context().log().check());
    test::tamper(m_page->console().storePath(),
                 {QStringLiteral("UPDATE event SET body = replace(body, 'EXSR1', 'EXSR9') "
                                 "WHERE seq = 7")});
    m_page->host().press("verifyLogButton");
    QTRY_VERIFY(m_page->console().context().log().hasFailed());
    QCOMPARE(m_page->console().context().log().check()->finding->seq, 7);
    QTRY_VERIFY(words("logSentence").endsWith(QStringLiteral("something is wrong with event 7.")));
    QTRY_VERIFY(m_page->cell(2, EventColumn::What).data(EventFlawRole).toBool());
}

void TestAuditLogBlade::opensTheEventThatIsAskedFor()
{
    m_page->open();
    m_page->host().blade()->showArgument(QStringLiteral("#3"));
    QVERIFY(m_page->opened<AuditLogEventBlade>());
    QCOMPARE(m_page->opened<AuditLogEventBlade>()->seq(), 3);
    QTRY_COMPARE(m_page->table()->currentEvent(), 3);
    QTRY_COMPARE(m_page->deeds().size(), 9); // and its neighbours on both sides
    QCOMPARE(m_page->table()->currentEvent(), 3);
}

void TestAuditLogBlade::searchesForWhatIsAskedFor()
{
    m_page->open();
    m_page->host().blade()->showArgument(QStringLiteral("manager"));
    QTRY_COMPARE(m_page->deeds().size(), 3);
    QCOMPARE(m_page->host().find<QLineEdit>("auditLogSearch")->text(), QStringLiteral("manager"));
}

void TestAuditLogBlade::exportsTheCheckpoint()
{
    m_page->open();
    QTRY_VERIFY(button("exportCheckpointButton") && button("exportCheckpointButton")->isEnabled());
    m_page->host().press("exportCheckpointButton");
    QTRY_VERIFY(m_page->host().findChild<QFileDialog *>(QStringLiteral("placeDialog")));
    auto *dialog = m_page->host().findChild<QFileDialog *>(QStringLiteral("placeDialog"));
    QVERIFY(dialog->selectedFiles().front().endsWith(QStringLiteral("/log-9.checkpoint")));
    const QString path = m_page->console().folder() + QStringLiteral("/mine.checkpoint");
    dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))->setText(path);
    QMetaObject::invokeMethod(dialog, "accept");
    QTRY_VERIFY(message().contains(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(),
             *m_page->console().service().checkpoint(Console::session(samples::admin())));
}

void TestAuditLogBlade::exportingMayBeLeft()
{
    m_page->open();
    QTRY_VERIFY(button("exportCheckpointButton") && button("exportCheckpointButton")->isEnabled());
    m_page->host().press("exportCheckpointButton");
    QTRY_VERIFY(m_page->host().findChild<QFileDialog *>(QStringLiteral("placeDialog")));
    QPointer dialog = m_page->host().findChild<QFileDialog *>(QStringLiteral("placeDialog"));
    dialog->reject();
    QTRY_VERIFY(!dialog);
    QVERIFY(message().isEmpty());
}

void TestAuditLogBlade::copiesTheKey()
{
    m_page->open();
    QTRY_VERIFY(button("copyLogKeyButton") && button("copyLogKeyButton")->isEnabled());
    m_page->host().press("copyLogKeyButton");
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("lockbox/dac0e46e")));
    QVERIFY(message().contains(QStringLiteral("copied")));
}

void TestAuditLogBlade::readsARowAsASentence()
{
    m_page->open();
    QTRY_COMPARE(m_page->deeds().size(), 9);
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(m_page->table());
    QVERIFY(accessible && accessible->tableInterface());
    QCOMPARE(accessible->text(QAccessible::Name), QStringLiteral("Audit log"));
    const QString name = accessible->tableInterface()->cellAt(1, 0)->text(QAccessible::Name);
    QVERIFY2(name.endsWith(QStringLiteral("mia@provider.example as Manager, Approved the request "
                                          "as manager, request EXSR1, event 8")),
             qPrintable(name));
}

void TestAuditLogBlade::anotherAccountReadsAnew()
{
    m_page->open();
    QTRY_COMPARE(m_page->deeds().size(), 9);
    m_page->console().file(QStringLiteral("HIDDEN"));
    m_page->console().signIn(samples::reader());
    QTRY_COMPARE(m_page->deeds().size(), 9);
    m_page->console().context().log().refresh();
    QTRY_VERIFY(m_page->footer().startsWith(QStringLiteral("9 of 10 events.")));
}

QTEST_MAIN(TestAuditLogBlade)
#include "tst_auditlogblade.moc"
