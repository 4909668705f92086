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
    void noLogInWhereNoneIsOffered();
    void addressesBeyondAscii();
    void noAddressNoMail_data();
    void noAddressNoMail();
    void connectionIsUsedAgain();
    void neverMoreConnections();
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
    row("international name", "A request", "", "größe@münchen.example");
    row("no words", "", "", "x@contoso.com");
    QTest::newRow("longer than a line may be")
        << QStringLiteral("Grüße ").repeated(40) << QStringLiteral("\U0001F600 ä").repeated(100)
        << QStringLiteral("x@contoso.com");
    row("blanks and commas", "a,  b;   c: <d>", "Admin, Ada <eve@evil.example>", "ada@contoso.com");
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
    const QJsonArray to = taken.value(QStringLiteral("mailboxes"))[QStringLiteral("to")].toArray();
    QCOMPARE(to, (QJsonArray{QJsonArray{name.simplified(), smtpAddress(address)}}));
    const QJsonArray from =
        taken.value(QStringLiteral("mailboxes"))[QStringLiteral("from")].toArray();
    QCOMPARE(from, (QJsonArray{QJsonArray{mail.from.name, mail.from.address}}));
    // Of the library's own lines one is longer; none may be longer than 998 (RFC 5322 §2.1.1).
    const QString raw = taken.value(QStringLiteral("raw")).toString();
    for (const QString &line : raw.split(QStringLiteral("\r\n"))) {
        const bool isOurs = !line.startsWith(QStringLiteral("Content-Type:"));
        QVERIFY2(line.toUtf8().size() <= (isOurs ? 78 : 998), qPrintable(line));
    }
    QVERIFY(header(taken, "Bcc").isEmpty());
    QCOMPARE(header(taken, "Message-ID"), mail.messageId);
    QCOMPARE(header(taken, "References"), mail.threadId);
    QCOMPARE(header(taken, "In-Reply-To"), mail.threadId);
    QCOMPARE(header(taken, "Auto-Submitted"), QStringLiteral("auto-generated"));
    QCOMPARE(header(taken, "X-Auto-Response-Suppress"), QStringLiteral("All"));
    QCOMPARE(header(taken, "Importance"), QStringLiteral("high"));
    QCOMPARE(header(taken, "X-Priority"), QStringLiteral("1"));
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
    QTest::addColumn<QString>("more");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<bool>("sent");
    const QString login = QStringLiteral("--only-login");
    QTest::newRow("STARTTLS") << Security::StartTls << QString() << QByteArray("s3cret+x") << true;
    QTest::newRow("TLS") << Security::Tls << QString() << QByteArray("s3cret+x") << true;
    QTest::newRow("asked in parts")
        << Security::StartTls << login << QByteArray("s3cret+x") << true;
    QTest::newRow("wrong password")
        << Security::StartTls << QString() << QByteArray("guess") << false;
    QTest::newRow("wrong in parts") << Security::StartTls << login << QByteArray("guess") << false;
}

void TestSmtp::logsIn()
{
    QFETCH(Security, security);
    QFETCH(QString, more);
    QFETCH(QByteArray, password);
    QFETCH(bool, sent);
    const bool isTls = security == Security::Tls;
    MailServer server(QStringLiteral("smtpd.py"),
                      QStringList{isTls ? QStringLiteral("--tls") : QStringLiteral("--starttls"),
                                  QStringLiteral("--auth"), QStringLiteral("robot:s3cret+x")}
                          + (more.isEmpty() ? QStringList() : QStringList{more}));
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
    QTest::addColumn<int>("days");
    QTest::newRow("another name") << QStringLiteral("elsewhere.example") << true << 2;
    QTest::newRow("unknown authority") << QStringLiteral("localhost") << false << 2;
    QTest::newRow("over") << QStringLiteral("localhost") << true << -1;
}

