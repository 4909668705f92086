SELECT min(next_at) FROM outbox WHERE tenant = :tenant AND next_at IS NOT NULL
