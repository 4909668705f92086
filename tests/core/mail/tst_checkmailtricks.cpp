#include "tests/core/mail/mademail.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;

static const QByteArray evilLink = "<a href=\"http://evil.example\">Approve here</a>";

/// What a forger does to a genuine notice so that mail programs show something else than what is compared.
class TestCheckMailTricks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void genuine_data();
    void genuine();
    void contents_data();
    void contents() { isAltered(); }
    void structures_data();
    void structures() { isAltered(); }
    void entities_data();
    void entities();

private:
    void isAltered();

    std::unique_ptr<SentNotice> m_sent;
    QByteArray m_text;
    QByteArray m_html;
    MadeMail m_mail;
};

void TestCheckMailTricks::initTestCase()
{
    if (m_sent)
        return;
    m_sent = std::make_unique<SentNotice>();
    m_text = m_sent->text.text.toUtf8();
    m_html = m_sent->text.html.toUtf8();
    m_mail = made(*m_sent);
}

void TestCheckMailTricks::genuine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    initTestCase();
    QTest::newRow("in base64") << m_mail.bytes();
    QTest::newRow("as it is") << m_mail.withParts(
        {partAsIs(plainType, "8bit", m_text), partAsIs(htmlType, "8bit", m_html)});
    QTest::newRow("in ISO-8859-1") << m_mail.withText(
        part("text/plain; charset=\"iso-8859-1\"; format=flowed", m_sent->text.text.toLatin1()));
    QTest::newRow("in Windows-1252")
        << m_mail.withHtml(part("text/html; charset=Windows-1252", m_sent->text.html.toLatin1()));
    QTest::newRow("on its way through servers")
        << "Return-Path: <lockbox@contoso.com>\r\nDelivered-To: ada@contoso.com\r\n"
           "Authentication-Results: mx.contoso.com; dkim=pass\r\nARC-Seal: i=1; cv=none\r\n"
           "DKIM-Signature: v=1; a=rsa-sha256;\r\n\tb=abc\r\nX-Spam-Status: No\r\n"
           "Received: from a by b; Thu, 5 Feb 2026 21:00:01 +0000\r\nReceived: from c by a\r\n"
               + m_mail.withField("Content-Language: en-US");
    QTest::newRow("in a file of mails")
        << "From lockbox Thu Feb  5 21:00:01 2026\r\n" + m_mail.bytes();
    QTest::newRow("without the reader's name") << m_mail.withValue("To", "ada@contoso.com");
    QTest::newRow("with a name in quotation marks")
        << m_mail.withValue("To", "\"Ada\" <ADA@Contoso.com>");
    QTest::newRow("with an encoded name")
        << m_mail.withValue("To", "=?utf-8?B?QWRh?= <ada@contoso.com>");
    QTest::newRow("with the date in another zone")
        << m_mail.withValue("Date", "Thu, 5 Feb 2026 22:00:00 +0100 (CET)");
    QTest::newRow("with other entities") << m_mail.withHtml(part(
        htmlType, QByteArray(m_html).replace("&quot;", "&#x22;").replace(" als ", "&nbsp;als ")));
}

void TestCheckMailTricks::genuine()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(m_sent->differences(bytes), QStringList());
}

void TestCheckMailTricks::isAltered()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, field);
    const QStringList found = m_sent->differences(bytes);
    QVERIFY2(found.contains(field), qPrintable(found.join(QLatin1Char(','))));
}

