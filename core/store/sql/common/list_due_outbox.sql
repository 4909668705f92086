SELECT {outbox_columns} FROM {outbox_tables}
WHERE outbox.tenant = :tenant AND outbox.next_at <= :now
ORDER BY outbox.next_at, outbox.key LIMIT :limit
