#include "auditlogpage.h"

#include "core/audit/hash.h"
#include "tests/core/service/tampering.h"
#include "ui/blades/requestblade.h"
#include "ui/widgets/fieldlist.h"

#include <QClipboard>
#include <QPushButton>
#include <QTextEdit>

using namespace lockbox;
using namespace lockbox::ui;
using samples::Console;
using samples::Host;

/// The blade of one event: every field, the leaf, and the ways on from it.
class TestAuditLogEventBlade : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsEveryField();
    void showsTheLeafAsItIsHashed();
    void copiesTheLeaf();
    void opensTheRequest();
    void anEventWithoutARequestOffersNone();
    void tellsWhatVerificationFound();
    void anEventThatIsNotThereIsTold();
    void longWordsStayInside();

private:
    void open(qint64 seq);
    QString field(const char *list, const QString &label) const;
    QByteArray leaf(qint64 seq) const
    {
        return *m_console->service().leaf(Console::session(samples::admin()), seq);
    }

    std::unique_ptr<Console> m_console;
    std::unique_ptr<Host> m_host;
};

void TestAuditLogEventBlade::init()
{
    m_host.reset();
    m_console = std::make_unique<Console>();
    const QString id = m_console->pending(QStringLiteral("EXSR1")); // events 7 to 9
    QVERIFY(m_console->service().approveRequest(Console::session(samples::admin()), id,
                                                {.comment = QStringLiteral("go ahead")}));
}

void TestAuditLogEventBlade::open(qint64 seq)
{
    m_host = std::make_unique<Host>(new AuditLogEventBlade(m_console->context(), seq));
    QTRY_VERIFY(!m_console->context().runner().isBusy());
    QCoreApplication::processEvents();
}

QString TestAuditLogEventBlade::field(const char *list, const QString &label) const
{
    const auto *fields = m_host->find<FieldList>(list);
    for (const Field &field : fields ? fields->fields() : std::vector<Field>()) {
        if (field.label == label)
            return field.value;
    }
    return {};
}

void TestAuditLogEventBlade::showsEveryField()
{
    open(10);
    QCOMPARE(m_host->blade()->title(), QStringLiteral("Access approved"));
    QVERIFY(m_host->blade()->subtitle().startsWith(QStringLiteral("Event 10 · ")));
    QCOMPARE(field("eventFields", QStringLiteral("What")),
             QStringLiteral("Approved access for 4 h: “go ahead”"));
    QCOMPARE(field("eventFields", QStringLiteral("Who")), samples::admin().userPrincipalName);
    QCOMPARE(field("eventFields", QStringLiteral("Role at that moment")),
             QStringLiteral("Global administrator"));
    QCOMPARE(field("eventChanges", QStringLiteral("Action status")),
             QStringLiteral("Pending → Approved"));
    QCOMPARE(field("eventDetails", QStringLiteral("Comment")), QStringLiteral("go ahead"));
}

void TestAuditLogEventBlade::showsTheLeafAsItIsHashed()
{
    open(10);
    const QByteArray bytes = leaf(10);
    QCOMPARE(m_host->find<QTextEdit>("leafBytes")->toPlainText().toUtf8(), bytes);
    QCOMPARE(m_host->find<QTextEdit>("leafHash")->toPlainText(),
             QString::fromLatin1(audit::toHex(audit::leafHash(bytes))));
}

void TestAuditLogEventBlade::copiesTheLeaf()
{
    open(10);
    m_host->press("copyEventButton");
    QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), leaf(10));
    QCOMPARE(m_host->announcements.size(), 1);
}

void TestAuditLogEventBlade::opensTheRequest()
{
    open(10);
    QCOMPARE(m_host->blade()->initialFocus(), m_host->find("openRequestButton"));
    m_host->press("openRequestButton");
    QCOMPARE(m_host->opens.size(), 1);
    auto *blade = qobject_cast<RequestBlade *>(m_host->opens.first());
    QVERIFY(blade);
    QTRY_COMPARE(blade->subtitle(), QStringLiteral("EXSR1 · Approved"));
}

void TestAuditLogEventBlade::anEventWithoutARequestOffersNone()
{
    open(1);
    QCOMPARE(m_host->blade()->title(), QStringLiteral("Store made"));
    QVERIFY(!m_host->find("openRequestButton"));
    QVERIFY(m_host->find("copyEventButton")->isEnabled());
    QCOMPARE(m_host->blade()->initialFocus(), m_host->find("copyEventButton"));
    QVERIFY(!m_host->find("eventChanges") || m_host->find<FieldList>("eventChanges"));
}

void TestAuditLogEventBlade::tellsWhatVerificationFound()
{
    m_console->context().log().refresh();
    QTRY_VERIFY(m_console->context().log().check());
    open(10);
    QVERIFY(!m_host->find("eventMessage"));
    test::tamper(m_console->storePath(),
                 {QStringLiteral("UPDATE event SET body = replace(body, 'go ahead', 'go') WHERE "
                                 "seq = 10")});
    m_console->context().log().verify();
    QTRY_VERIFY(m_host->find("eventMessage"));
    const QString text =
        m_host->find("eventMessage")->findChild<QLabel *>(QStringLiteral("messageText"))->text();
    QVERIFY2(text.startsWith(QStringLiteral("Verification found: event 10: ")), qPrintable(text));
    open(9);
    QVERIFY(!m_host->find("eventMessage"));
}

void TestAuditLogEventBlade::anEventThatIsNotThereIsTold()
{
    open(99);
    QVERIFY(m_host->find("eventMessage"));
    QVERIFY(!m_host->find("copyEventButton")->isEnabled());
    QCOMPARE(m_host->blade()->title(), QStringLiteral("Event"));
}

void TestAuditLogEventBlade::longWordsStayInside()
{
    const QString word(300, QLatin1Char('w'));
    QVERIFY(m_console->service().addUser(Console::session(samples::admin()),
                                         {.userPrincipalName = QStringLiteral("x@contoso.example"),
                                          .displayName = word.left(120),
                                          .email = {},
                                          .alternateEmail = {}}));
    open(11);
    m_host->resize(480, 700);
    const QString name = field("eventChanges", QStringLiteral("Display name"));
    QVERIFY2(name.contains(QStringLiteral("www…www")), qPrintable(name));
    for (const QLabel *label : m_host->findChildren<QLabel *>()) {
        if (label->isVisible() && label->wordWrap())
            QVERIFY2(label->minimumSizeHint().width() <= 440, qPrintable(label->text()));
    }
}

QTEST_MAIN(TestAuditLogEventBlade)
#include "tst_auditlogeventblade.moc"
