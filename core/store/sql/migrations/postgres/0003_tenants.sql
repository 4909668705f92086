-- Several tenants in one service.

-- What a service must know of all tenants is told by these functions alone. They run as the tables' owner, who sees all rows only while
-- this setting is on; nobody else does, whatever is set.

DO $$
DECLARE one TEXT;
BEGIN
    FOREACH one IN ARRAY ARRAY['tenant', 'account', 'invitation', 'request', 'log', 'outbox', 'notification'] LOOP
        EXECUTE format('CREATE POLICY for_directory ON %I FOR SELECT TO CURRENT_USER USING (current_setting(''lockbox.directory'', true) = ''on'')', one);
    END LOOP;
END
$$;

CREATE INDEX account_by_name ON account (user_name_key);

CREATE FUNCTION lockbox_tenants() RETURNS TABLE (tenant_id TEXT, tenant_name TEXT, tenant_domain TEXT, tenant_provider TEXT)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('lockbox.directory', 'on', true);
    RETURN QUERY SELECT id, name, domain, provider FROM tenant ORDER BY lower(name), id;
    PERFORM set_config('lockbox.directory', 'off', true);
END
$$;

CREATE FUNCTION lockbox_tenants_of(TEXT, TEXT) RETURNS TABLE (tenant_id TEXT)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('lockbox.directory', 'on', true);
    RETURN QUERY SELECT DISTINCT tenant.id FROM account JOIN tenant ON tenant.key = account.tenant
        WHERE account.user_name_key IN (lower($1 COLLATE "C"), lower($2 COLLATE "C"));
    PERFORM set_config('lockbox.directory', 'off', true);
END
$$;

CREATE FUNCTION lockbox_tenant_of_code(BYTEA) RETURNS TABLE (tenant_id TEXT)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('lockbox.directory', 'on', true);
    RETURN QUERY SELECT tenant.id FROM invitation JOIN account ON account.key = invitation.account JOIN tenant ON tenant.key = account.tenant
        WHERE invitation.code_hash = $1;
    PERFORM set_config('lockbox.directory', 'off', true);
END
$$;

CREATE FUNCTION lockbox_most_tenants_of_a_name() RETURNS BIGINT
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE most BIGINT;
BEGIN
    PERFORM set_config('lockbox.directory', 'on', true);
    SELECT coalesce(max(tenants), 0) INTO most FROM (SELECT count(*) AS tenants FROM account GROUP BY user_name_key) AS of_name;
    PERFORM set_config('lockbox.directory', 'off', true);
    RETURN most;
END
$$;

CREATE FUNCTION lockbox_heads() RETURNS TABLE (tenant_id TEXT, events BIGINT)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('lockbox.directory', 'on', true);
    RETURN QUERY SELECT tenant.id, log.size FROM tenant JOIN log ON log.tenant = tenant.key;
    PERFORM set_config('lockbox.directory', 'off', true);
END
$$;

CREATE FUNCTION lockbox_due(BIGINT) RETURNS TABLE (tenant_id TEXT, has_deadline BIGINT, has_mail BIGINT)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('lockbox.directory', 'on', true);
    RETURN QUERY SELECT due.id, CASE WHEN by_clock THEN 1::BIGINT ELSE 0::BIGINT END, CASE WHEN by_mail THEN 1::BIGINT ELSE 0::BIGINT END
        FROM (SELECT tenant.id,
                     EXISTS (SELECT 1 FROM request WHERE request.tenant = tenant.key AND request.deadline <= $1 + tenant.clock_offset) AS by_clock,
                     tenant.demo = 0 AND EXISTS (SELECT 1 FROM outbox WHERE outbox.tenant = tenant.key AND outbox.next_at <= $1) AS by_mail
              FROM tenant) AS due
        WHERE by_clock OR by_mail;
    PERFORM set_config('lockbox.directory', 'off', true);
END
$$;

DO $$
DECLARE one REGPROCEDURE;
BEGIN
    FOR one IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::REGNAMESPACE
        AND proname IN ('lockbox_tenants', 'lockbox_tenants_of', 'lockbox_tenant_of_code', 'lockbox_most_tenants_of_a_name',
                        'lockbox_heads', 'lockbox_due') LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO lockbox_service', one);
    END LOOP;
END
$$;
