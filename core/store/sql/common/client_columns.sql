client.key, client.id, client.name, client.account, account.user_name, client.secret_hash, client.certificate_hash, client.subject,
       client.created_at, client.used_at
