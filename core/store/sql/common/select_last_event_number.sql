SELECT last_seq FROM tenant WHERE key = :tenant
