lower(CAST(:after_value AS TEXT) COLLATE "C")
