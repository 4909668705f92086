-- What a fresh store gets. Kept equal to the sum of sql/migrations by a test.

CREATE TABLE tenant (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    domain TEXT NOT NULL,
    provider TEXT NOT NULL,
    demo INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
    clock_offset INTEGER NOT NULL DEFAULT 0 CHECK (demo = 1 OR clock_offset = 0),
    require_approval INTEGER NOT NULL CHECK (require_approval IN (0, 1)),
    decide_within INTEGER NOT NULL,
    max_access INTEGER NOT NULL,
    comment_on_deny INTEGER NOT NULL CHECK (comment_on_deny IN (0, 1))) STRICT;

CREATE TABLE account (
    key INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant (key),
    user_name TEXT NOT NULL COLLATE NOCASE,
    display_name TEXT NOT NULL,
    email TEXT NOT NULL,
    alternate_email TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('customer', 'provider')),
    UNIQUE (tenant, user_name)
) STRICT;

CREATE TABLE account_role (
    account INTEGER NOT NULL REFERENCES account (key),
    role TEXT NOT NULL,
    PRIMARY KEY (account, role)
) STRICT, WITHOUT ROWID;

CREATE INDEX account_role_by_role ON account_role (role, account);

CREATE TABLE request (
    key INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant (key),
    id TEXT NOT NULL UNIQUE,
    reference TEXT NOT NULL COLLATE NOCASE,
    service TEXT NOT NULL,
    reason TEXT NOT NULL,
    requestor TEXT NOT NULL,
    duration INTEGER NOT NULL CHECK (duration > 0),
    state TEXT NOT NULL CHECK (state IN ('submitted', 'rejected', 'pending', 'approved', 'denied', 'expired', 'canceled', 'revoked', 'completed')),
    submitted_at INTEGER NOT NULL,
    authorized_by TEXT,
    authorized_at INTEGER,
    notified_at INTEGER,
    expires_at INTEGER,
    approval_required INTEGER NOT NULL DEFAULT 1 CHECK (approval_required IN (0, 1)),
    decided_by TEXT,
    decided_name TEXT,
    decided_role TEXT,
    decided_at INTEGER,
    comment TEXT,
    access_start INTEGER,
    access_end INTEGER,
    ended_by TEXT,
    deadline INTEGER,
    waiting INTEGER NOT NULL GENERATED ALWAYS AS (state = 'pending') VIRTUAL,
    CHECK ((authorized_by IS NULL) = (authorized_at IS NULL)),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
    CHECK ((access_start IS NULL) = (access_end IS NULL)),
    CHECK ((deadline IS NOT NULL) = (state IN ('pending', 'approved')))
) STRICT;

CREATE INDEX request_by_tenant ON request (tenant);

CREATE INDEX request_by_waiting ON request (tenant, waiting);

CREATE INDEX request_by_state ON request (tenant, state);

CREATE INDEX request_by_reference ON request (tenant, reference);

CREATE INDEX request_by_service ON request (tenant, service);

CREATE INDEX request_by_requestor ON request (tenant, requestor);

CREATE INDEX request_by_deadline ON request (tenant, deadline) WHERE deadline IS NOT NULL;

CREATE TABLE request_count (
    tenant INTEGER NOT NULL REFERENCES tenant (key),
    requestor TEXT NOT NULL,
    state TEXT NOT NULL,
    visible INTEGER NOT NULL CHECK (visible IN (0, 1)),
    requests INTEGER NOT NULL,
    PRIMARY KEY (tenant, requestor, state, visible)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    key INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant (key),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    request INTEGER REFERENCES request (key),
    body TEXT NOT NULL,
    leaf_hash BLOB NOT NULL DEFAULT x'',
    UNIQUE (tenant, seq)
) STRICT;

CREATE INDEX event_by_request ON event (request, seq) WHERE request IS NOT NULL;

CREATE INDEX event_by_time ON event (tenant, at, seq);

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

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

CREATE TABLE notification (
    tenant INTEGER NOT NULL PRIMARY KEY REFERENCES tenant (key),
    host TEXT NOT NULL,
    port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security TEXT NOT NULL CHECK (security IN ('starttls', 'tls', 'none')),
    account TEXT NOT NULL,
    sender TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    kinds TEXT NOT NULL,
    phrase_key BLOB NOT NULL CHECK (length(phrase_key) = 32)
) STRICT;

CREATE TABLE notice (
    key INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant (key),
    kind TEXT NOT NULL,
    request INTEGER REFERENCES request (key),
    body TEXT NOT NULL
) STRICT;

CREATE INDEX notice_by_request ON notice (request) WHERE request IS NOT NULL;

CREATE INDEX notice_without_request ON notice (tenant, key) WHERE request IS NULL;

CREATE TABLE outbox (
    key INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant (key),
    notice INTEGER NOT NULL REFERENCES notice (key),
    message_id TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL COLLATE NOCASE,
    recipient_name TEXT NOT NULL,
    address TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'undeliverable', 'suppressed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    next_at INTEGER,
    give_up_at INTEGER NOT NULL,
    words TEXT NOT NULL DEFAULT '',
    sender TEXT NOT NULL DEFAULT '',
    CHECK ((next_at IS NOT NULL) = (state IN ('queued', 'sending', 'failed')))
) STRICT;

CREATE INDEX outbox_by_notice ON outbox (notice);

CREATE INDEX outbox_by_time ON outbox (tenant, next_at) WHERE next_at IS NOT NULL;

CREATE INDEX outbox_by_recipient ON outbox (tenant, recipient);

CREATE INDEX outbox_by_state ON outbox (tenant, state);

CREATE INDEX outbox_undeliverable ON outbox (tenant, changed_at) WHERE state = 'undeliverable';

CREATE TABLE credential (
    account INTEGER NOT NULL PRIMARY KEY REFERENCES account (key),
    hash TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE invitation (
    code_hash BLOB NOT NULL PRIMARY KEY CHECK (length(code_hash) = 32),
    account INTEGER NOT NULL REFERENCES account (key),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE client (
    key INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant (key),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    account INTEGER NOT NULL REFERENCES account (key),
    secret_hash BLOB CHECK (length(secret_hash) = 32),
    certificate_hash BLOB CHECK (length(certificate_hash) = 32),
    subject TEXT,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    UNIQUE (tenant, id),
    UNIQUE (tenant, name),
    CHECK (secret_hash IS NOT NULL OR certificate_hash IS NOT NULL OR subject IS NOT NULL)
) STRICT;

CREATE INDEX client_by_account ON client (account);

CREATE TABLE sign_in (
    token_hash BLOB NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    account INTEGER NOT NULL REFERENCES account (key),
    method TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    proved_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    client INTEGER REFERENCES client (key),
    certificate_hash BLOB CHECK (length(certificate_hash) = 32)
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_by_account ON sign_in (account);

CREATE INDEX sign_in_by_client ON sign_in (client) WHERE client IS NOT NULL;

CREATE TABLE sign_in_attempt (
    tenant INTEGER NOT NULL REFERENCES tenant (key),
    subject TEXT NOT NULL,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    PRIMARY KEY (tenant, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
    account INTEGER NOT NULL REFERENCES account (key),
    idempotency_key TEXT NOT NULL,
    question BLOB NOT NULL CHECK (length(question) = 32),
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (account, idempotency_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX answer_by_time ON answer (at);

CREATE VIRTUAL TABLE request_search USING fts5 (reference, service, reason, requestor, content = 'request', content_rowid = 'key', detail = none, prefix = '1 2 3 4 5 6 7 8 9 10', tokenize = 'unicode61 remove_diacritics 2');
