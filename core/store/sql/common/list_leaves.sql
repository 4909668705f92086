SELECT seq, at, kind, event.request, request.id, request.reference, CASE WHEN length(body) <= :longest THEN body ELSE '' END, leaf_hash
FROM event LEFT JOIN request ON request.key = event.request
WHERE event.tenant = :tenant ORDER BY seq
