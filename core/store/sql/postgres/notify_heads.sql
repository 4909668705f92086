SELECT tenant_id, events, pg_notify('lockbox', tenant_id || ' ' || events)
FROM lockbox_heads() WHERE tenant_id = ANY (string_to_array(:tenants, ','))
