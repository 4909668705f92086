#include "core/base/timetext.h"
#include "core/wire/codec.h"
#include "core/wire/text.h"

#include <QJsonDocument>
#include <QTest>

using namespace lockbox;
using namespace std::chrono_literals;

/// Lists as JSON text are the very JSON that they are as objects, and are read as what they were, or not at all.
class TestText : public QObject
{
    Q_OBJECT

private slots:
    void sameJson_data();
    void sameJson();
    void requestsComeBack_data() { sameJson_data(); }
    void requestsComeBack();
    void eventsComeBack();
    void addsAField();
    void leavesToOthers_data();
    void leavesToOthers();
    void readsNothingThatIsCut();
};

static Timestamp at(const char *text)
{
    return *parseRfc3339(QString::fromLatin1(text), QStringLiteral("at"));
}

static AccessRequest fullRequest(const QString &reason)
{
    return {.id = RequestId::fromString(u"979f5fcc-0000-4000-8000-c56ab355d452"),
            .reference = QStringLiteral("EXSR359123"),
            .service = QStringLiteral("Exchange"),
            .reason = reason,
            .requestor = QStringLiteral("eve@fabrikam.com"),
            .duration = 4h,
            .state = RequestState::Revoked,
            .submittedAt = at("2026-02-05T19:11:55.123Z"),
            .authorization = Authorization{.by = QStringLiteral("max@fabrikam.com"),
                                           .at = at("2026-02-05T20:11:55Z")},
            .notifiedAt = at("2026-02-05T20:11:55Z"),
            .expiresAt = at("2026-02-06T08:11:55Z"),
            .approvalRequired = true,
            .decision = Decision{.by = QStringLiteral("abe@contoso.com"),
                                 .byName = QStringLiteral("Abe Approver"),
                                 .role = Role::LockboxApprover,
                                 .at = at("2026-02-05T21:00:00Z"),
                                 .comment = {}},
            .access = AccessWindow{.start = at("2026-02-05T21:00:00Z"),
                                   .end = at("2026-02-05T22:00:00Z"),
                                   .endedBy = QStringLiteral("ada@contoso.com")}};
}

static AccessRequest bareRequest()
{
    AccessRequest request = fullRequest(QStringLiteral("filed"));
    request.state = RequestState::Submitted;
    request.authorization.reset();
    request.notifiedAt.reset();
    request.expiresAt.reset();
    request.decision.reset();
    request.access.reset();
    return request;
}

static const Tenant contoso{.id = TenantId::fromString(u"7d8f5fcc-0000-4000-8000-c56ab355d452"),
                            .name = QStringLiteral("Contoso \"North\""),
                            .domain = QStringLiteral("contoso.com"),
                            .provider = QStringLiteral("Fabrikam")};

static Page<Event> twoEvents()
{
    Event first{.seq = 7,
                .at = at("2026-02-05T21:00:00Z"),
                .kind = EventKind::RequestDenied,
                .actor = QStringLiteral("abe@contoso.com")};
    first.details.insert(QStringLiteral("comment"), QStringLiteral("a } in \"a\" text, ] too"));
    Event second = first;
    second.seq = 8;
    return {.items = {first, second}, .next = QStringLiteral("8"), .previous = {}};
}

void TestText::sameJson_data()
{
    QTest::addColumn<Page<AccessRequest>>("page");
    const auto row = [](const char *name, const std::vector<AccessRequest> &requests) {
        QTest::newRow(name) << Page<AccessRequest>{
            .items = requests, .next = QStringLiteral("f12.YQ"), .previous = {}};
    };
    row("no request", {});
    row("a full one", {fullRequest(QStringLiteral("plain"))});
    row("a bare one", {bareRequest()});
    row("several", {fullRequest(QStringLiteral("one")), bareRequest(), bareRequest()});
    row("what JSON escapes", {fullRequest(QStringLiteral("\"a\" \\ b\n\t\r\u0001\u001f/"))});
    row("any alphabet", {fullRequest(QStringLiteral("ü \u2028 \U0001F512 日本"))});
    row("what looks like JSON", {fullRequest(QStringLiteral("},{\"id\":[\\\""))});
}