void TestCheckMailTricks::contents_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("field");
    initTestCase();
    const auto row = [](const char *name, const QByteArray &bytes,
                        const char *field = "Form of the mail") {
        QTest::newRow(name) << bytes << QString::fromLatin1(field);
    };
    const QByteArray nul(1, '\0');
    const QByteArray russian = QStringLiteral("Перейдите на ｅｖｉｌ．ｃｏｍ").toUtf8();
    row("a link behind a NUL", m_mail.withHtml(part(htmlType, m_html + nul + evilLink)),
        "HTML part");
    row("a NUL, then a link only", m_mail.withHtml(part(htmlType, nul + evilLink)), "HTML part");
    row("text behind a NUL", m_mail.withText(part(plainType, m_text + nul + evilLink)),
        "Text added");
    row("a NUL, then text only", m_mail.withText(part(plainType, nul + evilLink)), "Request ID");
    row("a link behind a NUL, as it is",
        m_mail.withHtml(partAsIs(htmlType, "8bit", m_html + nul + evilLink)));
    row("a NUL at the end", m_mail.withText(part(plainType, m_text + nul)), "Text added");
    row("a NUL in the raw bytes", m_mail.withText(partAsIs(plainType, "8bit", m_text + nul)));
    row("pasted text behind a NUL", m_text + nul + evilLink);
    row("no HTML in the HTML part", m_mail.withHtml(part(htmlType, {})), "HTML part");
    row("no text in the text part", m_mail.withText(part(plainType, {})), "Request ID");
    row("UTF-8 called ASCII",
        m_mail.withText(part("text/plain; charset=us-ascii", m_text + russian)));
    row("UTF-8 in HTML called nothing", m_mail.withHtml(part("text/html", m_html)));
    row("no UTF-8", m_mail.withText(part(plainType, m_text + "\xff\xfe\xc0")));
    row("half a character", m_mail.withText(part(plainType, m_text + "\xc3")));
    row("an overlong character", m_mail.withHtml(part(htmlType, m_html + "\xc0\xbc")));
    row("a mark of UTF-8", m_mail.withHtml(part(htmlType, "\xEF\xBB\xBF" + m_html)), "HTML part");
    row("pasted text that is no UTF-8", m_text + "\xff");
    row("holes of another charset",
        m_mail.withText(part("text/plain; charset=iso-8859-8", m_text + "\xa1")));
    row("a charset that nobody knows", m_mail.withText(part("text/plain; charset=zzz", m_text)));
    row("UTF-7", m_mail.withHtml(part("text/html; charset=utf-7", m_html + "+ADw-a+AD4-")));
    row("ISO-8859-1 with characters of Windows-1252",
        m_mail.withText(
            part("text/plain; charset=iso-8859-1", m_sent->text.text.toLatin1() + "\x85")));
    row("Windows-1252 with a hole", m_mail.withText(part("text/plain; charset=windows-1252",
                                                         m_sent->text.text.toLatin1() + "\x81")));
    row("a charset of its own in the HTML part",
        m_mail.withHtml(part(htmlType, QByteArray(m_html).replace("\"utf-8\"", "\"utf-7\""))),
        "HTML part");
    row("a next-line character", m_mail.withText(part(plainType, m_text + "\xc2\x85")),
        "Text added");
    row("a wide blank", m_mail.withText(part(plainType, m_text + "\xe2\x80\x83")), "Text added");
    row("a form feed", m_mail.withText(part(plainType, m_text + "\f")), "Text added");
    row("a hard blank in a tag",
        m_mail.withHtml(
            part(htmlType, QByteArray(m_html).replace("<table role", "<table\xc2\xa0role"))),
        "HTML part");
    row("marks of quotation",
        m_mail.withText(part(plainType, QByteArray(m_text).replace("\nAn", "\n>>An"))), "Text");
}

