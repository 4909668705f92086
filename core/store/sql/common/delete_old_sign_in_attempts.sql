DELETE FROM sign_in_attempt WHERE tenant = :tenant AND last_at < :before AND blocked_until < :now
