RETURNING key, CASE WHEN id = current_setting('lockbox.tenant_id', true) THEN set_config('lockbox.tenant', key::TEXT, false) END
