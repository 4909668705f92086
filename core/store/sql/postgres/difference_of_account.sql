SELECT difference.name, difference.stored, difference.expected
FROM account, LATERAL (VALUES
    ('user_name', account.user_name COLLATE "C", CAST(:user_name AS TEXT)),
    ('display_name', account.display_name COLLATE "C", CAST(:display_name AS TEXT)),
    ('email', account.email COLLATE "C", CAST(:email AS TEXT)),
    ('alternate_email', account.alternate_email COLLATE "C", CAST(:alternate_email AS TEXT)),
    ('side', account.side COLLATE "C", CAST(:side AS TEXT))
) AS difference (name, stored, expected)
WHERE account.tenant = :tenant AND account.{is_account} AND difference.stored IS DISTINCT FROM difference.expected
LIMIT 1
