#include "core/mail/compose.h"
#include "tests/core/mail/mailserver.h"
#include "tests/core/mail/noticesamples.h"

#include <QJsonArray>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using Outcome = SmtpResult::Outcome;
using Security = SmtpServer::Security;

Q_DECLARE_METATYPE(SmtpServer::Security)

/// Mails through a real server on loopback, read by a parser that isn't ours; and servers that misbehave.
class TestSmtp : public QObject
{
    Q_OBJECT

private slots:
    void arrivesAsItWasMade_data();
    void arrivesAsItWasMade();
    void logsIn_data();
    void logsIn();
    void refusedByTheCertificate_data();
    void refusedByTheCertificate();
    void noPlainConversationWithoutStartTls();
    void oneRefusedRecipientStopsNobody();
    void greylistedIsForLater();
    void badServers_data();
    void badServers();
    void connectionIsUsedAgain();
    void nobodyListens();
};

static MailMessage mailTo(const QString &address)
{
    const NoticeText text = compose(samples::noticeOf(NoticeKind::RequestPending),
                                    QStringLiteral("abandon ability able zoo"));
    return {.from = {.name = QStringLiteral("Customer Lockbox of Contoso"),
                     .address = QStringLiteral("lockbox@contoso.com")},
            .to = {.name = QStringLiteral("Ada Admin"), .address = address},
            .subject = text.subject,
            .text = text.text,
            .html = text.html,
            .messageId = QStringLiteral("<id-1@contoso.com>"),
            .date = Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 2 / 5) + 21h),
            .isImportant = true};
}

void TestSmtp::arrivesAsItWasMade_data()
{
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("address");
    const auto row = [](const char *title, const char *subject, const char *name,
                        const char *address) {
        QTest::newRow(title) << QString::fromUtf8(subject) << QString::fromUtf8(name)
                             << QString::fromUtf8(address);
    };
    row("plain", "A request", "Ada Admin", "ada@contoso.com");
    row("umlauts and pictures", "Grüße 🔐 aus Zürich", "Ähm, \"Ö\" (Üb)", "o.u@contoso.com");
    row("long",
        "This subject is longer than what one line of a header should hold, and it must "
        "arrive whole all the same: ä",
        "x", "x@contoso.com");
    row("line breaks", "one\r\nBcc: eve@evil.example\r\n\r\nbody", "a\r\nb", "x@contoso.com");
    row("odd addresses", "A request", "", "\"with space\"@contoso.com");
    row("plus and slash", "A request", "", "a+b/c{d}@contoso.com");
    row("international domain", "A request", "", "x@münchen.example");
    row("no words", "", "", "x@contoso.com");
}

void TestSmtp::arrivesAsItWasMade()
{
    QFETCH(QString, subject);
    QFETCH(QString, name);
    QFETCH(QString, address);
    MailServer server(QStringLiteral("smtpd.py"), {});
    MailMessage mail = mailTo(address);
    mail.subject = subject;
    mail.to.name = name;
    mail.threadId = QStringLiteral("<first@contoso.com>");
    const SmtpResult result = sendMail(server.address(), mail);
    QVERIFY2(result.outcome == Outcome::Sent, qPrintable(result.words + result.dialogue));
    QCOMPARE(result.code, 250);
    const QJsonObject taken = server.taken();
    QCOMPARE(taken.value(QStringLiteral("from")).toString(), mail.from.address);
    QCOMPARE(taken.value(QStringLiteral("to")).toArray(), QJsonArray{smtpAddress(address)});
    QCOMPARE(taken.value(QStringLiteral("type")).toString(),
             QStringLiteral("multipart/alternative"));
    QCOMPARE(taken.value(QStringLiteral("defects")).toArray(), QJsonArray());
    QCOMPARE(header(taken, "Subject").simplified(), subject.simplified());
    QVERIFY(header(taken, "To").contains(smtpAddress(address).section(QLatin1Char('@'), 1)));
    QVERIFY(header(taken, "Bcc").isEmpty());
    QCOMPARE(header(taken, "Message-ID"), mail.messageId);
    QCOMPARE(header(taken, "References"), mail.threadId);
    QCOMPARE(header(taken, "In-Reply-To"), mail.threadId);
    QCOMPARE(header(taken, "Auto-Submitted"), QStringLiteral("auto-generated"));
    QCOMPARE(header(taken, "X-Auto-Response-Suppress"), QStringLiteral("All"));
    QCOMPARE(header(taken, "Importance"), QStringLiteral("high"));
    QCOMPARE(header(taken, "MIME-Version"), QStringLiteral("1.0"));
    QCOMPARE(header(taken, "Date"), QStringLiteral("Thu, 05 Feb 2026 21:00:00 +0000"));
    const QJsonArray parts = taken.value(QStringLiteral("parts")).toArray();
    QCOMPARE(parts.size(), 2);
    const auto content = [&](int part) {
        return parts[part][QStringLiteral("content")].toString().remove(QLatin1Char('\r'));
    };
    QCOMPARE(parts[0][QStringLiteral("type")].toString(), QStringLiteral("text/plain"));
    QCOMPARE(parts[1][QStringLiteral("type")].toString(), QStringLiteral("text/html"));
    QCOMPARE(content(0), mail.text);
    QCOMPARE(content(1), mail.html);
    QVERIFY(server.tookNothingMore());
}

