#include "tests/core/service/longhistory.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <random>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;
using Events = std::vector<Event>;

/// The history page by page, in both orders, and nothing of what the reader may not see.
class TestEventPages : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_history = std::make_unique<LongHistory>(); }
    void bothOrders();
    void goesOnBehindANumber_data();
    void goesOnBehindANumber();
    void hiddenRequestsDoNotShow();
    void pagesOfASearchMayBeShort();
    void pagesOfATimeMayBeShort();
    void walkingGivesAllThatFits_data();
    void walkingGivesAllThatFits();

private:
    LongHistory &h() { return *m_history; }
    EventQuery anyQuery(std::mt19937 &engine);
    /// All that a walk from page to page gives; says what was wrong with a page.
    QString walk(EventStore &store, EventQuery query, const Visibility &visibility, Events &found);

    std::unique_ptr<LongHistory> m_history;
    qint64 m_shortPages = 0; ///< With fewer events than would fit, and yet a next one.
};

/// Words to look for: parts of what is there, and others.
static const QStringList &someWords()
{
    static const QStringList all = {
        QStringLiteral("änder"),    QStringLiteral("MAIL"),   QStringLiteral("flow"),
        QStringLiteral("100%"),     QStringLiteral("%"),      QStringLiteral("_"),
        QStringLiteral("e_s"),      QStringLiteral("\"no\""), QStringLiteral("c:\\TEMP"),
        QStringLiteral("\\"),       QStringLiteral("abe@"),   QStringLiteral("contoso.com"),
        QStringLiteral("sr1"),      QStringLiteral("SR#2"),   QStringLiteral("approved"),
        QStringLiteral("engineer"), QStringLiteral("actor"),  QStringLiteral("k"),
        QStringLiteral("wasser"),   QStringLiteral("a"),      QStringLiteral("2026-02-06T"),
        QStringLiteral("nowhere")};
    return all;
}

void TestEventPages::bothOrders()
{
    const Events rising = h().asked({.limit = 1000});
    QVERIFY(rising == h().expected({}));
    QVERIFY(rising.size() < h().all().size());
    QCOMPARE(rising.front().seq, qint64(1));
    Events falling = h().asked({.limit = 1000, .newestFirst = true});
    std::reverse(falling.begin(), falling.end());
    QVERIFY(falling == rising);
}

void TestEventPages::goesOnBehindANumber_data()
{
    QTest::addColumn<qint64>("after");
    QTest::addColumn<bool>("newestFirst");
    QTest::addColumn<qint64>("first"); ///< 0: nothing.
    constexpr qint64 last = std::numeric_limits<qint64>::max();
    QTest::newRow("rising, from the beginning") << qint64(0) << false << qint64(1);
    QTest::newRow("rising") << qint64(5) << false << qint64(6);
    QTest::newRow("rising, behind everything") << qint64(1'000'000) << false << qint64(0);
    QTest::newRow("rising, behind any number") << last << false << qint64(0);
    QTest::newRow("falling") << qint64(6) << true << qint64(5);
    QTest::newRow("falling, behind the first") << qint64(1) << true << qint64(0);
    QTest::newRow("falling, from beyond") << last << true << qint64(-1);
}

void TestEventPages::goesOnBehindANumber()
{
    QFETCH(qint64, after);
    QFETCH(bool, newestFirst);
    QFETCH(qint64, first);
    if (first == -1)
        first = h().expected({}).back().seq;
    for (const QString &search : {QString(), QStringLiteral("a")}) {
        const auto page = need(h().tenant()->events(
            T::rita(), {.after = after, .limit = 1, .newestFirst = newestFirst, .search = search}));
        QCOMPARE(page.items.empty(), first == 0);
        QCOMPARE(page.next.isEmpty(), first == 0);
        if (first != 0) {
            QCOMPARE(page.items.front().seq, first);
            QCOMPARE(page.next, QString::number(first));
        }
    }
}

void TestEventPages::hiddenRequestsDoNotShow()
{
    ContosoTenant tenant;
    rules::NewRequest wish = T::wish(QStringLiteral("QUIET1"));
    wish.reason = QStringLiteral("Something secretive");
    const auto filed = need(tenant->submitRequest(T::eve(), wish));
    const QString id = filed.id.toString();
    const auto asks = [&](EventQuery query) { return tenant->events(T::ada(), query); };
    for (const bool newestFirst : {false, true}) {
        for (const QString &word : {QStringLiteral("secretive"), QStringLiteral("quiet1"), id,
                                    QStringLiteral("request.submitted")}) {
            const auto page = need(asks({.newestFirst = newestFirst, .search = word}));
            QVERIFY(page.items.empty() && page.next.isEmpty());
        }
        const auto page = need(asks({.limit = 13, .newestFirst = newestFirst}));
        QCOMPARE(page.items.size(), size_t(13));
        QVERIFY2(page.next.isEmpty(), "that there is more would tell of the hidden request");
    }
    QVERIFY(need(asks({.kinds = {EventKind::RequestSubmitted}})).items.empty());
    QVERIFY(need(asks({.after = 13})).items.empty());
    for (const QString &name : {id, QStringLiteral("QUIET1")})
        QCOMPARE(refusal(asks({.request = name})), QStringLiteral("notFound"));
    need(tenant->authorizeRequest(T::max(), id, {}));
    QCOMPARE(need(asks({.search = QStringLiteral("SECRETIVE")})).items.front().seq, qint64(14));
    QCOMPARE(need(asks({.request = id})).items.size(), size_t(3));
}

