#include "core/domain/user.h"
#include "core/domain/validation.h"

#include <QTest>

using namespace lockbox;

/// E-mail addresses of RFC 5321 and RFC 6531, user principal names and domains: odd ones that are
/// valid, and ones that only look it.
class TestAddresses : public QObject
{
    Q_OBJECT

private slots:
    void mailboxes_data();
    void mailboxes();
    void emailFields_data();
    void emailFields();
    void userPrincipalNames_data();
    void userPrincipalNames();
    void domains_data();
    void domains();
    void deliverable_data();
    void deliverable();
};

static QString x(int count)
{
    return QString(count, QLatin1Char('x'));
}

/// A domain of `length` characters, in labels of 63 at most.
static QString domainOf(int length)
{
    QString domain;
    while (domain.size() + 64 < length)
        domain += x(63) + QLatin1Char('.');
    return domain + x(length - int(domain.size()));
}

static void validRow(const QString &text)
{
    QTest::newRow(qPrintable(QStringLiteral("valid ") + text.left(60))) << text << true;
}

static void invalidRow(const QString &text)
{
    QTest::newRow(qPrintable(QStringLiteral("invalid ") + text.left(60))) << text << false;
}

void TestAddresses::mailboxes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("valid");
    for (const char *text : {"alex@contoso.example",
                             "a@b",
                             "first.last@example.org",
                             "user+tag@example.org",
                             "!#$%&'*+-/=?^_`{|}~@example.org",
                             "1234567890@example.org",
                             "a@1.example",
                             "O'Brien@example.org",
                             "\"quoted local\"@example.org",
                             "\"a@b\"@example.org",
                             "\"a\\\"b\"@example.org",
                             "\"\"@example.org",
                             "\" \"@example.org",
                             "\".\"@example.org",
                             "a@xn--bcher-kva.example",
                             "a@sub-domain.example",
                             "a@192.0.2.1",
                             "a@[192.0.2.1]",
                             "a@[255.255.255.255]",
                             "a@[IPv6:2001:db8::1]",
                             "a@[IPv6:::]",
                             "a@[IPv6:::1]",
                             "a@[IPv6:1:2:3:4:5:6::]",
                             "a@[IPv6:1:2:3:4::1.2.3.4]",
                             "a@[ipv6:2001:DB8:0:0:0:0:0:1]",
                             "a@[IPv6:::ffff:192.0.2.1]",
                             "a@[IPv6:1111:2222:3333:4444:5555:6666:255.255.255.255]"})
        validRow(QString::fromLatin1(text));
    validRow(QStringLiteral("用户@例子.广告"));
    validRow(QStringLiteral("संपर्क@डाटामेल.भारत")); // Vowel signs are marks, not letters.
    validRow(QStringLiteral("müller@bücher.example"));
    validRow(QStringLiteral("квіточка@пошта.укр"));
    validRow(x(64) + QStringLiteral("@example.org"));
    validRow(QStringLiteral("a@") + x(63) + QStringLiteral(".example"));
    validRow(QStringLiteral("a@") + domainOf(252));

    for (const char *text : {"",
                             "alex",
                             "@",
                             "alex@",
                             "@example.org",
                             "alex@@example.org",
                             "a@b@example.org",
                             ".alex@example.org",
                             "alex.@example.org",
                             "al..ex@example.org",
                             "al ex@example.org",
                             "alex @example.org",
                             "alex@ example.org",
                             "alex@example.org ",
                             " alex@example.org",
                             "alex@example.org\n",
                             "alex@exam\nple.org",
                             "alex@.example.org",
                             "alex@example.org.",
                             "alex@example..org",
                             "alex@-example.org",
                             "alex@example-.org",
                             "alex@exa_mple.org",
                             "alex@example.org,b@example.org",
                             "Alex <alex@example.org>",
                             "<alex@example.org>",
                             "mailto:alex@example.org",
                             "alex@example.org:25",
                             "\"alex@example.org",
                             "\"a\"b@example.org",
                             "a\"b\"@example.org",
                             "\"a\nb\"@example.org",
                             "\"a\\\"@example.org",
                             "al(x)@example.org",
                             "alex@[192.0.2.1",
                             "alex@192.0.2.1]",
                             "alex@[]",
                             "alex@[192.0.2]",
                             "alex@[192.0.2.256]",
                             "alex@[1.2.3.4.5]",
                             "alex@[01234.1.1.1]",
                             "alex@[...]",
                             "alex@[:::]",
                             "alex@[vvv]",
                             "alex@[IPv6:]",
                             "alex@[2001:db8::1]",
                             "alex@[IPv6:2001:db8::1::2]",
                             "alex@[IPv6:1:2:3:4:5:6:7]",
                             "alex@[IPv6:12345::1]",
                             "alex@[IPv6:1:2:3:4:5:6:7:8:9]",
                             "alex@[IPv6:::1.2.3]",
                             "alex@[IPv6:g::1]",
                             "alex@[IPv6:1:2:3:4:5:6:7::]",
                             "alex@[IPv6:1:2:3:4:5::1.2.3.4]",
                             "alex@[IPv6:1.2.3.4:1:1:1:1:1.2.3.4]"})
        invalidRow(QString::fromLatin1(text));
    invalidRow(QStringLiteral("alex@[١.1.1.1]")); // Digits of another script
    invalidRow(QStringLiteral("al\u200bex@example.org"));
    invalidRow(QStringLiteral("al\u202eex@example.org"));
    invalidRow(QStringLiteral("al\u00a0ex@example.org"));
    invalidRow(QStringLiteral("al") + QChar(0xd800) + QStringLiteral("ex@example.org"));
    invalidRow(QStringLiteral("a\0b@example.org"));
    invalidRow(QStringLiteral("\"a\u007fb\"@example.org"));
    invalidRow(x(65) + QStringLiteral("@example.org"));
    invalidRow(QStringLiteral("ü").repeated(33) + QStringLiteral("@example.org")); // 66 octets
    invalidRow(QStringLiteral("a@") + x(64) + QStringLiteral(".example"));
    invalidRow(QStringLiteral("a@") + domainOf(253)); // 255 octets, one more than a path takes
}

