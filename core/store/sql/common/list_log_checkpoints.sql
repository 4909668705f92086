SELECT size, note FROM log_checkpoint WHERE tenant = :tenant ORDER BY size
