WITH stored AS (SELECT * FROM account WHERE tenant = :tenant AND user_name = :user_name)
SELECT 'user_name', user_name, :user_name FROM stored WHERE user_name IS NOT :user_name COLLATE BINARY
UNION ALL SELECT 'display_name', display_name, :display_name FROM stored WHERE display_name IS NOT :display_name
UNION ALL SELECT 'email', email, :email FROM stored WHERE email IS NOT :email
UNION ALL SELECT 'alternate_email', alternate_email, :alternate_email FROM stored WHERE alternate_email IS NOT :alternate_email
UNION ALL SELECT 'side', side, :side FROM stored WHERE side IS NOT :side
LIMIT 1
