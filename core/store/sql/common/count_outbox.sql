SELECT state, count(*) FROM outbox WHERE tenant = :tenant AND state IN ('queued', 'sending', 'failed') GROUP BY state
UNION ALL
SELECT 'undeliverable', counted FROM (
    SELECT count(*) AS counted FROM outbox WHERE tenant = :tenant AND state = 'undeliverable' AND changed_at > :since
) AS undeliverable WHERE counted > 0
