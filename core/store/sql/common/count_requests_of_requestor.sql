SELECT count(*) FROM (SELECT 1 FROM request WHERE tenant = :tenant AND requestor = :value AND {visibility} LIMIT 1000) AS few
