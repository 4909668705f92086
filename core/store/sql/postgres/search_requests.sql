-- The row of each found key is looked up on its own: a planner without statistics would join by tenant.
SELECT {request_columns}
FROM request_search JOIN LATERAL (SELECT * FROM request WHERE request.key = request_search.key OFFSET 0) AS request ON TRUE
WHERE request_search.words @@ CAST(:words AS TSQUERY) AND {search_position} AND {search_states} AND request_search.tenant = :tenant
    AND {visibility} AND {states}
ORDER BY {search_order} LIMIT :limit
