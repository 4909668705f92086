-- What is frequent is found soon among the rows that are next in the list; only where these fill no page is the index of words asked,
-- which then has few rows to give. A planner alone takes one of the two for what it believes of a word, and is wrong about rare ones.
-- The row of each found key is looked up on its own: a planner without statistics would join by tenant.
SELECT {request_columns} FROM (SELECT * FROM (
    (SELECT request.* FROM request_search
        JOIN LATERAL (SELECT * FROM request WHERE request.key = request_search.key OFFSET 0) AS request ON TRUE
    WHERE request_search.words @@ CAST(:words AS TSQUERY) AND {search_near} AND {search_position} AND {search_states}
        AND request_search.tenant = :tenant AND {visibility} AND {states}
    ORDER BY {search_order} LIMIT :limit)
    UNION ALL
    (WITH found AS MATERIALIZED (SELECT key FROM request_search
        WHERE request_search.words @@ CAST(:words AS TSQUERY) AND request_search.tenant = :tenant)
    SELECT request.* FROM (SELECT * FROM found AS request_search
            WHERE {search_far} AND {search_position} AND {search_states} ORDER BY {search_order}) AS request_search
        JOIN LATERAL (SELECT * FROM request WHERE request.key = request_search.key OFFSET 0) AS request ON TRUE
    WHERE {visibility} AND {states}
    ORDER BY {search_order} LIMIT :limit)
    ) AS request LIMIT :limit) AS request
ORDER BY {search_rows}
