DELETE FROM sign_in WHERE account = :account
