UPDATE tenant SET last_seq = last_seq + 1 WHERE key = :tenant RETURNING last_seq
