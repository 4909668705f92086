SELECT question, body FROM answer WHERE account = :account AND idempotency_key = :idempotency_key
