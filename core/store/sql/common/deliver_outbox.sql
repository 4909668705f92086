UPDATE outbox SET state = 'sent', attempts = 1, changed_at = next_at, next_at = NULL, words = 'in the demo''s inbox'
WHERE tenant = :tenant AND next_at <= :now
