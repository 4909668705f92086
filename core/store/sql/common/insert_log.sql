INSERT INTO log (tenant, size, root, frontier, verifier) VALUES (:tenant, 0, :root, :frontier, :verifier)
