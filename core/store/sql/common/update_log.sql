UPDATE log SET size = :size, root = :root, frontier = :frontier WHERE tenant = :tenant AND size = :from_size
