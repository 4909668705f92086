DELETE FROM sign_in_attempt WHERE tenant = :tenant AND subject = :subject
