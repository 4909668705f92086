SELECT seq, at, kind, event.request, request.id, CASE WHEN length(body) <= 1048576 THEN body ELSE '' END, leaf_hash
FROM event LEFT JOIN request ON request.key = event.request
WHERE event.tenant = :tenant ORDER BY seq