QString TestEventPages::walk(EventStore &store, EventQuery query, const Visibility &visibility,
                             Events &found)
{
    qint64 requestKey = 0;
    if (query.request)
        requestKey =
            need(
                RequestStore(h().database()).byId(h().key(), RequestId::fromString(*query.request)))
                ->key;
    for (qint64 pages = 1;; ++pages) {
        const auto page = need(store.page(h().key(), query, requestKey, visibility));
        if (std::cmp_greater(page.items.size(), query.limit))
            return QStringLiteral("a page of %1 has %2").arg(query.limit).arg(page.items.size());
        found.insert(found.end(), page.items.begin(), page.items.end());
        if (page.next.isEmpty())
            return {};
        m_shortPages += std::cmp_less(page.items.size(), query.limit);
        const qint64 next = page.next.toLongLong();
        const bool goesOn =
            query.after == 0 || (query.newestFirst ? next < query.after : next > query.after);
        if (!goesOn || pages > qint64(h().all().size()) + 1)
            return QStringLiteral("after %1 comes %2").arg(query.after).arg(next);
        query.after = next;
    }
}

void TestEventPages::pagesOfASearchMayBeShort()
{
    EventStore store(h().database(), 10);
    const EventQuery query{.limit = 3, .search = QStringLiteral("nowhere")};
    const auto page = need(store.page(h().key(), query, 0, {}));
    QVERIFY(page.items.empty());
    QCOMPARE(page.next, QStringLiteral("10"));
    EventQuery backward = query;
    backward.newestFirst = true;
    const auto size = qint64(h().all().size());
    QCOMPARE(need(store.page(h().key(), backward, 0, {})).next, QString::number(size - 9));
    // The last stretch names none.
    EventQuery rest = query;
    rest.after = size - 10;
    QCOMPARE(need(store.page(h().key(), rest, 0, {})).next, QString());
    // Without a search there is nothing to look through.
    QCOMPARE(need(store.page(h().key(), {.limit = 100}, 0, {})).items.size(), size_t(100));
}

/// Where a time begins and ends is looked for once, not on every page.
void TestEventPages::pagesOfATimeMayBeShort()
{
    EventStore store(h().database(), 10);
    const auto size = qint64(h().all().size());
    const Timestamp at = h().all()[size_t(size) / 2].at;
    const Events wanted = h().expected({.from = at, .until = at + 1ms}, {});
    QVERIFY(wanted.front().seq > 20 && wanted.back().seq < size - 20 && wanted.size() < 10);
    EventQuery query{.limit = 20, .from = at, .until = at + 1ms};
    for (const bool newestFirst : {false, true}) {
        query.newestFirst = newestFirst;
        // From the beginning it is found at once, and nothing comes behind it, though the history goes on.
        query.after = 0;
        auto page = need(store.page(h().key(), query, 0, {}));
        QCOMPARE(page.items.size(), wanted.size());
        QVERIFY(page.next.isEmpty());
        // From a number on, the history is looked through.
        query.after = newestFirst ? size : 1;
        page = need(store.page(h().key(), query, 0, {}));
        QVERIFY(page.items.empty());
        QCOMPARE(page.next, QString::number(newestFirst ? size - 10 : 11));
    }
}

EventQuery TestEventPages::anyQuery(std::mt19937 &engine)
{
    const auto below = [&](size_t n) { return engine() % n; };
    EventQuery query{.limit = int(below(12)) + 1, .newestFirst = below(2) == 0};
    if (below(4) == 0)
        query.after = qint64(below(h().all().size() + 2));
    for (size_t i = below(3) == 0 ? below(4) : 0; i > 0; --i)
        query.kinds.push_back(allEventKinds()[below(allEventKinds().size())]);
    for (size_t i = below(3); i > 0; --i)
        query.search +=
            someWords().at(qsizetype(below(size_t(someWords().size())))) + QLatin1Char(' ');
    const auto someTime = [&] {
        return h().all()[below(h().all().size())].at + (qint64(below(3)) - 1) * 1ms;
    };
    if (below(3) == 0)
        query.from = someTime();
    if (below(3) == 0)
        query.until = someTime();
    if (below(6) == 0)
        query.request =
            std::next(h().requests().begin(), qptrdiff(below(h().requests().size())))->first;
    return query;
}

void TestEventPages::walkingGivesAllThatFits_data()
{
    QTest::addColumn<qint64>("stretch");
    for (const qint64 stretch : {qint64(1), qint64(7), qint64(64), EventStore::usualStretch})
        QTest::addRow("%lld", stretch) << stretch;
}

void TestEventPages::walkingGivesAllThatFits()
{
    QFETCH(qint64, stretch);
    EventStore store(h().database(), stretch);
    std::mt19937 engine(static_cast<unsigned>(stretch));
    const std::vector<Visibility> readers = {
        LongHistory::customer(),
        {},
        {.kind = Visibility::Kind::Own, .requestor = T::eve().userPrincipalName}};
    m_shortPages = 0;
    for (int i = 0; i < 300; ++i) {
        const EventQuery query = anyQuery(engine);
        const Visibility reader = readers[engine() % readers.size()];
        Events wanted = h().expected(query, query.request ? Visibility() : reader);
        Events found;
        QCOMPARE(walk(store, query, reader, found), QString());
        QVERIFY2(found == wanted, qPrintable(QStringLiteral("query %1, \"%2\": %3 instead of %4")
                                                 .arg(i)
                                                 .arg(query.search)
                                                 .arg(found.size())
                                                 .arg(wanted.size())));
    }
    QCOMPARE(m_shortPages > 0, stretch < EventStore::usualStretch);
}

QTEST_GUILESS_MAIN(TestEventPages)
#include "tst_eventpages.moc"
