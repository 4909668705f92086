#include "tests/core/mail/mailserver.h"
#include "tests/core/mail/noticesamples.h"

#include <QHash>
#include <QJsonArray>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using Outcome = SmtpResult::Outcome;
using Security = SmtpServer::Security;

/// Mails that can't be delivered, and servers that misbehave: what is said of it is true, and it is said in time.
class TestSmtpTrouble : public QObject
{
    Q_OBJECT

private slots:
    void oneRefusedRecipientStopsNobody();
    void greylistedIsForLater();
    void badServers_data();
    void badServers();
    void addressesBeyondAscii();
    void eachConnectionHasItsGreeting();
    void noAddressNoMail_data();
    void noAddressNoMail();
    void nobodyListens();
};

void TestSmtpTrouble::oneRefusedRecipientStopsNobody()
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
            sender.start(next, samples::mailTo(people.at(next)));
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

void TestSmtpTrouble::greylistedIsForLater()
{
    MailServer server(QStringLiteral("smtpd.py"),
                      {QStringLiteral("--greylist"), QStringLiteral("1")});
    const MailMessage mail = samples::mailTo(QStringLiteral("ada@contoso.com"));
    const SmtpResult first = sendMail(server.address(), mail);
    QCOMPARE(first.outcome, Outcome::Temporary);
    QCOMPARE(first.code, 451);
    QVERIFY(first.words.contains(QStringLiteral("greylisted")));
    QCOMPARE(sendMail(server.address(), mail).outcome, Outcome::Sent);
}

void TestSmtpTrouble::badServers_data()
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
    row("end:550 5.7.1 you may not send from here", Outcome::ServerTrouble);
    row("end:550-5.7.26 this sender|550 5.7.26 is not known", Outcome::ServerTrouble);
    row("end:530 log in first", Outcome::ServerTrouble);
    row("end:354 go on", Outcome::Temporary);
    row("end:251 elsewhere", Outcome::Temporary);
    row("endless", Outcome::ServerTrouble);
    row("silent", Outcome::ServerTrouble);
}

/// Never is it said to be sent, and never does it take longer than it may.
void TestSmtpTrouble::badServers()
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
    const SmtpResult result = sendMail(address, samples::mailTo(QStringLiteral("ada@contoso.com")));
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

/// A server that doesn't know such addresses is never given one.
void TestSmtpTrouble::addressesBeyondAscii()
{
    MailServer server(QStringLiteral("smtpd.py"), {QStringLiteral("--ascii")});
    SmtpSender sender(server.address(), 1);
    const auto sent = [&sender](const MailMessage &mail) {
        sender.start(1, mail);
        return sender.wait(10s).front().result;
    };
    const SmtpResult refused = sent(samples::mailTo(QStringLiteral("größe@contoso.com")));
    QCOMPARE(refused.outcome, Outcome::Permanent);
    QVERIFY2(refused.words.contains(QStringLiteral("SMTPUTF8")), qPrintable(refused.words));
    QVERIFY(!refused.dialogue.contains(QStringLiteral("> MAIL")));
    MailMessage ours = samples::mailTo(QStringLiteral("ada@contoso.com"));
    ours.from.address = QStringLiteral("größe@contoso.com");
    QCOMPARE(sent(ours).outcome, Outcome::ServerTrouble);
    QCOMPARE(sent(samples::mailTo(QStringLiteral("ada@contoso.com"))).outcome, Outcome::Sent);
    // Also over a connection on which the server was greeted for another mail.
    QCOMPARE(sent(samples::mailTo(QStringLiteral("größe@contoso.com"))).outcome,
             Outcome::Permanent);
    QCOMPARE(server.taken()[QStringLiteral("to")].toArray(),
             QJsonArray{QStringLiteral("ada@contoso.com")});
    QVERIFY(server.tookNothingMore());
}

/// Where one name stands for several servers, and only one of them knows such addresses.
void TestSmtpTrouble::eachConnectionHasItsGreeting()
{
    MailServer server(
        QStringLiteral("smtpd.py"),
        {QStringLiteral("--ascii-later"), QStringLiteral("--delay"), QStringLiteral("0.2")});
    SmtpSender sender(server.address(), 2);
    const auto sendTwo = [&sender](const QString &to) {
        for (int i = 0; i < 2; ++i)
            sender.start(i, samples::mailTo(to));
        QList<Outcome> outcomes;
        while (sender.underWay() > 0) {
            for (const auto &done : sender.wait(10s))
                outcomes.append(done.result.outcome);
        }
        std::ranges::sort(outcomes);
        return outcomes;
    };
    QCOMPARE(sendTwo(QStringLiteral("ada@contoso.com")),
             (QList<Outcome>{Outcome::Sent, Outcome::Sent}));
    // Over the same two.
    QCOMPARE(sendTwo(QStringLiteral("größe@contoso.com")),
             (QList<Outcome>{Outcome::Sent, Outcome::Permanent}));
}

void TestSmtpTrouble::noAddressNoMail_data()
{
    QTest::addColumn<QString>("address");
    for (const char *address :
         {"", "ada", "ada@contoso.com\r\nRCPT TO:<eve@evil.example>", "a@b.com> X=<", "a b@c.com"})
        QTest::newRow(address) << QString::fromLatin1(address);
}

void TestSmtpTrouble::noAddressNoMail()
{
    QFETCH(QString, address);
    MailServer server(QStringLiteral("smtpd.py"), {});
    SmtpSender sender(server.address(), 1);
    sender.start(7, samples::mailTo(address));
    QCOMPARE(sender.underWay(), 1);
    QCOMPARE(sender.room(), 0);
    const auto done = sender.wait(10s);
    QCOMPARE(done.size(), size_t(1));
    QCOMPARE(done.front().id, 7);
    QCOMPARE(done.front().result.outcome, Outcome::Permanent);
    QVERIFY(done.front().result.dialogue.isEmpty());
    MailMessage ours = samples::mailTo(QStringLiteral("ada@contoso.com"));
    ours.from.address = address;
    QCOMPARE(sendMail(server.address(), ours).outcome, Outcome::ServerTrouble);
    QVERIFY(server.tookNothingMore());
}

void TestSmtpTrouble::nobodyListens()
{
    SmtpServer address;
    {
        const MailServer server(QStringLiteral("badsmtpd.py"), {QStringLiteral("silent")});
        address = server.address();
    }
    const SmtpResult result = sendMail(address, samples::mailTo(QStringLiteral("ada@contoso.com")));
    QCOMPARE(result.outcome, Outcome::ServerTrouble);
    QVERIFY2(result.words.contains(QString::number(address.port)), qPrintable(result.words));
}

QTEST_GUILESS_MAIN(TestSmtpTrouble)
#include "tst_smtptrouble.moc"