void TestAddresses::mailboxes()
{
    QFETCH(QString, text);
    QFETCH(bool, valid);
    QCOMPARE(isEmailAddress(text), valid);
}

void TestAddresses::emailFields_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("fits");
    const QString good = QStringLiteral("alex@contoso.example");
    QTest::newRow("good") << good << good << true;
    QTest::newRow("empty is allowed") << QString() << QString() << true;
    QTest::newRow("blank is empty") << QStringLiteral("  ") << QString() << true;
    QTest::newRow("trimmed") << QStringLiteral(" %1\n").arg(good) << good << true;
    QTest::newRow("case is kept") << QStringLiteral("Alex@Contoso.example")
                                  << QStringLiteral("Alex@Contoso.example") << true;
    QTest::newRow("ill-formed") << QStringLiteral("alex") << QString() << false;
    QTest::newRow("line break") << QStringLiteral("a@b.example\nBcc: c@d.example") << QString()
                                << false;
    QTest::newRow("override") << QStringLiteral("a\u202e@b.example") << QString() << false;
    QTest::newRow("254") << QStringLiteral("a@") + domainOf(252)
                         << QStringLiteral("a@") + domainOf(252) << true;
    QTest::newRow("255") << QStringLiteral("a@") + domainOf(253) << QString() << false;
}

void TestAddresses::emailFields()
{
    QFETCH(QString, text);
    QFETCH(QString, address);
    QFETCH(bool, fits);
    const auto checked = checkEmail(QStringLiteral("alternate-email"), text);
    QCOMPARE(checked.has_value(), fits);
    if (checked) {
        QCOMPARE(*checked, address);
    } else {
        QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(checked.error().field, QStringLiteral("alternate-email"));
    }
}

