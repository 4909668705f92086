SELECT min(deadline) FROM request WHERE tenant = :tenant AND deadline > :after
