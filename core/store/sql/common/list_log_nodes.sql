SELECT hash FROM log_node WHERE tenant = :tenant AND level = :level AND place >= :first AND place < :beyond ORDER BY place
