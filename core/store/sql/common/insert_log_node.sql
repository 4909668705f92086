INSERT INTO log_node (tenant, level, place, hash) VALUES (:tenant, :level, :place, :hash)
