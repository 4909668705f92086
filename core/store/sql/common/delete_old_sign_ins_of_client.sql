DELETE FROM sign_in WHERE client = :client AND created_at < :created_before
