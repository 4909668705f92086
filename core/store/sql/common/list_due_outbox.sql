SELECT {outbox_columns} FROM {outbox_tables}
WHERE outbox.tenant = :tenant AND outbox.next_at <= :now
ORDER BY notice.kind IN ('request.pending', 'reminder') DESC, outbox.give_up_at, outbox.next_at, outbox.key LIMIT :limit
