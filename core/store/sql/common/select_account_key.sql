SELECT key FROM account WHERE tenant = :tenant AND {is_account}