void TestText::sameJson()
{
    QFETCH(Page<AccessRequest>, page);
    const auto read = [](const QByteArray &text) { return QJsonDocument::fromJson(text).object(); };
    QCOMPARE(read(wire::toText(page)), wire::toJson(page));
    QCOMPARE(read(wire::toText(page, &contoso)), wire::toJson(page, contoso));
}

void TestText::requestsComeBack()
{
    QFETCH(Page<AccessRequest>, page);
    // What others have put behind what we know is passed over.
    for (const QByteArray &text : {wire::toText(page), wire::toText(page, &contoso),
                                   wire::withField(wire::toText(page, &contoso), "nextLink",
                                                   QStringLiteral("/v1?a=\"b\""))}) {
        const auto read = wire::fromText<Page<AccessRequest>>(text);
        QVERIFY2(read.has_value(), text.constData());
        QVERIFY(read->items == page.items);
        QCOMPARE(read->next, page.next);
        QCOMPARE(read->previous, page.previous);
    }
}

void TestText::eventsComeBack()
{
    const auto page = wire::fromText<Page<Event>>(wire::toText(twoEvents()));
    QVERIFY(page && page->items == twoEvents().items);
    const Changes changes{.events = twoEvents().items, .head = 8};
    const auto read = wire::fromText<Changes>(wire::toText(changes));
    QVERIFY(read && read->events == changes.events);
    QCOMPARE(read->head, 8);
}

void TestText::addsAField()
{
    QCOMPARE(wire::withField("{\"a\":1}", "next", QStringLiteral("\"b\"")),
             QByteArray("{\"a\":1,\"next\":\"\\\"b\\\"\"}"));
    QCOMPARE(wire::withField("{\"a\":1}", "next", {}), QByteArray("{\"a\":1,\"next\":null}"));
}

void TestText::leavesToOthers_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char *name, const char *from, const char *to) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to);
    };
    row("a space", "{\"value\"", "{ \"value\"");
    row("something behind", "\"previous\":null}", "\"previous\":null} ");
    row("another order", "\"next\":\"f12.YQ\",\"previous\":null",
        "\"previous\":null,\"next\":null");
    row("a name missing", "\"reference\":\"EXSR359123\",", "");
    row("an unknown state", "\"revoked\"", "\"forgotten\"");
    row("no GUID", "979f5fcc", "979f5fcx");
    row("no time", "2026-02-05T19:11:55.123Z", "2026-02-05T25:11:55.123Z");
    row("a text for a number", "\"duration\":14400", "\"duration\":\"14400\"");
    row("a fraction", "\"duration\":14400", "\"duration\":14400.5");
    row("beyond what is exact", "\"duration\":14400", "\"duration\":9007199254740993");
    row("a number for a text", "\"service\":\"Exchange\"", "\"service\":1");
    row("null for a text", "\"service\":\"Exchange\"", "\"service\":null");
    row("no UTF-8", "plain", "pl\xff");
    row("half an escape", "plain", "pl\\u12");
    row("a list that isn't closed", "}],\"next\"", "},\"next\"");
    row("neither true nor false", "\"approvalRequired\":true", "\"approvalRequired\":1");
}

void TestText::leavesToOthers()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const Page<AccessRequest> page{.items = {fullRequest(QStringLiteral("plain"))},
                                   .next = QStringLiteral("f12.YQ"),
                                   .previous = {}};
    QByteArray text = wire::toText(page);
    QVERIFY(wire::fromText<Page<AccessRequest>>(text).has_value());
    QVERIFY(text.contains(from));
    QVERIFY(!wire::fromText<Page<AccessRequest>>(text.replace(from, to)).has_value());
}

void TestText::readsNothingThatIsCut()
{
    const Page<AccessRequest> page{.items = {fullRequest(QStringLiteral("a \"b\"")), bareRequest()},
                                   .next = {},
                                   .previous = {}};
    const QByteArray text = wire::toText(page, &contoso);
    for (qsizetype size = 0; size < text.size(); ++size)
        QVERIFY(!wire::fromText<Page<AccessRequest>>(text.left(size)).has_value());
    const QByteArray events = wire::toText(twoEvents());
    for (qsizetype size = 0; size < events.size(); ++size)
        QVERIFY(!wire::fromText<Page<Event>>(events.left(size)).has_value());
}

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
