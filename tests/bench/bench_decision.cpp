#include "core/demo/demo.h"
#include "core/store/sqltext.h"
#include "tests/bench/benchstore.h"
#include "tests/bench/plainsqlite.h"

#include <benchmark/benchmark.h>

namespace lockbox::bench {

namespace {

constexpr int decisions = 200;

std::string textOf(const char *name)
{
    return sqlText(QLatin1String(name)).value().toStdString();
}

void throughTheDoor(benchmark::State &state)
{
    const QStringList pending = preparePending(decisions);
    const auto service = openService();
    qsizetype next = 0;
    for (auto _ : state) {
        const auto decided = service->denyRequest(approver(), pending.at(next++),
                                                  QStringLiteral("No case is known to us."));
        if (!decided) {
            state.SkipWithError(qPrintable(decided.error().message));
            return;
        }
    }
}

/// A history without a log: numbers and events, and the same indexes. A table of its own, for the store's log must stay one.
constexpr const char *plainHistory =
    "CREATE TABLE IF NOT EXISTS plain_number (tenant INTEGER PRIMARY KEY, last INTEGER NOT NULL) "
    "STRICT;"
    "INSERT OR IGNORE INTO plain_number VALUES (1, 0);"
    "CREATE TABLE IF NOT EXISTS plain_event (key INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, seq "
    "INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, request INTEGER, body TEXT NOT "
    "NULL, UNIQUE (tenant, seq)) STRICT;"
    "CREATE INDEX IF NOT EXISTS plain_event_by_request ON plain_event (request, seq);"
    "CREATE INDEX IF NOT EXISTS plain_event_by_time ON plain_event (tenant, at, seq);";

PlainConnection &withHistory(PlainConnection &connection)
{
    connection.run(plainHistory);
    return connection;
}

/// The rows of a decision written by hand: the very statements, in one transaction, without a question, and without a log.
class ByHand
{
public:
    ByHand()
        : m_connection(storeLocation().toStdString()),
          m_find(m_connection, textOf("select_request_by_id")),
          m_update(m_connection, textOf("update_request")),
          m_count(m_connection, textOf("adjust_request_count")),
          m_number(withHistory(m_connection),
                   "UPDATE plain_number SET last = last + 1 WHERE tenant = :tenant RETURNING last"),
          m_event(m_connection, "INSERT INTO plain_event (tenant, seq, at, kind, request, body) "
                                "VALUES (:tenant, :seq, :at, :kind, :request, :body)")
    {}

    void deny(const std::string &id, sqlite3_int64 now)
    {
        m_connection.run("BEGIN IMMEDIATE");
        m_find.bind(":tenant", 1);
        m_find.bind(":id", id);
        const PlainStatement::Row row = m_find.rows().at(0);
        update(row, now);
        count(row[5].text, "pending", -1);
        count(row[5].text, "denied", +1);
        tell(row, id, now);
        m_connection.run("COMMIT");
    }

private:
    // Columns of request_columns.sql.
    enum Column { Key = 0, AuthorizedBy = 9, AuthorizedAt = 10, NotifiedAt = 11, ExpiresAt = 12 };

    void update(const PlainStatement::Row &row, sqlite3_int64 now)
    {
        m_update.bind(":key", row[Key].number);
        m_update.bind(":state", "denied");
        m_update.bind(":from_state", "pending");
        m_update.bind(":alive_at", now);
        m_update.bind(":authorized_by", row[AuthorizedBy].text);
        m_update.bind(":authorized_at", row[AuthorizedAt].number);
        m_update.bind(":notified_at", row[NotifiedAt].number);
        m_update.bind(":expires_at", row[ExpiresAt].number);
        m_update.bind(":approval_required", 1);
        m_update.bind(":decided_by", approver().userPrincipalName.toStdString());
        m_update.bind(":decided_name", "Daniel Weiss");
        m_update.bind(":decided_role", "customer-lockbox-access-approver");
        m_update.bind(":decided_at", now);
        m_update.bind(":comment", "No case is known to us.");
        for (const char *name : {":access_start", ":access_end", ":ended_by", ":deadline"})
            m_update.bindNull(name);
        m_update.rows();
    }

    void count(const std::string &requestor, const char *state, int delta)
    {
        m_count.bind(":tenant", 1);
        m_count.bind(":requestor", requestor);
        m_count.bind(":state", state);
        m_count.bind(":visible", 1);
        m_count.bind(":delta", delta);
        m_count.rows();
    }

    void tell(const PlainStatement::Row &row, const std::string &id, sqlite3_int64 now)
    {
        m_number.bind(":tenant", 1);
        const sqlite3_int64 seq = m_number.rows().at(0).at(0).number;
        m_event.bind(":tenant", 1);
        m_event.bind(":seq", seq);
        m_event.bind(":at", now);
        m_event.bind(":kind", "request.denied");
        m_event.bind(":request", row[Key].number);
        m_event.bind(":body", body(seq, id, row[2].text));
        m_event.rows();
    }

    static std::string body(sqlite3_int64 seq, const std::string &id, const std::string &reference)
    {
        const std::string who = approver().userPrincipalName.toStdString();
        const std::string at = "2026-02-06T09:00:00.000Z";
        return R"({"actor":")" + who
               + R"(","actorRole":"customer-lockbox-access-approver","after":{"comment":)"
               + R"("No case is known to us.","decidedAt":")" + at + R"(","decidedBy":")" + who
               + R"(","decidedByName":"Daniel Weiss","decidedRole":"customer-lockbox-access-approver","state":"denied"},"at":")"
               + at
               + R"(","before":{"comment":null,"decidedAt":null,"decidedBy":null,"decidedByName":null,"decidedRole":null,)"
               + R"("state":"pending"},"details":{"comment":"No case is known to us."},"kind":"request.denied","reference":")"
               + reference + R"(","request":")" + id + R"(","seq":)" + std::to_string(seq)
               + R"(,"user":null})";
    }

    PlainConnection m_connection;
    PlainStatement m_find, m_update, m_count, m_number, m_event;
};

void byHand(benchmark::State &state)
{
    const QStringList pending = preparePending(decisions);
    const auto now = openService()->now().value().time_since_epoch().count();
    ByHand hand;
    qsizetype next = 0;
    for (auto _ : state)
        hand.deny(pending.at(next++).toStdString(), now);
}

} // namespace

void registerDecision()
{
    benchmark::RegisterBenchmark("one durable decision/product", throughTheDoor)
        ->UseRealTime()
        ->Iterations(decisions);
    benchmark::RegisterBenchmark("one durable decision/plain", byHand)
        ->UseRealTime()
        ->Iterations(decisions);
}

} // namespace lockbox::bench
