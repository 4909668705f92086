INSERT INTO sign_in (token_hash, account, method, address, created_at, proved_at, seen_at)
VALUES (:token_hash, :account, :method, :address, :now, :now, :now)
