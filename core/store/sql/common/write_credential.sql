INSERT INTO credential (account, hash, changed_at) VALUES (:account, :hash, :now)
ON CONFLICT (account) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at
