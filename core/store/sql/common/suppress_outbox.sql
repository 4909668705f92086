UPDATE outbox
SET state = 'suppressed', changed_at = :now, next_at = NULL, words = CASE WHEN words = '' THEN CAST(:words AS TEXT) ELSE CAST(:words AS TEXT) || ', last: ' || words END
WHERE state IN ('queued', 'failed') AND notice IN (SELECT key FROM notice WHERE request = :request AND kind IN ('request.pending', 'reminder'))
