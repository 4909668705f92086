reference_key = lower(CAST(:reference AS TEXT) COLLATE "C")
