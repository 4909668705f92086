SELECT body FROM event LEFT JOIN request ON request.key = event.request
WHERE event.tenant = :tenant AND seq > :after AND (event.request IS NULL OR {visibility})
ORDER BY seq LIMIT :limit
