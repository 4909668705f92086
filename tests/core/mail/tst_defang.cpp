#include "core/mail/defang.h"
#include "tests/core/mail/mailserver.h"
#include "tests/core/mail/typedtext.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;

/// What people type can be read in a mail, and leads nowhere.
class TestDefang : public QObject
{
    Q_OBJECT

private slots:
    void theTestsSeeLinks_data();
    void theTestsSeeLinks();
    void defangs_data();
    void defangs();
    void noLinkWhateverWasTyped();
};

void TestDefang::theTestsSeeLinks_data()
{
    QTest::addColumn<QString>("typed");
    for (const char *link :
         {"http://evil.example/x", "www.evil.com", "contoso.com", "anna@contoso.com", "10.0.0.1",
          "mailto:x@y.org", "https://münchen.de", "ftp://x.org"})
        QTest::newRow(link) << QString::fromUtf8(link);
}

/// Else they would find none where there are some.
void TestDefang::theTestsSeeLinks()
{
    QFETCH(QString, typed);
    QVERIFY(!linkable(typed).isEmpty());
    QVERIFY(!linksIn({typed}).constFirst().isEmpty());
}

void TestDefang::defangs_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *typed, const char *shown) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(shown);
    };
    row("plain words, 3.5 GB, 12:30 and 99.9%.", "plain words, 3.5 GB, 12:30 and 99.9%.");
    row("from 12:30-13:15, 1,000.50 mails; e.g. (none).",
        "from 12:30-13:15, 1,000.50 mails; e[.]g. (none).");
    row("Subject: see below", "Subject: see below");
    row("http://evil.example/x?y=1", "http[:]/[/]evil[.]example/x?y=1");
    row("see www.evil.example.", "see www[.]evil[.]example.");
    row("contoso.com", "contoso[.]com");
    row("10.0.0.1", "10[.]0[.]0[.]1");
    row("10.0.0.1:8080", "10[.]0[.]0[.]1:8080");
    row("[2001:db8::1]", "[2001[:]db8[:][:]1]");
    row("anna@contoso.com", "anna[at]contoso[.]com");
    row("mailto:x", "mailto[:]x");
    row("tel:+4930123", "tel[:]+4930[]123");
    row("+1-900-555-0100", "+1[-]900[-]555[-]0100");
    row("(900) 555 0100", "[(]900[)][ ]555[ ]0100");
    row("call 5551234567", "call 5551[]2345[]67");
    row("since 2026-02-05 19:11, 5.2.2026 and 1,234,567",
        "since 2026-02-05 19:11, 5[.]2[.]2026 and 1,234,567");
    row("EXSR3591234567, mailbox 123456", "EXSR3591234567, mailbox 123456");
    row("h323:5", "h323[:]5");
    row("\\\\server\\share", "\\[\\]server\\share");
    row("//server/share", "/[/]server/share");
    row("C:\\x", "C[:]\\x");
    row("file:///etc/x", "file[:]/[/][/]etc/x");
    row("evil。example", "evil[.]example");
    row("anna＠contoso．com", "anna[at]contoso[.]com");
    row("a﹒b", "a[.]b");
    row("a\u202Eb\u200Bc\u3164d\u00ADe", "abcde");
    row("two\r\nlines\u2028three\rfour", "two\nlines\nthree\nfour");
    row("tab\there", "tab here");
    row("\uE000 \U0010FFFE", "\uFFFD \uFFFD");
    row("❤\uFE0F \U0001F600", "❤\uFE0F \U0001F600");
}

void TestDefang::defangs()
{
    QFETCH(QString, typed);
    QFETCH(QString, shown);
    QCOMPARE(defanged(typed), shown);
    QCOMPARE(linkable(shown).join(QLatin1Char(' ')), QString());
    QCOMPARE(linksIn({shown}).constFirst(), QStringList());
    QCOMPARE(defangedLine(typed), QString(shown).simplified());
}

static bool isHidden(QChar c)
{
    return c != u'\n'
           && (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format);
}

void TestDefang::noLinkWhateverWasTyped()
{
    std::mt19937 engine(20261125);
    QStringList shown;
    for (int i = 0; i < 5000; ++i) {
        const QString typed = typedText(engine);
        const QString text = defanged(typed);
        QVERIFY2(linkable(text).isEmpty(),
                 qPrintable(linkable(text).join(QLatin1Char(' ')) + QLatin1Char('\n') + text));
        QVERIFY2(std::ranges::none_of(text, isHidden), qPrintable(text));
        QCOMPARE(QString::fromUtf8(text.toUtf8()), text);
        const QString line = defangedLine(typed);
        QVERIFY2(linkable(line).isEmpty() && !line.contains(QLatin1Char('\n')), qPrintable(line));
        shown += {text, line};
    }
    const auto links = linksIn(shown);
    QCOMPARE(links.size(), shown.size());
    for (qsizetype i = 0; i < links.size(); ++i)
        QVERIFY2(links.at(i).isEmpty(),
                 qPrintable(links.at(i).join(QLatin1Char(' ')) + QLatin1Char('\n') + shown.at(i)));
}

QTEST_GUILESS_MAIN(TestDefang)
#include "tst_defang.moc"
