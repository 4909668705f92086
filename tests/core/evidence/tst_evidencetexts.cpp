#include "core/evidence/eventtext.h"
#include "core/evidence/html.h"
#include "core/evidence/inclusion.h"
#include "core/evidence/layout.h"
#include "tests/core/evidence/evidencesamples.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace lockbox::evidence;

/// What people read: report and instructions, letter by letter, and that no text of somebody's gets out of its place.
class TestEvidenceTexts : public QObject
{
    Q_OBJECT

private slots:
    void textsAreWhatTheyWere_data();
    void textsAreWhatTheyWere();
    void textStaysText_data();
    void textStaysText();
    void hostileEventsStayText();
    void timesAreExact();
    void everyKindHasWords();
    void whatHappenedIsTold_data();
    void whatHappenedIsTold();
    void longReportHasManyTables();
    void sidesOfAProof();
};

namespace {

/// Compares with the file of that name beside the tests; a difference leaves what there is now beside it.
void compareWithFile(const QString &name, const QByteArray &actual)
{
    const QString path = QStringLiteral(LOCKBOX_SOURCE_DIR "/tests/core/evidence/data/") + name;
    QFile file(path);
    const QByteArray expected = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    if (actual == expected)
        return;
    QFile now(path + QStringLiteral(".actual"));
    QVERIFY(now.open(QIODevice::WriteOnly));
    now.write(actual);
    QFAIL(qPrintable(name
                     + QStringLiteral(" differs, see %1.actual. Folders that were handed out are "
                                      "checked against this text: raise Manifest::format with it.")
                           .arg(name)));
}

} // namespace

void TestEvidenceTexts::textsAreWhatTheyWere_data()
{
    QTest::addColumn<EvidenceScope>("scope");
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("name");
    SampleLog log;
    const auto row = [](const char *name, const EvidenceScope &scope, const QString &part) {
        QTest::newRow(name) << scope << part << QString::fromLatin1(name);
    };
    row("request.html", ofRequest(log.approved), layout::report());
    row("denied.html", ofRequest(log.denied), layout::report());
    row("time.html", ofTime("2026-02-05", "2026-02-06"), layout::report());
    row("request-VERIFY.md", ofRequest(log.approved), layout::instructions());
    row("time-VERIFY.md", ofTime("2026-02-05", "2026-02-06"), layout::instructions());
    row("evidence.json", ofRequest(log.approved), layout::manifest());
}

void TestEvidenceTexts::textsAreWhatTheyWere()
{
    QFETCH(EvidenceScope, scope);
    QFETCH(QString, part);
    QFETCH(QString, name);
    SampleLog log;
    const EvidenceFolder folder(log, scope);
    compareWithFile(name, folder.read(part));
}

void TestEvidenceTexts::textStaysText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("html");
    const auto row = [](const char *name, const QString &text, const char *html) {
        QTest::newRow(name) << text << QString::fromUtf8(html);
    };
    row("markup", QStringLiteral("<b>&\"'</b>"), "&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;");
    row("an entity", QStringLiteral("&lt;"), "&amp;lt;");
    row("line break and tab", QStringLiteral("a\nb\tc"), "a<br>b c");
    row("escape", QStringLiteral("\x1b[31m"), "[U+001B][31m");
    row("override", QStringLiteral("\u202egnp.exe"), "[U+202E]gnp.exe");
    row("isolate", QStringLiteral("\u2066x\u2069"), "[U+2066]x[U+2069]");
    row("marks", QStringLiteral("\u200e\u200f\u061c"), "[U+200E][U+200F][U+061C]");
    row("line separator", QStringLiteral("\u2028"), "[U+2028]");
    row("zero width", QStringLiteral("\u200b\ufeff"), "[U+200B][U+FEFF]");
    row("no character", QStringLiteral("\ufffe"), "[U+FFFE]");
    row("private use", QStringLiteral("\ue000"), "[U+E000]");
    row("beyond 16 bits", QStringLiteral("\U000e0001"), "[U+E0001]");
    row("scripts", QStringLiteral("שלום मराठी 山 é 👩‍🚒"),
        "שלום मराठी 山 é 👩‍🚒");
}

void TestEvidenceTexts::textStaysText()
{
    QFETCH(QString, text);
    QTEST(htmlText(text), "html");
}

