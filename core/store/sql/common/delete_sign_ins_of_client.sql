DELETE FROM sign_in WHERE client = :client
