SELECT host, port, security, account, sender, time_zone, kinds, phrase_key FROM notification WHERE tenant = :tenant
