SELECT min(deadline) FROM request WHERE tenant = :tenant AND deadline IS NOT NULL
