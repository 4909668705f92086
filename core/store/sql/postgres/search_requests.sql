SELECT {request_columns} FROM request_search JOIN request ON request.key = request_search.key
WHERE request_search.words @@ CAST(:words AS TSQUERY) AND {search_position} AND {search_states} AND request_search.tenant = :tenant
    AND request.tenant = :tenant AND {visibility} AND {states}
ORDER BY {search_order} LIMIT :limit