void TestEvidenceTexts::hostileEventsStayText()
{
    const QString hostile =
        QStringLiteral(
            "\ufeff</td></table><script>alert(1)</script><img src=x onerror=y> %1 {seq} & "
            "\u202e\x1b]0;x\x07 ")
        + QString(1000, u'x');
    Tenant tenant = contoso();
    tenant.name = hostile;
    tenant.domain = hostile;
    MemoryLog log(tenant);
    Event event{.at = at("2026-02-05"), .kind = EventKind::AccessRecorded, .actor = hostile};
    event.request = RequestId(SeededIdSource(1).next());
    event.reference = hostile;
    event.details = {{QStringLiteral("action"), hostile},
                     {QStringLiteral("comment"), hostile},
                     {hostile, hostile}};
    log.add(event);
    event.kind = EventKind::UserAdded;
    event.request = {};
    event.user = hostile;
    event.after = {{hostile, hostile}, {QStringLiteral("list"), QJsonArray{hostile}}};
    log.add(event);
    const EvidenceFolder folder(log, ofTime("2026-01-01", ""));
    QCOMPARE(folder.finding(), QString());
    const QString html = QString::fromUtf8(folder.read(layout::report()));
    static const QRegularExpression tags(QStringLiteral("<(/?\\w+)"));
    QStringList names;
    for (auto match = tags.globalMatch(html); match.hasNext();)
        names.append(match.next().captured(1).remove(u'/'));
    names.removeDuplicates();
    names.sort();
    QCOMPARE(names.join(u' '),
             QStringLiteral("b body br code h1 h2 head html li meta p span style table tbody td th "
                            "thead title tr ul")
                 .remove(QStringLiteral("br ")));
    QVERIFY(!html.contains(QChar(0x202e)) && !html.contains(QChar(0x1b)));
    // Name and domain; of the first event who, reference, action, comment and one more detail's two parts; as much of the second.
    QCOMPARE(html.count(QStringLiteral("&lt;script&gt;")), 2 + 6 + 9);
    // What is meant for a shell holds nothing that anybody has typed.
    QVERIFY(!folder.read(layout::instructions()).contains("alert"));
}

void TestEvidenceTexts::timesAreExact()
{
    QCOMPARE(timeText(at("2026-02-05T19:11:55Z")), QStringLiteral("2026-02-05 19:11:55 UTC"));
    QCOMPARE(timeText(at("2026-02-05T19:11:55.007Z")),
             QStringLiteral("2026-02-05 19:11:55.007 UTC"));
    QCOMPARE(timeIn(QStringLiteral("2026-02-05T19:11:55Z")),
             QStringLiteral("2026-02-05 19:11:55 UTC"));
    QCOMPARE(timeIn(QStringLiteral("soon")), QStringLiteral("soon"));
}

void TestEvidenceTexts::everyKindHasWords()
{
    QStringList names;
    QStringList deeds;
    for (const EventKind kind : allEventKinds()) {
        names.append(countName(kind));
        deeds.append(textOf({.kind = kind}).what);
    }
    QCOMPARE(names.removeDuplicates(), 0);
    QCOMPARE(deeds.removeDuplicates(), 0);
}

