#include "core/store/eventparts.h"
#include "tests/core/service/longhistory.h"

#include <QTest>

#include <algorithm>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;
using Events = std::vector<Event>;

/// What is asked of the history: kinds, times, words, one request.
class TestEventSearch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_history = std::make_unique<LongHistory>(); }
    void kinds();
    void timesAreFromAndBefore();
    void clockThatWentBack();
    void finds_data();
    void finds();
    void findsNot_data();
    void findsNot();
    void manyWords();
    void lettersWithAFormBeyondAscii();
    void ofOneRequest();

private:
    LongHistory &h() { return *m_history; }
    std::unique_ptr<LongHistory> m_history;
};

void TestEventSearch::kinds()
{
    using enum EventKind;
    for (const std::vector<EventKind> &kinds :
         std::vector<std::vector<EventKind>>{{UserAdded}, {RequestDenied, AccessRevoked}}) {
        const EventQuery query{.limit = 1000, .kinds = kinds};
        QVERIFY(!h().asked(query).empty());
        QVERIFY(h().asked(query) == h().expected(query));
    }
    // Each kind in the list has its own events, and together they are all.
    size_t sum = 0;
    for (const EventKind kind : allEventKinds()) {
        const Events some = h().asked({.limit = 1000, .kinds = {kind}});
        for (const Event &event : some)
            QVERIFY(event.kind == kind);
        sum += some.size();
    }
    QCOMPARE(sum, h().expected({}).size());
}

