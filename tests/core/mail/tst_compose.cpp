#include "core/mail/compose.h"
#include "core/mail/defang.h"
#include "core/mail/phrase.h"
#include "tests/core/mail/mailserver.h"
#include "tests/core/mail/noticesamples.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace lockbox;
using namespace lockbox::test;

/// What mails say: word by word as it was seen and found good, and without a link whatever was typed.
class TestCompose : public QObject
{
    Q_OBJECT

private slots:
    void goldens_data();
    void goldens();
    void defangs_data();
    void defangs();
    void noLinkWhateverWasTyped();
    void subjectIsOneLine();
    void phraseFollowsFromTheKey();
};

static const QString phrase = QStringLiteral("abandon ability able zoo");

void TestCompose::goldens_data()
{
    QTest::addColumn<NoticeKind>("kind");
    for (const NoticeKind kind : allNoticeKinds())
        QTest::newRow(qPrintable(toSlug(kind))) << kind;
}

/// With LOCKBOX_RENEW_GOLDENS set they are written anew; look at the difference before it is kept.
static void compareToFile(const QString &name, const QString &text)
{
    QFile file(QStringLiteral(LOCKBOX_SOURCE_DIR "/tests/core/mail/golden/") + name);
    if (qEnvironmentVariableIsSet("LOCKBOX_RENEW_GOLDENS")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
        return;
    }
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    QCOMPARE(text.split(QLatin1Char('\n')),
             QString::fromUtf8(file.readAll()).split(QLatin1Char('\n')));
}

void TestCompose::goldens()
{
    QFETCH(NoticeKind, kind);
    const NoticeText mail = compose(samples::noticeOf(kind), phrase);
    const QString name = toSlug(kind).replace(QLatin1Char('.'), QLatin1Char('-'));
    compareToFile(name + QStringLiteral(".txt"),
                  QStringLiteral("Subject: %1\n\n%2").arg(mail.subject, mail.text));
    compareToFile(name + QStringLiteral(".html"), mail.html);
}

void TestCompose::defangs_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *typed, const char *shown) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(shown);
    };
    row("plain words, 3.5 GB, 12:30 and 99.9%.", "plain words, 3.5 GB, 12:30 and 99.9%.");
    row("http://evil.example/x?y=1", "http[:]/[/]evil[.]example/x?y=1");
    row("see www.evil.example.", "see www[.]evil[.]example.");
    row("contoso.com", "contoso[.]com");
    row("10.0.0.1", "10[.]0[.]0[.]1");
    row("anna@contoso.com", "anna[at]contoso[.]com");
    row("mailto:x", "mailto[:]x");
    row("\\\\server\\share", "\\[\\]server\\share");
    row("C:\\x", "C[:]\\x");
    row("evil。example", "evil[.]example");
    row("anna＠contoso．com", "anna[at]contoso[.]com");
    row("a\u202Eb\u200Bc", "abc");
    row("two\r\nlines\u2028three", "two \nlines\nthree");
    row("tab\there", "tab here");
}

void TestCompose::defangs()
{
    QFETCH(QString, typed);
    QFETCH(QString, shown);
    QCOMPARE(defanged(typed), shown);
    QCOMPARE(linksIn({shown}), QList<QStringList>{QStringList{}});
    // What was made harmless stays as it is.
    QCOMPARE(defanged(shown).remove(QLatin1Char('[')).remove(QLatin1Char(']')),
             QString(shown).remove(QLatin1Char('[')).remove(QLatin1Char(']')));
}

/// Pieces of which links are made, and much else, thrown together.
static QString someText(std::mt19937 &engine)
{
    static const QStringList pieces = {
        QStringLiteral("http"),       QStringLiteral("https"),     QStringLiteral("://"),
        QStringLiteral("//"),         QStringLiteral("www"),       QStringLiteral("."),
        QStringLiteral("com"),        QStringLiteral("evil"),      QStringLiteral("@"),
        QStringLiteral(":"),          QStringLiteral(" "),         QStringLiteral("\n"),
        QStringLiteral("<a "),        QStringLiteral("href="),     QStringLiteral("\""),
        QStringLiteral(">"),          QStringLiteral("mailto"),    QStringLiteral("1"),
        QStringLiteral("127"),        QStringLiteral("\\\\"),      QStringLiteral("<img src="),
        QStringLiteral("&#46;"),      QStringLiteral("\u3002"),    QStringLiteral("\u202E"),
        QStringLiteral("-"),          QStringLiteral("/x"),        QStringLiteral("?q="),
        QStringLiteral("münchen"),    QStringLiteral("de"),        QStringLiteral("\t"),
        QStringLiteral("\u00A0"),     QStringLiteral("ftp"),       QStringLiteral("["),
        QStringLiteral("]"),          QStringLiteral("("),         QStringLiteral("\u200B"),
        QStringLiteral("\U0001F600"), QStringLiteral("localhost"), QStringLiteral("8080"),
        QStringLiteral("\r\n")};
    QString text;
    const size_t count = 1 + engine() % 14;
    for (size_t i = 0; i < count; ++i)
        text += pieces.at(qsizetype(engine() % size_t(pieces.size())));
    return text;
}

