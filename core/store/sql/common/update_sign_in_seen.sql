UPDATE sign_in SET seen_at = :now WHERE token_hash = :token_hash