void TestCheckMailTricks::structures_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("field");
    initTestCase();
    const auto row = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << bytes << QStringLiteral("Form of the mail");
    };
    const auto changed = [&](const auto &change) {
        MadeMail other = m_mail;
        change(other);
        return other.bytes();
    };
    const QByteArray hidden = "--AA\r\n" + part(htmlType, evilLink) + "--AA--\r\n";
    const auto typed = [&](const QByteArray &type, const QByteArray &preamble = {}) {
        return changed([&](MadeMail &m) {
            m.type = type;
            m.preamble = preamble;
        });
    };
    row("two boundaries", typed("multipart/alternative; boundary=BB; boundary=AA", hidden));
    row("two boundaries, the other first",
        typed("multipart/alternative; boundary=AA; boundary=BB", hidden));
    row("a boundary in pieces", typed("multipart/alternative; boundary*0=B; boundary*1=B"));
    row("a boundary with a charset", typed("multipart/alternative; boundary*=utf-8''BB"));
    row("a boundary in a comment", typed("multipart/alternative (; boundary=AA); boundary=BB"));
    row("parts to be shown one after the other", typed("multipart/mixed; boundary=BB"));
    row("a type with a name", typed("multipart/alternative; boundary=BB; name=\"evil.html\""));
    row("text before", changed([](MadeMail &m) { m.preamble = "Click http://evil.example\r\n"; }));
    row("text after", changed([](MadeMail &m) { m.epilogue = "Click http://evil.example\r\n"; }));
    row("a part after the last", changed([](MadeMail &m) {
            m.epilogue = "--BB\r\n" + part(htmlType, evilLink) + "--BB--\r\n";
        }));
    row("almost a boundary", m_mail.withText(partAsIs(plainType, "8bit", m_text + "--BBx\n")));
    row("no end", m_mail.bytes().chopped(8));
    row("three parts", changed([](MadeMail &m) { m.parts += part(htmlType, evilLink); }));
    row("two HTML parts", m_mail.withText(m_mail.parts.at(1)));
    row("the HTML part first", m_mail.withParts({m_mail.parts.at(1), m_mail.parts.at(0)}));
    row("the text part alone", m_mail.withParts({m_mail.parts.at(0)}));
    row("the HTML part alone", m_mail.withParts({m_mail.parts.at(1)}));
    row("a text without containers", QByteArray("Content-Type: " + m_mail.parts.at(0))
                                         .replace("Content-Type: Content", "Content")
                                         .insert(0, m_mail.fields));
    const QByteArray padded = m_html + QByteArray((4 - m_html.size() % 3) % 3, ' ');
    QVERIFY(padded.toBase64().endsWith('='));
    row("base64 after its padding",
        m_mail.withHtml(part(htmlType, padded) + inLines(evilLink.toBase64())));
    row("base64 with other characters", m_mail.withHtml(part(htmlType, m_html) + "!"));
    row("a broken escape",
        m_mail.withHtml(partAsIs("text/html", "quoted-printable",
                                 "=ZZ" + QByteArray(m_html).replace("=", "=3D"))));
    row("the type twice", m_mail.withHtml("Content-Type: text/plain\r\n" + m_mail.parts.at(1)));
    row("the coding twice",
        m_mail.withHtml(part(htmlType, m_html, "Content-Transfer-Encoding: 7bit\r\n")));
    row("a coding that nobody knows", m_mail.withHtml(partAsIs(htmlType, "x-uuencode", m_html)));
    row("bytes beyond ASCII in seven bits", m_mail.withHtml(partAsIs(htmlType, "7bit", m_html)));
    row("all of it encoded", m_mail.withField("Content-Transfer-Encoding: base64"));
    row("a part as a file",
        m_mail.withText(part(plainType, m_text, "Content-Disposition: attachment\r\n")));
    row("a part with a file's name",
        m_mail.withText(
            part(plainType, m_text, "Content-Disposition: inline; filename=\"evil.txt\"\r\n")));
    row("a part with a name",
        m_mail.withText(part(plainType + "; name=\"http://evil.example\"", m_text)));
    row("a part with a description",
        m_mail.withText(part(plainType, m_text, "Content-Description: http://evil.example\r\n")));
    row("all of it as a file", m_mail.withField("Content-Disposition: attachment"));
    row("another place", m_mail.withField("Content-Location: http://evil.example"));
    row("no version of MIME", QByteArray(m_mail.bytes()).replace("Mime-Version: 1.0\r\n", ""));
    row("a lonely carriage return", m_mail.withText(partAsIs(plainType, "8bit", m_text + "\rx")));
    row("lines of two kinds", QByteArray(m_mail.bytes()).replace("\r\nSubject", "\nSubject"));
    row("a line of blanks in the head", m_mail.withField("X-Some: a\r\n "));
}

void TestCheckMailTricks::entities_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char *name, const char *from, const char *to) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to);
    };
    row("named ones that make a link", "&amp;", "&");
    row("one that is known to HTML 5", "https&amp;colon;", "https&colon;");
    row("one without its end", " &amp; ", " &amp ");
    row("one in capitals", " &amp; ", " &AMP; ");
    row("one with digits", " &amp; ", " &frac12; ");
    row("a number that programs read as Windows-1252", "als", "als&#150;");
    row("a number of nothing", "als", "als&#0;");
    row("a number without its end", "als", "al&#115");
    row("a number that is too large", "als", "als&#x110000;");
}

void TestCheckMailTricks::entities()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const QByteArray changed = QByteArray(m_html).replace(from, to);
    QVERIFY2(changed != m_html, m_html.constData());
    QCOMPARE(m_sent->differences(m_mail.withHtml(part(htmlType, changed))),
             QStringList{QStringLiteral("HTML part")});
}

QTEST_GUILESS_MAIN(TestCheckMailTricks)
#include "tst_checkmailtricks.moc"
