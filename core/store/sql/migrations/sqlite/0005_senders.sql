-- From which address a notice was sent, so that its mail can be told from a forged one after the setting was changed.

ALTER TABLE outbox ADD COLUMN sender TEXT NOT NULL DEFAULT '';

CREATE INDEX notice_without_request ON notice (tenant, key) WHERE request IS NULL;
