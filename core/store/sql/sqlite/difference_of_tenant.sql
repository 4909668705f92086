WITH stored AS (SELECT * FROM tenant WHERE key = :tenant)
SELECT 'id', id, :id FROM stored WHERE id IS NOT :id
UNION ALL SELECT 'name', name, :name FROM stored WHERE name IS NOT :name
UNION ALL SELECT 'domain', domain, :domain FROM stored WHERE domain IS NOT :domain
UNION ALL SELECT 'provider', provider, :provider FROM stored WHERE provider IS NOT :provider
UNION ALL SELECT 'demo', demo, :demo FROM stored WHERE demo IS NOT :demo
UNION ALL SELECT 'require_approval', require_approval, :require_approval FROM stored WHERE require_approval IS NOT :require_approval
UNION ALL SELECT 'decide_within', decide_within, :decide_within FROM stored WHERE decide_within IS NOT :decide_within
UNION ALL SELECT 'max_access', max_access, :max_access FROM stored WHERE max_access IS NOT :max_access
UNION ALL SELECT 'comment_on_deny', comment_on_deny, :comment_on_deny FROM stored WHERE comment_on_deny IS NOT :comment_on_deny
LIMIT 1
