INSERT INTO request_count (tenant, requestor, state, visible, requests)
SELECT tenant, requestor, state, authorized_at IS NOT NULL, count(*) FROM request WHERE tenant = :tenant
GROUP BY tenant, requestor, state, authorized_at IS NOT NULL
