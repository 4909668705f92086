outbox.recipient_key = lower(CAST(:recipient AS TEXT) COLLATE "C")
