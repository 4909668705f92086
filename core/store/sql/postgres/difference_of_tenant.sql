SELECT difference.name, difference.stored, difference.expected
FROM tenant, LATERAL (VALUES
    ('id', tenant.id COLLATE "C", CAST(:id AS TEXT)),
    ('name', tenant.name COLLATE "C", CAST(:name AS TEXT)),
    ('domain', tenant.domain COLLATE "C", CAST(:domain AS TEXT)),
    ('provider', tenant.provider COLLATE "C", CAST(:provider AS TEXT)),
    ('demo', tenant.demo::TEXT COLLATE "C", CAST(:demo AS TEXT)),
    ('require_approval', tenant.require_approval::TEXT COLLATE "C", CAST(:require_approval AS TEXT)),
    ('decide_within', tenant.decide_within::TEXT COLLATE "C", CAST(:decide_within AS TEXT)),
    ('max_access', tenant.max_access::TEXT COLLATE "C", CAST(:max_access AS TEXT)),
    ('comment_on_deny', tenant.comment_on_deny::TEXT COLLATE "C", CAST(:comment_on_deny AS TEXT))
) AS difference (name, stored, expected)
WHERE tenant.key = :tenant AND difference.stored IS DISTINCT FROM difference.expected
LIMIT 1
