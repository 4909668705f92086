SELECT body FROM event
WHERE request = :request AND seq BETWEEN :first AND :last AND {times} AND {kinds} AND {words}
ORDER BY seq {direction} LIMIT :limit
