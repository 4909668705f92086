UPDATE tenant SET last_seq = :last_seq WHERE key = :tenant
