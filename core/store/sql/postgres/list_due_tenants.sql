SELECT tenant_id, has_deadline, has_mail FROM lockbox_due(:now)
