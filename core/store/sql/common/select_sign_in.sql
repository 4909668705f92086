SELECT account.key, account.user_name, method, created_at, proved_at, seen_at, client, certificate_hash
FROM sign_in JOIN account ON account.key = sign_in.account
WHERE account.tenant = :tenant AND token_hash = :token_hash
