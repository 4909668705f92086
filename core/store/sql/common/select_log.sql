SELECT size, root, frontier, verifier FROM log WHERE tenant = :tenant
