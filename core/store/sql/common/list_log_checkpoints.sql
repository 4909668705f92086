SELECT size, CASE WHEN length(note) <= 4096 THEN note ELSE '' END FROM log_checkpoint WHERE tenant = :tenant ORDER BY size
