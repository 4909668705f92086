outbox.recipient = :recipient
