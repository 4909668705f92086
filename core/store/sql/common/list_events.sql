SELECT body FROM event LEFT JOIN request ON request.key = event.request
WHERE event.tenant = :tenant AND seq BETWEEN :first AND :last AND {times} AND {kinds} AND {words} AND (event.request IS NULL OR {visibility})
ORDER BY seq {direction} LIMIT :limit
