SELECT tenant_id FROM lockbox_tenants_of(:user_name, :folded) ORDER BY tenant_id
