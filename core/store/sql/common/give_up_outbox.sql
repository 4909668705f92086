UPDATE outbox
SET state = 'undeliverable', changed_at = :now, next_at = NULL,
    words = CASE WHEN words = '' THEN 'not sent in time: no sender was at work' ELSE 'not delivered in time, last: ' || words END
WHERE state IN ('queued', 'failed') AND notice IN (SELECT key FROM notice WHERE request = :request AND kind = 'request.pending')
