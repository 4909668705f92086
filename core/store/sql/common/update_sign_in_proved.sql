UPDATE sign_in SET proved_at = :now WHERE token_hash = :token_hash
