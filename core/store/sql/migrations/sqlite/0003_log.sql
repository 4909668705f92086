SELECT require(last_seq = (SELECT count(*) FROM event WHERE event.tenant = tenant.key)
               AND last_seq = (SELECT coalesce(max(seq), 0) FROM event WHERE event.tenant = tenant.key)
               AND last_seq = (SELECT count(*) FROM event WHERE event.tenant = tenant.key AND seq >= 1),
               'the history has lost events: its last number is ' || last_seq || ', and there are '
               || (SELECT count(*) FROM event WHERE event.tenant = tenant.key)) FROM tenant;

DROP TRIGGER event_is_never_changed;

ALTER TABLE event ADD COLUMN leaf_hash BLOB NOT NULL DEFAULT x'';

UPDATE event SET leaf_hash = leaf_hash(body);

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

DROP INDEX event_by_request;

CREATE INDEX event_by_request ON event (request, seq) WHERE request IS NOT NULL;

CREATE INDEX event_by_time ON event (tenant, at, seq);

ALTER TABLE tenant DROP COLUMN last_seq;

CREATE TABLE log (
    tenant INTEGER NOT NULL PRIMARY KEY REFERENCES tenant (key),
    size INTEGER NOT NULL CHECK (size >= 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    frontier BLOB NOT NULL,
    verifier TEXT NOT NULL
) STRICT;

CREATE TABLE log_node (
    tenant INTEGER NOT NULL REFERENCES tenant (key),
    level INTEGER NOT NULL,
    place INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (tenant, level, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE log_checkpoint (
    tenant INTEGER NOT NULL REFERENCES tenant (key),
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (tenant, size)
) STRICT, WITHOUT ROWID;

INSERT INTO log (tenant, size, root, frontier, verifier)
SELECT key, count(leaf_hash), merkle_root(seq, leaf_hash), merkle_frontier(seq, leaf_hash), ''
FROM (SELECT tenant.key AS key, seq, leaf_hash FROM tenant LEFT JOIN event ON event.tenant = tenant.key ORDER BY tenant.key, seq) GROUP BY key;

INSERT INTO log_node (tenant, level, place, hash)
SELECT tenant, 8, (seq - 1) / 256, merkle_root(seq, leaf_hash) FROM (SELECT tenant, seq, leaf_hash FROM event ORDER BY tenant, seq)
GROUP BY tenant, (seq - 1) / 256 HAVING count(*) = 256;

INSERT INTO log_node (tenant, level, place, hash)
SELECT tenant, 16, place / 256, merkle_root(place + 1, hash) FROM (SELECT tenant, place, hash FROM log_node WHERE level = 8 ORDER BY tenant, place)
GROUP BY tenant, place / 256 HAVING count(*) = 256;

INSERT INTO log_node (tenant, level, place, hash)
SELECT tenant, 24, place / 256, merkle_root(place + 1, hash) FROM (SELECT tenant, place, hash FROM log_node WHERE level = 16 ORDER BY tenant, place)
GROUP BY tenant, place / 256 HAVING count(*) = 256;

DROP TABLE request_search;

CREATE VIRTUAL TABLE request_search USING fts5 (reference, service, reason, requestor, content = 'request', content_rowid = 'key', detail = none, prefix = '1 2 3 4 5 6 7 8 9 10', tokenize = 'unicode61 remove_diacritics 2');

INSERT INTO request_search (request_search) VALUES ('rebuild');
