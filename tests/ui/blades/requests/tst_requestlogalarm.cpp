#include "consolefixture.h"

#include "ui/blades/requestblade.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace lockbox;
using namespace lockbox::ui;
using samples::Console;
using samples::Host;

/// While the store is not the one that was last seen here, nothing can be decided: the blade says
/// so and keeps what was typed.
class TestRequestLogAlarm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aDecisionIsRefusedInWords();

private:
    ServiceFactory factory() const
    {
        return [path = m_path, options = m_options] { return openLocalStore(path, options); };
    }

    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(QStringLiteral("store.lockbox"));
    LocalOptions m_options{.logFolder = m_folder.filePath(QStringLiteral("log"))};
    QString m_id;
};

/// A store with a request that waits, put back to what it was before it was changed.
void TestRequestLogAlarm::initTestCase()
{
    const StoreSeed seed{.tenant = samples::tenant(),
                         .policy = samples::policy(),
                         .users = {samples::admin(), samples::engineer(), samples::manager()},
                         .demo = true};
    QVERIFY(createLocalStore(m_path, seed, m_options));
    {
        const auto door = *factory()();
        const auto filed = door->submitRequest(Console::session(samples::engineer()),
                                               {.reference = QStringLiteral("EXSR1"),
                                                .service = QStringLiteral("Exchange"),
                                                .reason = QStringLiteral("Mail does not arrive"),
                                                .duration = std::chrono::hours(4)});
        QVERIFY(filed);
        m_id = filed->id.toString();
        QVERIFY(door->authorizeRequest(Console::session(samples::manager()), m_id, {}));
    }
    const QString backup = m_path + QStringLiteral(".backup");
    QVERIFY(QFile::copy(m_path, backup));
    {
        const auto door = *factory()();
        QVERIFY(door->changePolicy(Console::session(samples::admin()),
                                   {.maxAccess = std::chrono::hours(2)}));
    }
    QVERIFY(QFile::remove(m_path));
    QVERIFY(QFile::rename(backup, m_path));
}

void TestRequestLogAlarm::aDecisionIsRefusedInWords()
{
    ConsoleContext context(factory());
    context.setInfo(*(*factory()())->info());
    context.setAccount(samples::admin());
    QVERIFY(context.log().alarm());
    Host host(new RequestBlade(context, m_id));
    QTRY_VERIFY(host.find("approveButton"));
    host.press("approveButton");
    auto *comment = host.blade()->findChild<QPlainTextEdit *>();
    QVERIFY(comment);
    comment->setPlainText(QStringLiteral("go ahead"));
    host.press("confirmApproveButton");
    QTRY_VERIFY(host.find("requestMessage"));
    const QString text =
        host.find("requestMessage")->findChild<QLabel *>(QStringLiteral("messageText"))->text();
    QVERIFY2(text.startsWith(QStringLiteral("Nothing is changed while the history is in doubt: "
                                            "the log was rolled back")),
             qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("lockbox log pin --replace")), qPrintable(text));
    QVERIFY(host.find("confirmApproveButton"));
    QCOMPARE(comment->toPlainText(), QStringLiteral("go ahead"));
}

QTEST_MAIN(TestRequestLogAlarm)
#include "tst_requestlogalarm.moc"
