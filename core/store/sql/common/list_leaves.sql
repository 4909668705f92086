SELECT seq, at, kind, event.request, request.id, body, leaf_hash FROM event LEFT JOIN request ON request.key = event.request
WHERE event.tenant = :tenant ORDER BY seq
