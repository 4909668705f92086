SELECT state, count(*) FROM outbox WHERE tenant = :tenant AND state <> 'sent' AND state <> 'suppressed' GROUP BY state
