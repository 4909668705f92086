DELETE FROM sign_in WHERE token_hash = :token_hash
