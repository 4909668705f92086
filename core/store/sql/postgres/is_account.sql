user_name_key = lower(CAST(:user_name AS TEXT) COLLATE "C")
