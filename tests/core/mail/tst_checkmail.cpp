#include "tests/core/mail/noticesamples.h"
#include "tests/core/mail/sentnotice.h"

#include <QProcess>
#include <QRegularExpression>
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
    void everyCharacterCounts();
    void altered_data();
    void altered();
    void added_data();
    void added();
    void findsWhatItIsAbout();
    void noMail_data();
    void noMail();

private:
    QStringList fields(const QByteArray &bytes) const { return m_sent->differences(bytes); }
    /// With one part more, at the end.
    QByteArray withPart(const QByteArray &part) const;
    QByteArray withField(const QByteArray &field) const { return field + "\r\n" + m_raw; }

    const SentNotice *m_sent = nullptr;
    NoticeText m_text;
    std::vector<LetterBody::Line> m_lines;
    MailMessage m_mail;
    QByteArray m_raw; ///< As it came out of the server.
};

void TestCheckMail::initTestCase()
{
    static const SentNotice sent;
    m_sent = &sent;
    m_text = sent.text;
    m_lines = sent.lines;
    m_mail = sent.mail;
    m_raw = sent.raw;
    QVERIFY(m_raw.contains("Subject"));
}

QByteArray TestCheckMail::withPart(const QByteArray &part) const
{
    const qsizetype end = m_raw.trimmed().lastIndexOf('\n') + 1;
    const QByteArray boundary = m_raw.mid(end).trimmed().chopped(2);
    return m_raw.left(end) + boundary + "\r\n" + part + "\r\n" + m_raw.mid(end);
}

/// As another mail server writes the same message: other encodings, other boundary, fields in another order.
static QByteArray writtenAnew(const QByteArray &raw)
{
    QProcess python;
    python.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    python.start(QStringLiteral("/usr/bin/python3"),
                 {QStringLiteral(LOCKBOX_SOURCE_DIR "/tests/core/mail/servers/writeanew.py")});
    python.write(raw);
    python.closeWriteChannel();
    return python.waitForFinished() && python.exitCode() == 0 ? python.readAllStandardOutput()
                                                              : QByteArray();
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
    QTest::newRow("written anew") << writtenAnew(m_raw);
    QTest::newRow("written anew, its HTML part, too")
        << QByteArray(m_raw)
               .replace(
                   "<meta charset=3D\"utf-8\">",
                   "<META http-equiv=3D\"Content-Type\" content=3D\"text/html; charset=3Dutf-8\">")
               .replace("<table", "<TABLE")
               .replace("&quot;", "&#34;");
    QTest::newRow("with a mark of UTF-8") << "\xEF\xBB\xBF" + m_raw;
    QTest::newRow("the text with a head as mail programs show it")
        << "From: Customer Lockbox of Contoso <lockbox@contoso.com>\nSent: Thursday\n"
           "To: Ada <ada@contoso.com>\nSubject: "
               + m_mail.subject.toUtf8() + "\n\n" + text.toUtf8();
    static const QRegularExpression head(QStringLiteral("^.*</head>"),
                                         QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression cells(QStringLiteral("</td><td[^>]*>"));
    static const QRegularExpression tags(QStringLiteral("<[^>]*>"));
    QTest::newRow("copied from where a mail program shows it")
        << QString(m_text.html)
               .remove(head)
               .replace(cells, QStringLiteral("\t"))
               .remove(tags)
               .replace(QStringLiteral("&quot;"), QStringLiteral("\""))
               .replace(QStringLiteral("&amp;"), QStringLiteral("&"))
               .toUtf8();
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

/// Whichever character is another: it is seen, and of a fact it is said of which.
void TestCheckMail::everyCharacterCounts()
{
    std::vector<QString> fieldAt(size_t(m_text.text.size()), QStringLiteral("Text"));
    qsizetype end = 0;
    for (const LetterBody::Line &line : m_lines) {
        const qsizetype start = m_text.text.indexOf(QLatin1Char('\n') + line.label, end);
        QVERIFY(start >= 0);
        end = m_text.text.indexOf(line.value.right(5), start) + 5;
        std::fill(fieldAt.begin() + start, fieldAt.begin() + end, line.label);
    }
    for (qsizetype i = 0; i < m_text.text.size(); ++i) {
        QString text = m_text.text;
        if (text.at(i).isSpace())
            continue;
        text[i] = QLatin1Char(text.at(i) == QLatin1Char('~') ? '^' : '~');
        QCOMPARE(fields(text.toUtf8()), QStringList{fieldAt.at(size_t(i))});
    }
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
    row("another sender's name", "Lockbox of Contoso", "Lockbox of Contos0", "From");
    row("another date", "21:00:00 +0000", "21:00:01 +0000", "Date");
    row("another subject", "Subject: A ", "Subject: Urgent: a ", "Subject");
    row("another headline", "is pending your approval\r\n\r\nAn", "needs you\r\n\r\nAn", "Text");
    row("a link in the HTML part", "</table>", "</table><a href=3D'http://evil.example'>x</a>",
        "HTML part");
    row("a comment that some programs obey", "</table>", "</table><!--[if mso]>x<![endif]-->",
        "HTML part");
    row("a style that hides", "<td style=3D\"padding:4px 0;", "<td style=3D\"display:none;",
        "HTML part");
    row("something fetched", "<meta name=3D\"color-scheme\"",
        "<meta http-equiv=3D\"refresh\" content=3D\"0\"><meta name=3D\"color-scheme\"",
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
}

void TestCheckMail::added_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("field");
    initTestCase();
    const auto row = [](const char *name, const QByteArray &bytes, const char *field) {
        QTest::newRow(name) << bytes << QString::fromLatin1(field);
    };
    row("text before", QByteArray(m_raw).replace("\r\n\r\nA Customer", "\r\n\r\nHi!\r\nA Customer"),
        "Text added");
    row("text after", (m_text.text + QStringLiteral("\nClick here now")).toUtf8(), "Text added");
    row("another text", withPart("Content-Type: text/plain\r\n\r\nClick here now"), "Attachments");
    row("another HTML part", withPart("Content-Type: text/html\r\n\r\n<a href='x'>now</a>"),
        "Attachments");
    row("a file", withPart("Content-Type: application/pdf\r\n\r\nx"), "Attachments");
    row("a mail", withPart("Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nx"),
        "Attachments");
    row("an answer to somebody else", withField("Reply-To: eve@evil.example"),
        "Fields that no notice has");
    row("another reader", withField("Cc: eve@evil.example"), "Fields that no notice has");
    row("a second subject behind",
        QByteArray(m_raw).replace("\r\nSubject:", "\r\nSubject: x\r\nSubject:"),
        "Fields that are there twice");
}

void TestCheckMail::added()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, field);
    QVERIFY2(fields(bytes).contains(field), qPrintable(fields(bytes).join(QLatin1Char(','))));
}

void TestCheckMail::findsWhatItIsAbout()
{
    const auto id = samples::noticeOf(NoticeKind::RequestPending).request->id;
    const auto mail = readMail(m_raw);
    QVERIFY(mail && mail->hasHeaders());
    QCOMPARE(mail->messageId, m_mail.messageId);
    QCOMPARE(requestIn(*mail), id);
    const auto text = readMail(m_text.text.simplified().toUtf8());
    QVERIFY(text && !text->hasHeaders());
    QCOMPARE(requestIn(*text), id);
    QCOMPARE(requestIn(ReceivedMail{.html = m_text.html}), id);
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
