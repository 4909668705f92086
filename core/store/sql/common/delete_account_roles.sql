DELETE FROM account_role WHERE account = :account
