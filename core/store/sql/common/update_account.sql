UPDATE account SET email = :email, alternate_email = :alternate_email, side = :side WHERE key = :account
