SELECT body FROM event WHERE request = :request AND seq > :after ORDER BY key LIMIT :limit
