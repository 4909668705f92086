UPDATE client SET used_at = :now WHERE key = :client
