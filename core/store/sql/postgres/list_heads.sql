SELECT tenant_id, events FROM lockbox_heads() ORDER BY tenant_id
