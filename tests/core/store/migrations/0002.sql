-- A store as the program with schema 2 left it. Written with that schema's own words; never changed.

INSERT INTO tenant (key, id, name, domain, provider, demo, clock_offset, require_approval, decide_within, max_access, comment_on_deny, last_seq)
VALUES (1, '7a1c2f4e-0a51-4d0c-9d6e-0f4f6c5a8b01', 'Contoso', 'contoso.com', 'Fabrikam', 0, 0, 1, 43200, 14400, 1, 4);

INSERT INTO account (key, tenant, user_name, display_name, email, alternate_email, side)
VALUES (1, 1, 'ada@contoso.com', 'Ada Admin', 'ada@contoso.com', '', 'customer'),
       (2, 1, 'eve@fabrikam.com', 'Eve Engineer', '', 'eve@home.example', 'provider');

INSERT INTO account_role (account, role) VALUES (1, 'global-administrator'), (2, 'engineer');

INSERT INTO request (key, tenant, id, reference, service, reason, requestor, duration, state, submitted_at)
VALUES (1, 1, '0b0d3c9a-38a5-4e3a-8d51-0d6b7a1f2c01', 'EXSR359123', 'Exchange', 'Mail flow stops at Müller''s mailbox', 'eve@fabrikam.com', 3600, 'submitted', 1770318715000);

INSERT INTO request (key, tenant, id, reference, service, reason, requestor, duration, state, submitted_at, authorized_by, authorized_at, notified_at, expires_at, deadline)
VALUES (2, 1, '0b0d3c9a-38a5-4e3a-8d51-0d6b7a1f2c02', 'CLB#TEST02052018', 'SharePoint', 'Search finds nothing', 'eve@fabrikam.com', 7200, 'pending', 1770318715000, 'max@fabrikam.com', 1770322315000, 1770322315000, 1770365515000, 1770365515000);

INSERT INTO request_count (tenant, requestor, state, visible, requests)
VALUES (1, 'eve@fabrikam.com', 'submitted', 0, 1), (1, 'eve@fabrikam.com', 'pending', 1, 1);

INSERT INTO event (key, tenant, seq, at, kind, request, body)
VALUES (1, 1, 1, 1770318715000, 'tenant.created', NULL, '{"kind":"tenant.created","seq":1}'),
       (2, 1, 2, 1770318715000, 'request.submitted', 1, '{"kind":"request.submitted","seq":2}'),
       (3, 1, 3, 1770318715000, 'request.submitted', 2, '{"kind":"request.submitted","seq":3}'),
       (4, 1, 4, 1770322315000, 'request.notified', 2, '{"kind":"request.notified","seq":4}');

INSERT INTO request_search (rowid, reference, service, reason, requestor) SELECT key, reference, service, reason, requestor FROM request;

INSERT INTO event (tenant, seq, at, kind, request, body)
WITH RECURSIVE number (n) AS (SELECT 5 UNION ALL SELECT n + 1 FROM number WHERE n < 515)
SELECT 1, n, 1770322315000 + n, 'access.recorded', 2, '{"kind":"access.recorded","seq":' || n || ',"text":"Müller"}' FROM number;

UPDATE tenant SET last_seq = 515;
