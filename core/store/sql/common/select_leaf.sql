SELECT body FROM event LEFT JOIN request ON request.key = event.request
WHERE event.tenant = :tenant AND seq = :seq AND (event.request IS NULL OR {visibility})
