SELECT guard.name
FROM (VALUES ('event_is_never_changed'), ('event_is_never_deleted'), ('event_is_never_emptied')) AS guard (name)
WHERE NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = to_regclass('event') AND tgname = guard.name AND tgenabled IN ('O', 'A'))
UNION ALL
SELECT 'row-level security of ' || part.name
FROM (VALUES ('tenant'), ('account'), ('account_role'), ('request'), ('request_count'), ('request_search'), ('event'), ('log'), ('log_node'),
             ('log_checkpoint'), ('notification'), ('notice'), ('outbox'), ('credential'), ('invitation'), ('client'), ('sign_in'), ('sign_in_attempt'),
             ('answer')) AS part (name)
WHERE NOT EXISTS (SELECT 1 FROM pg_class WHERE oid = to_regclass(part.name) AND relrowsecurity AND relforcerowsecurity)
