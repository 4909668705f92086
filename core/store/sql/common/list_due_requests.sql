SELECT {request_columns} FROM request WHERE tenant = :tenant AND deadline <= :now ORDER BY deadline, key LIMIT :limit
