SELECT hash FROM credential WHERE account = :account
