SELECT {request_columns} FROM request WHERE tenant = :tenant AND reference = :reference AND {visibility} ORDER BY key DESC LIMIT :limit
