SELECT account.key, user_name, display_name, email, alternate_email, side, role
FROM account JOIN account_role ON account_role.account = account.key
WHERE tenant = :tenant AND account.key IN (SELECT account FROM account_role WHERE role IN ({roles}))
ORDER BY lower(display_name), account.key, role
