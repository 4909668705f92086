SELECT {request_columns} FROM request
WHERE tenant = :tenant AND deadline > :after AND state = :state AND {visibility}
ORDER BY deadline LIMIT :limit
