SELECT count(*) FROM account_role JOIN account ON account.key = account_role.account WHERE tenant = :tenant AND role = :role
