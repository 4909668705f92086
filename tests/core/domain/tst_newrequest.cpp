#include "core/domain/rules.h"
#include "core/domain/validation.h"
#include "tests/core/domain/domainsamples.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::samples;

/// What an engineer may write into a request: each field at its limits, and what is refused.
class TestNewRequest : public QObject
{
    Q_OBJECT

private slots:
    void texts_data();
    void texts();
    void services_data();
    void services();
    void durations_data();
    void durations();
    void oneFieldAtATime();
    void comments_data();
    void comments();

private:
    static rules::NewRequest wish()
    {
        const AccessRequest sample = submitted();
        return {sample.reference, sample.service, sample.reason, sample.duration};
    }
    static Result<rules::Change> file(const rules::NewRequest &wish, const Policy &policy = {})
    {
        return rules::submit(engineer(), wish, policy, submitted().id, filed);
    }
};

static QString repeated(int count)
{
    return QString(count, QLatin1Char('x'));
}

static const QString &emoji()
{
    static const QString text = QStringLiteral("\U0001F512"); // Two UTF-16 code units.
    return text;
}

void TestNewRequest::texts_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("complaint"); // Empty: accepted.
    const auto both = [](const char *name, const QString &text, const char *complaint) {
        for (const char *field : {"reference", "reason"})
            QTest::addRow("%s: %s", field, name)
                << QString::fromLatin1(field) << text << QString::fromLatin1(complaint);
    };
    const auto one = [](const char *field, const char *name, const QString &text,
                        const char *complaint) {
        QTest::addRow("%s: %s", field, name)
            << QString::fromLatin1(field) << text << QString::fromLatin1(complaint);
    };
    both("null", {}, "is empty");
    both("empty", QStringLiteral(""), "is empty");
    both("blank", QStringLiteral(" \t \n "), "is empty");
    both("no-break space only", QStringLiteral("\u00a0\u2003"), "is empty");
    both("a letter", QStringLiteral("x"), "");
    both("other scripts", QStringLiteral("Почта 受信 بريد"), "");
    both("joined emoji", QStringLiteral("\U0001F469\u200d\U0001F4BB"), "");
    both("NUL", QStringLiteral("a\0b"), "control characters");
    both("escape", QStringLiteral("a\u001b[31mb"), "control characters");
    both("backspace", QStringLiteral("a\bb"), "control characters");
    both("delete", QStringLiteral("a\u007fb"), "control characters");
    both("C1 control", QStringLiteral("a\u009bb"), "control characters");
    both("next line", QStringLiteral("a\u0085b"), "control characters");
    both("line separator", QStringLiteral("a\u2028b"), "control characters");
    both("paragraph separator", QStringLiteral("a\u2029b"), "control characters");
    both("carriage return alone", QStringLiteral("a\rb"), "control characters");
    for (char16_t mark : {0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069}) {
        const QByteArray name = "bidi U+" + QByteArray::number(mark, 16);
        both(name.constData(), QStringLiteral("a%1b").arg(QChar(mark)), "control characters");
        both((name + " at the end").constData(), QStringLiteral("ab") + QChar(mark),
             "control characters");
    }
    both("lone high surrogate", QStringLiteral("a") + QChar(0xd83d), "not valid Unicode");
    both("lone low surrogate", QChar(0xdc00) + QStringLiteral("a"), "not valid Unicode");
    both("swapped surrogates", QString(QChar(0xdd12)) + QChar(0xd83d), "not valid Unicode");

    one("reference", "at the limit", repeated(64), "");
    one("reference", "beyond the limit", repeated(65), "longer than 64 characters");
    one("reference", "at the limit, trimmed", QStringLiteral("  %1  ").arg(repeated(64)), "");
    one("reference", "emoji at the limit", emoji().repeated(32), "");
    one("reference", "emoji beyond", emoji().repeated(32) + QLatin1Char('x'), "longer than 64");
    one("reference", "two lines", QStringLiteral("a\nb"), "control characters");
    one("reference", "tab", QStringLiteral("a\tb"), "control characters");
    const char *const likeAnId = "looks like a request's id";
    one("reference", "an id", QStringLiteral("979f5fcc-0000-0000-0000-c56ab355d452"), likeAnId);
    one("reference", "an id in braces", QStringLiteral(" {979F5FCC-0000-0000-0000-C56AB355D452} "),
        likeAnId);
    one("reference", "nearly an id", QStringLiteral("979f5fcc-0000-0000-0000-c56ab355d45"), "");
    one("reference", "more than an id", QStringLiteral("979f5fcc-0000-0000-0000-c56ab355d4520"),
        "");
    one("reference", "as in the portal", QStringLiteral("CLB#TEST02052018"), "");
    one("reason", "at the limit", repeated(1000), "");
    one("reason", "beyond the limit", repeated(1001), "longer than 1000 characters");
    one("reason", "several lines", QStringLiteral("a\n\n\tb\r\nc"), "");
}

void TestNewRequest::texts()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    QFETCH(QString, complaint);
    rules::NewRequest wanted = wish();
    (field == QStringLiteral("reference") ? wanted.reference : wanted.reason) = text;
    const auto change = file(wanted);
    QVERIFY2(change.has_value() == complaint.isEmpty(),
             qPrintable(change ? QString() : change.error().message));
    if (!change) {
        QCOMPARE(change.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(change.error().field, field);
        QVERIFY2(change.error().message.startsWith(field), qPrintable(change.error().message));
        QVERIFY2(change.error().message.contains(complaint), qPrintable(change.error().message));
    }
}

