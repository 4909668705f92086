outbox.key, outbox.notice, notice.kind, notice.request, request.id, request.reference, outbox.message_id, outbox.recipient,
outbox.recipient_name, outbox.address, outbox.state, outbox.attempts, outbox.created_at, outbox.changed_at, outbox.next_at,
outbox.give_up_at, outbox.words, outbox.sender
