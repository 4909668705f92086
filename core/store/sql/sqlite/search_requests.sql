SELECT {request_columns} FROM request_search JOIN request ON request.key = request_search.rowid
WHERE request_search MATCH :words AND {search_position} AND {search_states} AND tenant = :tenant AND {visibility} AND {states}
ORDER BY {search_order} LIMIT :limit
