SELECT id FROM request WHERE NOT EXISTS (SELECT 1 FROM event WHERE event.request = request.key) LIMIT 1
