SELECT key, id, name, domain, provider, demo, clock_offset, require_approval, decide_within, max_access, comment_on_deny
FROM tenant WHERE key = coalesce(CAST(nullif(current_setting('lockbox.tenant', true), '') AS BIGINT), key) ORDER BY key LIMIT 1
