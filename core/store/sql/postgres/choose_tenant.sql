SELECT set_config('lockbox.tenant', coalesce((SELECT CAST(key AS TEXT) FROM tenant WHERE id = :tenant), ''), false)
