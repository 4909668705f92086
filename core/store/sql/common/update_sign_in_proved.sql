UPDATE sign_in SET proved_at = :now, seen_at = :now WHERE token_hash = :token_hash
