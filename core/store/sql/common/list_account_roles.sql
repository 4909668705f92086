SELECT role FROM account_role WHERE account = :account ORDER BY role