void TestSmtp::refusedByTheCertificate()
{
    QFETCH(QString, name);
    QFETCH(bool, trusted);
    QFETCH(int, days);
    for (const Security security : {Security::StartTls, Security::Tls}) {
        MailServer server(
            QStringLiteral("smtpd.py"),
            {security == Security::Tls ? QStringLiteral("--tls") : QStringLiteral("--starttls")},
            name, days);
        SmtpServer address = server.address(security);
        address.user = QStringLiteral("robot");
        address.password = "s3cret";
        if (!trusted)
            address.caFile.clear();
        const SmtpResult result = sendMail(address, mailTo(QStringLiteral("ada@contoso.com")));
        QCOMPARE(result.outcome, Outcome::ServerTrouble);
        QVERIFY2(result.words.contains(QStringLiteral("certificate"), Qt::CaseInsensitive),
                 qPrintable(result.words));
        QVERIFY2(!result.dialogue.contains(QStringLiteral("> AUTH")), qPrintable(result.dialogue));
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
    row("EHLO:502 what", Outcome::ServerTrouble);
    row("STARTTLS", Outcome::ServerTrouble);
    row("STARTTLS:454 no TLS today", Outcome::ServerTrouble);
    row("STARTTLS:garbage", Outcome::ServerTrouble);
    row("handshake", Outcome::ServerTrouble);
    row("AUTH", Outcome::ServerTrouble);
    row("AUTH:garbage", Outcome::ServerTrouble);
    row("AUTH:454 ask again", Outcome::ServerTrouble);
    row("AUTH:534 too weak", Outcome::ServerTrouble);
    row("MAIL", Outcome::ServerTrouble);
    row("MAIL:550 this sender is not wanted", Outcome::ServerTrouble);
    row("RCPT", Outcome::Temporary);
    row("RCPT:garbage", Outcome::Temporary);
    row("RCPT:451 later", Outcome::Temporary);
    row("RCPT:553 never", Outcome::Permanent);
    row("RCPT:550-5.1.1 nobody of this|550 5.1.1 name is here", Outcome::Permanent);
    row("RCPT:554 5.7.1 relay access denied", Outcome::ServerTrouble);
    row("RCPT:530 log in first", Outcome::ServerTrouble);
    row("RCPT:421 too many for today", Outcome::Temporary);
    row("DATA:451 no room", Outcome::ServerTrouble);
    row("DATA", Outcome::ServerTrouble);
    row("body", Outcome::Temporary);
    row("end", Outcome::Temporary);
    row("end:garbage", Outcome::Temporary);
    row("end:452 the disk is full", Outcome::Temporary);
    row("end:554 this looks like spam", Outcome::Permanent);
    row("end:354 go on", Outcome::Temporary);
    row("end:251 elsewhere", Outcome::Temporary);
    row("endless", Outcome::ServerTrouble);
    row("silent", Outcome::ServerTrouble);
}

/// Never is it said to be sent, and never does it take longer than it may.
void TestSmtp::badServers()
{
    QFETCH(QString, way);
    QFETCH(Outcome, outcome);
    MailServer server(QStringLiteral("badsmtpd.py"), {way});
    const bool isAboutTls =
        way.startsWith(QStringLiteral("STARTTLS")) || way == QStringLiteral("handshake");
    SmtpServer address = server.address(isAboutTls ? Security::StartTls : Security::None);
    address.caFile.clear();
    address.totalTimeout = 2s;
    if (way.startsWith(QStringLiteral("AUTH"))) {
        address.user = QStringLiteral("robot");
        address.password = "s3cret";
    }
    const SmtpResult result = sendMail(address, mailTo(QStringLiteral("ada@contoso.com")));
    QVERIFY2(result.outcome == outcome,
             qPrintable(QString::number(int(result.outcome)) + result.words + QLatin1Char('\n')
                        + result.dialogue));
    QVERIFY(!result.words.isEmpty());
    // All that it said, whole and without what only programs understand.
    const QString said = way.section(QLatin1Char(':'), 1).section(QLatin1Char(' '), 1);
    const QString plain = QString(said).replace(QStringLiteral("|550 "), QStringLiteral(" "));
    QVERIFY2(result.words.contains(plain), qPrintable(result.words));
    QVERIFY2(!result.words.contains(QStringLiteral("550-")), qPrintable(result.words));
    QVERIFY(!result.dialogue.contains(QStringLiteral("s3cret")));
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

void TestSmtp::neverMoreConnections()
{
    MailServer server(QStringLiteral("smtpd.py"), {});
    SmtpSender sender(server.address(), 3);
    int greeted = 0;
    int sent = 0;
    for (qint64 next = 0; next < 40 || sender.underWay() > 0;) {
        QVERIFY(sender.underWay() <= 3 && sender.room() == 3 - sender.underWay());
        while (next < 40 && sender.room() > 0)
            sender.start(next++, mailTo(QStringLiteral("ada@contoso.com")));
        for (const auto &done : sender.wait(10s)) {
            sent += done.result.outcome == Outcome::Sent ? 1 : 0;
            greeted += done.result.dialogue.contains(QStringLiteral("EHLO")) ? 1 : 0;
        }
    }
    QCOMPARE(sent, 40);
    QVERIFY2(greeted >= 1 && greeted <= 3, qPrintable(QString::number(greeted)));
}

void TestSmtp::noLogInWhereNoneIsOffered()
{
    MailServer server(QStringLiteral("smtpd.py"), {});
    SmtpServer address = server.address();
    address.user = QStringLiteral("robot");
    address.password = "s3cret";
    const SmtpResult result = sendMail(address, mailTo(QStringLiteral("ada@contoso.com")));
    QCOMPARE(result.outcome, Outcome::ServerTrouble);
    QVERIFY(server.tookNothingMore());
}

/// A server that doesn't know such addresses is never given one.
void TestSmtp::addressesBeyondAscii()
{
    MailServer server(QStringLiteral("smtpd.py"), {QStringLiteral("--ascii")});
    SmtpSender sender(server.address(), 1);
    const auto sent = [&sender](const MailMessage &mail) {
        sender.start(1, mail);
        return sender.wait(10s).front().result;
    };
    const SmtpResult refused = sent(mailTo(QStringLiteral("größe@contoso.com")));
    QCOMPARE(refused.outcome, Outcome::Permanent);
    QVERIFY2(refused.words.contains(QStringLiteral("SMTPUTF8")), qPrintable(refused.words));
    QVERIFY(!refused.dialogue.contains(QStringLiteral("> MAIL")));
    MailMessage ours = mailTo(QStringLiteral("ada@contoso.com"));
    ours.from.address = QStringLiteral("größe@contoso.com");
    QCOMPARE(sent(ours).outcome, Outcome::ServerTrouble);
    QCOMPARE(sent(mailTo(QStringLiteral("ada@contoso.com"))).outcome, Outcome::Sent);
    // Also over a connection on which the server was greeted for another mail.
    QCOMPARE(sent(mailTo(QStringLiteral("größe@contoso.com"))).outcome, Outcome::Permanent);
    QCOMPARE(server.taken()[QStringLiteral("to")].toArray(),
             QJsonArray{QStringLiteral("ada@contoso.com")});
    QVERIFY(server.tookNothingMore());
}

void TestSmtp::noAddressNoMail_data()
{
    QTest::addColumn<QString>("address");
    for (const char *address :
         {"", "ada", "ada@contoso.com\r\nRCPT TO:<eve@evil.example>", "a@b.com> X=<", "a b@c.com"})
        QTest::newRow(address) << QString::fromLatin1(address);
}

void TestSmtp::noAddressNoMail()
{
    QFETCH(QString, address);
    MailServer server(QStringLiteral("smtpd.py"), {});
    SmtpSender sender(server.address(), 1);
    sender.start(7, mailTo(address));
    QCOMPARE(sender.underWay(), 1);
    QCOMPARE(sender.room(), 0);
    const auto done = sender.wait(10s);
    QCOMPARE(done.size(), size_t(1));
    QCOMPARE(done.front().id, 7);
    QCOMPARE(done.front().result.outcome, Outcome::Permanent);
    QVERIFY(done.front().result.dialogue.isEmpty());
    MailMessage ours = mailTo(QStringLiteral("ada@contoso.com"));
    ours.from.address = address;
    QCOMPARE(sendMail(server.address(), ours).outcome, Outcome::ServerTrouble);
    QVERIFY(server.tookNothingMore());
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
