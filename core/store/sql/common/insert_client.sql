INSERT INTO client (tenant, id, name, account, secret_hash, certificate_hash, subject, created_at)
VALUES (:tenant, :id, :name, :account, :secret_hash, :certificate_hash, :subject, :created_at)
