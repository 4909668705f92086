INSERT INTO sign_in (token_hash, account, method, address, created_at, proved_at, seen_at, client, certificate_hash)
VALUES (:token_hash, :account, :method, :address, :now, :now, :now, :client, :certificate_hash)
