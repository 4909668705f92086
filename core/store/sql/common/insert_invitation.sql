INSERT INTO invitation (code_hash, account, expires_at) VALUES (:code_hash, :account, :expires_at)
