SELECT key FROM account WHERE tenant = :tenant AND user_name = :user_name
