SELECT {request_columns} FROM request WHERE tenant = :tenant AND {is_reference} AND {visibility} ORDER BY key DESC LIMIT :limit
