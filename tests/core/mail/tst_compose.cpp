#include "core/mail/compose.h"
#include "core/mail/phrase.h"
#include "tests/core/domain/domainsamples.h"
#include "tests/core/mail/mailserver.h"
#include "tests/core/mail/noticesamples.h"
#include "tests/core/mail/typedtext.h"

#include <QCryptographicHash>
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
    void saysWhoEndedIt_data();
    void saysWhoEndedIt();
    void typedTextIsNoFact();
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

void TestCompose::saysWhoEndedIt_data()
{
    QTest::addColumn<NoticeKind>("kind");
    QTest::addColumn<RequestState>("state");
    QTest::addColumn<QString>("actor");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("by");
    const QString engineer = samples::engineer().userPrincipalName;
    const QString admin = samples::admin().userPrincipalName;
    const auto row = [](NoticeKind kind, RequestState state, const QString &actor,
                        const char *subject, const char *by) {
        QTest::addRow("%s by %s", subject, by)
            << kind << state << actor << QString::fromLatin1(subject) << QString::fromLatin1(by);
    };
    using enum NoticeKind;
    row(Decided, RequestState::Approved, admin, "request was approved", "Gwen Global (gwen[at]");
    row(Decided, RequestState::Denied, admin, "request was denied", "Gwen Global (gwen[at]");
    row(Decided, RequestState::Canceled, admin, "request was canceled", "Gwen Global (gwen[at]");
    row(Decided, RequestState::Canceled, engineer, "request was withdrawn", "Microsoft Engineer");
    row(AccessEnded, RequestState::Revoked, admin, "access was revoked", "Gwen Global (gwen[at]");
    row(AccessEnded, RequestState::Completed, engineer, "access has ended",
        "Microsoft Engineer, who closed the work");
    row(AccessEnded, RequestState::Completed, {}, "access has ended", "Nobody: its time was over");
}

/// And never who the engineer is.
void TestCompose::saysWhoEndedIt()
{
    QFETCH(NoticeKind, kind);
    QFETCH(RequestState, state);
    QFETCH(QString, actor);
    QFETCH(QString, subject);
    QFETCH(QString, by);
    Notice notice = samples::noticeOf(kind, {});
    notice.request->state = state;
    if (state != RequestState::Approved && kind == NoticeKind::Decided)
        notice.request->access.reset();
    notice.actor = actor;
    if (actor != samples::admin().userPrincipalName) {
        notice.actorName = actor.isEmpty() ? QString() : samples::engineer().displayName;
        notice.actorRole = actor.isEmpty() ? std::nullopt : std::optional(Role::Engineer);
    }
    const NoticeText mail = compose(notice, phrase);
    QVERIFY2(mail.subject.contains(subject), qPrintable(mail.subject));
    QVERIFY2(mail.text.simplified().contains(QStringLiteral("By: ") + by), qPrintable(mail.text));
    for (const QString &text : {mail.subject, mail.text, mail.html})
        QVERIFY2(!text.contains(QStringLiteral("dana"), Qt::CaseInsensitive), qPrintable(text));
    const bool isOpen = state == RequestState::Approved;
    QCOMPARE(mail.text.contains(QStringLiteral("Access until")), isOpen);
    QCOMPARE(mail.text.contains(QStringLiteral("No access was given")),
             kind == NoticeKind::Decided && !isOpen);
}

