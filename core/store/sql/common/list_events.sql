SELECT body FROM event WHERE tenant = :tenant AND seq > :after ORDER BY seq LIMIT :limit
