INSERT INTO answer (account, idempotency_key, question, body, at)
VALUES (:account, :idempotency_key, :question, :body, :at)
