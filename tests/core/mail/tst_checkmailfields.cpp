#include "tests/core/mail/mademail.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;

/// Header fields that a forger adds to a genuine notice, or changes, so that mail programs show something else or answer somebody else.
class TestCheckMailFields : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void fields_data();
    void fields();
    void namesComeBack_data();
    void namesComeBack();

private:
    std::unique_ptr<SentNotice> m_sent;
    MadeMail m_mail;
};

void TestCheckMailFields::initTestCase()
{
    if (m_sent)
        return;
    m_sent = std::make_unique<SentNotice>();
    m_mail = made(*m_sent);
}

void TestCheckMailFields::fields_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("field");
    initTestCase();
    const auto row = [](const char *name, const QByteArray &bytes, const char *field) {
        QTest::newRow(name) << bytes << QString::fromLatin1(field);
    };
    for (const char *field :
         {"Reply-To: eve@evil.example", "Reply-To: \"\": eve@evil.example;",
          "Reply-To: : eve@evil.example;", "Reply-To: <eve@evil.example", "Reply-To: (x) ,",
          "Reply-To:", "Cc: eve@evil.example", "Bcc: eve@evil.example", "Sender: eve@evil.example",
          "List-Unsubscribe: <http://evil.example/u>", "List-Post: <mailto:eve@evil.example>",
          "Resent-From: eve@evil.example", "Mail-Reply-To: eve@evil.example",
          "Mail-Followup-To: eve@evil.example", "Disposition-Notification-To: eve@evil.example",
          "Return-Receipt-To: eve@evil.example", "rEPLY-tO: eve@evil.example"})
        row(field, m_mail.withField(field), "Fields that no notice has");
    const QByteArray from = "Customer Lockbox of Contoso <lockbox@contoso.com>";
    row("a reader's name that says more",
        m_mail.withValue("To", "\"go to evil.example\" <ada@contoso.com>"), "To");
    row("no reader", QByteArray(m_mail.bytes()).replace("\r\nTo: Ada <ada@contoso.com>", ""), "To");
    row("two readers", m_mail.withValue("To", "ada@contoso.com, eve@evil.example"), "To");
    row("a group of senders", m_mail.withValue("From", "lockbox@contoso.com: eve@evil.example;"),
        "From");
    row("a sender's comment", m_mail.withValue("From", from + " (eve@evil.example)"), "From");
    row("a group behind the sender", m_mail.withValue("From", from + ", \"\": eve@evil.example;"),
        "From");
    row("a group before the sender", m_mail.withValue("From", "\"\": eve@evil.example;, " + from),
        "From");
    row("two addresses", m_mail.withValue("From", from + "<eve@evil.example>"), "From");
    row("a sender's name behind a NUL",
        m_mail.withValue(
            "From", "=?utf-8?B?" + QByteArray("Customer Lockbox of Contoso\0 evil", 33).toBase64()
                        + "?= <lockbox@contoso.com>"),
        "From");
    row("a letter that looks like k",
        m_mail.withValue("From", "Customer Lockbox of Contoso <loc\xE2\x84\xAA"
                                 "box@contoso.com>"),
        "From");
    const QByteArray subject = m_sent->mail.subject.toUtf8();
    row("a subject behind a NUL",
        m_mail.withValue("Subject", "=?utf-8?B?" + (subject + '\0' + " evil").toBase64() + "?="),
        "Subject");
    row("a subject in a charset of its own",
        m_mail.withValue("Subject", "=?utf-7?Q?" + QByteArray(subject).replace(' ', '_') + "?="),
        "Form of the mail");
    row("a subject that only some decode",
        m_mail.withValue("Subject", "=?us-ascii?Q?A?==?us-ascii?Q?_?=" + subject.mid(2)),
        "Form of the mail");
    row("no date", QByteArray(m_mail.bytes()).replace("\r\nDate: ", "\r\nX-Date: "), "Date");
    row("a date and more", m_mail.withValue("Date", "Thu, 05 Feb 2026 21:00:00 +0000 evil.example"),
        "Date");
    row("a second sender", m_mail.withField("From: eve@evil.example"),
        "Fields that are there twice");
    row("a second type", m_mail.withField("Content-Type: text/html"),
        "Fields that are there twice");
}

void TestCheckMailFields::fields()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, field);
    const QStringList found = m_sent->differences(bytes);
    QVERIFY2(found.contains(field), qPrintable(found.join(QLatin1Char(','))));
}

void TestCheckMailFields::namesComeBack_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"Größe & Söhne", "O'Neil \"Max\" (boss), x", "a@b.example", "a =?b?= c",
          "Дмитрий Сергеевич Константинопольский-Преображенский, отдел закупок", "😀 and more",
          "back\\slash", "Inc. of A.B.", "a: b; <c>", "100%", "a_b=c?d", "\"", "日本語　日本語"})
        QTest::newRow(name) << QString::fromUtf8(name);
}

/// Whatever name or subject: as it is written, it is read.
void TestCheckMailFields::namesComeBack()
{
    QFETCH(QString, name);
    SentNotice other = *m_sent;
    other.mail.from.name = other.mail.to.name = other.mail.subject = name;
    QByteArray raw = m_sent->raw;
    const qsizetype end = raw.indexOf("\r\n\r\n");
    QByteArray head = raw.left(raw.indexOf("Date: "));
    for (const QByteArray &field : headerFields(other.mail))
        head += field + "\r\n";
    QCOMPARE(other.differences(head + raw.mid(end + 2)), QStringList());
}

QTEST_GUILESS_MAIN(TestCheckMailFields)
#include "tst_checkmailfields.moc"
