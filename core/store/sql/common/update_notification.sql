UPDATE notification
SET host = :host, port = :port, security = :security, account = :account, sender = :sender, time_zone = :time_zone, kinds = :kinds
WHERE tenant = :tenant
