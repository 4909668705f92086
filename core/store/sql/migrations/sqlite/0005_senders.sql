-- From which address a notice was sent, so that its mail can be told from a forged one after the setting was changed; and the outbox and the
-- approvers are found by index however many there are.

ALTER TABLE outbox ADD COLUMN sender TEXT NOT NULL DEFAULT '';

CREATE INDEX notice_without_request ON notice (tenant, key) WHERE request IS NULL;

DROP INDEX outbox_by_state;

CREATE INDEX outbox_by_state ON outbox (tenant, state);

CREATE INDEX outbox_undeliverable ON outbox (tenant, changed_at) WHERE state = 'undeliverable';

CREATE INDEX account_role_by_role ON account_role (role, account);
