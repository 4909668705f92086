UPDATE outbox
SET state = :state, attempts = :attempts, changed_at = :changed_at, next_at = :next_at, words = :words, sender = coalesce(:sender, sender)
WHERE tenant = :tenant AND key = :key AND state = :from_state AND attempts = :from_attempts
