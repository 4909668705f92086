SELECT state, count(*) FROM outbox WHERE tenant = :tenant AND state <> 'sent' AND state <> 'suppressed' AND (state <> 'undeliverable' OR changed_at > :since)
GROUP BY state
