SELECT account.key, user_name, display_name, email, alternate_email, side, role
FROM account LEFT JOIN account_role ON account_role.account = account.key
WHERE tenant = :tenant AND {is_account}
ORDER BY role
