SELECT {outbox_columns} FROM {outbox_tables}
WHERE {of_tenant} AND outbox.key < :before AND {delivery} AND {recipient} AND {due}
ORDER BY outbox.key DESC LIMIT :limit
