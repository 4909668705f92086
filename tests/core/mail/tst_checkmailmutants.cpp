#include "tests/core/mail/mademail.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace lockbox;
using namespace lockbox::test;

/// Thousands of changed mails: which of them are genuine, another parser reads as what was sent.
class TestCheckMailMutants : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void onlyWhatReadsTheSameIsGenuine_data();
    void onlyWhatReadsTheSameIsGenuine();
    void hostileInput();

private:
    QByteArray mutant(const QByteArray &original);
    void readsTheSame(const QJsonObject &found) const;

    std::unique_ptr<SentNotice> m_sent;
    std::mt19937 m_engine{20261125};
};

void TestCheckMailMutants::initTestCase()
{
    if (!m_sent)
        m_sent = std::make_unique<SentNotice>();
}

/// Bytes that mean something to mail programs.
static const QList<QByteArray> &tokens()
{
    static const QList<QByteArray> all = {QByteArray(1, '\0'),
                                          "\r\n",
                                          "\n",
                                          "\r",
                                          "\r\n\r\n",
                                          " ",
                                          "\t",
                                          "\r\n ",
                                          "=",
                                          "=00",
                                          "=\r\n",
                                          "=3D",
                                          "=C3",
                                          "--",
                                          "--BB",
                                          "\r\n--BB\r\n",
                                          "\r\n--BB--\r\n",
                                          ";",
                                          ";boundary=AA",
                                          ";name=x",
                                          "Reply-To: eve@evil.example\r\n",
                                          "From: eve@evil.example\r\n",
                                          "Content-Type: text/html\r\n",
                                          "Content-Transfer-Encoding: base64\r\n",
                                          "=?utf-8?Q?x?=",
                                          "(x)",
                                          "<",
                                          ">",
                                          "\"",
                                          ",",
                                          "&",
                                          "&colon;",
                                          "&#58;",
                                          "&#x3a",
                                          "\xC2\xA0",
                                          "\xC2\x85",
                                          "\xE2\x80\x8B",
                                          "\xFF",
                                          "charset=utf-7"};
    return all;
}

QByteArray TestCheckMailMutants::mutant(const QByteArray &original)
{
    QByteArray bytes = original;
    const auto below = [&](qsizetype end) { return qsizetype(m_engine() % size_t(end)); };
    for (size_t change = 1 + m_engine() % 4; change > 0; --change) {
        const qsizetype at = below(bytes.size());
        switch (m_engine() % 5) {
        case 0: bytes[at] = char(m_engine()); break;
        case 1: bytes.remove(at, 1 + below(100)); break;
        case 2: bytes[at] = char(bytes.at(at) ^ 0x20); break;
        case 3: bytes.insert(at, bytes.mid(below(bytes.size()), 1 + below(100))); break;
        default: bytes.insert(at, tokens().at(below(tokens().size()))); break;
        }
    }
    return bytes;
}

