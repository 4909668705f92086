SELECT user_name FROM account WHERE tenant = :tenant AND user_name ~ '[^ -~]'
