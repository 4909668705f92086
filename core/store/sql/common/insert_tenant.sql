INSERT INTO tenant (id, name, domain, provider, demo, require_approval, decide_within, max_access, comment_on_deny)
VALUES (:id, :name, :domain, :provider, :demo, :require_approval, :decide_within, :max_access, :comment_on_deny)
{returning_tenant}
