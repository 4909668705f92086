SELECT leaf_hash FROM event WHERE tenant = :tenant AND seq > :first AND seq <= :beyond ORDER BY seq
