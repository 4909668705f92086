SELECT {request_columns} FROM request WHERE tenant = :tenant AND id = :id
