-- The provider's systems that ask a service for tokens; and of a token, whose it is, and with which certificate alone it is taken.

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

CREATE TABLE sign_in_before AS SELECT * FROM sign_in;

DROP TABLE sign_in;

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

INSERT INTO sign_in (token_hash, account, method, address, created_at, proved_at, seen_at)
SELECT token_hash, account, method, address, created_at, proved_at, seen_at FROM sign_in_before;

DROP TABLE sign_in_before;

CREATE INDEX sign_in_by_account ON sign_in (account);

CREATE INDEX sign_in_by_client ON sign_in (client) WHERE client IS NOT NULL;
