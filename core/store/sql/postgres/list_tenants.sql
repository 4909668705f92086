SELECT tenant_id, tenant_name, tenant_domain, tenant_provider FROM lockbox_tenants()