void TestAddresses::userPrincipalNames_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("valid");
    for (const char *text :
         {"alex@contoso.com", "alex@contoso", "Alex.Ander@contoso.onmicrosoft.com",
          "bob_fabrikam.com#EXT#@contoso.onmicrosoft.com", "o'brien@contoso.com", "1@2.example",
          "a-b_c!d^e~f@contoso.com", "  alex@contoso.com  "})
        validRow(QString::fromLatin1(text));
    validRow(QStringLiteral("zoë@bücher.example"));
    validRow(QStringLiteral("राम@भारत.example"));
    validRow(x(256 - 12) + QStringLiteral("@contoso.com"));

    for (const char *text : {"",
                             "  ",
                             "alex",
                             "@contoso.com",
                             "alex@",
                             "alex@@contoso.com",
                             "a@b@contoso.com",
                             "al ex@contoso.com",
                             "alex@con toso.com",
                             "alex@contoso.com.",
                             "alex@.com",
                             "alex@contoso_x.com",
                             "alex@-x.com",
                             "<alex@contoso.com>",
                             "\"alex\"@contoso.com",
                             "a,b@contoso.com",
                             "a;b@contoso.com",
                             "a:b@contoso.com",
                             "a/b@contoso.com",
                             "a\\b@contoso.com",
                             "a[b]@contoso.com",
                             "a(b)@contoso.com",
                             "a\tb@contoso.com",
                             "a\nb@contoso.com",
                             "alex@[192.0.2.1]"})
        invalidRow(QString::fromLatin1(text));
    invalidRow(QStringLiteral("al\u200bex@contoso.com")); // Would look like alex@contoso.com.
    invalidRow(QStringLiteral("al\u200dex@contoso.com"));
    invalidRow(QStringLiteral("al\u00adex@contoso.com"));
    invalidRow(QStringLiteral("\u200ealex@contoso.com"));
    invalidRow(QStringLiteral("al\u202eex@contoso.com"));
    invalidRow(QStringLiteral("al\u00a0ex@contoso.com"));
    invalidRow(QString(QChar(0xdc00)) + QStringLiteral("@contoso.com"));
    invalidRow(x(257 - 12) + QStringLiteral("@contoso.com"));
}

void TestAddresses::userPrincipalNames()
{
    QFETCH(QString, text);
    QFETCH(bool, valid);
    const auto checked = checkUserPrincipalName(text);
    QCOMPARE(checked.has_value(), valid);
    if (checked) {
        QCOMPARE(*checked, text.trimmed());
    } else {
        QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(checked.error().field, QStringLiteral("user"));
    }
}

void TestAddresses::domains_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("valid");
    for (const char *text : {"contoso.com", "contoso.onmicrosoft.com", "localhost", "a.b.c.d",
                             "xn--bcher-kva.example", "3com.com", " contoso.com "})
        validRow(QString::fromLatin1(text));
    validRow(QStringLiteral("bücher.example"));
    validRow(QStringLiteral("डाटामेल.भारत"));
    validRow(x(63) + QStringLiteral(".com"));
    validRow(domainOf(253));

    for (const char *text : {"", " ", ".", ".com", "contoso.", "contoso..com", "-a.com", "a-.com",
                             "a b.com", "a_b.com", "a@b.com", "http://contoso.com", "contoso.com/",
                             "contoso.com:443", "[192.0.2.1]", "*.contoso.com", "a\nb.com"})
        invalidRow(QString::fromLatin1(text));
    invalidRow(QStringLiteral("conto\u200bso.com"));
    invalidRow(QStringLiteral("contoso\u3002com"));  // Ideographic full stop
    invalidRow(QStringLiteral("\u0301contoso.com")); // A mark can't start a label.
    invalidRow(x(64) + QStringLiteral(".com"));
    invalidRow(domainOf(254));
}

void TestAddresses::domains()
{
    QFETCH(QString, text);
    QFETCH(bool, valid);
    const auto checked = checkDomain(text);
    QCOMPARE(checked.has_value(), valid);
    if (checked) {
        QCOMPARE(*checked, text.trimmed());
    } else {
        QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(checked.error().field, QStringLiteral("domain"));
    }
}

void TestAddresses::deliverable_data()
{
    QTest::addColumn<QString>("email");
    QTest::addColumn<QString>("alternate");
    QTest::addColumn<QString>("address");
    const QString a = QStringLiteral("a@x.example");
    const QString b = QStringLiteral("b@x.example");
    const QString bad = QStringLiteral("not an address");
    QTest::newRow("none") << QString() << QString() << QString();
    QTest::newRow("both") << a << b << a;
    QTest::newRow("first only") << a << QString() << a;
    QTest::newRow("second only") << QString() << b << b;
    QTest::newRow("first is bad") << bad << b << b;
    QTest::newRow("second is bad") << a << bad << a;
    QTest::newRow("both are bad") << bad << bad << QString();
}

void TestAddresses::deliverable()
{
    QFETCH(QString, email);
    QFETCH(QString, alternate);
    QFETCH(QString, address);
    User user;
    user.email = email;
    user.alternateEmail = alternate;
    QCOMPARE(deliverableAddress(user), address);
}

QTEST_GUILESS_MAIN(TestAddresses)
#include "tst_addresses.moc"
