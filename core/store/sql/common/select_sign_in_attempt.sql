SELECT failures, last_at, blocked_until FROM sign_in_attempt WHERE tenant = :tenant AND subject = :subject