void TestNewRequest::services_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("service"); // Empty: refused.
    for (const char *name : {"Exchange", "SharePoint", "OneDrive", "Teams"})
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(name);
    QTest::newRow("in any case") << QStringLiteral("sHAREPOINT") << QStringLiteral("SharePoint");
    QTest::newRow("trimmed") << QStringLiteral(" teams ") << QStringLiteral("Teams");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("blank") << QStringLiteral("  ") << QString();
    QTest::newRow("unknown") << QStringLiteral("Yammer") << QString();
    QTest::newRow("a part") << QStringLiteral("Exch") << QString();
    QTest::newRow("more") << QStringLiteral("Exchange Online") << QString();
    QTest::newRow("look-alike") << QStringLiteral("Teаms") << QString(); // Cyrillic а
    QTest::newRow("dotless") << QStringLiteral("OneDrıve") << QString();
}

void TestNewRequest::services()
{
    QFETCH(QString, text);
    QFETCH(QString, service);
    QCOMPARE(knownServices().size(), 4);
    rules::NewRequest wanted = wish();
    wanted.service = text;
    const auto change = file(wanted);
    QCOMPARE(change.has_value(), !service.isEmpty());
    if (change) {
        QCOMPARE(change->request.service, service);
    } else {
        QCOMPARE(change.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(change.error().field, QStringLiteral("service"));
        QVERIFY(change.error().message.contains(QStringLiteral("SharePoint, OneDrive")));
    }
}

void TestNewRequest::durations_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<qint64>("most");
    QTest::addColumn<QString>("message"); // Empty: accepted.
    const auto row = [](const char *name, qint64 asked, qint64 most, const char *message) {
        QTest::newRow(name) << asked << most << QString::fromLatin1(message);
    };
    row("a second", 1, 14400, "");
    row("the most", 14400, 14400, "");
    row("zero", 0, 14400, "duration must be longer than nothing");
    row("negative", -1, 14400, "duration must be longer than nothing");
    row("very negative", -86400, 14400, "duration must be longer than nothing");
    row("a second too long", 14401, 14400, "duration 4h1s is longer than the tenant allows: 4h");
    row("a stricter tenant", 3601, 3600, "duration 1h1s is longer than the tenant allows: 1h");
    row("a day", 86400, 86400, "");
}

void TestNewRequest::durations()
{
    QFETCH(qint64, seconds);
    QFETCH(qint64, most);
    QFETCH(QString, message);
    rules::NewRequest wanted = wish();
    wanted.duration = std::chrono::seconds(seconds);
    Policy policy;
    policy.maxAccess = std::chrono::seconds(most);
    const auto change = file(wanted, policy);
    QCOMPARE(change ? QString() : change.error().message, message);
    if (!change) {
        QCOMPARE(change.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(change.error().field, QStringLiteral("duration"));
    }

    // An approver's own window: between nothing and what was asked for, in whatever policy.
    AccessRequest request = pending();
    request.duration = policy.maxAccess;
    const auto approval =
        rules::approve(approver(), request, {wanted.duration, {}}, policy, decided);
    QCOMPARE(approval.has_value(), message.isEmpty());
    if (!approval)
        QCOMPARE(approval.error().field, QStringLiteral("duration"));
}

void TestNewRequest::oneFieldAtATime()
{
    QCOMPARE(file({{}, {}, {}, {}}).error().field, QStringLiteral("reference"));
    rules::NewRequest wanted = wish();
    wanted.reason.clear();
    wanted.duration = {};
    QCOMPARE(file(wanted).error().field, QStringLiteral("reason"));
    // Who may not file hears that first.
    const auto stranger = rules::submit(approver(), {}, {}, submitted().id, filed);
    QCOMPARE(stranger.error().code, ErrorCode::NotPermitted);
}

void TestNewRequest::comments_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("fits");
    QTest::newRow("at the limit") << repeated(1000) << true;
    QTest::newRow("beyond the limit") << repeated(1001) << false;
    QTest::newRow("several lines") << QStringLiteral("a\nb\tc") << true;
    QTest::newRow("escape") << QStringLiteral("a\u001bb") << false;
    QTest::newRow("override") << QStringLiteral("a\u202eb") << false;
    QTest::newRow("lone surrogate") << QString(QChar(0xd800)) << false;
}

void TestNewRequest::comments()
{
    QFETCH(QString, text);
    QFETCH(bool, fits);
    const Policy policy{.requireApproval = true};
    const std::pair<const char *, Result<rules::Change>> calls[] = {
        {"comment", rules::authorize(manager(), submitted(), text, policy, {}, now)},
        {"comment", rules::reject(manager(), submitted(), text, now)},
        {"comment", rules::approve(approver(), pending(), {{}, text}, policy, now)},
        {"comment", rules::deny(approver(), pending(), text, policy, now)},
        {"comment", rules::cancel(engineer(), pending(), text, now)},
        {"comment", rules::revoke(approver(), approved(), text, now)},
        {"comment", rules::complete(engineer(), approved(), text, now)},
        {"action", rules::recordAction(engineer(), approved(), text, now)},
    };
    for (const auto &[field, change] : calls) {
        QCOMPARE(change.has_value(), fits);
        if (!change) {
            QCOMPARE(change.error().code, ErrorCode::InvalidArgument);
            QCOMPARE(change.error().field, QString::fromLatin1(field));
        }
    }
}

QTEST_GUILESS_MAIN(TestNewRequest)
#include "tst_newrequest.moc"
