-- Notices: how they are sent, what they tell, and what became of each to each recipient.

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

INSERT INTO notification
SELECT key, '', 587, 'starttls', '', '', '', 'reminder decided access.ended request.expired roles.changed setting.changed', randomblob(32)
FROM tenant;

CREATE TABLE notice (
    key INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant (key),
    kind TEXT NOT NULL,
    request INTEGER REFERENCES request (key),
    body TEXT NOT NULL
) STRICT;

CREATE INDEX notice_by_request ON notice (request) WHERE request IS NOT NULL;

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
    CHECK ((next_at IS NOT NULL) = (state IN ('queued', 'sending', 'failed')))
) STRICT;

CREATE INDEX outbox_by_notice ON outbox (notice);

CREATE INDEX outbox_by_time ON outbox (tenant, next_at) WHERE next_at IS NOT NULL;

CREATE INDEX outbox_by_state ON outbox (tenant, state) WHERE state <> 'sent' AND state <> 'suppressed';

CREATE INDEX outbox_by_recipient ON outbox (tenant, recipient);