/// What can be seen of it: neither white space nor what names the coding, and tags in lower case.
static QString essence(QString text, bool isHtml)
{
    static const QRegularExpression blanks(QStringLiteral("[ \\t\\r\\n\\x{a0}]+"));
    static const QRegularExpression idle(QStringLiteral("<!doctype html>|<metacharset=[^>]*>"),
                                         QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression tags(QStringLiteral("</?[A-Za-z0-9]+"));
    text.remove(blanks);
    if (!isHtml)
        return text;
    text.remove(QStringLiteral("<!DOCTYPEhtml>"), Qt::CaseInsensitive).remove(idle);
    for (auto it = tags.globalMatch(QString(text)); it.hasNext();) {
        const auto match = it.next();
        text.replace(match.capturedStart(), match.capturedLength(), match.captured().toLower());
    }
    return text;
}

void TestCheckMailMutants::readsTheSame(const QJsonObject &found) const
{
    const MailMessage &mail = m_sent->mail;
    const QJsonArray parts = found[QStringLiteral("parts")].toArray();
    QCOMPARE(parts.size(), 2);
    QCOMPARE(parts[0][0].toString(), QStringLiteral("text/plain"));
    QCOMPARE(parts[1][0].toString(), QStringLiteral("text/html"));
    QCOMPARE(essence(parts[0][1].toString(), false), essence(mail.text, false));
    QCOMPARE(essence(parts[1][1].toString(), true), essence(mail.html, true));
    QCOMPARE(essence(found[QStringLiteral("subject")].toString(), false),
             essence(mail.subject, false));
    const QJsonArray from = found[QStringLiteral("from")].toArray();
    QCOMPARE(from.size(), 1);
    QCOMPARE(essence(from[0][0].toString(), false), essence(mail.from.name, false));
    QCOMPARE(from[0][1].toString().toLower(), mail.from.address);
    const QJsonArray to = found[QStringLiteral("to")].toArray();
    QCOMPARE(to.size(), 1);
    QCOMPARE(to[0][1].toString().toLower(), mail.to.address);
    QCOMPARE(found[QStringLiteral("files")].toArray().size(), 0);
    for (const auto &field : found[QStringLiteral("fields")].toArray())
        QVERIFY2(field.toString() != QLatin1String("reply-to"), qPrintable(field.toString()));
    for (const auto &around : found[QStringLiteral("around")].toArray())
        QCOMPARE(around.toString().trimmed(), QString());
}

void TestCheckMailMutants::onlyWhatReadsTheSameIsGenuine_data()
{
    QTest::addColumn<QByteArray>("original");
    initTestCase();
    const QByteArray text = m_sent->text.text.toUtf8();
    const QByteArray html = m_sent->text.html.toUtf8();
    const MadeMail mail = made(*m_sent);
    QTest::newRow("quoted-printable") << m_sent->raw;
    QTest::newRow("base64") << mail.bytes();
    QTest::newRow("8bit") << mail.withParts(
        {partAsIs(plainType, "8bit", text), partAsIs(htmlType, "8bit", html)});
    QTest::newRow("ISO-8859-1") << mail.withText(
        part("text/plain; charset=iso-8859-1", m_sent->text.text.toLatin1()));
}

void TestCheckMailMutants::onlyWhatReadsTheSameIsGenuine()
{
    QFETCH(QByteArray, original);
    QList<QByteArray> genuine;
    for (int i = 0; i < 3000; ++i) {
        const QByteArray bytes = mutant(original);
        if (m_sent->differences(bytes).isEmpty())
            genuine.append(bytes);
    }
    // White space and fields of servers' own count for nothing.
    QVERIFY(genuine.size() > 10);
    QProcess python;
    python.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    python.start(QStringLiteral("/usr/bin/python3"),
                 {QStringLiteral(LOCKBOX_SOURCE_DIR "/tests/core/mail/servers/readparts.py")});
    for (const QByteArray &bytes : genuine)
        python.write(bytes.toBase64() + '\n');
    python.closeWriteChannel();
    QVERIFY(python.waitForFinished());
    for (const QByteArray &bytes : genuine) {
        const QByteArray line = python.readLine();
        readsTheSame(QJsonDocument::fromJson(line).object());
        if (QTest::currentTestFailed())
            qFatal("read as %s from\n%s", line.constData(), bytes.constData());
    }
}

/// Whatever it is that somebody got: it ends, and is not genuine.
void TestCheckMailMutants::hostileInput()
{
    const auto isAltered = [&](const QByteArray &bytes) {
        return !m_sent->differences(bytes).isEmpty();
    };
    const QByteArray from = "From: a@b.example\r\n";
    QByteArray nested = from;
    for (int i = 0; i < 150'000; ++i) {
        const QByteArray boundary = QByteArray::number(i);
        nested += "Content-Type: multipart/mixed; boundary=b" + boundary + "\r\n\r\n--b" + boundary
                  + "\r\n";
    }
    QVERIFY(isAltered(nested));
    QVERIFY(isAltered(from + QByteArray("X: y\r\n").repeated(500'000)));
    QVERIFY(isAltered(from + QByteArray(" y\r\n").repeated(500'000)));
    QVERIFY(isAltered("From: " + QByteArray(5'000'000, '(') + "\r\n\r\nx"));
    QVERIFY(isAltered("From: " + QByteArray(9'000, '"') + "\r\n\r\nx"));
    QVERIFY(isAltered("From: " + QByteArray("a ").repeated(4'500) + "\r\n\r\nx"));
    QVERIFY(isAltered(from + "Subject: " + QByteArray("=?").repeated(4'500) + "\r\n\r\nx"));
    QVERIFY(isAltered(from + "Content-Type: text/html\r\n\r\n" + QByteArray(5'000'000, '<')));
    QVERIFY(isAltered(from + "Content-Type: text/html\r\n\r\n" + QByteArray(5'000'000, '&')));
    QVERIFY(isAltered(QByteArray("Product: ").repeated(500'000)));
}

QTEST_GUILESS_MAIN(TestCheckMailMutants)
#include "tst_checkmailmutants.moc"
