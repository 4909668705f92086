SELECT difference.name, difference.stored, difference.expected
FROM notification, LATERAL (VALUES
    ('host', notification.host COLLATE "C", CAST(:host AS TEXT)),
    ('port', notification.port::TEXT COLLATE "C", CAST(:port AS TEXT)),
    ('security', notification.security COLLATE "C", CAST(:security AS TEXT)),
    ('account', notification.account COLLATE "C", CAST(:account AS TEXT)),
    ('sender', notification.sender COLLATE "C", CAST(:sender AS TEXT)),
    ('time_zone', notification.time_zone COLLATE "C", CAST(:time_zone AS TEXT)),
    ('kinds', notification.kinds COLLATE "C", CAST(:kinds AS TEXT))
) AS difference (name, stored, expected)
WHERE notification.tenant = :tenant AND difference.stored IS DISTINCT FROM difference.expected
UNION ALL SELECT 'notification', NULL, 'settings for notices' WHERE NOT EXISTS (SELECT 1 FROM notification WHERE tenant = :tenant)
LIMIT 1
