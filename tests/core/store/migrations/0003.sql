-- A store as the program with schema 3 left it. Written with that schema's own words; never changed.

INSERT INTO tenant (key, id, name, domain, provider, demo, clock_offset, require_approval, decide_within, max_access, comment_on_deny)
VALUES (1, '2b3c91f6-7a10-4f3e-9a53-0f6c1d2e3a4b', 'Contoso', 'contoso.com', 'Fabrikam', 0, 0, 1, 43200, 14400, 1);

INSERT INTO account (key, tenant, user_name, display_name, email, alternate_email, side)
VALUES (1, 1, 'ada@contoso.com', 'Ada Admin', 'ada@contoso.com', '', 'customer');

INSERT INTO account_role (account, role) VALUES (1, 'global-administrator');

INSERT INTO log (tenant, size, root, frontier, verifier)
VALUES (1, 1, leaf_hash('{"kind":"tenant.created","seq":1}'), leaf_hash('{"kind":"tenant.created","seq":1}'), '');

INSERT INTO event (key, tenant, seq, at, kind, request, body, leaf_hash)
VALUES (1, 1, 1, 1770318715000, 'tenant.created', NULL, '{"kind":"tenant.created","seq":1}', leaf_hash('{"kind":"tenant.created","seq":1}'));
