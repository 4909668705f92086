SELECT count(*) FROM (SELECT 1 FROM request WHERE tenant = :tenant AND {is_reference} AND {visibility} LIMIT 1000) AS few