void TestSmtp::logsIn_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<bool>("sent");
    QTest::newRow("STARTTLS") << Security::StartTls << QByteArray("s3cret+x") << true;
    QTest::newRow("TLS") << Security::Tls << QByteArray("s3cret+x") << true;
    QTest::newRow("wrong password") << Security::StartTls << QByteArray("guess") << false;
}

void TestSmtp::logsIn()
{
    QFETCH(Security, security);
    QFETCH(QByteArray, password);
    QFETCH(bool, sent);
    const bool isTls = security == Security::Tls;
    MailServer server(QStringLiteral("smtpd.py"),
                      {isTls ? QStringLiteral("--tls") : QStringLiteral("--starttls"),
                       QStringLiteral("--auth"), QStringLiteral("robot:s3cret+x")});
    SmtpServer address = server.address(security);
    address.user = QStringLiteral("robot");
    address.password = password;
    const SmtpResult result = sendMail(address, mailTo(QStringLiteral("ada@contoso.com")));
    QVERIFY2((result.outcome == Outcome::Sent) == sent, qPrintable(result.words));
    // What was said can be shown, and tells no secret.
    QVERIFY(result.dialogue.contains(QStringLiteral("AUTH ")));
    for (const QByteArray &secret :
         {password, password.toBase64(), QByteArray("\0robot\0" + password).toBase64(),
          QByteArray(QByteArray(1, '\0') + "robot" + QByteArray(1, '\0') + password).toBase64()})
        QVERIFY2(!result.dialogue.contains(QString::fromUtf8(secret)), qPrintable(result.dialogue));
    if (!sent) {
        QCOMPARE(result.outcome, Outcome::ServerTrouble);
        QCOMPARE(result.code, 535);
        QVERIFY(server.tookNothingMore());
        return;
    }
    const QJsonObject taken = server.taken();
    QVERIFY(taken.value(QStringLiteral("authenticated")).toBool());
    QCOMPARE(taken.value(QStringLiteral("tls")).toBool(), !isTls); // only STARTTLS is told
}

void TestSmtp::refusedByTheCertificate_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("trusted");
    QTest::newRow("another name") << QStringLiteral("elsewhere.example") << true;
    QTest::newRow("unknown authority") << QStringLiteral("localhost") << false;
}

void TestSmtp::refusedByTheCertificate()
{
    QFETCH(QString, name);
    QFETCH(bool, trusted);
    for (const Security security : {Security::StartTls, Security::Tls}) {
        MailServer server(
            QStringLiteral("smtpd.py"),
            {security == Security::Tls ? QStringLiteral("--tls") : QStringLiteral("--starttls")},
            name);
        SmtpServer address = server.address(security);
        if (!trusted)
            address.caFile.clear();
        const SmtpResult result = sendMail(address, mailTo(QStringLiteral("ada@contoso.com")));
        QCOMPARE(result.outcome, Outcome::ServerTrouble);
        QVERIFY2(result.words.contains(QStringLiteral("certificate"), Qt::CaseInsensitive),
                 qPrintable(result.words));
        QVERIFY(server.tookNothingMore());
    }
}

void TestSmtp::noPlainConversationWithoutStartTls()
{
    MailServer server(QStringLiteral("smtpd.py"), {});
    const SmtpResult result =
        sendMail(server.address(Security::StartTls), mailTo(QStringLiteral("ada@contoso.com")));
    QCOMPARE(result.outcome, Outcome::ServerTrouble);
    QVERIFY(!result.dialogue.contains(QStringLiteral("MAIL FROM")));
    QVERIFY(server.tookNothingMore());
}

