INSERT INTO notification (tenant, host, port, security, account, sender, time_zone, kinds, phrase_key)
VALUES (:tenant, :host, :port, :security, :account, :sender, :time_zone, :kinds, :phrase_key)
