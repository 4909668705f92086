DELETE FROM client WHERE key = :client
