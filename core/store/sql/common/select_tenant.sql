SELECT key, id, name, domain, provider, demo, clock_offset, require_approval, decide_within, max_access, comment_on_deny
FROM tenant ORDER BY key LIMIT 1