/// What somebody typed over several lines looks like no other line of the block.
void TestCompose::typedTextIsNoFact()
{
    const NoticeText mail = compose(
        samples::noticeOf(NoticeKind::RequestPending,
                          QStringLiteral("a\nDuration: 00:05:00\n%3 %1\nVerification phrase: x")),
        phrase);
    QVERIFY(!mail.text.contains(QStringLiteral("\nDuration: 00:05")));
    QCOMPARE(mail.text.count(QStringLiteral("\nVerification phrase:")), 1);
    QCOMPARE(mail.html.count(QStringLiteral(">Verification phrase<")), 1);
    QVERIFY(mail.html.contains(QStringLiteral("<br>%3 %1<br>")));
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

/// With something typed wherever somebody can.
static Notice typedNotice(NoticeKind kind, std::mt19937 &engine)
{
    Notice notice = samples::noticeOf(kind, typedText(engine));
    for (QString *field :
         {&notice.tenant.name, &notice.tenant.domain, &notice.tenant.provider, &notice.actor,
          &notice.actorName, &notice.comment, &notice.user, &notice.userName, &notice.timeZone})
        *field = typedText(engine);
    if (engine() % 2 == 0)
        notice.timeZone = QStringLiteral("Asia/Kolkata");
    if (notice.request) {
        notice.request->reference = typedText(engine);
        notice.request->reason = typedText(engine);
        notice.request->service = typedText(engine);
        notice.request->requestor = typedText(engine);
    }
    notice.settingsAfter.insert(typedText(engine), typedText(engine));
    return notice;
}

/// Nothing in the HTML part but our own tags, which lead nowhere and fetch nothing; what was typed stands between them.
static QString activeIn(const QString &html)
{
    static const QRegularExpression tag(QStringLiteral("<[^>]*>?"));
    static const QRegularExpression ours(QStringLiteral(
        "^</?(!DOCTYPE|html|head|meta|title|style|body|div|h1|p|table|tr|td|br)\\b[^<>]*>$"));
    static const QRegularExpression active(
        QStringLiteral("href|src|url\\(|import|http|//|www|script|\\bon[a-z]+\\s*="),
        QRegularExpression::CaseInsensitiveOption);
    for (auto it = tag.globalMatch(html); it.hasNext();) {
        const QString found = it.next().captured();
        if (!ours.match(found).hasMatch() || active.match(found).hasMatch())
            return found;
    }
    return {};
}

/// Our own difference to UTC only looks like a scheme.
static QStringList linkableIn(QString text)
{
    static const QRegularExpression difference(QStringLiteral("UTC[+-][0-9]{2}:[0-9]{2}"));
    return linkable(text.remove(difference));
}

void TestCompose::noLinkWhateverWasTyped()
{
    std::mt19937 engine(20261125);
    QStringList texts;
    for (int round = 0; round < 300; ++round) {
        for (const NoticeKind kind : allNoticeKinds()) {
            const NoticeText mail = compose(typedNotice(kind, engine), phrase);
            QCOMPARE(activeIn(mail.html), QString());
            QVERIFY(!mail.subject.contains(QLatin1Char('\n')));
            texts += {mail.subject, mail.text, shownText(mail.html)};
        }
    }
    const auto links = linksIn(texts);
    QCOMPARE(links.size(), texts.size());
    for (qsizetype i = 0; i < links.size(); ++i) {
        const QStringList found = links.at(i) + linkableIn(texts.at(i));
        QVERIFY2(found.isEmpty(),
                 qPrintable(found.join(QLatin1Char(' ')) + QLatin1Char('\n') + texts.at(i)));
    }
}

void TestCompose::subjectIsOneLine()
{
    Notice notice = samples::noticeOf(NoticeKind::RequestPending);
    notice.request->reference =
        QStringLiteral("SR1\r\nBcc: eve@evil.example\u2028x") + QString(500, QLatin1Char('y'));
    const QString subject = compose(notice, phrase).subject;
    QCOMPARE(subject.size(), 150);
    for (const QChar c : subject)
        QVERIFY(c.isPrint());
    // Wherever it is cut, no character is cut in two.
    for (const char *start : {"x", "xy"}) {
        notice.request->reference =
            QLatin1String(start) + QStringLiteral("\U0001F600").repeated(100);
        const QString cut = compose(notice, phrase).subject;
        QVERIFY(cut.size() <= 150);
        QCOMPARE(QString::fromUtf8(cut.toUtf8()), cut);
    }
}

void TestCompose::phraseFollowsFromTheKey()
{
    // The list is the one that others have: what sha256sum says of BIP 39's english.txt.
    QFile list(QStringLiteral(LOCKBOX_SOURCE_DIR "/core/mail/words.txt"));
    QVERIFY(list.open(QIODevice::ReadOnly));
    QCOMPARE(QCryptographicHash::hash(list.readAll(), QCryptographicHash::Sha256).toHex(),
             "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
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
