SELECT tenant_id FROM lockbox_tenant_of_code(:code_hash)
