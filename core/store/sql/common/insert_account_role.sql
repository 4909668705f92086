INSERT INTO account_role (account, role) VALUES (:account, :role)
