INSERT INTO outbox (tenant, notice, message_id, recipient, recipient_name, address, state, created_at, changed_at, next_at, give_up_at, words)
VALUES (:tenant, :notice, :message_id, :recipient, :recipient_name, :address, :state, :created_at, :created_at, :next_at, :give_up_at, :words)
{returning_key}
