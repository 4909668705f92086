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

/// Mails through a real server on loopback, read by a parser that isn't ours.
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
    void noLogInWhereNoneIsOffered();
    void connectionIsUsedAgain();
    void neverMoreConnections();
};

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
    MailMessage mail = samples::mailTo(address);
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
    const SmtpResult result = sendMail(address, samples::mailTo(QStringLiteral("ada@contoso.com")));
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
        const SmtpResult result =
            sendMail(address, samples::mailTo(QStringLiteral("ada@contoso.com")));
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
    const SmtpResult result = sendMail(server.address(Security::StartTls),
                                       samples::mailTo(QStringLiteral("ada@contoso.com")));
    QCOMPARE(result.outcome, Outcome::ServerTrouble);
    QVERIFY(!result.dialogue.contains(QStringLiteral("MAIL FROM")));
    QVERIFY(server.tookNothingMore());
}

void TestSmtp::connectionIsUsedAgain()
{
    MailServer server(QStringLiteral("smtpd.py"), {});
    SmtpSender sender(server.address(), 1);
    for (int i = 0; i < 3; ++i) {
        sender.start(i, samples::mailTo(QStringLiteral("ada@contoso.com")));
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
            sender.start(next++, samples::mailTo(QStringLiteral("ada@contoso.com")));
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
    const SmtpResult result = sendMail(address, samples::mailTo(QStringLiteral("ada@contoso.com")));
    QCOMPARE(result.outcome, Outcome::ServerTrouble);
    QVERIFY(server.tookNothingMore());
}

QTEST_GUILESS_MAIN(TestSmtp)
#include "tst_smtp.moc"
