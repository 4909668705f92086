SELECT {request_columns} FROM request
WHERE tenant = :tenant AND {visibility} AND {states} AND {position}
ORDER BY {order} LIMIT :limit