void TestEvidenceTexts::whatHappenedIsTold_data()
{
    QTest::addColumn<Event>("event");
    QTest::addColumn<QString>("told");
    const auto row = [](const char *name, const Event &event, const char *told) {
        QTest::newRow(name) << event << QString::fromUtf8(told);
    };
    const QString who = QStringLiteral("dana@x.example");
    row("roles",
        {.kind = EventKind::UserRolesChanged,
         .actor = who,
         .actorRole = Role::GlobalAdministrator,
         .user = QStringLiteral("alex@x.example"),
         .before = {{QStringLiteral("roles"), QJsonArray()}},
         .after = {{QStringLiteral("roles"), QJsonArray{QStringLiteral("manager")}}}},
        "dana@x.example|Global administrator|Changed the roles of alex@x.example|roles=none → "
        "manager");
    row("setting",
        {.kind = EventKind::SettingChanged,
         .actor = who,
         .before = {{QStringLiteral("decideWithin"), 43200},
                    {QStringLiteral("requireApproval"), false}},
         .after = {{QStringLiteral("decideWithin"), 3600},
                   {QStringLiteral("requireApproval"), true}}},
        "dana@x.example||Changed settings|decideWithin=12h → 1h|requireApproval=off → on");
    row("through a service",
        {.kind = EventKind::RequestDenied,
         .actor = who,
         .actorRole = Role::GlobalAdministrator,
         .method = QStringLiteral("oidc"),
         .address = QStringLiteral("192.0.2.7"),
         .details = {{QStringLiteral("comment"), QStringLiteral("no")}}},
        "dana@x.example|Global administrator|Denied the request|Comment=no|Signed in=through the "
        "organization's sign-in, from 192.0.2.7");
    row("mail server",
        {.kind = EventKind::SettingChanged,
         .actor = who,
         .before = {{QStringLiteral("mailHost"), QString()},
                    {QStringLiteral("mailPort"), 587},
                    {QStringLiteral("timeZone"), QString()}},
         .after = {{QStringLiteral("mailHost"), QStringLiteral("mail.x.example")},
                   {QStringLiteral("mailPort"), 25},
                   {QStringLiteral("timeZone"), QStringLiteral("Europe/Berlin")}}},
        "dana@x.example||Changed settings|Mail server=none → mail.x.example|Mail server's port=587 "
        "→ 25|Time zone of notices=none → Europe/Berlin");
    row("given without approval",
        {.kind = EventKind::RequestApproved,
         .after = {{QStringLiteral("approvalRequired"), false},
                   {QStringLiteral("accessStart"), QStringLiteral("2026-02-05T09:00:00Z")},
                   {QStringLiteral("accessEnd"), QStringLiteral("2026-02-05T10:00:00Z")}}},
        "the clock||Access given; the customer required no approval|Access=from 2026-02-05 "
        "09:00:00 UTC until 2026-02-05 10:00:00 UTC");
    row("nobody told",
        {.kind = EventKind::RequestNotified,
         .after = {{QStringLiteral("expiresAt"), QStringLiteral("2026-02-05T10:00:00Z")}},
         .details = {{QStringLiteral("recipients"), QJsonArray()}}},
        "the clock||The customer's approvers were told|Told=nobody could be reached|Decide "
        "until=2026-02-05 10:00:00 UTC");
    row("log started",
        {.kind = EventKind::LogStarted,
         .details = {{QStringLiteral("events"), 12},
                     {QStringLiteral("logKey"), QStringLiteral("k")}}},
        "the program||Log started; the 12 events before became its first leaves|logKey=k");
    row("closed", {.kind = EventKind::AccessCompleted, .actor = who},
        "dana@x.example||Closed the work; access ended");
}

void TestEvidenceTexts::whatHappenedIsTold()
{
    QFETCH(Event, event);
    const EventText text = textOf(event);
    QStringList told = {text.who, text.role, text.what};
    for (const Detail &detail : text.details)
        told.append(detail.name + u'=' + detail.text);
    QTEST(told.join(u'|'), "told");
}

void TestEvidenceTexts::longReportHasManyTables()
{
    MemoryLog log(contoso());
    for (int i = 0; i < 501; ++i)
        log.add(Event{.at = at("2026-02-05"), .kind = EventKind::SettingChanged});
    NotedPrint print;
    QTemporaryDir folder;
    QVERIFY(exportEvidence(log.door(), admin(), ofTime("2026-01-01", ""),
                           folder.filePath(QStringLiteral("e")), print.printer()));
    QCOMPARE(print.pieces.size(), 3);
    qsizetype rows = 0;
    for (const QString &piece : print.pieces) {
        QVERIFY(piece.startsWith(QStringLiteral("<!DOCTYPE html>")));
        QVERIFY(piece.endsWith(QStringLiteral("</html>\n")));
        QCOMPARE(piece.count(QStringLiteral("<thead>")), 1);
        rows += piece.count(QStringLiteral("Changed settings</b>"));
    }
    QCOMPARE(rows, 501);
    QVERIFY(print.pieces.first().contains(QStringLiteral("<h1>")));
    QVERIFY(print.pieces.last().contains(QStringLiteral("End of the report")));
    QVERIFY(!verifyEvidence(folder.filePath(QStringLiteral("e")), {})->finding);
}

// The order of the commands in VERIFY.md, for every place in every small tree.
void TestEvidenceTexts::sidesOfAProof()
{
    MemoryLog log(contoso());
    for (qint64 size = 1; size <= 70; ++size) {
        log.add(Event{.at = at("2026-02-05"), .kind = EventKind::SettingChanged});
        const QByteArray note = log.checkpoint();
        const auto root = audit::readCheckpoint(note)->root;
        for (qint64 seq = 1; seq <= size; ++seq) {
            const auto proof = audit::TlogProof::parse(log.proof(seq, note)).value();
            const auto sides = siblingsOnTheLeft(quint64(seq - 1), quint64(size));
            QCOMPARE(sides.size(), proof.hashes.size());
            audit::Hash hash = audit::leafHash(log.leaf(seq));
            for (size_t i = 0; i < sides.size(); ++i)
                hash = sides.at(i) ? audit::nodeHash(proof.hashes.at(i), hash)
                                   : audit::nodeHash(hash, proof.hashes.at(i));
            QVERIFY(hash == root);
        }
    }
}

QTEST_GUILESS_MAIN(TestEvidenceTexts)
#include "tst_evidencetexts.moc"
