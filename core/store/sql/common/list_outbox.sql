SELECT {outbox_columns} FROM {outbox_tables}
WHERE outbox.tenant = :tenant AND outbox.key < :before AND {deliveries} AND {recipient} AND {due}
ORDER BY outbox.key DESC LIMIT :limit
