-- Who may sign in to a service that has this store, who has, and what was answered to a change that may be asked for twice.

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

CREATE TABLE sign_in (
    token_hash BLOB NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    account INTEGER NOT NULL REFERENCES account (key),
    method TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    proved_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_by_account ON sign_in (account);

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
