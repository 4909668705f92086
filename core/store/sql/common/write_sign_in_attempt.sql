INSERT INTO sign_in_attempt (tenant, subject, failures, last_at, blocked_until)
VALUES (:tenant, :subject, :failures, :last_at, :blocked_until)
ON CONFLICT (tenant, subject) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, blocked_until = excluded.blocked_until
