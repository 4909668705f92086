WITH stored AS (SELECT * FROM notification WHERE tenant = :tenant)
SELECT 'host', host, :host FROM stored WHERE host IS NOT :host
UNION ALL SELECT 'port', port, :port FROM stored WHERE port IS NOT :port
UNION ALL SELECT 'security', security, :security FROM stored WHERE security IS NOT :security
UNION ALL SELECT 'account', account, :account FROM stored WHERE account IS NOT :account
UNION ALL SELECT 'sender', sender, :sender FROM stored WHERE sender IS NOT :sender
UNION ALL SELECT 'time_zone', time_zone, :time_zone FROM stored WHERE time_zone IS NOT :time_zone
UNION ALL SELECT 'kinds', kinds, :kinds FROM stored WHERE kinds IS NOT :kinds
UNION ALL SELECT 'notification', NULL, 'settings for notices' WHERE NOT EXISTS (SELECT * FROM stored)
LIMIT 1
