SELECT {client_columns}
FROM client JOIN account ON account.key = client.account
WHERE client.tenant = :tenant AND client.id = :id
