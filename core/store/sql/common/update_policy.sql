UPDATE tenant
SET require_approval = :require_approval, decide_within = :decide_within, max_access = :max_access, comment_on_deny = :comment_on_deny
WHERE key = :tenant
