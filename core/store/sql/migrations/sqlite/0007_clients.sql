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

ALTER TABLE sign_in ADD COLUMN client INTEGER REFERENCES client (key);

ALTER TABLE sign_in ADD COLUMN certificate_hash BLOB CHECK (length(certificate_hash) = 32);

CREATE INDEX sign_in_by_client ON sign_in (client) WHERE client IS NOT NULL;