/// The text that a mail program shows of the HTML part, which is ours: tags and the three entities that it may hold.
static QString shownText(const QString &html)
{
    static const QRegularExpression head(QStringLiteral("^.*</head>"),
                                         QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tags(QStringLiteral("<[^>]*>"));
    QString text = html;
    text.remove(head).replace(tags, QStringLiteral(" "));
    return text.replace(QStringLiteral("&lt;"), QStringLiteral("<"))
        .replace(QStringLiteral("&gt;"), QStringLiteral(">"))
        .replace(QStringLiteral("&quot;"), QStringLiteral("\""))
        .replace(QStringLiteral("&amp;"), QStringLiteral("&"));
}

void TestCompose::noLinkWhateverWasTyped()
{
    std::mt19937 engine(20261125);
    static const QRegularExpression active(
        QStringLiteral(
            "<a\\b|href|src=|url\\(|<img|<form|<script|<iframe|<link|@import|http|://|www\\."),
        QRegularExpression::CaseInsensitiveOption);
    QStringList texts;
    for (int round = 0; round < 300; ++round) {
        for (const NoticeKind kind : allNoticeKinds()) {
            Notice notice = samples::noticeOf(kind, someText(engine));
            notice.actorName = someText(engine);
            notice.userName = someText(engine);
            if (notice.request)
                notice.request->reference = someText(engine);
            notice.tenant.name = someText(engine);
            const NoticeText mail = compose(notice, phrase);
            QString html = mail.html;
            // What was typed stands between tags, and can't be one.
            static const QRegularExpression ours(QStringLiteral(
                "<(!DOCTYPE "
                "html|/?(html|head|meta|title|style|body|div|h1|p|table|tr|td|br)\\b)[^<>]*>"));
            html.remove(ours);
            QVERIFY2(!html.contains(QLatin1Char('<')), qPrintable(mail.html));
            static const QRegularExpression tag(QStringLiteral("<[^>]*>"));
            for (auto it = tag.globalMatch(mail.html); it.hasNext();) {
                const QString found = it.next().captured();
                QVERIFY2(!found.contains(active), qPrintable(found));
            }
            texts += {mail.subject, mail.text, shownText(mail.html)};
        }
    }
    const auto links = linksIn(texts);
    QCOMPARE(links.size(), texts.size());
    for (qsizetype i = 0; i < links.size(); ++i)
        QVERIFY2(links.at(i).isEmpty(),
                 qPrintable(links.at(i).join(QLatin1Char(' ')) + QLatin1Char('\n') + texts.at(i)));
}

void TestCompose::subjectIsOneLine()
{
    Notice notice = samples::noticeOf(NoticeKind::RequestPending);
    notice.request->reference =
        QStringLiteral("SR1\r\nBcc: eve@evil.example\u2028x") + QString(500, QLatin1Char('y'));
    const QString subject = compose(notice, phrase).subject;
    QVERIFY(subject.size() <= 150);
    for (const QChar c : subject)
        QVERIFY(c.isPrint());
}

void TestCompose::phraseFollowsFromTheKey()
{
    const TenantId tenant = samples::noticeOf(NoticeKind::Test).tenant.id;
    const RequestId request = samples::noticeOf(NoticeKind::Reminder).request->id;
    const QByteArray key(32, 'k');
    const QString words = requestPhrase(key, tenant, request);
    QCOMPARE(words.split(QLatin1Char(' ')).size(), 4);
    QCOMPARE(requestPhrase(key, tenant, request), words);
    QVERIFY(requestPhrase(QByteArray(32, 'l'), tenant, request) != words);
    QVERIFY(requestPhrase(key, tenant, RequestId(QUuid::createUuid())) != words);
    // HMAC-SHA-256 of "x" by "key" starts with 4fc3b7eaf34d7e59…; made with: openssl dgst -sha256 -hmac key
    QCOMPARE(verificationPhrase(QByteArrayLiteral("key"), QStringLiteral("x")),
             QStringLiteral("exist buffalo wide track"));
}

QTEST_GUILESS_MAIN(TestCompose)
#include "tst_compose.moc"
