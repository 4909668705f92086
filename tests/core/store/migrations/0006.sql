-- A store as the program with schema 6 left it. Written with that schema's own words; never changed.

INSERT INTO tenant (key, id, name, domain, provider, demo, clock_offset, require_approval, decide_within, max_access, comment_on_deny)
VALUES (1, '2b3c91f6-7a10-4f3e-9a53-0f6c1d2e3a4b', 'Contoso', 'contoso.com', 'Fabrikam', 0, 0, 1, 43200, 14400, 1);

INSERT INTO account (key, tenant, user_name, display_name, email, alternate_email, side)
VALUES (1, 1, 'ada@contoso.com', 'Ada Admin', 'ada@contoso.com', '', 'customer');

INSERT INTO account_role (account, role) VALUES (1, 'global-administrator');

INSERT INTO log (tenant, size, root, frontier, verifier)
VALUES (1, 1, leaf_hash('{"kind":"tenant.created","seq":1}'), leaf_hash('{"kind":"tenant.created","seq":1}'), '');

INSERT INTO event (key, tenant, seq, at, kind, request, body, leaf_hash)
VALUES (1, 1, 1, 1770318715000, 'tenant.created', NULL, '{"kind":"tenant.created","seq":1}', leaf_hash('{"kind":"tenant.created","seq":1}'));

INSERT INTO notification (tenant, host, port, security, account, sender, time_zone, kinds, phrase_key)
VALUES (1, 'mail.contoso.com', 587, 'starttls', '', 'lockbox@contoso.com', 'Europe/Berlin', 'reminder decided', zeroblob(32));

INSERT INTO notice (key, tenant, kind, request, body)
VALUES (1, 1, 'setting.changed', NULL, '{"kind":"setting.changed"}');

INSERT INTO outbox (key, tenant, notice, message_id, recipient, recipient_name, address, state, attempts, created_at, changed_at, next_at, give_up_at, words, sender)
VALUES (1, 1, 1, '<1@contoso.com>', 'ada@contoso.com', 'Ada Admin', 'ada@contoso.com', 'sent', 1, 1770318715000, 1770318716000, NULL, 1770491515000, '250 OK', 'lockbox@contoso.com'),
       (2, 1, 1, '<2@contoso.com>', 'abe@contoso.com', 'Abe Approver', 'abe@contoso.com', 'failed', 2, 1770318715000, 1770318717000, 1770318777000, 1770491515000, '451 later', '');

INSERT INTO credential (account, hash, changed_at) VALUES (1, '$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA', 1770318715000);

INSERT INTO invitation (code_hash, account, expires_at) VALUES (leaf_hash('code'), 1, 1770405115000);

INSERT INTO sign_in (token_hash, account, method, address, created_at, proved_at, seen_at)
VALUES (leaf_hash('token'), 1, 'password', '192.0.2.7', 1770318715000, 1770318716000, 1770318717000);

INSERT INTO sign_in_attempt (tenant, subject, failures, last_at, blocked_until)
VALUES (1, 'account ada@contoso.com', 2, 1770318715000, 0);

INSERT INTO answer (account, idempotency_key, question, body, at)
VALUES (1, 'a key', leaf_hash('question'), '{"state":"approved"}', 1770318715000);
