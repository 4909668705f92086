SELECT to_regclass('tenant'), set_config('lockbox.tenant_id', :tenant, false)
