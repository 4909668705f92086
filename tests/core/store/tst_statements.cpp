#include "core/store/eventparts.h"
#include "core/store/outboxstore.h"
#include "core/store/schema.h"
#include "tests/core/store/sqlprobe.h"
#include "tests/core/store/statementnames.h"
#include "tests/core/store/storefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;

/// Each statement fits the schema, and those that people wait for go through an index.
class TestStatements : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void fitsTheSchema_data();
    void fitsTheSchema();
    void readsThroughAnIndex_data();
    void readsThroughAnIndex();
    void listsThroughAnIndex_data();
    void listsThroughAnIndex();
    void sortsOnlyFew();
    void looksAtTimesOnly_data();
    void looksAtTimesOnly();
    void listsTheOutboxInOrder();
    void splitsScripts();
    void replacesPlaces();

private:
    QStringList planOf(const QString &sql)
    {
        return m_probe->rows(QStringLiteral("EXPLAIN QUERY PLAN ") + sql);
    }
    void checkPlan(const QString &sql);

    StoreFixture m_store;
    std::unique_ptr<SqlProbe> m_probe;
};

void TestStatements::initTestCase()
{
    m_probe = std::make_unique<SqlProbe>(m_store.path());
}

void TestStatements::fitsTheSchema_data()
{
    QTest::addColumn<QString>("name");
    const QStringList names = statementNames(Engine::Sqlite);
    QVERIFY(names.size() > 30);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void TestStatements::fitsTheSchema()
{
    QFETCH(QString, name);
    const QString sql = need(sqlText(name, someParts()));
    QVERIFY2(!sql.contains(QLatin1Char('{')), qPrintable(sql));
    QCOMPARE(m_probe->refusal(QStringLiteral("EXPLAIN ") + sql), QString());
    QCOMPARE(splitStatements(sql + QLatin1Char(';')).size(), 1);
}

/// No table is read from end to end, not even in an index's order.
void TestStatements::checkPlan(const QString &sql)
{
    const QString plan = planOf(sql).join(QLatin1Char('\n'));
    const QByteArray said = (sql + QLatin1Char('\n') + plan).toUtf8();
    static const QRegularExpression wholeTable(
        QStringLiteral("SCAN (request|request_count|event|account|account_role|notice|outbox)\\b"));
    QVERIFY2(!plan.contains(wholeTable), said.constData());
    QVERIFY2(plan.contains(QStringLiteral("INDEX")) || plan.contains(QStringLiteral("PRIMARY KEY")),
             said.constData());
}

void TestStatements::readsThroughAnIndex_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"count_requests_of_reference",
                             "count_requests_of_requestor",
                             "list_accounts",
                             "list_due_requests",
                             "list_events",
                             "list_events_of_request",
                             "list_open_requests",
                             "list_request_counts",
                             "list_requests_by_reference",
                             "search_requests",
                             "select_account",
                             "select_event_beyond",
                             "select_event_edge",
                             "select_leaf",
                             "select_log",
                             "list_log_nodes",
                             "list_leaf_hashes",
                             "count_outbox",
                             "deliver_outbox",
                             "give_up_outbox",
                             "list_outbox_without_request",
                             "list_role_holders",
                             "list_due_outbox",
                             "list_outbox",
                             "list_outbox_of_request",
                             "list_told_recipients",
                             "select_next_outbox",
                             "select_notice",
                             "select_outbox",
                             "select_outbox_by_message",
                             "select_thread_root",
                             "suppress_outbox",
                             "update_outbox",
                             "list_log_checkpoints",
                             "list_leaves",
                             "select_newest_checkpoint",
                             "find_equal_request",
                             "difference_of_request",
                             "difference_of_account",
                             "select_account_key",
                             "list_account_roles",
                             "select_next_deadline",
                             "select_request_by_id",
                             "update_account",
                             "update_policy",
                             "update_request"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestStatements::readsThroughAnIndex()
{
    QFETCH(QString, name);
    for (const auto kind :
         {Visibility::Kind::All, Visibility::Kind::Customer, Visibility::Kind::Own}) {
        SqlParts parts = someParts();
        parts.insert(visibilityParts({.kind = kind, .requestor = {}}));
        checkPlan(need(sqlText(name, parts)));
    }
}

void TestStatements::listsThroughAnIndex_data()
{
    QTest::addColumn<RequestSort>("sort");
    QTest::addColumn<bool>("descending");
    using enum RequestSort;
    const std::pair<const char *, RequestSort> sorts[] = {
        {"pending first", PendingFirst}, {"submitted", SubmittedAt},
        {"reference", Reference},        {"service", Service},
        {"requestor", Requestor},        {"state", State}};
    for (const auto &[name, sort] : sorts) {
        QTest::newRow(name) << sort << false;
        QTest::addRow("%s, reversed", name) << sort << true;
    }
}

void TestStatements::listsThroughAnIndex()
{
    QFETCH(RequestSort, sort);
    QFETCH(bool, descending);
    using enum RequestState;
    const std::vector<RequestState> filters[] = {{}, {Pending}, {Denied, Expired}};
    const std::optional<PagePosition> positions[] = {
        std::nullopt, PagePosition{}, PagePosition{.backward = true, .key = 0, .value = {}}};
    const ListPath paths[] = {{}, {.sortFew = true}, {.sortFew = true, .byRequestor = true}};
    for (const auto &states : filters) {
        const RequestQuery query{.states = states, .sort = sort, .descending = descending};
        for (const auto &position : positions) {
            for (const Stretch stretch : {Stretch::SameValue, Stretch::Beyond}) {
                for (const auto kind :
                     {Visibility::Kind::All, Visibility::Kind::Customer, Visibility::Kind::Own})
                    for (const ListPath &path : paths) {
                        if (path.byRequestor && kind != Visibility::Kind::Own)
                            continue;
                        checkPlan(need(sqlText(QStringLiteral("list_requests"),
                                               listParts(query, {.kind = kind, .requestor = {}},
                                                         position, stretch, path))));
                    }
            }
        }
    }
}

/// Rows come in the index's order: nothing is sorted, unless it is known that only few fit.
void TestStatements::sortsOnlyFew()
{
    using enum RequestSort;
    const auto sorted = [&](const RequestQuery &query, const ListPath &path) {
        const QString sql =
            need(sqlText(QStringLiteral("list_requests"),
                         listParts(query, {}, PagePosition{}, Stretch::Beyond, path)));
        return planOf(sql).join(QLatin1Char('\n')).contains(QStringLiteral("TEMP B-TREE"));
    };
    for (const RequestSort sort :
         {PendingFirst, SubmittedAt, Reference, Service, Requestor, State}) {
        for (const bool descending : {false, true})
            QVERIFY(!sorted({.sort = sort, .descending = descending}, {}));
    }
    QVERIFY(sorted({.states = {RequestState::Denied}, .sort = Reference}, {.sortFew = true}));
}

void TestStatements::looksAtTimesOnly_data()
{
    QTest::addColumn<EventQuery>("query");
    const Timestamp now{};
    for (const bool newestFirst : {false, true}) {
        const char *const order = newestFirst ? "newest first" : "oldest first";
        QTest::addRow("from, %s", order) << EventQuery{.newestFirst = newestFirst, .from = now};
        QTest::addRow("until, %s", order) << EventQuery{.newestFirst = newestFirst, .until = now};
        QTest::addRow("both, %s", order)
            << EventQuery{.newestFirst = newestFirst, .from = now, .until = now};
    }
}

/// A time is looked for in the index of times alone, and what comes behind a page from the far end: not one row is sorted.
void TestStatements::looksAtTimesOnly()
{
    QFETCH(EventQuery, query);
    for (const char *name : {"select_event_edge", "select_event_beyond"}) {
        const QString sql = need(sqlText(QLatin1String(name), eventParts(query, {})));
        const QString plan = planOf(sql).join(QLatin1Char('\n'));
        QVERIFY2(plan.contains(QStringLiteral("COVERING INDEX event_by_time (tenant=? AND at")),
                 qPrintable(plan));
        QVERIFY2(!plan.contains(QStringLiteral("TEMP B-TREE")), qPrintable(plan));
    }
}

/// However a list of notices is narrowed, its rows come in an index's order.
void TestStatements::listsTheOutboxInOrder()
{
    std::vector<std::optional<DeliveryState>> states{std::nullopt};
    states.insert(states.end(), allDeliveryStates().begin(), allDeliveryStates().end());
    for (const auto &state : states) {
        for (const QString &recipient : {QString(), QStringLiteral("ada@contoso.com")}) {
            for (const bool due : {false, true}) {
                const QString sql =
                    need(sqlText(QStringLiteral("list_outbox"),
                                 outboxParts({.recipient = recipient, .dueOnly = due}, state)));
                checkPlan(sql);
                const QString plan = planOf(sql).join(QLatin1Char('\n'));
                QVERIFY2(!plan.contains(QStringLiteral("TEMP B-TREE")), qPrintable(sql + plan));
                QVERIFY2(!plan.contains(QStringLiteral("(tenant=?)")), qPrintable(sql + plan));
            }
        }
    }
}

void TestStatements::splitsScripts()
{
    const QString script =
        QStringLiteral("-- first\nCREATE TABLE a (x);\n\n"
                       "CREATE TRIGGER t BEFORE DELETE ON a BEGIN SELECT 1; END;  \n \n"
                       "INSERT INTO a VALUES (';');\n");
    const QStringList statements = splitStatements(script);
    QCOMPARE(statements.size(), 3);
    QCOMPARE(statements.at(0), QStringLiteral("-- first\nCREATE TABLE a (x)"));
    QCOMPARE(statements.at(1),
             QStringLiteral("CREATE TRIGGER t BEFORE DELETE ON a BEGIN SELECT 1; END"));
    QCOMPARE(statements.at(2), QStringLiteral("INSERT INTO a VALUES (';')"));
    QCOMPARE(splitStatements(QString()), QStringList());
}

void TestStatements::replacesPlaces()
{
    const QString text =
        need(sqlText(QStringLiteral("select_request_by_id"))); // {request_columns} is a file
    QVERIFY(text.contains(QStringLiteral("request.reference")));
    QCOMPARE(refusal(sqlText(QStringLiteral("list_requests"))), QStringLiteral("internal"));
}

QTEST_GUILESS_MAIN(TestStatements)
#include "tst_statements.moc"
