DELETE FROM invitation WHERE account = :account
