user_name = :user_name
