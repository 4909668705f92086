INSERT INTO log_checkpoint (tenant, size, note) VALUES (:tenant, :size, :note)
