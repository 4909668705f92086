DELETE FROM sign_in WHERE account = :account AND (created_at < :created_before OR seen_at < :seen_before)
