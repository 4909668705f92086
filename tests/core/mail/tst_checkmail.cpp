#include "core/mail/check.h"
#include "tests/core/mail/mailserver.h"
#include "tests/core/mail/noticesamples.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;

/// Whether a mail that somebody got is the one that was sent: through a real server, copied, quoted, and changed.
class TestCheckMail : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void genuine_data();
    void genuine();
    void everyFactIsHeldAgainstIt_data();
    void everyFactIsHeldAgainstIt();
    void altered_data();
    void altered();
    void findsWhatItIsAbout();
    void noMail_data();
    void noMail();

private:
    QStringList fields(const QByteArray &bytes) const;

    NoticeText m_text;
    std::vector<LetterBody::Line> m_lines;
    MailMessage m_mail;
    QByteArray m_raw; ///< As it came out of the server.
};

static const QString phrase = QStringLiteral("abandon ability able zoo");

void TestCheckMail::initTestCase()
{
    m_text = compose(samples::noticeOf(NoticeKind::RequestPending,
                                       QStringLiteral("Größer als sonst, see http://x.example")),
                     phrase);
    m_lines = m_text.lines;
    m_lines.push_back({QStringLiteral("Verification phrase"), phrase});
    m_mail = {.from = {.name = QStringLiteral("Customer Lockbox of Contoso"),
                       .address = QStringLiteral("lockbox@contoso.com")},
              .to = {.name = QStringLiteral("Ada"), .address = QStringLiteral("ada@contoso.com")},
              .subject = m_text.subject,
              .text = m_text.text,
              .html = m_text.html,
              .messageId = QStringLiteral("<id-1@contoso.com>")};
    MailServer server(QStringLiteral("smtpd.py"), {});
    QCOMPARE(sendMail(server.address(), m_mail).outcome, SmtpResult::Outcome::Sent);
    m_raw = server.taken().value(QStringLiteral("raw")).toString().toUtf8();
    QVERIFY(m_raw.contains("Subject"));
}

QStringList TestCheckMail::fields(const QByteArray &bytes) const
{
    const auto mail = readMail(bytes);
    if (!mail)
        return {mail.error().message};
    QStringList fields;
    for (const auto &difference : differences(*mail, m_mail, m_lines))
        fields.append(difference.field);
    return fields;
}

void TestCheckMail::genuine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    initTestCase();
    const QString text = m_text.text;
    QTest::newRow("as it came") << m_raw;
    QTest::newRow("with other line ends") << QByteArray(m_raw).replace("\r\n", "\n");
    QTest::newRow("received twice")
        << QByteArray("Received: from a by b; Thu, 5 Feb 2026 21:00:01 +0000\r\n" + m_raw);
    QTest::newRow("the text alone") << text.toUtf8();
    QTest::newRow("the text in one line") << text.simplified().toUtf8();
    QTest::newRow("quoted")
        << (QStringLiteral("> ") + QString(text).replace(u"\n"_qs, u"\n> "_qs)).toUtf8();
    QTest::newRow("with hard blanks") << QString(text).replace(u"  "_qs, u"\u00A0 "_qs).toUtf8();
}

void TestCheckMail::genuine()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(fields(bytes), QStringList());
}

void TestCheckMail::everyFactIsHeldAgainstIt_data()
{
    QTest::addColumn<QString>("label");
    initTestCase();
    for (const LetterBody::Line &line : m_lines)
        QTest::newRow(qPrintable(line.label)) << line.label;
}

/// One character of one fact is another.
void TestCheckMail::everyFactIsHeldAgainstIt()
{
    QFETCH(QString, label);
    const qsizetype start = m_text.text.indexOf(label + QLatin1Char(':'));
    QVERIFY(start > 0);
    QString text = m_text.text;
    qsizetype place = start + label.size() + 1;
    while (text.at(place).isSpace())
        ++place;
    text[place] = text.at(place) == QLatin1Char('7') ? QLatin1Char('8') : QLatin1Char('7');
    QCOMPARE(fields(text.toUtf8()), QStringList{label});
}

void TestCheckMail::altered_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const char *from, const char *to, const char *field) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QString::fromLatin1(field);
    };
    row("another sender", "lockbox@contoso.com", "lockbox@contoso.co", "From");
    row("another recipient", "ada@contoso.com", "eve@contoso.com", "To");
    row("another subject", "Subject: A ", "Subject: Urgent: a ", "Subject");
    row("another headline", "is pending your approval\r\n\r\nAn", "needs you\r\n\r\nAn", "Text");
    row("a link in the HTML part", "</table>", "</table><a href=3D'http://evil.example'>x</a>",
        "HTML part");
    row("only the HTML part says something else", "04:00:00</td>", "99:00:00</td>", "HTML part");
}

void TestCheckMail::altered()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, field);
    QByteArray bytes = m_raw;
    QVERIFY2(bytes.contains(from), bytes.constData());
    bytes.replace(from, to);
    QVERIFY2(fields(bytes).contains(field), qPrintable(fields(bytes).join(QLatin1Char(','))));
    // Words before or after are not from here.
    QCOMPARE(fields((m_text.text + QStringLiteral("\nClick here now")).toUtf8()),
             QStringList{QStringLiteral("Text added")});
}

void TestCheckMail::findsWhatItIsAbout()
{
    const auto id = samples::noticeOf(NoticeKind::RequestPending).request->id;
    const auto mail = readMail(m_raw);
    QVERIFY(mail && mail->hasHeaders);
    QCOMPARE(mail->messageId, m_mail.messageId);
    QCOMPARE(requestIn(*mail), id);
    const auto text = readMail(m_text.text.simplified().toUtf8());
    QVERIFY(text && !text->hasHeaders);
    QCOMPARE(requestIn(*text), id);
    QVERIFY(requestIn(*readMail("Request ID: none")).isNull());
}

void TestCheckMail::noMail_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("blanks") << QByteArray(" \n\t\n");
    QTest::newRow("endless") << QByteArray(11'000'000, 'x');
}

void TestCheckMail::noMail()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!readMail(bytes));
}

QTEST_GUILESS_MAIN(TestCheckMail)
#include "tst_checkmail.moc"
