SELECT {request_columns} FROM request WHERE tenant = :tenant AND reference = :reference ORDER BY key DESC LIMIT :limit
