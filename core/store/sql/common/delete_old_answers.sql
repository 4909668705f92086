DELETE FROM answer WHERE at < :before
