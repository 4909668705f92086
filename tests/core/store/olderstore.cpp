#include "tests/core/store/olderstore.h"

#include "tests/core/store/sqlprobe.h"

namespace lockbox::test {

void makeOlder(const QString &path)
{
    SqlProbe probe(path);
    for (const char *sql :
         {"DROP TABLE request_search",
          "DROP TRIGGER event_is_never_changed",
          "DROP INDEX event_by_time",
          "DROP INDEX event_by_request",
          "ALTER TABLE event DROP COLUMN leaf_hash",
          "UPDATE event SET body = json_remove(body, '$.details.logKey') WHERE seq = 1",
          "CREATE INDEX event_by_request ON event (request) WHERE request IS NOT NULL",
          "CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, "
          "'events are never changed'); END",
          "ALTER TABLE tenant ADD COLUMN last_seq INTEGER NOT NULL DEFAULT 0",
          "UPDATE tenant SET last_seq = (SELECT size FROM log)",
          "DROP TABLE log",
          "DROP TABLE log_node",
          "DROP TABLE log_checkpoint",
          "DROP TABLE outbox",
          "DROP TABLE notice",
          "DROP TABLE notification",
          "DROP TABLE answer",
          "DROP TABLE credential",
          "DROP TABLE invitation",
          "DROP TABLE sign_in",
          "DROP TABLE client",
          "DROP TABLE sign_in_attempt",
          "DROP INDEX account_role_by_role",
          "PRAGMA user_version = 1"})
        probe.rows(QString::fromLatin1(sql));
}

} // namespace lockbox::test