void TestSmtp::oneRefusedRecipientStopsNobody()
{
    MailServer server(QStringLiteral("smtpd.py"),
                      {QStringLiteral("--refuse"), QStringLiteral("gone@contoso.com")});
    SmtpSender sender(server.address(), 2);
    QHash<qint64, SmtpResult> results;
    const QStringList people{QStringLiteral("ada@contoso.com"), QStringLiteral("gone@contoso.com"),
                             QStringLiteral("bob@contoso.com")};
    qint64 next = 0;
    while (results.size() < people.size()) {
        while (sender.room() > 0 && next < people.size()) {
            sender.start(next, mailTo(people.at(next)));
            ++next;
        }
        for (const auto &done : sender.wait(10s))
            results.insert(done.id, done.result);
    }
    QCOMPARE(results[0].outcome, Outcome::Sent);
    QCOMPARE(results[1].outcome, Outcome::Permanent);
    QCOMPARE(results[1].code, 550);
    QVERIFY2(results[1].words.contains(QStringLiteral("no such mailbox")),
             qPrintable(results[1].words));
    QCOMPARE(results[2].outcome, Outcome::Sent);
    QStringList taken;
    for (int i = 0; i < 2; ++i)
        taken.append(server.taken()[QStringLiteral("to")][0].toString());
    taken.sort();
    QCOMPARE(taken, (QStringList{people.at(0), people.at(2)}));
    QVERIFY(server.tookNothingMore());
}

void TestSmtp::greylistedIsForLater()
{
    MailServer server(QStringLiteral("smtpd.py"),
                      {QStringLiteral("--greylist"), QStringLiteral("1")});
    const MailMessage mail = mailTo(QStringLiteral("ada@contoso.com"));
    const SmtpResult first = sendMail(server.address(), mail);
    QCOMPARE(first.outcome, Outcome::Temporary);
    QCOMPARE(first.code, 451);
    QVERIFY(first.words.contains(QStringLiteral("greylisted")));
    QCOMPARE(sendMail(server.address(), mail).outcome, Outcome::Sent);
}

void TestSmtp::badServers_data()
{
    QTest::addColumn<QString>("way");
    QTest::addColumn<Outcome>("outcome");
    const auto row = [](const char *way, Outcome outcome) {
        QTest::newRow(way) << QString::fromLatin1(way) << outcome;
    };
    row("greeting", Outcome::ServerTrouble);
    row("greeting:this is no mail server", Outcome::ServerTrouble);
    row("greeting:554 go away", Outcome::ServerTrouble);
    row("EHLO", Outcome::ServerTrouble);
    row("MAIL", Outcome::ServerTrouble);
    row("MAIL:550 this sender is not wanted", Outcome::ServerTrouble);
    row("RCPT", Outcome::Temporary);
    row("RCPT:garbage", Outcome::Temporary);
    row("RCPT:451 later", Outcome::Temporary);
    row("RCPT:553 never", Outcome::Permanent);
    row("DATA", Outcome::ServerTrouble);
    row("body", Outcome::Temporary);
    row("end", Outcome::Temporary);
    row("end:garbage", Outcome::Temporary);
    row("end:452 the disk is full", Outcome::Temporary);
    row("end:554 this looks like spam", Outcome::Permanent);
    row("silent", Outcome::ServerTrouble);
}

/// Never is it said to be sent, and never does it take longer than it may.
void TestSmtp::badServers()
{
    QFETCH(QString, way);
    QFETCH(Outcome, outcome);
    MailServer server(QStringLiteral("badsmtpd.py"), {way});
    SmtpServer address = server.address();
    address.totalTimeout = 2s;
    const SmtpResult result = sendMail(address, mailTo(QStringLiteral("ada@contoso.com")));
    QVERIFY2(result.outcome == outcome,
             qPrintable(QString::number(int(result.outcome)) + result.words + QLatin1Char('\n')
                        + result.dialogue));
    QVERIFY(!result.words.isEmpty());
    const QString said = way.section(QLatin1Char(':'), 1).section(QLatin1Char(' '), 1);
    QVERIFY2(result.words.contains(said), qPrintable(result.words));
}

void TestSmtp::connectionIsUsedAgain()
{
    MailServer server(QStringLiteral("smtpd.py"), {});
    SmtpSender sender(server.address(), 1);
    for (int i = 0; i < 3; ++i) {
        sender.start(i, mailTo(QStringLiteral("ada@contoso.com")));
        const auto done = sender.wait(10s);
        QCOMPARE(done.size(), size_t(1));
        QCOMPARE(done.front().result.outcome, Outcome::Sent);
        QCOMPARE(done.front().result.dialogue.contains(QStringLiteral("EHLO")), i == 0);
    }
}

void TestSmtp::nobodyListens()
{
    SmtpServer address;
    {
        const MailServer server(QStringLiteral("badsmtpd.py"), {QStringLiteral("silent")});
        address = server.address();
    }
    const SmtpResult result = sendMail(address, mailTo(QStringLiteral("ada@contoso.com")));
    QCOMPARE(result.outcome, Outcome::ServerTrouble);
    QVERIFY2(result.words.contains(QString::number(address.port)), qPrintable(result.words));
}

QTEST_GUILESS_MAIN(TestSmtp)
#include "tst_smtp.moc"