/// The moment itself belongs to what begins there, not to what ends there.
void TestEventSearch::timesAreFromAndBefore()
{
    const Events all = h().expected({});
    const Timestamp at = all[all.size() / 2].at;
    const auto at1 = [&](std::optional<Timestamp> from, std::optional<Timestamp> until) {
        return h().asked({.limit = 1000, .from = from, .until = until});
    };
    for (const auto by : {-1ms, 0ms, 1ms}) {
        QVERIFY(at1(at + by, {}) == h().expected({.from = at + by}));
        QVERIFY(at1({}, at + by) == h().expected({.until = at + by}));
    }
    QCOMPARE(at1(at, {}).size() + at1({}, at).size(), all.size());
    const Events now = at1(at, at + 1ms);
    QVERIFY(!now.empty());
    for (const Event &event : now)
        QVERIFY(event.at == at);
    QVERIFY(at1(at, at).empty());
    QVERIFY(at1(at + 1h, at).empty());
    QVERIFY(at1(at + 10'000h, {}).empty() && at1({}, T::start() - 100h).empty());
    QCOMPARE(at1(T::start(), T::start() + 1ms).size(), size_t(13));
}

/// What happened in a time that came twice is found in both.
void TestEventSearch::clockThatWentBack()
{
    const auto turn =
        std::adjacent_find(h().all().begin(), h().all().end(),
                           [](const Event &a, const Event &b) { return b.at < a.at; });
    QVERIFY(turn != h().all().end());
    const EventQuery query{.limit = 1000, .from = turn->at - 10h, .until = turn->at + 1ms};
    const Events found = h().asked(query);
    QVERIFY(found == h().expected(query));
    QVERIFY(found.front().seq <= turn->seq && found.back().seq > turn->seq);
}

static void searchRows(const std::vector<const char *> &searches)
{
    QTest::addColumn<QString>("search");
    for (const char *search : searches)
        QTest::newRow(search) << QString::fromUtf8(search);
}

void TestEventSearch::finds_data()
{
    // Comment, reason, actor, role, reference, kind, time; any case and order, signs as they are.
    searchRows({"änderung",
                "ÄNDERUNG",
                "postfach änder",
                "stops mail",
                "MAILBOX",
                "Abe@Contoso",
                "engineer",
                "security-reader",
                "sr#2",
                "SR#2",
                "Access.Recorded",
                "100%",
                "done_soon",
                "\"no\"",
                "SAID \"NO\"",
                "c:\\temp",
                "\\",
                "lines two",
                "300 k",
                "300 K",
                "wasser",
                "WASSER",
                "\U00010428",
                "2026-02-05T19",
                "%",
                "_"});
}

void TestEventSearch::finds()
{
    QFETCH(QString, search);
    for (const bool newestFirst : {false, true}) {
        const EventQuery query{.limit = 1000, .newestFirst = newestFirst, .search = search};
        const Events found = h().asked(query);
        QVERIFY(!found.empty());
        QVERIFY(found == h().expected(query));
        QVERIFY(found.size() < h().expected({}).size());
    }
}

void TestEventSearch::findsNot_data()
{
    // Names of fields; numbers; signs that mean something to SQL, JSON or regular expressions;
    // words that don't all occur.
    searchRows({"actor",
                "actorRole",
                "reference\"",
                "\"at\":",
                "decidedBy",
                "seq",
                "14400",
                "true",
                "1%0",
                "1_0%",
                "done%soon",
                "doneXsoon",
                "d.ne",
                "no\\\"",
                "\\\\",
                "\\n",
                "two\\nlines",
                "mail nowhere",
                "postfach deseret",
                "anderung",
                "' OR 1=1",
                "{}"});
}

void TestEventSearch::findsNot()
{
    QFETCH(QString, search);
    const auto page = need(h().tenant()->events(T::rita(), {.limit = 1000, .search = search}));
    QVERIFY(page.items.empty());
    QVERIFY(page.next.isEmpty());
}

/// More words than are handed to the store.
void TestEventSearch::manyWords()
{
    QString search = QStringLiteral("m ma mai mail f fl flo flow s st sto stop");
    QVERIFY(!h().asked({.search = search}).empty());
    QVERIFY(h().asked({.search = search}) == h().expected({.search = search}));
    QVERIFY(h().asked({.search = search + QStringLiteral(" stopsx")}).empty());
}

/// The store looks for letters in the forms that ASCII has. These are all that have another.
void TestEventSearch::lettersWithAFormBeyondAscii()
{
    QString letters;
    for (char32_t code = 128; code <= QChar::LastValidCodePoint; ++code) {
        const char32_t folded = QChar::toCaseFolded(code);
        if (folded < 128)
            letters += QChar(char16_t(folded));
    }
    QCOMPARE(letters, QStringLiteral("sk"));
    for (const QChar letter : letters) {
        const QString pattern = likePattern(QString(letter) + letter.toUpper() + QLatin1Char('a'));
        QCOMPARE(pattern, QStringLiteral("%__a%"));
    }
    QCOMPARE(plainWords({QStringLiteral("a1@-#:/+."), QStringLiteral("a_"),
                         QStringLiteral("\u212A"), QStringLiteral("50%")}),
             QStringList{QStringLiteral("a1@-#:/+.")});
}

void TestEventSearch::ofOneRequest()
{
    const Event recorded =
        h().asked({.newestFirst = true, .kinds = {EventKind::AccessRecorded}}).front();
    const QString id = recorded.request.toString();
    const Events story = h().expected({.request = id});
    QVERIFY(h().asked({.request = id}) == story);
    QVERIFY(h().asked({.request = recorded.reference}) == story);
    Events backward = h().asked({.request = id, .newestFirst = true});
    std::reverse(backward.begin(), backward.end());
    QVERIFY(backward == story);
    QVERIFY(h().asked({.request = id, .kinds = {EventKind::AccessRecorded}}) == Events{recorded});
    QVERIFY(h().asked({.request = id, .search = QStringLiteral("recorded")}) == Events{recorded});
    QVERIFY(h().asked({.request = id, .after = story.front().seq, .limit = 1}) == Events{story[1]});
    QVERIFY(h().asked({.request = id, .from = story.back().at + 1ms}).empty());
}

QTEST_GUILESS_MAIN(TestEventSearch)
#include "tst_eventsearch.moc"
